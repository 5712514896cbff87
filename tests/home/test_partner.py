"""The home page of a partner of a protocol: its own actions by due date, nothing of anybody else."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import Membership
from conventions.models import ActionStatus, Signatory
from tests.conventions.running import an_action, running_convention
from tests.home.pages import home, publish_report
from tests.personas import SignIn

pytestmark = pytest.mark.django_db


def test_its_actions_by_due_date_the_late_ones_marked(
    partner: Membership, bailleur_manager: Membership, sign_in: SignIn
) -> None:
    today = timezone.localdate()
    convention = running_convention()
    for title, due, facts in (
        ("Nommer un correspondant", 20, {}),
        ("Diffuser le protocole", -2, {}),
        ("Former les équipes", -9, {"status": ActionStatus.DONE, "ended_on": today}),
    ):
        an_action(convention, partner.organisation, title=title, due_on=today + timedelta(days=due), **facts)
    an_action(convention, bailleur_manager.organisation, title="Poser les affiches")

    page = home(sign_in(partner))

    assert 0 < page.index("Diffuser le protocole") < page.index("Nommer un correspondant")
    assert page.count("En retard</span>") == 1
    assert "Former les équipes" not in page
    assert "Poser les affiches" not in page
    assert reverse("conventions:actions") in page


def test_with_nothing_to_do_it_says_where_the_ended_ones_are(partner: Membership, sign_in: SignIn) -> None:
    client = sign_in(partner)
    page = home(client)
    assert "Rien à faire pour l’instant." in page
    assert f"{reverse('conventions:actions')}?etat=toutes" in page
    assert client.get(f"{reverse('conventions:actions')}?etat=toutes").status_code == 200


def test_the_last_published_reports_of_what_it_signed(partner: Membership, sign_in: SignIn) -> None:
    convention, other = running_convention(), running_convention(name="Ailleurs")
    Signatory.objects.create(convention=convention, organisation=partner.organisation, signed_on=convention.signed_on)
    for one in (convention, other):
        for year in range(2020, 2024):
            publish_report(one, date(year, 1, 1), date(year, 3, 31), {})

    page = sign_in(partner).get("/")

    assert [(one.convention, one.starts_on.year) for one in page.context["reports"]] == [
        (convention, year) for year in (2023, 2022, 2021)
    ]
    assert reverse("reporting:report", args=[page.context["reports"][0].id]) in page.content.decode()


def test_budget(partner: Membership, sign_in: SignIn, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    convention = running_convention()
    for number in range(25):
        an_action(convention, partner.organisation, title=f"action {number}")
    client = sign_in(partner)
    client.get("/")
    # The person, her membership, the actions, the last published reports.
    with django_assert_num_queries(4), django_assert_num_queries(0, using="vault"):
        home(client)
