"""« Vérifier l'emplacement » for a household: seen first, decided with a private why, void when zones change."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessEvent, AccessKind, Membership
from associations import actions as households
from associations.contents import AvoidedZones
from associations.files import key_of
from associations.models import Household
from common.transitions import WrongState
from matching import actions
from matching.checks import open_check
from matching.criteria import assess
from matching.models import Candidature, CandidatureState, LocationCheck
from matching.pairs import dwelling_facts, household_facts
from notifications.models import Notice
from offers.models import Offer
from tests import factories
from tests.matching.facts import DUNKERQUE, GRANDE_SYNTHE, LENS, zone
from tests.personas import SignIn, confirm

pytestmark = pytest.mark.django_db
WHY = "Deux quartiers la séparent de la gare"


@pytest.fixture
def seeking(caseworker: Membership) -> Household:
    return factories.HouseholdFactory(member=caseworker, code="Mésange 42", zones=AvoidedZones((zone(DUNKERQUE, 3),)))


@pytest.fixture
def doubtful() -> Offer:
    return factories.OfferFactory(location__commune=GRANDE_SYNTHE, location__address="12 rue Introuvable")


@pytest.fixture
def client(caseworker: Membership, sign_in: SignIn) -> Client:
    """She has just confirmed that it is she."""
    signed_in = sign_in(caseworker)
    confirm(signed_in)
    return signed_in


def page_of(household: Household, offer: Offer) -> str:
    return reverse("matching:decide_location", args=[household.id, offer.id])


def decide(client: Client, household: Household, offer: Offer, decision: str, why: str = WHY) -> object:
    client.post(page_of(household, offer))
    return client.post(page_of(household, offer), {"decider": "1", "decision": decision, "why": why})


def state(household: Household, offer: Offer) -> str:
    offer = Offer.objects.select_related("location__commune", "bailleur").get(id=offer.id)
    facts = household_facts(Household.objects.get(id=household.id))
    return assess(facts, dwelling_facts(offer), timezone.localdate()).state


def test_until_it_is_done_the_dwelling_cannot_be_requested(
    caseworker: Membership, client: Client, seeking: Household, doubtful: Offer
) -> None:
    ask = reverse("matching:request_dwelling", args=[doubtful.id])
    page = client.get(ask)
    assert page.context["proposed"] == []
    assert page_of(seeking, doubtful) in page.content.decode()
    client.post(ask, {"household": str(seeking.id)})
    with pytest.raises(WrongState, match="Vérifiez d’abord"):
        actions.request_dwelling(household=seeking, offer=doubtful, by=caseworker)
    assert not Candidature.objects.exists()

    decide(client, seeking, doubtful, "loin")

    client.post(ask, {"household": str(seeking.id)})
    assert Candidature.objects.get().household == seeking


def test_it_opens_with_her_zones_beside_it_and_leaves_its_traces(
    client: Client, seeking: Household, doubtful: Offer
) -> None:
    confirmation = client.get(page_of(seeking, doubtful)).content.decode()
    assert "rue Introuvable" not in confirmation
    opened = client.post(page_of(seeking, doubtful))
    page = opened.content.decode()
    assert "12 rue Introuvable" in page
    (circle,) = opened.context["circles"]
    assert circle["km"] > 3, "the doubt about the commune is in it"
    assert 'id="door-points-circles"' in page
    kinds = set(AccessEvent.objects.values_list("kind", flat=True))
    assert {AccessKind.LOCATION, AccessKind.ZONES} <= kinds


def test_it_asks_for_a_recent_confirmation(
    caseworker: Membership, seeking: Household, doubtful: Offer, sign_in: SignIn
) -> None:
    client = sign_in(caseworker)
    assert client.get(page_of(seeking, doubtful))["Location"].startswith(reverse("account_reauthenticate"))
    asked = client.post(page_of(seeking, doubtful), {"decider": "1", "decision": "loin", "why": WHY})
    assert asked.status_code == 422
    assert WHY in asked.content.decode(), "what she typed is not lost"
    assert "rue Introuvable" not in asked.content.decode()
    assert not LocationCheck.objects.exists()


def test_too_near_sets_it_aside_until_she_says_otherwise(client: Client, seeking: Household, doubtful: Offer) -> None:
    decide(client, seeking, doubtful, "proche")
    assert state(seeking, doubtful) == "set_aside"
    decide(client, seeking, doubtful, "loin")
    assert state(seeking, doubtful) == "suitable"
    assert LocationCheck.objects.count() == 1


def test_nothing_of_it_stands_in_clear(client: Client, seeking: Household, doubtful: Offer) -> None:
    decide(client, seeking, doubtful, "loin")
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM matching_locationcheck t")
        row = str(cursor.fetchall())
    assert WHY not in row
    for telling in (str(doubtful.id), doubtful.id.hex):
        assert telling not in row
    (check,) = LocationCheck.objects.all()
    assert open_check(check, key_of(seeking)).why == WHY


def test_it_is_decided_only_by_who_has_looked(caseworker: Membership, seeking: Household, doubtful: Offer) -> None:
    with pytest.raises(WrongState, match="Ouvrez d’abord"):
        actions.decide_location(household=seeking, offer=doubtful, far=True, by=caseworker)
    actions.open_location(offer=doubtful, by=caseworker)
    with (
        time_machine.travel(timezone.now() + timedelta(minutes=16), tick=False),
        pytest.raises(WrongState, match="Ouvrez d’abord"),
    ):
        actions.decide_location(household=seeking, offer=doubtful, far=True, by=caseworker)


def test_there_is_nothing_to_decide_where_nothing_is_in_doubt(
    caseworker: Membership, client: Client, seeking: Household
) -> None:
    sure = factories.OfferFactory()
    too_near = factories.OfferFactory(location__commune=DUNKERQUE, location__lat=51.0343, location__lon=2.3768)
    for offer in (sure, too_near):
        assert client.get(page_of(seeking, offer)).status_code == 404
        actions.open_location(offer=offer, by=caseworker)
        with pytest.raises(WrongState, match="rien à vérifier"):
            actions.decide_location(household=seeking, offer=offer, far=True, by=caseworker)


class TestOtherZones:
    """After the zones have changed."""

    @pytest.fixture
    def asked(self, caseworker: Membership, client: Client, seeking: Household, doubtful: Offer) -> Candidature:
        decide(client, seeking, doubtful, "loin")
        return actions.request_dwelling(household=seeking, offer=doubtful, by=caseworker)

    def change(self, household: Household, by: Membership, *codes: str) -> None:
        zones = AvoidedZones(tuple(zone(code, 3) for code in codes))
        households.dossier.set_zones(household=household, zones=zones, by=by)

    def test_what_was_far_enough_is_to_check_again_and_she_is_told(
        self, caseworker: Membership, seeking: Household, doubtful: Offer, asked: Candidature,
        federation_member: Membership,
    ) -> None:  # fmt: skip
        self.change(seeking, caseworker, DUNKERQUE, LENS)
        assert state(seeking, doubtful) == "to_check"
        assert Notice.objects.get(kind="review_requests").recipient == caseworker.user
        actions.transmit_candidature(candidature=asked, by=federation_member)
        assert Candidature.objects.get().state == CandidatureState.HELD

    def test_what_was_too_near_stays_so(
        self, caseworker: Membership, client: Client, seeking: Household, doubtful: Offer
    ) -> None:
        decide(client, seeking, doubtful, "proche")
        self.change(seeking, caseworker, LENS)
        assert state(seeking, doubtful) == "set_aside"

    def test_she_is_not_told_when_all_still_suits(self, caseworker: Membership, seeking: Household) -> None:
        actions.request_dwelling(household=seeking, offer=factories.OfferFactory(), by=caseworker)
        self.change(seeking, caseworker, DUNKERQUE, LENS)
        assert not Notice.objects.filter(kind="review_requests").exists()

    def test_another_position_voids_what_was_said(self, client: Client, seeking: Household, doubtful: Offer) -> None:
        decide(client, seeking, doubtful, "loin")
        doubtful.location.lat, doubtful.location.lon = 51.02, 2.31
        doubtful.location.save()
        assert state(seeking, doubtful) in ("to_check", "hidden")
