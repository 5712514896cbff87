"""« Relancer »: what is written beforehand, to whom it goes, once, and what it never says."""

import logging
import re
from datetime import date, timedelta
from smtplib import SMTPRecipientsRefused
from uuid import uuid4

import pytest
import time_machine
from celery.exceptions import Retry
from django.core import mail
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from accounts.models import Membership, OrganisationKind, Role
from bailleurs.models import Bailleur
from common.text_scan import refusals
from conventions.chases import Progress, progress_of, written_beforehand
from conventions.models import Chase, ChaseMessage, Convention, Signatory
from conventions.tasks import send_chase, sweep_chases
from conventions.years import ConventionYear
from notifications.models import NoticeSettings
from offers.models import OfferState
from tests import factories
from tests.conventions.running import promise, running_convention, sign
from tests.personas import SignIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def convention(coordinator: Membership, bailleur: Bailleur) -> Convention:
    convention = running_convention(coordinator)
    sign(convention, bailleur.organisation)
    return convention


@pytest.fixture
def signatory(convention: Convention) -> Signatory:
    return Signatory.objects.get(convention=convention)


def address(signatory: Signatory) -> str:
    return reverse("conventions:chase", args=[signatory.convention_id, signatory.organisation_id])


def proposed(client: Client, signatory: Signatory) -> str:
    text: str = client.get(address(signatory)).context["form"]["text"].value()
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def sent(client: Client, signatory: Signatory, text: str = "Où en êtes-vous ?") -> dict[str, str]:
    """Posts the form as its page gave it."""
    data = {"id": str(client.get(address(signatory)).context["form"]["id"].value()), "text": text}
    assert client.post(address(signatory), data).status_code == 302
    return data


# What is written beforehand


def test_it_says_what_was_promised_and_what_is_on_the_platform_this_year(
    coordinator: Membership, signatory: Signatory, bailleur: Bailleur, sign_in: SignIn
) -> None:
    promise(signatory.convention, 918)
    promise(signatory.convention, 12, bailleur.organisation)
    for _ in range(2):
        factories.OfferFactory(bailleur=bailleur)
    factories.OfferFactory(bailleur=bailleur, published_at=timezone.now() - timedelta(days=200))
    factories.OfferFactory(bailleur=bailleur, state=OfferState.RESERVED, listed=False, published_at=None)
    factories.OfferFactory()  # another landlord's

    text = proposed(sign_in(coordinator), signatory)

    assert "Bailleur A s’y est engagé pour 12 logements par an." in text
    assert "2 logements ont été mis sur la plateforme" in text
    assert f"pour {12 * 101 // 365} attendus à ce jour" in text
    assert "918" not in text, "an own commitment and the collective one are never put together"
    assert text.endswith("Union régionale")
    assert text.startswith("Bonjour,")


def test_without_a_commitment_of_its_own_it_has_a_part_in_the_collective_one(
    coordinator: Membership, signatory: Signatory, sign_in: SignIn
) -> None:
    promise(signatory.convention, 27)

    text = proposed(sign_in(coordinator), signatory)

    assert "engagés ensemble pour 27 logements par an" in text
    assert "Bailleur A prend part à cet engagement collectif" in text
    assert "Aucun logement n’a été mis sur la plateforme" in text
    assert "attendu" not in text


def test_dwellings_count_from_its_signature_and_in_the_convention_s_region(
    convention: Convention, signatory: Signatory, bailleur: Bailleur
) -> None:
    Signatory.objects.update(signed_on=timezone.localdate() - timedelta(days=5))
    signatory.refresh_from_db()
    factories.OfferFactory(bailleur=bailleur, published_at=timezone.now() - timedelta(days=6))
    factories.OfferFactory(bailleur=bailleur, location__commune="13055")
    factories.OfferFactory(bailleur=bailleur)

    assert progress_of(signatory, timezone.localdate()).published == 1


