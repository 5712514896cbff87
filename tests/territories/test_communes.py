"""The index of communes: real names as people type them, neighbours, positions."""

import pytest

from territories.communes import CommuneRecord, index
from territories.departements import departements, departements_of, regions
from territories.distance import kilometres


def codes(records: list[CommuneRecord]) -> list[str]:
    return [record.code for record in records]


def record(code: str) -> CommuneRecord:
    found = index().get(code)
    assert found is not None
    return found


# --- Search ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("lille", "Lille"),
        ("LILLE", "Lille"),
        ("  Lille ", "Lille"),
        ("roub", "Roubaix"),
        ("etaples", "Étaples"),
        ("Étaples", "Étaples"),
        ("villeneuve d'ascq", "Villeneuve-d'Ascq"),
        ("Villeneuve d’Ascq", "Villeneuve-d'Ascq"),
        ("villeneuve dascq", "Villeneuve-d'Ascq"),
        ("ascq", "Villeneuve-d'Ascq"),
        ("St Omer", "Saint-Omer"),
        ("saint-amand", "Saint-Amand"),
        ("ste genevieve des b", "Sainte-Geneviève-des-Bois"),
        ("chalon s/ saone", "Chalon-sur-Saône"),
        ("havre", "Le Havre"),
        ("oeuilly", "Œuilly"),
        ("y", "Y"),
        ("paris", "Paris"),
        ("paris 15", "Paris 15e Arrondissement"),
        ("Paris 15ème", "Paris 15e Arrondissement"),
        ("lyon 3e arr", "Lyon 3e Arrondissement"),
        ("59000", "Lille"),
        ("59", "Lille"),
        ("59 650", "Villeneuve-d'Ascq"),
        ("lille 59", "Lille"),
        ("59000 lille", "Lille"),
        ("75000 paris", "Paris"),
        ("bastia 2b", "Bastia"),
        ("97400", "Saint-Denis"),
    ],
)
def test_what_people_type_comes_first(typed: str, first: str) -> None:
    assert index().search(typed)[0].name == first


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("lile", "Lille"),
        ("llile", "Lille"),
        ("tuorcoing", "Tourcoing"),
        ("roubax", "Roubaix"),
        ("villeneuve asq", "Villeneuve-d'Ascq"),
        ("dunkerqe", "Dunkerque"),
        ("valencienes", "Valenciennes"),
        ("mauberge", "Maubeuge"),
        ("marseile", "Marseille"),
        ("harve", "Le Havre"),
        ("lile 59", "Lille"),
    ],
)
def test_slips_of_the_hand_are_forgiven(typed: str, expected: str) -> None:
    assert index().search(typed)[0].name == expected


def test_larger_towns_come_first_among_equals() -> None:
    populations = [one.population for one in index().search("saint-denis") if one.name == "Saint-Denis"]

    assert len(populations) == 4
    assert populations == sorted(populations, reverse=True)
    assert codes(index().search("59"))[:3] == ["59350", "59599", "59512"]


def test_an_exact_name_comes_before_a_larger_town() -> None:
    assert [one.name for one in index().search("aix")][:2] == ["Aix", "Aix-en-Provence"]


@pytest.mark.parametrize("typed", ["", "   ", "-", "'", "()", "x" * 20_000, "☃", "99999", "\x00", "%", "(59)" * 50])
def test_what_names_nothing_finds_nothing_or_something_but_never_fails(typed: str) -> None:
    assert len(index().search(typed)) <= 8
    assert not isinstance(index().resolve(typed), CommuneRecord)


def test_never_more_than_asked_nor_twice_the_same() -> None:
    for typed in ("s", "saint", "a", "75", "le", "paris"):
        found = codes(index().search(typed))
        assert len(found) == 8
        assert len(set(found)) == 8
    assert len(index().search("saint", limit=3)) == 3


