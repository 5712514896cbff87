"""From a figure to its dwellings: what each is, to nobody what became of it."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import Membership, Role
from conventions.models import Convention
from offers.models import Offer, OfferState
from reporting import actions
from reporting.models import ReportKind
from reporting.scopes import Scope
from tests import factories
from tests.personas import SignIn
from tests.reporting.conftest import FIRST, SECOND, draft, dwelling, published
from tests.rows import rows_of

pytestmark = pytest.mark.django_db
