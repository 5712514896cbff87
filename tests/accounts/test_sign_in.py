"""Signing in: e-mail and password, then a code; what stays closed until then."""

import json

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse

from accounts.models import Membership, User
from tests.personas import SignIn, confirm

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "Une phrase de passe 14"
SECRET = "JBSWY3DPEHPK3PXP"
WRONG = "pas corrects"


def code(secret: str = SECRET) -> str:
    counter = next(yield_hotp_counters_from_time())
    return str(format_hotp_value(hotp_value(secret, counter)))


def give_password(client: Client, member: Membership, password: str = PASSWORD) -> object:
    return client.post(reverse("account_login"), {"login": member.user.email, "password": password})


def test_a_password_alone_opens_nothing(caseworker: Membership) -> None:
    TOTP.activate(caseworker.user, SECRET)
    client = Client()

    response = give_password(client, caseworker)

    assert response.url == reverse("mfa_authenticate")  # type: ignore[attr-defined]
    assert client.get("/").status_code == 302


def test_password_then_code_opens_the_landing_page(caseworker: Membership) -> None:
    TOTP.activate(caseworker.user, SECRET)
    client = Client()
    give_password(client, caseworker)

    response = client.post(reverse("mfa_authenticate"), {"code": code()}, follow=True)

    assert response.redirect_chain[-1][0] == "/"
    assert response.status_code == 200


def test_a_code_is_used_once(caseworker: Membership) -> None:
    TOTP.activate(caseworker.user, SECRET)
    typed = code()
    for client, expected in ((Client(), 302), (Client(), 200)):
        give_password(client, caseworker)
        assert client.post(reverse("mfa_authenticate"), {"code": typed}).status_code == expected


def test_the_second_factor_is_activated_through_its_pages_and_gives_recovery_codes(caseworker: Membership) -> None:
    client = Client()
    give_password(client, caseworker)
    assert client.get("/").url == reverse("mfa_activate_totp")  # type: ignore[attr-defined]
    # A password typed long ago does not do: it is asked for again.
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp"))

    shown = client.post(
        reverse("mfa_activate_totp"), {"code": code(page.context["form"].secret)}, follow=True
    ).content.decode()

    recovery = Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES).wrap().get_unused_codes()
    assert len(recovery) == 10
    assert all(one in shown for one in recovery)
    assert client.get("/").status_code == 200

    again = Client()
    give_password(again, caseworker)
    assert again.post(reverse("mfa_authenticate"), {"code": recovery[0]}, follow=True).redirect_chain[-1][0] == "/"


def test_the_database_holds_no_second_factor_in_clear(caseworker: Membership) -> None:
    TOTP.activate(caseworker.user, SECRET)

    assert SECRET not in json.dumps(Authenticator.objects.get().data)


@pytest.mark.parametrize(
    "path", ["/", "/logements/", "/menages/", "/compte/invitations/", "/compte/2fa/", "/compte/password/change/"]
)
def test_without_a_second_factor_only_its_activation_opens(path: str, association_manager: Membership) -> None:
    client = Client()
    give_password(client, association_manager)

    assert client.get(path).url == reverse("mfa_activate_totp")  # type: ignore[attr-defined]


def test_a_second_factor_that_exists_must_be_shown_in_this_session(caseworker: Membership) -> None:
    """However the session began: here by a way that asked for no code."""
    TOTP.activate(caseworker.user, SECRET)
    client = Client()
    client.force_login(caseworker.user)

    assert client.get("/").url == reverse("mfa_reauthenticate")  # type: ignore[attr-defined]
    client.post(reverse("mfa_reauthenticate"), {"code": code()})
    assert client.get("/").status_code == 200


def test_five_wrong_passwords_are_enough(caseworker: Membership) -> None:
    client = Client()
    for _ in range(6):
        response = give_password(client, caseworker, "une autre phrase")

    assert "Trop" in response.content.decode()  # type: ignore[attr-defined]
    assert give_password(client, caseworker).status_code != 302  # type: ignore[attr-defined]


def test_five_wrong_codes_are_enough(caseworker: Membership) -> None:
    TOTP.activate(caseworker.user, SECRET)
    client = Client()
    give_password(client, caseworker)
    for _ in range(5):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})

    assert client.post(reverse("mfa_authenticate"), {"code": code()}).status_code != 302


