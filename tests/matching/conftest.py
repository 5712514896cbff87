"""What most tests of requests start from: a household, a dwelling that fits it, a request."""

import pytest

from accounts.models import Membership
from associations.models import Household
from bailleurs.models import Bailleur
from matching import actions
from matching.models import Candidature
from offers.models import Offer
from tests import factories


@pytest.fixture
def household(caseworker: Membership) -> Household:
    return factories.make_ready(
        factories.HouseholdFactory(
            member=caseworker,
            code="Mésange 42",
            adults=2,
            children={"3-5": 1, "18+": 1},
            situation="hotel",
            departement="62",
        )
    )


@pytest.fixture
def offer(bailleur: Bailleur) -> Offer:
    return factories.OfferFactory(
        bailleur=bailleur,
        reference="UG-00042",
        location__quarter="Fives",
        location__residence="Résidence Tournesol",
        location__address="12 rue Introuvable",
        location__door="B 31",
        location__lat=50.6412,
        location__lon=3.0912,
    )


@pytest.fixture
def requested(household: Household, offer: Offer, caseworker: Membership) -> Candidature:
    return actions.request_dwelling(household=household, offer=offer, note="Disponible le matin", by=caseworker)


@pytest.fixture
def transmitted(requested: Candidature, federation_member: Membership) -> Candidature:
    return actions.transmit_candidature(candidature=requested, by=federation_member)
