"""The landlord's list: its rows, its counts, its search, its pages."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import Membership
from bailleurs.models import Bailleur
from offers.models import Offer, OfferLocation, OfferState
from tests import factories
from tests.offers.forms import LIST
from tests.personas import SignIn

pytestmark = pytest.mark.django_db


def references(page) -> list[str]:  # type: ignore[no-untyped-def]
    return [offer.reference for offer, _ in page.context["rows"]]


def search(client: Client, text: str, **more: str):  # type: ignore[no-untyped-def]
    return client.post(LIST, {"q": text, **more}, follow=True)


def test_a_row_says_all_that_is_needed(agent: Membership, bailleur: Bailleur, sign_in: SignIn) -> None:
    factories.OfferFactory(bailleur=bailleur, reference="UG-77", location__address="12 rue des Arts")
    page = sign_in(agent).get(LIST).text
    for said in ("UG-77", "12 rue des Arts, Lille", "T3 · 62", "Publié", "Ouvrir"):
        assert said in page


def test_a_draft_with_nothing_typed_has_its_row(agent: Membership, bailleur: Bailleur, sign_in: SignIn) -> None:
    OfferLocation.objects.create(offer=Offer.objects.create(bailleur=bailleur))
    page = sign_in(agent).get(LIST).text
    assert "Sans référence" in page
    assert "Finir" in page


def test_an_empty_list_says_what_to_do_next(agent: Membership, sign_in: SignIn) -> None:
    page = sign_in(agent).get(LIST).text
    assert "Aucun logement pour l’instant." in page
    assert "trois minutes" in page


def test_nothing_of_another_landlord(other_agent: Membership, bailleur: Bailleur, sign_in: SignIn) -> None:
    factories.OfferFactory(bailleur=bailleur, reference="UG-77")
    client = sign_in(other_agent)
    assert references(client.get(LIST)) == []
    assert references(search(client, "UG-77")) == []


def test_tabs_count_by_state_and_narrow(agent: Membership, bailleur: Bailleur, sign_in: SignIn) -> None:
    for state, count in ((OfferState.DRAFT, 1), (OfferState.PUBLISHED, 3), (OfferState.CLOSED, 2)):
        for _ in range(count):
            factories.OfferFactory(bailleur=bailleur, state=state)
    client = sign_in(agent)
    tabs = client.get(LIST).context["tabs"]
    assert [(tab.label, tab.count) for tab in tabs] == [
        ("Tous", 6), ("Brouillon", 1), ("Publié", 3), ("Clos", 2), ("Réservé", 0), ("Retiré", 0),
    ]  # fmt: skip
    page = client.get(tabs[3].url)
    assert {offer.state for offer, _ in page.context["rows"]} == {OfferState.CLOSED}
    assert "Aucun logement dans cet état." in client.get(tabs[4].url).text
    assert len(references(client.get(LIST, {"etat": "n'importe quoi\x00"}))) == 6


@pytest.mark.parametrize("text", ["ug-77", "tilleuls", "RUE DES ARTS", "lille"])
def test_search_by_reference_residence_address_or_commune(
    agent: Membership, bailleur: Bailleur, sign_in: SignIn, text: str
) -> None:
    factories.commune("59512")
    where = {"location__residence": "Les Tilleuls", "location__address": "12 rue des Arts"}
    factories.OfferFactory(bailleur=bailleur, reference="UG-77", **where)
    factories.OfferFactory(bailleur=bailleur, reference="AUTRE", location__commune="59512")
    page = search(sign_in(agent), text)
    assert references(page) == ["UG-77"]
    assert page.context["tabs"][0].count == 1


@pytest.mark.parametrize("text", ["100%", "_", "\x00", "é" * 20_000, "'; drop table"])
def test_odd_searches(agent: Membership, bailleur: Bailleur, sign_in: SignIn, text: str) -> None:
    factories.OfferFactory(bailleur=bailleur, reference="UG-77")
    assert search(sign_in(agent), text).status_code == 200


def test_what_is_searched_never_stands_in_an_address(
    agent: Membership, bailleur: Bailleur, sign_in: SignIn, caplog: pytest.LogCaptureFixture
) -> None:
    """It may be the street of a woman rehoused since, and addresses of pages are logged."""
    for number in range(25):
        factories.OfferFactory(bailleur=bailleur, reference=f"UG-{number}", location__address="12 rue Quinquengrogne")
    client = sign_in(agent)
    page = search(client, "Quinquengrogne", etat="published")
    second = client.get(page.request["PATH_INFO"] + "?" + page.request["QUERY_STRING"] + "&page=2")
    assert len(references(second)) == 5
    assert "Quinquengrogne" in second.text
    assert "Quinquengrogne" not in page.request["QUERY_STRING"]
    assert "etat=published" in page.request["QUERY_STRING"]
    assert "uinquengrogne" not in caplog.text


def test_a_search_opens_for_its_author_alone(
    agent: Membership, bailleur_manager: Membership, bailleur: Bailleur, sign_in: SignIn
) -> None:
    factories.OfferFactory(bailleur=bailleur, reference="UG-77")
    factories.OfferFactory(bailleur=bailleur, reference="AUTRE")
    query = search(sign_in(agent), "UG-77").request["QUERY_STRING"]
    assert len(references(sign_in(bailleur_manager).get(f"{LIST}?{query}"))) == 2


@pytest.mark.parametrize("sealed", ["x", "é", "AAAA", "\x00", "A" * 5000])
def test_a_broken_sealed_search_shows_everything(
    agent: Membership, bailleur: Bailleur, sign_in: SignIn, sealed: str
) -> None:
    factories.OfferFactory(bailleur=bailleur, reference="UG-77")
    assert references(sign_in(agent).get(LIST, {"recherche": sealed})) == ["UG-77"]


def many(bailleur: Bailleur, count: int) -> Iterator[Offer]:
    """Dwellings made at the same moment: nothing but their id tells one from the next."""
    model = factories.OfferFactory(bailleur=bailleur)
    facts = {
        field.attname: getattr(model, field.attname)
        for field in Offer._meta.concrete_fields
        if field.name not in {"id", "reference", "total_rent_cents"}
    }
    offers = Offer.objects.bulk_create(Offer(**facts, reference=f"R-{number}") for number in range(count - 1))
    OfferLocation.objects.bulk_create(
        OfferLocation(offer=offer, commune_id=model.location.commune_id) for offer in offers
    )
    Offer.objects.update(created_at=timezone.now() - timedelta(days=1))
    yield from (model, *offers)


def test_reading_every_page_gives_each_dwelling_once(agent: Membership, bailleur: Bailleur, sign_in: SignIn) -> None:
    made = {offer.id for offer in many(bailleur, 400)}
    client = sign_in(agent)
    read = [offer.id for page in range(1, 21) for offer, _ in client.get(LIST, {"page": page}).context["rows"]]
    assert len(read) == len(set(read)) == 400
    assert set(read) == made


@pytest.mark.parametrize(("page", "shown"), [("1000000000", 2), ("0", 2), ("-1", 2), ("x", 1), ("\x00", 1)])
def test_a_page_that_does_not_exist(
    agent: Membership, bailleur: Bailleur, sign_in: SignIn, page: str, shown: int
) -> None:
    list(many(bailleur, 25))
    assert sign_in(agent).get(LIST, {"page": page}).context["page_obj"].number == shown


@pytest.mark.parametrize("rows", [1, 60])
def test_costs_the_same_whatever_the_rows(
    agent: Membership,
    bailleur: Bailleur,
    sign_in: SignIn,
    rows: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    list(many(bailleur, rows))
    client = sign_in(agent)
    client.get(LIST)
    # The person, her membership, counts by state, how many rows, the rows with their place.
    with django_assert_num_queries(5), django_assert_num_queries(0, using="vault"):
        client.get(LIST)
