"""The home page of an association's manager: counts and invitations, no file."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import Invitation, Membership, Role
from tests import factories
from tests.home.pages import home
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


def test_budget(
    association_manager: Membership, sign_in: SignIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = sign_in(association_manager)
    client.get("/")
    # The person, her membership, files by référente, référentes, invitations. No key is read: no file opens.
    with django_assert_num_queries(5), django_assert_num_queries(0, using="vault"):
        home(client)