# --- Resolution ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Lille", "59350"),
        ("lille (59)", "59350"),
        ("59000 Lille", "59350"),
        ("Lille 59000", "59350"),
        ("59000", "59350"),
        ("Saint-Denis (93)", "93066"),
        ("st denis 974", "97411"),
        ("Paris", "75056"),
        ("75015", "75115"),
        ("75015 Paris", "75115"),
        ("75000 Paris", "75056"),
        ("Paris (75)", "75056"),
        ("Marseille (13)", "13055"),
        ("Marseille 13", "13213"),
        ("69003 Lyon", "69383"),
        ("Havre", "76351"),
        ("Ajaccio (2a)", "2A004"),
    ],
)
def test_a_finished_text_names_one_commune(typed: str, code: str) -> None:
    found = index().resolve(typed)

    assert isinstance(found, CommuneRecord)
    assert found.code == code


@pytest.mark.parametrize("typed", ["Saint-Denis", "Sainte-Colombe", "59", "62", "Lile", "saint", "Œuilly", "59242"])
def test_between_several_the_candidates_are_given(typed: str) -> None:
    found = index().resolve(typed)

    assert isinstance(found, list)
    assert found


def test_what_is_near_nothing_has_no_candidate() -> None:
    assert index().resolve("xqzwkjh") == []
    assert index().resolve("Lille (75)") == []


def test_every_label_is_typed_back_as_its_own_commune() -> None:
    assert [one.label for one in index().all() if index().resolve(one.label) != one] == []


# --- Records ---------------------------------------------------------------------------------------------------------


def test_the_whole_file_is_there() -> None:
    assert len(index()) == 35_014
    assert sum(one.is_arrondissement for one in index().all()) == 45
    assert {one.whole for one in index().all() if one.is_arrondissement} == {"75056", "69123", "13055"}
    assert sum(one.position is None for one in index().all()) == 94
    assert index().get("00000") is None


def test_every_commune_has_a_known_departement_and_region() -> None:
    assert {one.departement for one in index().all()} <= departements().keys()
    assert {one.region for one in index().all()} <= regions().keys()
    assert [one.code for one in departements_of("32")] == ["02", "59", "60", "62", "80"]
    assert departements()["59"].label == "Nord (59)"


def test_the_site_of_a_commune_has_its_radius_as_precision() -> None:
    site = index().site("59350")

    assert site.commune == "59350"
    assert not site.door
    assert site.position is not None
    assert site.position.precision_km == record("59350").radius_km


def test_the_site_of_a_commune_without_a_position() -> None:
    assert index().site("97502").position is None
    with pytest.raises(KeyError):
        index().site("00000")


def test_a_point_belongs_to_a_commune_within_its_radius() -> None:
    assert index().contains("59350", 50.6292, 3.0573)
    assert not index().contains("59350", 49.8987, 2.2847)
    assert index().contains("97502", 46.78, -56.17)  # no position: nothing refutes it


# --- Neighbours ------------------------------------------------------------------------------------------------------


def test_neighbours_touch_and_come_nearest_first() -> None:
    lille, neighbours = record("59350"), index().neighbours("59350")
    distances = []
    for one in neighbours:
        assert one.lat is not None
        assert one.lon is not None
        assert one.radius_km is not None
        assert lille.lat is not None
        assert lille.lon is not None
        assert lille.radius_km is not None
        distances.append(kilometres(lille.lat, lille.lon, one.lat, one.lon))
        assert distances[-1] <= lille.radius_km + one.radius_km

    assert distances == sorted(distances)
    assert {"La Madeleine", "Lambersart", "Loos", "Villeneuve-d'Ascq", "Ronchin"} <= {one.name for one in neighbours}
    assert "Lille" not in {one.name for one in neighbours}


def test_to_be_a_neighbour_goes_both_ways() -> None:
    for one in index().neighbours("80021"):
        assert "80021" in codes(index().neighbours(one.code))


def test_a_city_and_its_arrondissements_are_no_neighbours() -> None:
    assert not {"75056", "75101", "75102"} & set(codes(index().neighbours("75101")))
    assert not [one for one in index().neighbours("75056") if one.is_arrondissement]
    assert "75056" in codes(index().neighbours("92075"))
    assert not [one for one in index().neighbours("92075") if one.is_arrondissement]


def test_no_neighbours_without_a_position() -> None:
    assert index().neighbours("97502") == []
    assert index().neighbours("00000") == []
