"""Three landlords with dwellings in the Nord, and enough households alike that a card may go."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Membership, Role
from associations.models import Household
from matching import actions
from matching.models import Interpellation, NeedAnswer, NeedCard
from offers.models import Offer, OfferState
from tests import factories


@pytest.fixture
def landlords(agent: Membership, other_agent: Membership) -> list[Membership]:
    """An agent of each of three landlords, each with a dwelling published in the Nord that fits nobody."""
    third = factories.MembershipFactory(
        organisation=factories.BailleurFactory(organisation__name="Bailleur C").organisation, role=Role.BAILLEUR_AGENT
    )
    agents = [agent, other_agent, third]
    for one in agents:
        factories.OfferFactory(
            bailleur=one.organisation.bailleur, state=OfferState.CLOSED, listed=False, typology="T1"
        )
    return agents


@pytest.fixture
def alike(other_caseworker: Membership) -> list[Household]:
    """Four households of another association whose cards would be the very same."""
    return [
        factories.HouseholdFactory(member=other_caseworker, adults=2, children={"3-5": 1, "18+": 1}) for _ in range(4)
    ]


@pytest.fixture
def need(
    household: Household, alike: list[Household], landlords: list[Membership], caseworker: Membership
) -> Interpellation:
    """Put to the three of them."""
    return actions.send_need(
        household=household, bailleurs={one.organisation_id for one in landlords}, agreed=True, by=caseworker
    )


@pytest.fixture
def cards(need: Interpellation, landlords: list[Membership]) -> list[NeedCard]:
    """The card of each of the three, in their order."""
    return [need.cards.get(bailleur=one.organisation_id) for one in landlords]


def draft_of(member: Membership, **facts: object) -> Offer:
    """A complete draft of a landlord."""
    return factories.OfferFactory(
        bailleur=member.organisation.bailleur,
        state=OfferState.DRAFT,
        listed=False,
        published_at=None,
        location__residence="Les Tilleuls",
        closes_at=timezone.now() + timedelta(days=20),
        **facts,
    )


@pytest.fixture
def kept(cards: list[NeedCard], landlords: list[Membership]) -> list[NeedAnswer]:
    """The first two landlords each keep a dwelling."""
    return [
        actions.answer_with_dwelling(card=card, offer=draft_of(member), by=member)
        for card, member in list(zip(cards, landlords, strict=True))[:2]
    ]