@given(
    name=st.sampled_from(["3F Notre Logis", "Maisons & Cités", "Partenord Habitat", "SIA 59", "Cité Jardins"]),
    committed=st.none() | st.integers(0, 5_000),
    collective=st.none() | st.integers(1, 50_000),
    published=st.integers(0, 50_000),
    start=st.dates(date(2021, 1, 1), date(2040, 1, 1)),
    elapsed=st.integers(0, 364),
)
def test_the_proposed_text_is_never_refused(
    name: str, committed: int | None, collective: int | None, published: int, start: date, elapsed: int
) -> None:
    year = ConventionYear(1, start, start + timedelta(days=364))
    today = start + timedelta(days=elapsed)
    organisation = factories.OrganisationFactory.build(kind=OrganisationKind.BAILLEUR, name=name)
    convention = Convention(name="Convention", signed_on=start, starts_on=start, ends_on=year.ends_on)
    signatory = Signatory(convention=convention, organisation=organisation, signed_on=start)
    by = Membership(organisation=factories.OrganisationFactory.build(name="Union régionale 59"))
    progress = Progress(year, committed, collective, published, year.prorata(committed or 0, today))

    text = written_beforehand(signatory=signatory, progress=progress, today=today, by=by)

    assert refusals(text) == ()
    assert len(text) <= 2_000


# Sending


def test_it_is_logged_and_sent_once_to_each_manager(
    coordinator: Membership,
    signatory: Signatory,
    bailleur_manager: Membership,
    agent: Membership,
    other_agent: Membership,
    sign_in: SignIn,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    second = factories.MembershipFactory(organisation=bailleur_manager.organisation, role=Role.BAILLEUR_MANAGER)
    client = sign_in(coordinator)
    with django_capture_on_commit_callbacks(execute=True):
        data = sent(client, signatory, "Où en êtes-vous ?\nC’est l’été.")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address(signatory), data)  # the form sent twice
    sweep_chases()

    chase = Chase.objects.get()
    assert (chase.bailleur, chase.by, chase.text) == (
        bailleur_manager.organisation,
        coordinator.user,
        "Où en êtes-vous ?\nC’est l’été.",
    )
    assert chase.mailed_at is not None
    assert sorted(message.to for message in mail.outbox) == sorted(
        [[bailleur_manager.user.email], [second.user.email]]
    )
    page = client.get(address(signatory)).content.decode()
    assert "remise à 2 sur 2" in page.replace("\u00a0", " ")


def test_an_edited_message_is_what_leaves(
    coordinator: Membership,
    signatory: Signatory,
    bailleur_manager: Membership,
    sign_in: SignIn,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        sent(sign_in(coordinator), signatory, "Bonjour & merci <b>à vous</b>.")

    assert "Bonjour & merci <b>à vous</b>." in str(mail.outbox[0].body)


@pytest.mark.parametrize("why", ["none", "left", "bounced", "inactive"])
def test_with_nobody_to_receive_it_nothing_is_logged(
    coordinator: Membership, signatory: Signatory, bailleur_manager: Membership, sign_in: SignIn, why: str
) -> None:
    if why == "none":
        Membership.objects.filter(id=bailleur_manager.id).update(role=Role.BAILLEUR_AGENT)
    elif why == "left":
        Membership.objects.filter(id=bailleur_manager.id).update(ended_at=timezone.now())
    elif why == "bounced":
        NoticeSettings.objects.create(user=bailleur_manager.user, bounced_at=timezone.now())
    else:
        bailleur_manager.user.is_active = False
        bailleur_manager.user.save()
    client = sign_in(coordinator)
    assert "aucune responsable" in client.get(address(signatory)).content.decode()

    response = client.post(address(signatory), {"id": str(uuid4()), "text": "Un texte à garder"})

    assert response.status_code == 422
    assert "rien n’est envoyé" in response.content.decode()
    assert "Un texte à garder" in response.content.decode()
    assert not Chase.objects.exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Écrivez le message."),
        ("Appelez-moi\nau 03 20 00 00 00", "Ligne 2 : Retirez les numéros"),
        ("Au 12 rue des Lilas", "Retirez l’adresse"),
        ("Pour les femmes VICTIMES de violences", "Retirez « femmes » : un message peut être lu par d’autres"),
        ("x" * 2_001, "Ce texte est trop long : 2000 signes au plus, il y en a 2001."),
    ],
)
def test_a_refused_text_stays_on_the_page(
    coordinator: Membership, signatory: Signatory, bailleur_manager: Membership, sign_in: SignIn, text: str, said: str
) -> None:
    response = sign_in(coordinator).post(address(signatory), {"id": str(uuid4()), "text": text})

    assert response.status_code == 422
    assert said in " ".join(response.context["form"].errors["text"])
    assert text.splitlines()[-1:] == response.context["form"]["text"].value().splitlines()[-1:]
    assert not Chase.objects.exists()


