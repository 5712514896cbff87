"""The home page of an association's manager: files by référente, what is late, its own results, no file."""

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import Invitation, Membership, Role
from bailleurs.models import Bailleur
from matching.models import CandidatureState, Consequence
from tests import factories
from tests.home.conventions import TODAY
from tests.home.pages import home, rehouse
from tests.personas import SignIn

pytestmark = pytest.mark.django_db


def test_files_by_referente_and_invitations(
    association_manager: Membership, caseworker: Membership, colleague: Membership, sign_in: SignIn
) -> None:
    for number in range(3):
        factories.HouseholdFactory(member=caseworker, code=f"Tulipe {number}")
    factories.HouseholdFactory(member=caseworker, code="Pinson 11", status="housed")
    Invitation.objects.create(
        email="nouvelle@exemple.invalid",
        organisation=association_manager.organisation,
        role=Role.CASEWORKER,
        secret_digest=b"x" * 32,
        invited_by=association_manager.user,
        expires_at=timezone.now() + timedelta(hours=10),
    )

    response = sign_in(association_manager).get("/")

    found = {one.name: one.files for one in response.context["caseloads"]}
    assert found == {caseworker.user.name: 3, colleague.user.name: 0}
    page = response.content.decode()
    assert "nouvelle@exemple.invalid" in page
    assert "Tulipe" not in page


def test_files_left_by_a_referente_who_went_come_first(
    association_manager: Membership, caseworker: Membership, colleague: Membership, sign_in: SignIn
) -> None:
    factories.HouseholdFactory(member=caseworker)
    caseworker.ended_at = timezone.now()
    caseworker.save()

    caseloads = sign_in(association_manager).get("/").context["caseloads"]

    assert [(one.name, one.gone) for one in caseloads] == [
        (caseworker.user.name, True),
        (colleague.user.name, False),
    ]


def test_requests_that_wait_for_a_referente_past_their_date(
    association_manager: Membership,
    caseworker: Membership,
    colleague: Membership,
    other_caseworker: Membership,
    sign_in: SignIn,
) -> None:
    household = factories.HouseholdFactory(member=caseworker)
    past, to_come = timezone.now() - timedelta(hours=1), timezone.now() + timedelta(hours=1)
    for state, due, consequence in (
        (CandidatureState.OFFER_NOTIFIED, past, ""),
        (CandidatureState.FILE_INCOMPLETE, past, ""),
        (CandidatureState.OFFER_NOTIFIED, to_come, ""),
        (CandidatureState.OFFER_NOTIFIED, past, Consequence.SUSPEND),  # it shows at the next release
        (CandidatureState.REQUESTED, past, ""),  # at the federation
    ):
        factories.CandidatureFactory(household=household, state=state, due_at=due, consequence=consequence)
    others = factories.HouseholdFactory(member=other_caseworker)
    factories.CandidatureFactory(household=others, state=CandidatureState.OFFER_NOTIFIED, due_at=past)

    response = sign_in(association_manager).get("/")

    found = {one.name: one.late for one in response.context["caseloads"]}
    assert found == {caseworker.user.name: 2, colleague.user.name: 0}


def test_capacity(
    association_manager: Membership,
    caseworker: Membership,
    colleague: Membership,
    other_caseworker: Membership,
    sign_in: SignIn,
) -> None:
    """Households in search to référentes who are there; one who has left follows nobody, her files wait."""
    gone = factories.MembershipFactory(organisation=caseworker.organisation, ended_at=timezone.now())
    for member in (caseworker, caseworker, caseworker, colleague, gone, other_caseworker):
        factories.HouseholdFactory(member=member)

    response = sign_in(association_manager).get("/")

    capacity = response.context["capacity"]
    assert (capacity.files, capacity.referentes, capacity.each) == (5, 2, 3)
    assert "soit 3 chacune en moyenne" in response.content.decode()


@time_machine.travel(TODAY, tick=True)
def test_its_own_results_and_no_other(
    association_manager: Membership, other_caseworker: Membership, bailleur: Bailleur, sign_in: SignIn
) -> None:
    own, other = association_manager.organisation.association, other_caseworker.organisation.association
    rehouse(bailleur, date(2023, 5, 1), 2, association=own, women=1, children=3)
    rehouse(bailleur, date(2022, 12, 1), 1, association=own, women=2, children=0, number=9)
    rehouse(bailleur, date(2023, 6, 1), 1, association=own, state="declared", number=10)
    rehouse(bailleur, date(2023, 5, 1), 5, association=other, women=1, children=7)

    results = sign_in(association_manager).get("/").context["results"]

    assert (results.this_year, results.women, results.children) == (2, 4, 6)


def test_budget(
    association_manager: Membership, sign_in: SignIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = sign_in(association_manager)
    client.get("/")
    # The person, her membership, files by référente, référentes, requests late, own results, invitations. No key is
    # read: no file opens.
    with django_assert_num_queries(7), django_assert_num_queries(0, using="vault"):
        home(client)
