"""Actions through their pages: who reads and writes what, their history, their reminders."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import Membership, Role
from bailleurs.models import Bailleur
from common.templatetags.formats import date_fr
from conventions.models import Action, ActionNote, ActionStatus, Committee, Convention
from conventions.tasks import remind_of_actions
from notifications.models import Notice
from notifications.tasks import sweep
from tests import factories
from tests.conventions.running import an_action, running_convention, sign
from tests.personas import SignIn

pytestmark = pytest.mark.django_db

LIST = reverse("conventions:actions")
NEW = reverse("conventions:new_action")


@pytest.fixture
def convention(coordinator: Membership, bailleur: Bailleur) -> Convention:
    convention = running_convention(coordinator)
    sign(convention, bailleur.organisation)
    return convention


def page_of(action: Action) -> str:
    return reverse("conventions:action", args=[action.id])


def titles(client: Client, **choices: str) -> list[str]:
    response = client.get(LIST, choices)
    assert response.status_code == 200
    return [row.title for row in response.context["rows"]]


def days(count: int) -> date:
    return timezone.localdate() + timedelta(days=count)


# The list


def test_the_late_ones_come_first_with_a_word_and_an_icon(
    coordinator: Membership, convention: Convention, partner: Membership, sign_in: SignIn
) -> None:
    for title, due, facts in (
        ("dans un mois", 30, {}),
        ("en retard", -3, {}),
        ("aujourd’hui", 0, {}),
        ("très en retard", -40, {"status": ActionStatus.UNDER_WAY}),
        ("faite", -50, {"status": ActionStatus.DONE, "ended_on": days(-45)}),
    ):
        an_action(convention, partner.organisation, title=title, due_on=days(due), **facts)

    client = sign_in(coordinator)

    assert titles(client) == ["très en retard", "en retard", "aujourd’hui", "dans un mois"]
    assert titles(client, etat="toutes")[-1] == "faite"
    assert titles(client, etat="en_retard") == ["très en retard", "en retard"]
    assert titles(client, etat="faite") == ["faite"]
    page = client.get(LIST).content.decode()
    assert page.count("En retard</span>") == 2
    assert page.count("bi-alarm-fill") == 2


def test_choices_narrow_the_list_and_strange_ones_change_nothing(
    coordinator: Membership, convention: Convention, partner: Membership, bailleur: Bailleur, sign_in: SignIn
) -> None:
    other = running_convention(coordinator, name="Convention d’avant", signed_on=days(-900))
    an_action(convention, partner.organisation, title="du partenaire")
    an_action(other, bailleur.organisation, title="du bailleur")
    client = sign_in(coordinator)

    assert titles(client, organisation=str(partner.organisation_id)) == ["du partenaire"]
    assert titles(client, convention=str(other.id)) == ["du bailleur"]
    assert titles(client, convention=str(other.id), etat="faite") == []
    for strange in ("x", "\x00", str(uuid4()), "9" * 400):
        assert len(titles(client, organisation=strange, convention=strange, etat=strange, page=strange)) == 2


def test_each_reads_what_she_follows_or_is_in_charge_of(
    coordinator: Membership,
    convention: Convention,
    partner: Membership,
    bailleur_manager: Membership,
    association_manager: Membership,
    federation_member: Membership,
    sign_in: SignIn,
) -> None:
    elsewhere = running_convention(name="Ailleurs", region=factories.Region.objects.create(code="93", name="Ailleurs"))
    an_action(convention, partner.organisation, title="partenaire")
    an_action(convention, bailleur_manager.organisation, title="bailleur")
    an_action(elsewhere, association_manager.organisation, title="association")

    assert set(titles(sign_in(federation_member))) == {"partenaire", "bailleur", "association"}
    assert set(titles(sign_in(coordinator))) == {"partenaire", "bailleur"}
    assert titles(sign_in(partner)) == ["partenaire"]
    assert titles(sign_in(bailleur_manager)) == ["bailleur"]
    assert titles(sign_in(association_manager)) == ["association"]


def test_an_owner_learns_of_no_other_organisation(
    convention: Convention, partner: Membership, bailleur_manager: Membership, sign_in: SignIn
) -> None:
    an_action(convention, partner.organisation, title="partenaire")
    an_action(convention, bailleur_manager.organisation, title="bailleur")

    page = sign_in(partner).get(LIST, {"etat": "toutes"}).content.decode()

    assert "Bailleur A" not in page
    assert "bailleur</a>" not in page


def test_budget(
    coordinator: Membership,
    convention: Convention,
    partner: Membership,
    sign_in: SignIn,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    held = Committee.objects.create(convention=convention, held_on=days(-10))
    for number in range(25):
        an_action(convention, partner.organisation, title=f"action {number}", committee=held)
    client = sign_in(coordinator)
    client.get(LIST)

    # The person, her membership, owners to choose from, conventions to choose from, count, page.
    with django_assert_num_queries(6), django_assert_num_queries(0, using="vault"):
        response = client.get(LIST)

    assert len(response.context["rows"]) == 20
    assert len(client.get(LIST, {"page": 2}).context["rows"]) == 5


# A new one


def typed(convention: Convention, owner: Membership, **fields: str) -> dict[str, str]:
    facts = {
        "id": str(uuid4()),
        "convention": str(convention.id),
        "title": "Poser les affiches du 3919",
        "owner": str(owner.organisation_id),
        "due_on": days(60).isoformat(),
    }
    return facts | fields


def test_a_new_one_is_told_to_its_owner_once_however_often_it_is_sent(
    coordinator: Membership, convention: Convention, bailleur_manager: Membership, agent: Membership, sign_in: SignIn
) -> None:
    client = sign_in(coordinator)
    data = typed(convention, bailleur_manager)

    for _ in range(2):
        response = client.post(NEW, data, follow=True)

    action = Action.objects.get()
    assert response.redirect_chain[-1][0] == page_of(action)
    assert (action.owner, action.created_by) == (bailleur_manager.organisation, coordinator.user)
    notice = Notice.objects.get()  # none for the agent, who does not update actions
    assert (notice.recipient, notice.kind) == (bailleur_manager.user, "action_given")
    opened = sign_in(bailleur_manager).post(reverse("notifications:open_notice", args=[notice.id]))
    assert opened["Location"] == page_of(action)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("title", "", "Dites ce qui est à faire."),
        ("title", "Rappeler le 06 12 34 56 78", "Retirez les numéros"),
        ("title", "Passer au 12 rue des Lilas", "Retirez l’adresse"),
        ("title", "x" * 161, "Au plus 160 caractères (il y en a 161)."),
        ("owner", "", "Choisissez qui s’en charge."),
        ("owner", "00000000-0000-0000-0000-000000000000", "Choisissez dans la liste."),
        ("due_on", "", "Donnez l’échéance."),
        ("due_on", "demain", "Donnez une date"),
        ("due_on", "2020-01-01", "Donnez une échéance à venir."),
        ("due_on", "9999-12-31", "Donnez une échéance dans les cinq ans."),
        ("convention", "", "Choisissez la convention."),
        ("convention", "x\x00", "Choisissez dans la liste."),
    ],
)
def test_what_is_wrong_is_said_beside_it_and_nothing_is_lost(
    coordinator: Membership,
    convention: Convention,
    bailleur_manager: Membership,
    sign_in: SignIn,
    field: str,
    value: str,
    said: str,
) -> None:
    data = typed(convention, bailleur_manager, title="Un mot gardé") | {field: value}

    response = sign_in(coordinator).post(NEW, data)

    assert response.status_code == 422
    assert said in " ".join(response.context["form"].errors[field])
    assert "Un mot gardé" in response.content.decode() or field == "title"
    assert not Action.objects.exists()
    assert not Notice.objects.exists()


def test_an_association_of_another_region_is_not_proposed(
    coordinator: Membership, convention: Convention, association_manager: Membership, sign_in: SignIn
) -> None:
    association_manager.organisation.regions.add(factories.Region.objects.create(code="93", name="Ailleurs"))
    assert association_manager.organisation.name not in sign_in(coordinator).get(NEW).content.decode()


# How it goes


def test_an_owner_writes_how_it_goes_and_each_word_is_a_row(
    coordinator: Membership, convention: Convention, partner: Membership, sign_in: SignIn
) -> None:
    action = an_action(convention, partner.organisation)
    client = sign_in(partner)

    for text, status in (("Deux sessions tenues.", "en_cours"), ("", "faite")):
        response = client.post(page_of(action), {"text": text, "status": status})
        assert response["Location"] == page_of(action)

    action.refresh_from_db()
    assert (action.status, action.ended_on) == (ActionStatus.DONE, timezone.localdate())
    rows = [(one.status, one.text, one.organisation) for one in ActionNote.objects.order_by("id")]
    assert rows == [
        ("en_cours", "Deux sessions tenues.", partner.organisation),
        ("faite", "", partner.organisation),
    ]
    page = sign_in(coordinator).get(page_of(action)).content.decode()
    assert "Deux sessions tenues." in page
    assert partner.user.name not in page, "who wrote is told by the organisation, never by a person"


def test_the_same_word_sent_twice_is_one_row(convention: Convention, partner: Membership, sign_in: SignIn) -> None:
    action = an_action(convention, partner.organisation)
    client = sign_in(partner)

    for _ in range(2):
        client.post(page_of(action), {"text": "Deux sessions tenues.", "status": "en_cours"})

    assert ActionNote.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "field", "said"),
    [
        ({"status": "a_faire"}, "text", "Écrivez où elle en est, ou changez son état."),
        ({"status": "abandonnee"}, "text", "Dites en un mot pourquoi"),
        ({"text": "Écrire à a@exemple.fr", "status": "en_cours"}, "text", "Retirez l’adresse électronique"),
        ({"text": "x" * 501}, "text", "Ce texte est trop long"),
        ({"text": "Bien", "status": "perdue"}, "status", "Choisissez dans la liste."),
    ],
)
def test_a_refused_word_stays_on_the_page(
    convention: Convention, partner: Membership, sign_in: SignIn, data: dict[str, str], field: str, said: str
) -> None:
    action = an_action(convention, partner.organisation)

    response = sign_in(partner).post(page_of(action), data)

    assert response.status_code == 422
    assert said in " ".join(response.context["form"].errors[field])
    assert data.get("text", "") in response.content.decode()
    assert not ActionNote.objects.exists()


def test_it_is_given_up_with_a_reason_and_reopened_within_90_days(
    convention: Convention, partner: Membership, sign_in: SignIn
) -> None:
    action = an_action(convention, partner.organisation)
    client = sign_in(partner)
    client.post(page_of(action), {"text": "Le site a fermé.", "status": "abandonnee"})

    assert client.post(page_of(action), {"status": "faite"}).status_code == 422
    client.post(page_of(action), {"status": "en_cours"})

    action.refresh_from_db()
    assert (action.status, action.ended_on) == (ActionStatus.UNDER_WAY, None)
    Action.objects.update(status=ActionStatus.DONE, ended_on=days(-91))
    response = client.post(page_of(action), {"status": "en_cours"})
    assert "depuis plus de 90 jours" in " ".join(response.context["form"].errors["status"])


# What whoever follows decides


def test_title_owner_and_due_date_change_with_a_row_that_says_what_was(
    coordinator: Membership, convention: Convention, partner: Membership, bailleur_manager: Membership, sign_in: SignIn
) -> None:
    action = an_action(convention, partner.organisation)
    before = action.due_on
    edit = reverse("conventions:edit_action", args=[action.id])
    client = sign_in(coordinator)
    data = {"title": "Former tous les gardiens", "owner": str(bailleur_manager.organisation_id)}

    for _ in range(2):
        client.post(edit, data | {"due_on": days(45).isoformat()})

    note = ActionNote.objects.get()
    for said in ("« Former les gardiens »", "auparavant à Partenaire", date_fr(before)):
        assert said in note.text
    assert note.due_on == days(45)
    assert [notice.recipient for notice in Notice.objects.all()] == [bailleur_manager.user]
    assert sign_in(partner).get(page_of(action)).status_code == 404


def test_a_late_one_may_change_its_title_and_keep_its_date(
    coordinator: Membership, convention: Convention, partner: Membership, sign_in: SignIn
) -> None:
    action = an_action(convention, partner.organisation, due_on=days(-20))
    edit = reverse("conventions:edit_action", args=[action.id])
    data = {"owner": str(partner.organisation_id), "due_on": days(-20).isoformat(), "title": "Former les équipes"}
    client = sign_in(coordinator)

    assert client.post(edit, data).status_code == 302
    assert client.post(edit, data | {"due_on": days(-10).isoformat()}).status_code == 422

    action.refresh_from_db()
    assert (action.title, action.due_on) == ("Former les équipes", days(-20))


def test_an_ended_one_does_not_change(
    coordinator: Membership, convention: Convention, partner: Membership, sign_in: SignIn
) -> None:
    action = an_action(convention, partner.organisation, status=ActionStatus.DONE, ended_on=days(-1))
    data = {"owner": str(partner.organisation_id), "due_on": days(9).isoformat(), "title": "Autre chose"}

    page = sign_in(coordinator).post(reverse("conventions:edit_action", args=[action.id]), data, follow=True)

    assert "rouvrez-la" in page.content.decode()
    action.refresh_from_db()
    assert action.title == "Former les gardiens"


# Reminders


def test_reminded_a_week_before_on_the_day_and_each_fortnight_late_once_each(
    convention: Convention, bailleur_manager: Membership, agent: Membership
) -> None:
    with time_machine.travel("2026-03-01 09:00+01:00"):
        an_action(convention, bailleur_manager.organisation, due_on=date(2026, 3, 20))
    told = []
    for number in range(60):
        with time_machine.travel(f"{date(2026, 3, 1) + timedelta(days=number)} 08:20+01:00"):
            for _ in range(2):  # a morning's task may run twice
                remind_of_actions()
            new = Notice.objects.exclude(id__in=[one for _, _, one in told]).order_by("id")
            told += [(timezone.localdate(), one.kind, one.id) for one in new]

    assert [(day, kind) for day, kind, _ in told] == [
        (date(2026, 3, 13), "action_soon"),
        (date(2026, 3, 20), "action_due"),
        (date(2026, 4, 3), "action_late"),
        (date(2026, 4, 17), "action_late"),
    ]
    assert {one.recipient for one in Notice.objects.all()} == {bailleur_manager.user}


def test_a_missed_morning_is_made_up_for(convention: Convention, partner: Membership) -> None:
    an_action(convention, partner.organisation, due_on=days(5))
    remind_of_actions()
    assert [one.kind for one in Notice.objects.all()] == ["action_soon"]


def test_neither_ended_ones_nor_those_far_away_are_reminded(convention: Convention, partner: Membership) -> None:
    an_action(convention, partner.organisation, due_on=days(8))
    an_action(convention, partner.organisation, due_on=days(0), status=ActionStatus.DONE, ended_on=days(-1))
    remind_of_actions()
    assert not Notice.objects.exists()


def test_a_new_due_date_is_reminded_anew(
    coordinator: Membership, convention: Convention, partner: Membership, sign_in: SignIn
) -> None:
    action = an_action(convention, partner.organisation, due_on=days(6))
    remind_of_actions()
    data = {"owner": str(partner.organisation_id), "due_on": days(4).isoformat(), "title": action.title}
    sign_in(coordinator).post(reverse("conventions:edit_action", args=[action.id]), data)

    remind_of_actions()

    assert Notice.objects.filter(kind="action_soon").count() == 2


def test_those_who_left_are_not_told(convention: Convention, partner: Membership) -> None:
    gone = factories.MembershipFactory(organisation=partner.organisation, role=Role.PARTNER, ended_at=timezone.now())
    an_action(convention, partner.organisation, due_on=days(0))
    remind_of_actions()
    assert gone.user not in {one.recipient for one in Notice.objects.all()}


@time_machine.travel("2026-10-06 10:00+02:00")  # a working day, and its hours
def test_the_message_about_it_names_nothing(convention: Convention, bailleur_manager: Membership) -> None:
    an_action(convention, bailleur_manager.organisation, due_on=days(0), title="Former les gardiens du Pile")
    remind_of_actions()
    sweep()

    (message,) = mail.outbox
    whole = str(message.message())
    for telling in ("gardiens", "Pile", "action", "convention", "Bailleur A", "violence"):
        assert telling not in f"{message.subject} {message.body}", whole