def test_twice_in_seven_days_warns_and_is_allowed(
    coordinator: Membership, signatory: Signatory, bailleur_manager: Membership, sign_in: SignIn
) -> None:
    client = sign_in(coordinator)
    assert "Déjà relancé" not in client.get(address(signatory)).content.decode()
    sent(client, signatory)
    assert "Déjà relancé" in client.get(address(signatory)).content.decode()
    sent(client, signatory)
    assert Chase.objects.count() == 2
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1)):
        assert "Déjà relancé" not in sign_in(coordinator).get(address(signatory)).content.decode()


def test_the_id_of_another_landlord_s_message_is_not_taken_over(
    coordinator: Membership,
    signatory: Signatory,
    bailleur_manager: Membership,
    other_bailleur: Bailleur,
    sign_in: SignIn,
) -> None:
    other = sign(signatory.convention, other_bailleur.organisation)
    factories.MembershipFactory(organisation=other_bailleur.organisation, role=Role.BAILLEUR_MANAGER)
    client = sign_in(coordinator)
    data = sent(client, signatory)

    assert client.post(address(other), data).status_code == 404
    assert client.post(address(signatory), {"id": "strange", "text": "Bonjour"}).status_code == 422
    assert Chase.objects.count() == 1


# The mail


def mailed(chase_text: str, signatory: Signatory, *recipients: Membership) -> Chase:
    chase = Chase.objects.create(
        convention=signatory.convention,
        bailleur=signatory.organisation,
        at=timezone.now(),
        by=recipients[0].user,
        text=chase_text,
    )
    for one in recipients:
        ChaseMessage.objects.create(chase=chase, recipient=one.user)
    return chase