def test_a_closed_account_looks_like_a_wrong_password(caseworker: Membership) -> None:
    wrong = give_password(Client(), caseworker, "une autre phrase")
    User.objects.update(is_active=False)

    closed = give_password(Client(), caseworker)

    assert closed.status_code == wrong.status_code == 200  # type: ignore[attr-defined]
    assert wrong.context["form"].errors == closed.context["form"].errors  # type: ignore[attr-defined]


def test_signing_in_changes_the_key_of_the_session(caseworker: Membership) -> None:
    """Or whoever put a known session into her browser would be signed in with her."""
    client = Client()
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies["sessionid"] = session.session_key

    give_password(client, caseworker)

    assert client.session.session_key != session.session_key


def test_a_new_password_by_mail_still_needs_the_code(caseworker: Membership) -> None:
    TOTP.activate(caseworker.user, SECRET)
    client = Client()
    client.post(reverse("account_reset_password"), {"email": caseworker.user.email})
    link = next(word for word in str(mail.outbox[0].body).split() if "/password/reset/key/" in word)
    form = client.get(link.removeprefix("http://testserver"), follow=True)

    new = "cheval lampe tram jeudi"
    client.post(form.request["PATH_INFO"], {"password1": new, "password2": new})

    assert client.get("/").url.startswith("/compte/login/")  # type: ignore[attr-defined]
    assert give_password(client, caseworker, new).url == reverse("mfa_authenticate")  # type: ignore[attr-defined]


def test_nothing_is_sent_to_an_address_without_account_and_the_page_does_not_say_so(caseworker: Membership) -> None:
    known = Client().post(reverse("account_reset_password"), {"email": caseworker.user.email})
    unknown = Client().post(reverse("account_reset_password"), {"email": "personne@exemple.invalid"})

    assert [message.to for message in mail.outbox] == [[caseworker.user.email]]
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)  # type: ignore[attr-defined]


def test_a_mail_server_that_fails_does_not_tell_which_addresses_have_an_account(
    caseworker: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailMessage, "send", fail)

    known = Client().post(reverse("account_reset_password"), {"email": caseworker.user.email})
    unknown = Client().post(reverse("account_reset_password"), {"email": "personne@exemple.invalid"})

    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)  # type: ignore[attr-defined]


def test_a_changed_password_is_told_by_mail_in_neutral_words(caseworker: Membership, sign_in: SignIn) -> None:
    client = sign_in(caseworker)
    confirm(client)
    new = "cheval lampe tram jeudi"

    client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": new, "password2": new},
    )

    (message,) = mail.outbox
    assert message.to == [caseworker.user.email]
    assert caseworker.user.name not in str(message.body)
    assert "testserver" not in str(message.body)


@pytest.mark.parametrize(
    "path",
    [
        "signup/",
        "email/",
        "inactive/",
        "password/set/",
        "confirm-email/",
        "confirm-email/abc/",
        "login/code/confirm/",
        "2fa/totp/deactivate/",
        "3rdparty/",
        "2fa/trust/",
        "2fa/webauthn/reauthenticate/",
        "2fa/webauthn/keys/1/edit/",
    ],
)
def test_pages_of_allauth_without_sense_here_do_not_exist(path: str, caseworker: Membership, sign_in: SignIn) -> None:
    for client in (sign_in(caseworker), Client()):
        assert client.get(f"/compte/{path}").status_code == 404
        assert client.post(f"/compte/{path}").status_code == 404
    assert not EmailAddress.objects.filter(verified=False).exists()


def test_a_visitor_is_sent_to_the_sign_in_page_and_back(db: None) -> None:
    assert Client().get("/menages/").url == "/compte/login/?next=/menages/"  # type: ignore[attr-defined]


def test_what_a_visitor_posts_is_not_asked_for_again_by_its_address(db: None) -> None:
    assert Client().post("/menages/nouveau/").url == "/compte/login/"  # type: ignore[attr-defined]


def test_part_of_a_page_makes_the_whole_page_start_again(db: None) -> None:
    response = Client().get("/menages/", headers={"HX-Request": "true"})

    assert response["HX-Refresh"] == "true"
