"""An empty result says which single criterion empties it, as if each had been taken out by hand."""

import random
import re
from datetime import timedelta
from decimal import Decimal
from html import unescape

import pytest
from django.utils import timezone

from offers.search.engine import PRIVATE_WORDS
from offers.search.filters import OfferFilter
from tests import factories
from tests.offers.search.conftest import Searcher

pytestmark = pytest.mark.django_db
COMMUNES = [factories.LILLE, "59512", "80021", "59183", "62193"]  # Lille, Roubaix, Amiens, Dunkerque, Calais


def said(html: str) -> dict[str, int]:
    """What the page proposes: words of a criterion and how many dwellings it withholds."""
    found = re.findall(r">sans (.+?) : (\d+)\slogements?</(?:a|button)>", html)
    return {words.strip("« »"): int(count) for words, count in found}


def test_a_fact_is_named_with_its_count(searcher: Searcher) -> None:
    factories.OfferFactory(rent_cents=90_000)
    factories.OfferFactory(typology="T5")

    assert searcher.search(typologie="T3", loyer_max="600") == []
    assert said(searcher.html) == {"Typologie": 1, "Loyer charges comprises, au plus (€)": 1}


def test_a_place_to_be_near_is_named_by_its_kind(searcher: Searcher) -> None:
    factories.OfferFactory()

    assert searcher.search(**{"p-refusees": "Lille"}) == []
    assert said(searcher.html) == {"les communes refusées": 1}


def test_a_place_to_be_away_from_is_never_named_nor_counted(searcher: Searcher) -> None:
    factories.OfferFactory()
    factories.OfferFactory(typology="T5")

    assert searcher.search(("Lille", "15"), typologie="T4") == []
    assert said(searcher.html) == {}
    assert "retiré seul" not in searcher.html, "taking the distance out would show some: nothing is said of it"


def test_explanations_equal_searches_without_each_criterion(searcher: Searcher) -> None:
    """Drawn dwellings and drawn searches: each count is what the search finds once that criterion is taken out."""
    draw = random.Random(20261122)
    bailleur = factories.BailleurFactory()
    for _ in range(25):
        factories.OfferFactory(
            bailleur=bailleur,
            typology=draw.choice(["T2", "T3", "T4"]),
            rent_cents=draw.randrange(30_000, 90_000, 5_000),
            surface_m2=Decimal(draw.randrange(30, 90)),
            floor=draw.randrange(6),
            lift=draw.random() < 0.3,
            dpe=draw.choice(["", "B", "D", "F"]),
            available_on=timezone.localdate() + timedelta(days=draw.randrange(5, 90)),
            location__commune=draw.choice(COMMUNES),
        )
    facts = {
        "typologie": ["T2", "T3"],
        "loyer_max": ["450", "600"],
        "surface_min": ["60", "75"],
        "etage_max": ["1", "3"],
        "dpe": ["A", "C"],
        "ascenseur": ["on"],
        "departement": ["59", "80"],
    }
    places = {"wanted": ("p-souhaitees", "Amiens"), "refused": ("p-refusees", "Lille, Roubaix")}
    explained = 0
    for _ in range(40):
        fields = {name: draw.choice(facts[name]) for name in draw.sample(sorted(facts), draw.randint(1, 3))}
        chosen = draw.sample(sorted(places), draw.randint(0, 2))
        typed = fields | {places[key][0]: places[key][1] for key in chosen}
        zones = [("Calais", "30")] if draw.random() < 0.5 else []
        if searcher.search(*zones, **typed):
            continue
        shown = said(searcher.html)
        brute = {}
        for name in typed:
            words = next((PRIVATE_WORDS[key] for key in chosen if places[key][0] == name), None)
            rest = {other: value for other, value in typed.items() if other != name}
            if count := len(searcher.search(*zones, **rest)):
                brute[words or str(OfferFilter.base_filters[name].label)] = count
        assert shown == brute, (typed, zones)
        explained += bool(brute)
    assert explained >= 5, "the draw must have met searches that one criterion empties"


def test_what_is_proposed_is_one_click_away(searcher: Searcher) -> None:
    factories.OfferFactory(rent_cents=90_000)
    factories.OfferFactory(location__commune="80021")
    facts = {"typologie": "T3", "loyer_max": "600"}

    assert searcher.search(**facts, **{"p-refusees": "Amiens"}) == []
    (link,) = re.findall(r'href="([^"]+)">sans « Loyer', searcher.html)
    assert [card.place for card in searcher.client.get(unescape(link)).context["cards"]] == ["Lille"]
    assert 'name="retirer" value="refused"' in searcher.html
    posted = {"recherche": searcher.address.partition("recherche=")[2], "retirer": "refused", **facts}
    answer = searcher.client.post("/logements/", posted, follow=True)
    assert [card.place for card in answer.context["cards"]] == ["Amiens"]