def test_it_tells_the_aggressor_who_reads_it_nothing(
    coordinator: Membership,
    signatory: Signatory,
    bailleur: Bailleur,
    bailleur_manager: Membership,
    caseworker: Membership,
    sign_in: SignIn,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    """He lives with the landlord's manager, or works there: no woman, place, dwelling, association or colleague."""
    promise(signatory.convention, 12, bailleur.organisation)
    household = factories.HouseholdFactory(member=caseworker, code="Mésange 42")
    offer = factories.OfferFactory(bailleur=bailleur, reference="UG-SECRET", location__residence="Quai Perdu")
    factories.CandidatureFactory(household=household, offer=offer)
    client = sign_in(coordinator)
    with django_capture_on_commit_callbacks(execute=True):
        sent(client, signatory, client.get(address(signatory)).context["form"]["text"].value())

    (message,) = mail.outbox
    whole = f"{message.message()}\n{message.subject}\n{message.body}"
    others = [coordinator.user.email, coordinator.user.name, bailleur_manager.user.name, "Association A"]
    for telling in (
        *others, "Mésange", "UG-SECRET", "Quai Perdu", "Lille", "violence", "femme", "ménage", "demande", "relogement",
    ):  # fmt: skip
        assert telling not in whole
    links = re.findall(r"https?://\S+", str(message.body))
    assert links == ["http://localhost:8000/"], "the sign-in page alone"
    ids = {str(household.id), str(offer.id), str(signatory.convention_id), str(bailleur.organisation_id)}
    assert not [one for one in ids if one in whole]
    assert message.subject == "Point d’étape"
    assert not message.cc
    assert not message.bcc


def test_a_mail_server_that_does_not_answer_loses_nothing_and_logs_no_address(
    signatory: Signatory,
    bailleur_manager: Membership,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    mailed("Bonjour", signatory, bailleur_manager)
    message = ChaseMessage.objects.get()
    caplog.set_level(logging.DEBUG)
    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.EmailMessage.send", _unreachable)
        with pytest.raises((Retry, OSError)) as refusal:
            send_chase(str(message.id))
    assert "exemple" not in f"{refusal.value}{refusal.value.__context__}{caplog.text}"
    assert Chase.objects.get().mailed_at is None

    sweep_chases()

    assert len(mail.outbox) == 1
    assert Chase.objects.get().mailed_at is not None


def _unreachable(*args: object, **kwargs: object) -> None:
    raise ConnectionRefusedError("agent@exemple.invalid refused")


def test_a_message_sent_again_is_the_same_message_to_the_one_who_waits(
    signatory: Signatory, bailleur_manager: Membership, settings: Settings
) -> None:
    settings.DEFAULT_FROM_EMAIL = "Espace <ne-pas-repondre@passlogement.invalid>"
    second = factories.MembershipFactory(organisation=bailleur_manager.organisation, role=Role.BAILLEUR_MANAGER)
    chase = mailed("Bonjour", signatory, bailleur_manager, second)
    sweep_chases()
    ChaseMessage.objects.filter(recipient=second.user).update(mailed_at=None)  # a worker died before it wrote
    sweep_chases()

    by_recipient: dict[str, list[str]] = {}
    for message in mail.outbox:
        by_recipient.setdefault(message.to[0], []).append(message.message()["Message-ID"])
    first, twice = by_recipient[bailleur_manager.user.email], by_recipient[second.user.email]
    assert len(first) == 1
    assert len(twice) == 2
    assert twice[0] == twice[1] != first[0]
    assert twice[0].startswith(f"<{chase.id}.")


def test_an_address_that_is_gone_is_given_up_and_the_others_told(
    signatory: Signatory, bailleur_manager: Membership, monkeypatch: pytest.MonkeyPatch, coordinator: Membership,
    sign_in: SignIn,
) -> None:  # fmt: skip
    mailed("Bonjour", signatory, bailleur_manager)

    def gone(*args: object, **kwargs: object) -> None:
        raise SMTPRecipientsRefused({bailleur_manager.user.email: (550, b"gone")})

    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.EmailMessage.send", gone)
        sweep_chases()
    sweep_chases()

    assert not mail.outbox
    assert Chase.objects.get().mailed_at is None
    page = sign_in(coordinator).get(address(signatory)).content.decode()
    assert "remise à 0 sur 1" in page.replace("\u00a0", " ")


def test_who_left_before_it_was_sent_is_not_written_to(signatory: Signatory, bailleur_manager: Membership) -> None:
    mailed("Bonjour", signatory, bailleur_manager)
    Membership.objects.filter(id=bailleur_manager.id).update(ended_at=timezone.now())
    sweep_chases()
    assert not mail.outbox
    assert ChaseMessage.objects.get().given_up_at is not None


def test_nothing_is_sent_for_a_chase_that_was_not_kept(
    coordinator: Membership,
    signatory: Signatory,
    bailleur_manager: Membership,
    sign_in: SignIn,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    client = sign_in(coordinator)
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        sent(client, signatory)
        transaction.set_rollback(True)
    sweep_chases()
    assert not mail.outbox
