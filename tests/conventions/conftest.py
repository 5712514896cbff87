"""A regional union of the Hauts-de-France, and the convention that it follows."""

from datetime import date

import pytest

from accounts.models import Membership
from bailleurs.models import Bailleur
from conventions.models import Convention, Signatory
from territories.models import Region
from tests import factories


@pytest.fixture
def region(db: None) -> Region:
    """That of Lille, with the Nord."""
    found: Region = factories.commune().departement.region
    return found


@pytest.fixture
def followed(coordinator: Membership, bailleur: Bailleur, other_bailleur: Bailleur, region: Region) -> Convention:
    """Of the coordinator's region, from 25 March 2021, signed by bailleurs A and B."""
    coordinator.organisation.regions.add(region)
    convention = Convention.objects.create(
        name="Convention A",
        region=region,
        signed_on=date(2021, 3, 25),
        starts_on=date(2021, 3, 25),
        ends_on=date(2027, 3, 24),
    )
    for one in (bailleur, other_bailleur):
        Signatory.objects.create(convention=convention, organisation=one.organisation, signed_on=convention.signed_on)
    return convention
