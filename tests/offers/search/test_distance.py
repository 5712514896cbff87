"""Staying away: what must never appear, whichever way a dwelling is known."""

import re

import pytest

from tests import factories
from tests.offers.search.conftest import Searcher

pytestmark = pytest.mark.django_db
ROUBAIX, VILLENEUVE, LOMME, AMIENS, DUNKERQUE, MARCQ = "59512", "59009", "59355", "80021", "59183", "59378"
PARIS_11, PARIS_16, NANTES = "75111", "75116", "44109"


def dwellings(*communes: str) -> None:
    for code in communes:
        factories.OfferFactory(location__commune=code)


def test_15_km_from_lille_hides_lille_and_its_neighbours_known_by_commune_only(searcher: Searcher) -> None:
    dwellings(factories.LILLE, VILLENEUVE, MARCQ, AMIENS)

    assert searcher.search(("Lille", "15")) == ["Amiens"]


def test_15_km_from_lille_hides_doors_there_too(searcher: Searcher) -> None:
    factories.OfferFactory(location__commune=factories.LILLE, location__lat=50.6365, location__lon=3.0635)
    factories.OfferFactory(location__commune=VILLENEUVE, location__lat=50.6192, location__lon=3.1316)
    dwellings(AMIENS)

    assert searcher.search(("Lille", "15")) == ["Amiens"]


def test_3_km_from_lille_still_hides_a_dwelling_known_as_lille(searcher: Searcher) -> None:
    """However far from the centre its door may be: the commune is the same."""
    dwellings(factories.LILLE, AMIENS)

    assert searcher.search(("Lille", "3")) == ["Amiens"]


def test_3_km_from_paris_hides_every_arrondissement(searcher: Searcher) -> None:
    dwellings(PARIS_11, PARIS_16, NANTES)

    assert searcher.search(("Paris", "3")) == ["Nantes"]


def test_a_door_in_an_arrondissement_is_in_paris(searcher: Searcher) -> None:
    factories.OfferFactory(location__commune=PARIS_16, location__lat=48.8637, location__lon=2.2769)

    assert searcher.search(("Paris", "3")) == []


def test_away_from_amiens_lille_and_paris_appear(searcher: Searcher) -> None:
    dwellings(factories.LILLE, VILLENEUVE, PARIS_11)

    for km in ("3", "15"):
        assert sorted(searcher.search(("Amiens", km))) == ["Lille", "Paris 11e Arrondissement", "Villeneuve-d'Ascq"]


def test_doubt_shows_marked_and_counted_and_certainty_unmarked(searcher: Searcher) -> None:
    """10 km separate the centres of Lille and Roubaix: their radii leave 5 km in doubt, not 1 km from Amiens."""
    dwellings(ROUBAIX, DUNKERQUE)

    assert sorted(searcher.search(("Lille", "5"))) == ["Dunkerque", "Roubaix"]
    assert "dont 1 à vérifier" in searcher.html
    searcher.search(("Amiens", "1"))
    assert "à vérifier" not in searcher.html.lower().replace("vérifier l’emplacement", "")


def test_several_zones_count_together(searcher: Searcher) -> None:
    dwellings(factories.LILLE, AMIENS, DUNKERQUE)

    assert searcher.search(("Lille", "15"), ("Amiens", "15")) == ["Dunkerque"]


def test_a_list_of_communes_hides_them_all(searcher: Searcher) -> None:
    dwellings(factories.LILLE, ROUBAIX, DUNKERQUE)

    assert searcher.search(**{"zones-0-communes": "Lille, Roubaix"}) == ["Dunkerque"]


def test_a_point_abroad_is_a_place_too(searcher: Searcher) -> None:
    """Tournai, in Belgium, is 20 km from Roubaix."""
    dwellings(ROUBAIX, AMIENS)

    assert searcher.search(("50.6056, 3.3881", "40")) == ["Amiens"]


def test_the_page_of_a_hidden_dwelling_does_not_exist_for_that_search(searcher: Searcher) -> None:
    near = factories.OfferFactory(location__commune=factories.LILLE)
    searcher.search(("Lille", "15"))
    query = searcher.address.partition("?")[2]

    assert searcher.client.get(f"/logements/{near.id}/?{query}").status_code == 404
    assert searcher.client.get(f"/logements/{near.id}/").status_code == 200


def test_an_empty_result_never_says_what_the_distance_hides(searcher: Searcher) -> None:
    dwellings(factories.LILLE)

    assert searcher.search(("Lille", "15")) == []
    assert "0\N{NO-BREAK SPACE}logement" in searcher.html
    assert not re.search(r"[1-9]\d*\slogement", searcher.html)
