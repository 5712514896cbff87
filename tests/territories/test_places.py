"""What a typed place means."""

import pytest

from territories.communes import index
from territories.distance import kilometres
from territories.places import UnclearPlaceError, find_commune, find_place


def test_a_chosen_suggestion_counts_while_the_text_says_the_same() -> None:
    assert find_commune("Saint-Denis (93)", "93066").code == "93066"
    assert find_commune("saint-denis (93) ", "93066").code == "93066"


@pytest.mark.parametrize("code", ["", "75056", "00000", "x" * 500, "'; --"])
def test_the_text_wins_over_a_code_that_does_not_agree(code: str) -> None:
    assert find_commune("Lille", code).code == "59350"


def test_an_edited_text_is_not_overruled_by_the_former_choice() -> None:
    with pytest.raises(UnclearPlaceError):
        find_commune("Saint-Denis", "93066")


def test_between_namesakes_the_candidates_are_named() -> None:
    with pytest.raises(UnclearPlaceError) as raised:
        find_commune("Saint-Denis")

    assert str(raised.value) == (
        "Précisez la commune, par exemple : Saint-Denis (974), Saint-Denis (93), Saint-Denis (11) ou Saint-Denis (30)."
    )


def test_a_mistyped_name_is_not_guessed_but_proposed() -> None:
    with pytest.raises(UnclearPlaceError, match=r"Tourcoing \(59\)"):
        find_commune("Tuorcoing")


@pytest.mark.parametrize("text", ["xqzwkjh", "Lille (75)", "....", "100000"])
def test_an_unknown_commune_says_what_to_write(text: str) -> None:
    with pytest.raises(UnclearPlaceError, match="Commune inconnue"):
        find_commune(text)


def test_a_long_text_is_refused_politely() -> None:
    with pytest.raises(UnclearPlaceError, match="trop long : 120 caractères au plus"):
        find_commune("L" * 20_000)
    with pytest.raises(UnclearPlaceError, match="trop long"):
        find_place("5" * 20_000)


@pytest.mark.parametrize(
    ("text", "lat", "lon", "label"),
    [
        ("50.6312, 3.0612", 50.6312, 3.0612, "50.6312, 3.0612"),
        ("50,6312 ; 3,0612", 50.6312, 3.0612, "50.6312, 3.0612"),
        ("50,6312, 3,0612", 50.6312, 3.0612, "50.6312, 3.0612"),
        ("  50.6312 3.0612 ", 50.6312, 3.0612, "50.6312, 3.0612"),
        ("-21.115141, +55.536384", -21.115141, 55.536384, "-21.115141, +55.536384"),
        ("-0.1276, 51.5072", -0.1276, 51.5072, "-0.1276, 51.5072"),
        ("50.8503°, 4.3517°", 50.8503, 4.3517, "50.8503, 4.3517"),
    ],
)
def test_typed_coordinates_are_a_point(text: str, lat: float, lon: float, label: str) -> None:
    place = find_place(text)

    assert place.label == label
    assert place.site.commune is None
    assert place.site.door
    assert place.site.position is not None
    assert (place.site.position.lat, place.site.position.lon) == (lat, lon)
    assert find_place(place.label) == place


@pytest.mark.parametrize(
    ("text", "at_least_km"), [("50.63, 3.06", 1.3), ("50.6, 3.1", 13), ("50.63124, 3.06123", 0.001)]
)
def test_fewer_decimals_are_less_precise(text: str, at_least_km: float) -> None:
    """Digits that were cut off count as doubt: the true point may be up to one unit of the last digit away."""
    position = find_place(text).site.position

    assert position is not None
    assert at_least_km < position.precision_km < at_least_km * 1.5
    cut = 10.0 ** -len(text.split(",", maxsplit=1)[0].split(".")[1])
    assert (
        kilometres(position.lat, position.lon, position.lat - cut, position.lon - cut) < position.precision_km * 1.001
    )


@pytest.mark.parametrize("text", ["150.63, 3.06", "50.63, 203.06", "-90.5, 0.0"])
def test_coordinates_off_the_globe_are_refused(text: str) -> None:
    with pytest.raises(UnclearPlaceError, match="hors du globe"):
        find_place(text)


@pytest.mark.parametrize("text", ["59 650", "59650", "Villeneuve-d'Ascq"])
def test_a_postal_code_is_no_coordinates(text: str) -> None:
    assert find_place(text).site == index().site("59009")


def test_a_commune_as_a_place() -> None:
    place = find_place("lille")

    assert place.label == "Lille (59)"
    assert place.site == index().site("59350")
