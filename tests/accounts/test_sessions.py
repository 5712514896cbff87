"""How a session lives and ends."""

import hashlib
from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.middleware import POLLING_HEADER
from accounts.models import Membership, User
from accounts.sessions import IDLE_TOKEN, SESSION_MARK, browser_family, idle_key
from tests.personas import SignIn

pytestmark = pytest.mark.django_db

SESSIONS = reverse("accounts:sessions")


def leave_alone(client: Client) -> None:
    """What 15 minutes do."""
    cache.delete(idle_key(client.session[IDLE_TOKEN]))


def test_a_session_left_alone_ends_and_says_so(caseworker: Membership, sign_in: SignIn) -> None:
    client = sign_in(caseworker)
    assert client.get("/mentions/").status_code == 200
    leave_alone(client)

    response = client.get("/", follow=True)

    assert response.redirect_chain[0][0].startswith("/compte/login/")
    assert "15 minutes sans activité" in response.content.decode()


def test_polling_is_no_activity(caseworker: Membership, sign_in: SignIn) -> None:
    client = sign_in(caseworker)
    client.get("/mentions/")
    key = idle_key(client.session[IDLE_TOKEN])
    cache.touch(key, 60)

    def seconds_left() -> int:
        return int(cache._cache.get_client().ttl(cache.make_and_validate_key(key)))  # type: ignore[attr-defined]

    client.get("/mentions/", headers={POLLING_HEADER: "1"})
    assert seconds_left() <= 60
    client.get("/mentions/")
    assert seconds_left() > 60


def test_polling_does_not_wake_a_session_that_has_ended(caseworker: Membership, sign_in: SignIn) -> None:
    client = sign_in(caseworker)
    leave_alone(client)

    assert client.get("/", headers={POLLING_HEADER: "1"}).status_code == 302
    assert client.get("/").status_code == 302


def test_a_session_lasts_12_hours_at_most_however_busy(caseworker: Membership, sign_in: SignIn) -> None:
    client = sign_in(caseworker)
    began = timezone.now()

    with time_machine.travel(began + timedelta(hours=11, minutes=59)):
        session = client.session
        session["work"] = "in progress"  # what is written prolongs the row in the database
        session.save()
        assert client.get("/menages/").status_code == 200
    with time_machine.travel(began + timedelta(hours=12, minutes=1)):
        assert client.get("/menages/").status_code == 302


def test_a_session_that_knows_nothing_of_its_clocks_is_over(caseworker: Membership, sign_in: SignIn) -> None:
    client = sign_in(caseworker)
    session = client.session
    del session[IDLE_TOKEN]
    session.save()

    assert client.get("/").status_code == 302


def test_an_account_that_closes_ends_its_sessions_at_once(caseworker: Membership, sign_in: SignIn) -> None:
    client = sign_in(caseworker)
    assert client.get("/").status_code == 200

    User.objects.update(is_active=False)

    assert client.get("/").status_code == 302


@pytest.mark.parametrize("way", ["by herself", "left alone"])
def test_a_browser_forgets_what_it_kept(way: str, caseworker: Membership, sign_in: SignIn) -> None:
    client = sign_in(caseworker)
    if way == "by herself":
        response = client.post(reverse("account_logout"))
    else:
        leave_alone(client)
        response = client.get("/")

    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert client.get("/menages/").status_code == 302


def test_nothing_is_cleared_while_somebody_works(caseworker: Membership, sign_in: SignIn) -> None:
    assert "Clear-Site-Data" not in sign_in(caseworker).get("/")
    assert "Clear-Site-Data" not in Client().get("/compte/login/")


def test_an_address_opened_by_mistake_signs_nobody_out(caseworker: Membership, sign_in: SignIn) -> None:
    client = sign_in(caseworker)

    assert client.get(reverse("account_logout")).status_code == 200
    assert client.get("/").status_code == 200


def test_what_belongs_to_a_session_does_not_pass_to_the_next(caseworker: Membership) -> None:
    client = Client()
    client.force_login(caseworker.user)
    session = client.session
    session[SESSION_MARK] = "of the first"
    session.save()

    client.force_login(caseworker.user)

    assert SESSION_MARK not in client.session


def test_a_person_without_organisation_sees_a_clear_page(caseworker: Membership, sign_in: SignIn) -> None:
    client = sign_in(caseworker)
    Membership.objects.update(ended_at=timezone.now())

    assert client.get("/menages/").status_code == 404
    assert client.get("/").status_code == 200


def test_a_page_costs_two_queries_before_its_own(
    caseworker: Membership, sign_in: SignIn, django_assert_num_queries: object
) -> None:
    """The person, then her membership with its organisation. The session and its life are in Valkey."""
    client = sign_in(caseworker)
    client.get("/mentions/")

    with django_assert_num_queries(2):  # type: ignore[operator]
        client.get("/mentions/")
    assert Session.objects.count() == 1


class TestList:
    """Where she is signed in, by its browser; closed from here, at once."""

    FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
    PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/129.0 Mobile Safari/537.36"

    def test_names_browsers_and_no_address(self) -> None:
        assert browser_family(self.FIREFOX) == "Firefox"
        assert browser_family(self.PHONE) == "Chrome sur téléphone"
        assert browser_family("Mozilla/5.0 Chrome/129.0 Safari/537.36 Edg/129.0") == "Edge"
        assert browser_family("") == "Autre navigateur"

    def test_one_closed_is_dead_at_once_and_the_others_live(self, caseworker: Membership, sign_in: SignIn) -> None:
        first, second, third = sign_in(caseworker), sign_in(caseworker), sign_in(caseworker)
        page = first.get(SESSIONS)
        other = next(
            one
            for one in page.context["sessions"]
            if one.id == hashlib.sha256(str(second.session.session_key).encode()).hexdigest()[:32]
        )
        assert str(second.session.session_key) not in page.content.decode()

        first.post(reverse("accounts:close_session", args=[other.id]))

        assert [client.get("/menages/").status_code for client in (first, second, third)] == [200, 302, 200]
        assert len(first.get(SESSIONS).context["sessions"]) == 2

    def test_all_the_others_at_once(self, caseworker: Membership, colleague: Membership, sign_in: SignIn) -> None:
        first, second, theirs = sign_in(caseworker), sign_in(caseworker), sign_in(colleague)

        first.post(reverse("accounts:close_other_sessions"))

        assert [client.get("/menages/").status_code for client in (first, second, theirs)] == [200, 302, 200]

    def test_somebody_elses_is_not_hers_to_close(
        self, caseworker: Membership, colleague: Membership, sign_in: SignIn
    ) -> None:
        theirs = sign_in(colleague)
        key = hashlib.sha256(str(theirs.session.session_key).encode()).hexdigest()[:32]

        response = sign_in(caseworker).post(reverse("accounts:close_session", args=[key]))

        assert response.status_code == 404
        assert theirs.get("/menages/").status_code == 200
