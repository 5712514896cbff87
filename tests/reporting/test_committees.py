"""Committees through their pages: date, participants, agenda, minutes, decisions that become actions."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import Membership
from bailleurs.models import Bailleur
from common.templatetags.formats import date_fr
from conventions.models import Action, Committee, CommitteeParticipant, Convention
from notifications.models import Notice
from offers.models import OfferState
from reporting.agenda import gaps_of, proposed_agenda
from tests import factories
from tests.conventions.running import an_action, running_convention, sign
from tests.personas import SignIn

pytestmark = pytest.mark.django_db

LIST = reverse("committees:committees")
NEW = reverse("committees:new_committee")


def days(count: int) -> date:
    return timezone.localdate() + timedelta(days=count)


@pytest.fixture
def convention(coordinator: Membership, bailleur: Bailleur, other_bailleur: Bailleur) -> Convention:
    convention = running_convention(coordinator)
    for landlord in (bailleur, other_bailleur):
        sign(convention, landlord.organisation)
    return convention


@pytest.fixture
def committee(convention: Convention) -> Committee:
    return Committee.objects.create(convention=convention, held_on=days(20))


@pytest.fixture
def client(coordinator: Membership, sign_in: SignIn) -> Client:
    return sign_in(coordinator)


def page_of(committee: Committee) -> str:
    return reverse("committees:committee", args=[committee.id])


def typed(committee: Committee, **fields: str) -> dict[str, str]:
    return {"held_on": committee.held_on.isoformat(), "agenda": "", "minutes": ""} | fields


def people(organisation_id: object) -> str:
    return f"personnes-{organisation_id}"


# The list


def test_the_next_comes_first_then_the_past_ones(convention: Convention, client: Client) -> None:
    for count in (40, -5, 3, -100):
        Committee.objects.create(convention=convention, held_on=days(count))

    response = client.get(LIST)

    assert [one.held_on for one in response.context["to_come"]] == [days(3), days(40)]
    assert [one.held_on for one in response.context["page"]] == [days(-5), days(-100)]


def test_those_of_another_region_are_not_hers(client: Client, convention: Convention) -> None:
    elsewhere = running_convention(name="Ailleurs", region=factories.Region.objects.create(code="93", name="Ailleurs"))
    far = Committee.objects.create(convention=elsewhere, held_on=days(3))

    assert "Ailleurs" not in client.get(LIST).content.decode()
    assert client.get(page_of(far)).status_code == 404
    assert "Ailleurs" not in client.get(NEW).content.decode()


def test_budget(
    client: Client, convention: Convention, partner: Membership, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(1, 26):
        past = Committee.objects.create(convention=convention, held_on=days(-number))
        Committee.objects.create(convention=convention, held_on=days(number))
        an_action(convention, partner.organisation, committee=past)
    client.get(LIST)

    # The person, her membership, those to come, count of the past ones, their page.
    with django_assert_num_queries(5), django_assert_num_queries(0, using="vault"):
        response = client.get(LIST)

    assert len(response.context["page"]) == 20
    assert {one.decisions for one in response.context["page"]} == {1}


# A new one


def test_a_date_is_taken_once(client: Client, convention: Convention) -> None:
    data = {"convention": str(convention.id), "held_on": days(30).isoformat()}

    response = client.post(NEW, data)
    again = client.post(NEW, data)

    committee = Committee.objects.get()
    assert response["Location"] == page_of(committee)
    assert again.status_code == 422
    assert "a déjà cette date" in " ".join(again.context["form"].errors["held_on"])


@pytest.mark.parametrize("day", ["", "demain", "0001-01-01", "9999-12-31", "2026-02-30"])
def test_a_wrong_date_is_said(client: Client, convention: Convention, day: str) -> None:
    response = client.post(NEW, {"convention": str(convention.id), "held_on": day})
    assert response.status_code == 422
    assert response.context["form"].errors["held_on"]
    assert not Committee.objects.exists()


# Its page


def test_texts_and_people_are_kept_without_a_name(
    client: Client, committee: Committee, bailleur: Bailleur, other_bailleur: Bailleur
) -> None:
    data = typed(committee, agenda="Avancement", minutes="Lu.\nApprouvé.", held_on=days(21).isoformat())
    data |= {people(bailleur.organisation_id): "3", people(other_bailleur.organisation_id): "1"}

    client.post(page_of(committee), data)

    committee.refresh_from_db()
    assert (committee.held_on, committee.agenda, committee.minutes) == (days(21), "Avancement", "Lu.\nApprouvé.")
    assert "4 personnes de 2 organisations" in client.get(page_of(committee)).content.decode().replace("\u00a0", " ")

    data |= {people(bailleur.organisation_id): "2", people(other_bailleur.organisation_id): ""}
    client.post(page_of(committee), data)

    rows = CommitteeParticipant.objects.values_list("organisation", "people")
    assert list(rows.order_by("id")) == [(bailleur.organisation_id, 2)]


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("minutes", "Décidé.\nJoindre au 06 12 34 56 78", "Ligne 2 : Retirez les numéros"),
        ("agenda", "Visite du 12 rue des Lilas", "Retirez l’adresse"),
        ("agenda", "x" * 4_001, "Ce texte est trop long"),
        ("held_on", "", "Donnez la date."),
        ("people", "-1", "Au moins 0."),
        ("people", "beaucoup", "Donnez un nombre entier."),
        ("people", "100", "Au plus 99."),
    ],
)
def test_what_is_wrong_is_said_beside_it_and_nothing_is_lost(
    client: Client, committee: Committee, bailleur: Bailleur, field: str, value: str, said: str
) -> None:
    name = people(bailleur.organisation_id) if field == "people" else field
    data = typed(committee, agenda="Un ordre gardé") | {name: value}

    response = client.post(page_of(committee), data)

    assert response.status_code == 422
    assert said in " ".join(response.context["form"].errors[name])
    assert field == "agenda" or "Un ordre gardé" in response.content.decode()
    committee.refresh_from_db()
    assert (committee.agenda, committee.held_on) == ("", days(20))


def test_a_date_taken_by_another_is_said(client: Client, committee: Committee) -> None:
    Committee.objects.create(convention=committee.convention, held_on=days(50))
    response = client.post(page_of(committee), typed(committee, held_on=days(50).isoformat()))
    assert response.status_code == 422
    assert "a déjà cette date" in " ".join(response.context["form"].errors["held_on"])


def test_an_organisation_that_is_not_invited_is_not_counted(client: Client, committee: Committee) -> None:
    stranger = factories.OrganisationFactory(name="Association de passage")
    client.post(page_of(committee), typed(committee) | {people(stranger.id): "3"})
    assert not CommitteeParticipant.objects.exists()


# The agenda


def test_the_agenda_is_proposed_from_late_actions_and_gaps_and_kept_only_when_saved(
    client: Client, committee: Committee, partner: Membership, bailleur: Bailleur
) -> None:
    factories.OfferFactory(bailleur=bailleur)
    an_action(committee.convention, partner.organisation, title="Poser les affiches", due_on=days(-9))
    an_action(committee.convention, partner.organisation, title="Pas encore due", due_on=days(9))

    response = client.post(
        page_of(committee), typed(committee, agenda="Accueil", minutes="Brouillon") | {"preparer": "1"}
    )

    agenda = response.context["form"]["agenda"].value()
    since = date_fr(committee.convention.starts_on)
    assert agenda.splitlines() == [
        "Accueil",
        "",
        "Avancement des engagements",
        "Écarts les plus larges",
        f"- Bailleur B : aucun logement mis sur la plateforme depuis le {since}",
        "Actions en retard",
        f"- Poser les affiches (Partenaire, échéance le {date_fr(days(-9))})",
        "Décisions et prochaine date",
    ]
    assert response.context["form"]["minutes"].value() == "Brouillon"
    committee.refresh_from_db()
    assert committee.agenda == ""

    client.post(page_of(committee), typed(committee, agenda=agenda))
    committee.refresh_from_db()
    assert committee.agenda == agenda


def test_gaps_are_those_who_published_nothing_since_they_signed_this_year_and_there(
    convention: Convention,
    bailleur: Bailleur,
    other_bailleur: Bailleur,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for index, facts in enumerate(
        (
            {"published_at": timezone.now() - timedelta(days=200)},
            {"state": OfferState.RESERVED, "listed": False, "published_at": None},
            {"location__commune": "13055"},
        )
    ):
        landlord = factories.BailleurFactory(organisation__name=f"Vide {index}")
        sign(convention, landlord.organisation)
        factories.OfferFactory(bailleur=landlord, **facts)
    late = factories.BailleurFactory(organisation__name="Signé hier")
    sign(convention, late.organisation, days(-1))
    factories.OfferFactory(bailleur=late, published_at=timezone.now() - timedelta(days=3))
    factories.OfferFactory(bailleur=bailleur)
    factories.OfferFactory(bailleur=other_bailleur, state=OfferState.WITHDRAWN, listed=False)

    # The départements of the territory, the landlords without any.
    with django_assert_num_queries(2):
        lines = gaps_of(convention)

    assert [line.split(" :")[0] for line in lines] == ["Signé hier", "Vide 0", "Vide 1", "Vide 2"]


def test_a_long_list_is_cut_and_says_so() -> None:
    agenda = proposed_agenda(late=[], gaps=[f"Bailleur {number}" for number in range(14)])
    assert "- Bailleur 9" in agenda
    assert "- Bailleur 10" not in agenda
    assert "- et 4 de plus" in agenda
    assert "Actions en retard" not in agenda


# Decisions


def test_a_decision_is_an_action_of_its_committee_once(
    client: Client, committee: Committee, partner: Membership, sign_in: SignIn
) -> None:
    address = reverse("committees:decide", args=[committee.id])
    data = {
        "id": str(client.get(page_of(committee)).context["decision"]["id"].value()),
        "title": "Poser les affiches",
        "owner": str(partner.organisation_id),
        "due_on": days(60).isoformat(),
    }

    for _ in range(2):
        assert client.post(address, data)["Location"] == page_of(committee)

    action = Action.objects.get()
    assert (action.committee, action.convention) == (committee, committee.convention)
    assert Notice.objects.get().recipient == partner.user
    assert "Poser les affiches" in client.get(page_of(committee)).content.decode()
    seen = sign_in(partner).get(reverse("conventions:action", args=[action.id])).content.decode()
    assert f"le comité de suivi du {date_fr(committee.held_on)}" in seen


def test_minutes_being_typed_are_kept_with_the_decision(
    client: Client, committee: Committee, partner: Membership
) -> None:
    address = reverse("committees:decide", args=[committee.id])
    decision = {"title": "Poser les affiches", "owner": str(partner.organisation_id), "due_on": days(60).isoformat()}

    refused = client.post(address, typed(committee, minutes="Lu.") | decision | {"due_on": "hier"})
    assert refused.status_code == 422
    assert refused.context["form"]["minutes"].value() == "Lu."
    client.post(address, typed(committee, minutes="Lu.") | decision)
    client.post(page_of(committee), typed(committee, minutes="Lu et approuvé.") | decision | {"title": "Former"})

    committee.refresh_from_db()
    assert committee.minutes == "Lu et approuvé."
    assert list(Action.objects.order_by("title").values_list("title", flat=True)) == ["Former", "Poser les affiches"]


def test_a_wrong_decision_is_said_and_stays_on_the_page(client: Client, committee: Committee) -> None:
    address = reverse("committees:decide", args=[committee.id])

    response = client.post(address, {"title": "Poser les affiches", "due_on": "2020-01-01", "id": "strange"})

    assert response.status_code == 422
    assert set(response.context["decision"].errors) == {"owner", "due_on", "id"}
    assert "Poser les affiches" in response.content.decode()
    assert not Action.objects.exists()


def test_the_id_of_an_action_elsewhere_is_not_taken_over(
    client: Client, committee: Committee, partner: Membership
) -> None:
    elsewhere = running_convention(name="Ailleurs", region=factories.Region.objects.create(code="93", name="Ailleurs"))
    far = an_action(elsewhere, partner.organisation)
    data = {
        "id": str(far.id),
        "title": "Prendre la place",
        "owner": str(partner.organisation_id),
        "due_on": days(9).isoformat(),
    }
    assert client.post(reverse("committees:decide", args=[committee.id]), data).status_code == 404
    assert client.post(reverse("committees:decide", args=[uuid4()]), data).status_code == 404


# The calendar file


def test_the_calendar_file_says_a_day_and_nothing_else(client: Client, committee: Committee) -> None:
    response = client.get(reverse("committees:calendar", args=[committee.id]))

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="reunion.ics"'
    text = response.content.decode()
    lines = text.split("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert f"DTSTART;VALUE=DATE:{committee.held_on:%Y%m%d}" in lines
    assert f"DTEND;VALUE=DATE:{committee.held_on + timedelta(days=1):%Y%m%d}" in lines
    assert "SUMMARY:Réunion" in lines
    assert not [line for line in lines if line.startswith(("LOCATION", "DESCRIPTION", "ORGANIZER", "ATTENDEE"))]
    for telling in ("Convention", "Union", "Bailleur", "violence", "comit"):
        assert telling not in text
