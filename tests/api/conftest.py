"""Software of each landlord."""

import pytest

from accounts.models import Membership, Role
from bailleurs.models import Bailleur
from tests import factories
from tests.api.parts import Software


@pytest.fixture
def software(bailleur_manager: Membership) -> Software:
    factories.commune("59512")
    return Software(bailleur_manager)


@pytest.fixture
def other_software(other_bailleur: Bailleur) -> Software:
    return Software(factories.MembershipFactory(organisation=other_bailleur.organisation, role=Role.BAILLEUR_MANAGER))
