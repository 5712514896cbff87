"""The search page: order, pages, budget, bad input, and who may read a search."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Membership
from offers.models import Offer, OfferState, PrivateSearch
from offers.search.engine import SORTS
from tests import factories
from tests.offers.search.conftest import Searcher
from tests.personas import SignIn

pytestmark = pytest.mark.django_db
ROUBAIX, AMIENS = "59512", "80021"


def test_facts_narrow_and_stay_in_the_address(searcher: Searcher) -> None:
    factories.OfferFactory(typology="T2", location__commune=AMIENS)
    factories.OfferFactory(typology="T3", location__commune=ROUBAIX)
    factories.OfferFactory(typology="T3", rent_cents=90_000)

    assert searcher.search(typologie="T3", loyer_max="600") == ["Roubaix"]
    assert "typologie=T3" in searcher.address
    assert "loyer_max=600" in searcher.address
    assert "recherche" not in searcher.address


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"departement": "80"}, ["Amiens"]),
        ({"surface_min": "80"}, ["Amiens"]),
        ({"financement": "PLS"}, ["Amiens"]),
        ({"solution": "BAIL_GLISSANT"}, ["Amiens"]),
        ({"plain_pied": "on"}, ["Amiens"]),
        ({"ascenseur": "on"}, ["Amiens"]),
        ({"etage_min": "4"}, ["Amiens"]),
        ({"etage_max": "2"}, ["Lille"]),
        ({"chauffage": "collectif"}, ["Amiens"]),
        ({"dpe": "C"}, ["Amiens"]),
        ({"libre_avant": "2030-01-01"}, ["Lille"]),
        ({"p-souhaitees": "Amiens"}, ["Amiens"]),
        ({"p-refusees": "Amiens"}, ["Lille"]),
        ({"p-travail": "Amiens", "p-travail_km": "20"}, ["Amiens"]),
        ({"p-ecole": "Lille", "p-ecole_km": "20"}, ["Lille"]),
    ],
)
def test_each_criterion_narrows(fields: dict[str, str], shown: list[str], searcher: Searcher) -> None:
    factories.OfferFactory()
    factories.OfferFactory(
        location__commune=AMIENS,
        surface_m2=Decimal("85.5"),
        financing="PLS",
        solution_type="BAIL_GLISSANT",
        step_free=True,
        lift=True,
        floor=5,
        heating="collectif",
        dpe="B",
        available_on=timezone.localdate() + timedelta(days=5000),
    )

    assert searcher.search(**fields) == shown


@pytest.mark.parametrize("sort", SORTS)
def test_every_page_together_shows_each_dwelling_once(sort: str, searcher: Searcher) -> None:
    """400 dwellings equal in every key: only a unique tie-break keeps pages apart."""
    bailleur = factories.BailleurFactory()
    day = timezone.localdate() + timedelta(days=20)
    factories.many_offers(400, bailleur=bailleur, available_on=day)
    searcher.search(tri=sort, **{"p-travail": "Roubaix", "p-travail_km": "30"})
    seen: list[str] = []
    for page in range(1, 21):
        html = searcher.client.get(f"{searcher.address}&page={page}").content.decode()
        seen += set(re.findall(r"/logements/([0-9a-f-]{36})/", html))

    assert len(seen) == 400
    assert set(seen) == {str(pk) for pk in Offer.objects.order_by("id").values_list("id", flat=True)}


def test_order_by_each_key(searcher: Searcher) -> None:
    today = timezone.localdate()
    factories.OfferFactory(rent_cents=50_000, surface_m2=50, available_on=today + timedelta(days=9))
    factories.OfferFactory(
        rent_cents=40_000, surface_m2=40, available_on=today + timedelta(days=30), location__commune=ROUBAIX
    )
    factories.OfferFactory(
        rent_cents=60_000, surface_m2=90, available_on=today + timedelta(days=20), location__commune=AMIENS
    )
    work = {"p-travail": "Roubaix", "p-travail_km": "300"}

    assert searcher.search(tri="loyer") == ["Roubaix", "Lille", "Amiens"]
    assert searcher.search(tri="surface") == ["Amiens", "Lille", "Roubaix"]
    assert searcher.search(tri="date") == ["Lille", "Amiens", "Roubaix"]
    assert searcher.search(tri="proximite", **work) == ["Roubaix", "Lille", "Amiens"]
    assert "env." in searcher.html
    assert searcher.search(**work) == ["Roubaix", "Lille", "Amiens"], "near a place, the nearest come first unasked"
    assert searcher.search() == ["Lille", "Amiens", "Roubaix"], "without a place, the first available do"


def test_a_dwelling_leads_back_to_the_same_list_at_the_same_page(searcher: Searcher) -> None:
    factories.OfferFactory.create_batch(25, bailleur=factories.BailleurFactory())
    searcher.search(("Amiens", "10"), typologie="T3", tri="loyer")
    html = searcher.client.get(f"{searcher.address}&page=2").content.decode()
    dwelling = re.search(r'href="(/logements/[0-9a-f-]{36}/[^"]*)"', html)
    assert dwelling

    page = searcher.client.get(dwelling[1].replace("&amp;", "&")).content.decode()
    back = re.search(r'class="back" href="([^"]*)"', page)
    assert back

    assert back[1].replace("&amp;", "&") == f"{searcher.address}&page=2"


@pytest.mark.parametrize("rows", [1, 60])
def test_the_page_costs_the_same_whatever_the_rows(rows: int, searcher: Searcher) -> None:
    bailleur = factories.BailleurFactory()
    factories.OfferFactory.create_batch(rows, bailleur=bailleur)
    searcher.search(("Amiens", "10"), typologie="T3", **{"p-travail": "Lille", "p-travail_km": "30"})
    with CaptureQueriesContext(connections["default"]) as main, CaptureQueriesContext(connections["vault"]) as vault:
        assert searcher.client.get(searcher.address).status_code == 200

    # 1. the person; 2. her membership, organisation and association; 3. the sealed places;
    # 4. the light rows that the facts leave; 5. the page's dwellings with their commune; 6. the association's
    # départements, shown first in the form. The session comes from Valkey; the vault is not touched.
    assert len(main.captured_queries) == 6
    assert len(vault.captured_queries) == 0


@pytest.mark.parametrize("away", [(), (("Amiens", "10"),)])
def test_the_page_reads_neither_address_nor_door_nor_contact(
    away: tuple[tuple[str, str], ...], searcher: Searcher
) -> None:
    factories.OfferFactory()
    assert searcher.search(*away) == ["Lille"]
    with CaptureQueriesContext(connections["default"]) as main:
        assert searcher.client.get(searcher.address).status_code == 200

    read = " ".join(one["sql"] for one in main.captured_queries)
    assert '"offers_offerlocation"."commune_id"' in read
    assert not [
        name for name in ("residence", "address", "door", "visit_contact", "visit_slots") if f'"{name}"' in read
    ]


def test_an_empty_page_costs_one_query_more(searcher: Searcher) -> None:
    factories.OfferFactory.create_batch(5, bailleur=factories.BailleurFactory())
    searcher.search(("Amiens", "10"), typologie="T3", loyer_max="100", surface_min="200", dpe="A")
    with CaptureQueriesContext(connections["default"]) as main:
        assert searcher.client.get(searcher.address).status_code == 200

    # The page's dwellings are not asked for (there are none); one query counts what each fact alone withholds.
    assert len(main.captured_queries) == 6


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"zones-0-lieu": "Lille", "zones-0-lieu_km": "0"}, "au moins 1 km"),
        ({"zones-0-lieu": "Lille", "zones-0-lieu_km": "5000"}, "au plus 300 km"),
        ({"zones-0-lieu": "Lille", "zones-0-lieu_km": "beaucoup"}, "nombre entier de kilomètres"),
        ({"zones-0-lieu": "Lille"}, "Indiquez la distance"),
        ({"zones-0-lieu_km": "5"}, "Indiquez le lieu"),
        ({"zones-0-lieu": "Zzyzx-sur-Rien", "zones-0-lieu_km": "5"}, "commune"),
        ({"zones-0-lieu": "x" * 20_000, "zones-0-lieu_km": "5"}, "trop long"),
        ({"zones-0-lieu": "95.1234, 3.0612", "zones-0-lieu_km": "5"}, "hors du globe"),
        ({"p-travail": "Saint-Martin", "p-travail_km": "5"}, "Précisez la commune"),
        ({"p-souhaitees": "Nulle-Part-les-Bains"}, "Nulle-Part-les-Bains"),
        ({"zones-TOTAL_FORMS": "99999999"}, ""),
        ({"zones-TOTAL_FORMS": "rien"}, ""),
        ({"loyer_max": "12 rue des Lilas"}, "nombre"),
        ({"libre_avant": "demain"}, "date"),
    ],
)
def test_bad_input_is_said_beside_the_field_and_nothing_typed_is_lost(
    fields: dict[str, str], message: str, searcher: Searcher
) -> None:
    data = {
        "zones-TOTAL_FORMS": "1",
        "zones-INITIAL_FORMS": "0",
        "typologie": "T4",
        "p-ecole": "Arras",
        "p-ecole_km": "7",
    }

    response = searcher.client.post("/logements/", {**data, **fields})
    html = response.content.decode()

    assert response.status_code == 422
    assert message in html
    assert 'value="Arras"' in html
    assert re.search(r'value="T4"[^>]*checked', html)
    assert response.context["result"] is None, "no result while a place does not hold"


@pytest.mark.parametrize(
    "query",
    [
        "typologie=T9",
        "loyer_max=-5",
        "loyer_max=abc",
        "surface_min=1e99",
        "libre_avant=hier",
        "dpe=Z",
        "etage_min=9999",
    ],
)
def test_a_fact_without_sense_is_said_and_narrows_nothing(query: str, searcher: Searcher) -> None:
    factories.OfferFactory()

    response = searcher.client.get(f"/logements/?{query}")

    assert response.status_code == 200
    assert response.context["form"].errors
    assert "field-error" in response.content.decode()


def test_places_typed_with_lists_are_five_at_most_together(searcher: Searcher) -> None:
    data = {"zones-TOTAL_FORMS": "3", "zones-INITIAL_FORMS": "0"}
    for number in range(3):
        data |= {f"zones-{number}-lieu": "Lille", f"zones-{number}-lieu_km": "5", f"zones-{number}-communes": "Lens"}

    response = searcher.client.post("/logements/", data)

    assert response.status_code == 422
    assert "Au plus 5 lieux à éviter" in response.content.decode()


def test_no_link_leads_away_from_places_that_do_not_hold_yet(searcher: Searcher) -> None:
    """A chip of a fact leads to its list; without the place being typed, that list would show what it hides."""
    response = searcher.client.post(
        "/logements/",
        {"typologie": "T3", "zones-TOTAL_FORMS": "1", "zones-INITIAL_FORMS": "0", "zones-0-lieu": "Lille"},
    )

    assert response.status_code == 422
    assert "chip-remove" not in response.content.decode()


@pytest.mark.parametrize("page", ["10000000000", "0", "-1", "abc", ""])
def test_any_page_number_gives_a_page(page: str, searcher: Searcher) -> None:
    factories.OfferFactory()

    response = searcher.client.get(f"/logements/?page={page}")

    assert response.status_code == 200
    assert response.context["result"].total == 1


@pytest.mark.parametrize("broken", ["abc", "../..", "0" * 400, "00000000-0000-4000-8000-000000000000", "%00"])
def test_a_broken_search_says_so_and_shows_nothing(broken: str, searcher: Searcher) -> None:
    factories.OfferFactory()

    response = searcher.client.get("/logements/", {"recherche": broken})

    assert response.status_code == 404
    assert "Cette recherche n’existe plus" in response.content.decode()
    assert "offer-card" not in response.content.decode()


def test_a_search_is_for_its_author_in_its_session_alone(
    searcher: Searcher, caseworker: Membership, colleague: Membership, sign_in: SignIn
) -> None:
    factories.OfferFactory(location__commune=AMIENS)
    searcher.search(("Lille", "15"))

    assert searcher.client.get(searcher.address).status_code == 200
    assert sign_in(colleague).get(searcher.address).status_code == 404
    assert sign_in(caseworker).get(searcher.address).status_code == 404, "another session of hers"


def test_an_old_search_is_erased(searcher: Searcher) -> None:
    searcher.search(("Lille", "15"))
    PrivateSearch.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    assert searcher.client.get(searcher.address).status_code == 404


def test_nobody_else_searches(
    agent: Membership, federation_member: Membership, partner: Membership, sign_in: SignIn
) -> None:
    for member in (agent, federation_member, partner):
        assert sign_in(member).get("/logements/").status_code == 404


def test_adding_a_place_keeps_everything_without_javascript(searcher: Searcher) -> None:
    data = {"zones-TOTAL_FORMS": "1", "zones-INITIAL_FORMS": "0", "zones-0-lieu": "Lille", "zones-0-lieu_km": "15"}

    html = searcher.client.post("/logements/", {**data, "ajouter": "1"}).content.decode()

    assert 'name="zones-1-lieu"' in html
    assert 'value="Lille"' in html


def test_neighbours_are_proposed_and_ticked_by_her(searcher: Searcher) -> None:
    data = {"zones-TOTAL_FORMS": "1", "zones-INITIAL_FORMS": "0", "zones-0-communes": "Lille"}

    html = searcher.client.post("/logements/", {**data, "zones-0-communes_voisines": "1"}).content.decode()

    assert "Communes voisines" in html
    assert "La Madeleine" in html
    assert not PrivateSearch.objects.exists()


def test_taking_one_place_out_keeps_the_others(searcher: Searcher) -> None:
    factories.OfferFactory(location__commune=factories.LILLE)
    factories.OfferFactory(location__commune=AMIENS)
    searcher.search(("Lille", "15"), ("Amiens", "15"))
    search_id = searcher.address.partition("recherche=")[2]

    response = searcher.client.post("/logements/", {"recherche": search_id, "retirer": "away-0"}, follow=True)

    assert [card.place for card in response.context["cards"]] == ["Lille"]


def test_what_is_not_open_is_not_found(searcher: Searcher) -> None:
    now = timezone.now()
    factories.OfferFactory(closes_at=now - timedelta(minutes=1))
    factories.OfferFactory(listed=False, state=OfferState.CLOSED)
    draft = factories.OfferFactory(listed=False, state=OfferState.DRAFT, published_at=None)

    assert searcher.search() == []
    assert searcher.client.get(f"/logements/{draft.id}/").status_code == 404


def test_closed_withdrawn_and_unlisted_look_the_same(searcher: Searcher) -> None:
    pages = set()
    for fields in (
        {"state": OfferState.CLOSED, "listed": False},
        {"state": OfferState.WITHDRAWN, "listed": False, "ended_at": timezone.now()},
        {"state": OfferState.PUBLISHED, "closes_at": timezone.now() - timedelta(hours=1)},
    ):
        offer = factories.OfferFactory(**fields)
        html = searcher.client.get(f"/logements/{offer.id}/").content.decode()
        pages.add(re.sub(r'X-CSRFToken": "\w+"|csrfmiddlewaretoken" value="\w+"', "", html))

    assert len(pages) == 1
    assert "Ce logement n’est plus proposé" in pages.pop()


def test_the_page_of_a_dwelling_never_says_its_door(searcher: Searcher) -> None:
    offer = factories.OfferFactory(
        location__residence="Les Tilleuls", location__address="7 rue Xavier", location__door="B12",
        location__lat=50.63777, location__lon=3.06333,
    )  # fmt: skip

    html = searcher.client.get(f"/logements/{offer.id}/").content.decode()

    for secret in ("Les Tilleuls", "rue Xavier", "B12", "50.637", "3.063"):
        assert secret not in html


def test_ended_searches_are_swept(searcher: Searcher) -> None:
    searcher.search(("Lille", "15"))
    PrivateSearch.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    from offers.tasks import erase_ended_searches  # noqa: PLC0415 - a task, called as beat calls it

    erase_ended_searches.delay()

    assert not PrivateSearch.objects.exists()
