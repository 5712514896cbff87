"""A landlord prolongs an open dwelling, or opens a closed one again, until a file was transmitted for it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership
from associations.models import Household
from bailleurs.models import Bailleur
from matching import actions
from matching.models import Candidature, DueAssessment
from offers.actions import close_due_offers
from offers.models import Offer, OfferState
from tests import factories
from tests.personas import SignIn

pytestmark = pytest.mark.django_db(databases=["default", "vault"])


@pytest.fixture
def offer(bailleur: Bailleur) -> Offer:
    return factories.OfferFactory(bailleur=bailleur)


def page(offer: Offer) -> str:
    return reverse("offers:move_closing", args=[offer.id])


def in_days(days: int) -> dict[str, str]:
    return {"closes_on": (timezone.localdate() + timedelta(days=days)).isoformat()}


def close(offer: Offer) -> None:
    Offer.objects.filter(id=offer.id).update(closes_at=timezone.now() - timedelta(minutes=1))
    close_due_offers(now=timezone.now())


def test_prolonged_it_is_told_as_a_new_one(offer: Offer, agent: Membership, sign_in: SignIn) -> None:
    answer = sign_in(agent).post(page(offer), in_days(20))
    offer.refresh_from_db()
    assert answer.status_code == 302
    assert (offer.closes_at - timezone.now()).days >= 19
    assert offer.transitions.get().reason == "prolong"
    assert DueAssessment.objects.exists()


def test_closed_without_a_transmission_it_opens_again_and_its_requests_wait_for_the_new_closing(
    offer: Offer, agent: Membership, caseworker: Membership, sign_in: SignIn
) -> None:
    household: Household = factories.make_ready(factories.HouseholdFactory(member=caseworker))
    asked = actions.request_dwelling(household=household, offer=offer, by=caseworker)
    close(offer)
    actions.keep_deadlines(now=timezone.now())
    assert sign_in(caseworker).get(reverse("matching:request_dwelling", args=[offer.id])).status_code == 404

    sign_in(agent).post(page(offer), in_days(10))

    offer.refresh_from_db()
    assert (offer.state, offer.listed) == (OfferState.PUBLISHED, True)
    asked.refresh_from_db()
    assert asked.due_at > offer.closes_at
    assert asked.ready_at is None
    assert sign_in(caseworker).get(reverse("matching:request_dwelling", args=[offer.id])).status_code == 200


@pytest.mark.parametrize(
    ("days", "words"), [(2, "plus tardive"), (-1, "plus tardive"), (90, "Au plus 60 jours"), (None, "Donnez la date")]
)
def test_a_date_that_does_not_do_is_said_beside_it(
    days: int | None, words: str, offer: Offer, agent: Membership, sign_in: SignIn
) -> None:
    typed = {} if days is None else in_days(days)
    answer = sign_in(agent).post(page(offer), typed)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    if typed:
        assert f'value="{typed["closes_on"]}"' in answer.content.decode()


def test_not_once_a_file_was_transmitted(
    offer: Offer, agent: Membership, caseworker: Membership, federation_member: Membership, sign_in: SignIn
) -> None:
    household = factories.make_ready(factories.HouseholdFactory(member=caseworker))
    asked = actions.request_dwelling(household=household, offer=offer, by=caseworker)
    actions.transmit_candidature(candidature=asked, by=federation_member)
    assert Candidature.objects.get().transmitted_at
    client = sign_in(agent)
    assert "Prolonger ce logement" not in client.get(reverse("offers:own_offer", args=[offer.id])).content.decode()
    assert "La clôture ne change plus" in client.post(page(offer), in_days(20), follow=True).content.decode()
