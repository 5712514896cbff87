"""What is typed when a session ends is kept, sealed, for its author alone, until it is sent or a week has passed."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import uuid4

import pytest
import time_machine
from django.db import OperationalError, connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actions import end_membership
from accounts.models import Membership, User
from associations.actions import purge_household
from associations.actions.drafts import save_draft
from associations.models import Association, FormDraft, Household, HouseholdKey
from associations.tasks import forget_old_drafts
from tests import factories
from tests.personas import SignIn, confirm
from tests.rows import lines

pytestmark = pytest.mark.django_db

NEW = reverse("associations:new_household")
TYPED = {"adults": "3", "children_3_5": "2", "situation": "hotel", "departements": ["59", "62"]}


@pytest.fixture
def household(caseworker: Membership) -> Household:
    return factories.HouseholdFactory(member=caseworker)


@pytest.fixture
def client(caseworker: Membership, sign_in: SignIn) -> Client:
    return sign_in(caseworker)


def keep(client: Client, form: str, typed: dict[str, object], household: Household | None = None) -> int:
    data = {**typed, "_menage": str(household.id) if household else ""}
    return client.post(reverse("associations:keep_draft", args=[form]), data).status_code


def section(household: Household, slug: str) -> str:
    return reverse("associations:section", args=[household.id, slug])


def test_the_form_offers_it_and_is_filled_with_it(client: Client) -> None:
    assert keep(client, "besoin", TYPED) == 204

    offered = client.get(NEW).content.decode()
    assert "Un brouillon du" in offered
    assert 'name="adults" value="1"' in offered, "nothing is filled before she asks"
    resumed = client.get(NEW, {"brouillon": "1"}).content.decode()
    assert 'name="adults" value="3"' in resumed
    assert 'value="hotel" selected' in resumed
    assert "À corriger" not in resumed, "nothing is refused before she sends it"


def test_it_is_sealed_and_its_author_alone_reads_it(
    client: Client, colleague: Membership, household: Household, sign_in: SignIn
) -> None:
    keep(client, "protection", {"mark": "Chemise verte 12"}, household)
    keep(client, "besoin", {**TYPED, "communes_wanted": "Lens (62)"})

    rows = str(list(FormDraft.objects.values()))
    assert "Chemise" not in rows
    assert "Lens" not in rows
    assert "Un brouillon du" not in sign_in(colleague).get(NEW).content.decode()
    assert (
        'value="Chemise verte 12"' in client.get(section(household, "protection"), {"brouillon": "1"}).content.decode()
    )


def test_lines_and_communes_come_back_as_they_were(client: Client, household: Household) -> None:
    confirm(client)
    typed = lines({"who": "lui", "lieu": "Lens (62)", "lieu_km": "pas encore"}, {"communes": "Lille (59), Zyx"})
    keep(client, "zones", typed, household)

    page = client.get(reverse("associations:zones", args=[household.id]), {"brouillon": "1"}).content.decode()

    for value in ("Lens (62)", "pas encore", "Lille (59), Zyx"):
        assert f'value="{value}"' in page


def test_sending_the_form_forgets_it(client: Client, household: Household) -> None:
    keep(client, "sne", {"done": ["courrier"]}, household)
    client.post(section(household, "sne"), {"done": ["courrier"]})
    assert not FormDraft.objects.exists()

    keep(client, "besoin", TYPED)
    client.post(NEW, {**TYPED, "departement": "59"})
    assert not FormDraft.objects.exists()


def test_she_may_forget_it_herself(client: Client, household: Household) -> None:
    keep(client, "sne", {"done": ["courrier"]}, household)
    keep(client, "besoin", TYPED)

    client.post(reverse("associations:forget_draft", args=["sne"]), {"_menage": str(household.id)})

    assert [draft.form for draft in FormDraft.objects.all()] == ["besoin"]


def test_a_later_one_takes_its_place_and_ten_are_kept(client: Client, caseworker: Membership) -> None:
    for adults in ("2", "3"):
        keep(client, "besoin", {"adults": adults})
    assert FormDraft.objects.count() == 1
    households = [factories.HouseholdFactory(member=caseworker, code=f"Mésange {n}") for n in range(12)]
    for household in households:
        keep(client, "sne", {"done": ["courrier"]}, household)

    assert FormDraft.objects.count() == 10


@pytest.mark.parametrize("about", ["colleague", "other", "unknown", "broken"])
def test_of_a_file_that_is_not_hers_nothing_is_kept(
    about: str, client: Client, colleague: Membership, other_caseworker: Membership
) -> None:
    ids = {
        "colleague": str(factories.HouseholdFactory(member=colleague).id),
        "other": str(factories.HouseholdFactory(member=other_caseworker).id),
        "unknown": str(uuid4()),
        "broken": "x\x00",
    }

    response = client.post(
        reverse("associations:keep_draft", args=["sne"]), {"_menage": ids[about], "done": "courrier"}
    )

    assert response.status_code == 404
    assert not FormDraft.objects.exists()


def test_one_too_long_is_refused(client: Client) -> None:
    assert keep(client, "besoin", {"adults": "x" * 70_000}) == 413
    assert not FormDraft.objects.exists()


def test_it_goes_with_the_household_and_dies_with_its_key(
    client: Client, household: Household, association_manager: Membership
) -> None:
    keep(client, "sne", {"done": ["courrier"]}, household)
    HouseholdKey.objects.all().delete()
    assert client.get(section(household, "sne"), {"brouillon": "1"}).status_code == 410

    purge_household(household=household, by=association_manager)

    assert not FormDraft.objects.exists()


def test_it_is_forgotten_after_a_week(client: Client) -> None:
    keep(client, "besoin", TYPED)
    with time_machine.travel(timezone.now() + timedelta(days=6), tick=False):
        forget_old_drafts()
        assert FormDraft.objects.exists()
    with time_machine.travel(timezone.now() + timedelta(days=8), tick=False):
        forget_old_drafts()

    assert not FormDraft.objects.exists()


class TestLeaving:
    LEAVE = reverse("associations:leave")

    def test_the_draft_that_comes_along_is_kept_and_the_session_is_dead(self, client: Client) -> None:
        key = client.session.session_key

        response = client.post(self.LEAVE, {**TYPED, "_formulaire": "besoin", "_menage": ""})

        assert response["Location"] == reverse("pause")
        assert "storage" in response["Clear-Site-Data"]
        assert FormDraft.objects.get().form == "besoin"
        client.cookies["sessionid"] = str(key)
        assert client.get(NEW)["Location"].startswith("/compte/login/")

    @pytest.mark.parametrize(
        "typed", [{}, {"_formulaire": "inconnu"}, {"_formulaire": "sne", "_menage": "x"}, {"_formulaire": "x" * 9999}]
    )
    def test_she_leaves_whatever_came_along(self, client: Client, typed: dict[str, str]) -> None:
        assert client.post(self.LEAVE, typed)["Location"] == reverse("pause")
        assert not FormDraft.objects.exists()
        assert client.get(NEW).status_code == 302

    def test_she_leaves_even_when_nothing_can_be_kept(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        def broken(**kwargs: object) -> None:
            raise OperationalError

        monkeypatch.setattr("associations.views.drafts.save_draft", broken)

        assert client.post(self.LEAVE, {**TYPED, "_formulaire": "besoin"})["Location"] == reverse("pause")
        assert client.get(NEW).status_code == 302

    def test_she_leaves_from_a_page_older_than_her_session(self, caseworker: Membership, sign_in: SignIn) -> None:
        """Signed in again in another tab: the tokens of this one's forms are refused, leaving is not."""
        client = Client(enforce_csrf_checks=True)
        client.cookies = sign_in(caseworker).cookies
        assert client.get(NEW).status_code == 200

        response = client.post(self.LEAVE, {"csrfmiddlewaretoken": "x" * 64})

        assert response["Location"] == reverse("pause")
        assert "storage" in response["Clear-Site-Data"]
        assert client.get(NEW).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_two_tabs_keep_the_first_one_at_once(caseworker: Membership) -> None:
    start = Barrier(4)

    def one(adults: int) -> None:
        try:
            start.wait()
            save_draft(form="besoin", household_id=None, fields={"adults": [str(adults)]}, by=caseworker)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as tabs:
        list(tabs.map(one, range(4)))

    assert FormDraft.objects.count() == 1


def test_it_does_not_follow_her_to_another_association(
    client: Client,
    caseworker: Membership,
    association_manager: Membership,
    other_association: Association,
    sign_in: SignIn,
) -> None:
    keep(client, "besoin", TYPED)

    end_membership(membership=caseworker, by=association_manager)
    User.objects.filter(id=caseworker.user_id).update(is_active=True)
    there = factories.MembershipFactory(user=caseworker.user, organisation=other_association.organisation)

    assert not FormDraft.objects.exists()
    assert "Un brouillon du" not in sign_in(there).get(NEW).content.decode()
