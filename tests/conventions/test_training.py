"""Training sessions by who may see and correct them, and the share of staff that was trained."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import Membership
from associations.models import Association
from bailleurs.models import Bailleur
from common.transitions import WrongState
from conventions.actions import count_staff, record_training
from conventions.models import Convention, Public, Signatory, StaffCount, Training
from conventions.progress_of_training import Share, trained_shares
from tests import factories
from tests.personas import SignIn

pytestmark = pytest.mark.django_db
LIST, NEW, TEAMS, STAFF = (reverse(f"conventions:{name}") for name in ("trainings", "new_training", "teams", "staff"))
TODAY = date(2026, 10, 20)


@pytest.fixture(autouse=True)
def _in_october() -> Iterator[None]:
    with time_machine.travel(f"{TODAY} 10:00+02:00"):
        yield


def session(bailleur: Bailleur, association: Association, **changed: Any) -> Training:
    facts = {"held_on": date(2026, 9, 1), "public": Public.CESF, "attendees": 12, **changed}
    return Training.objects.create(bailleur=bailleur.organisation, association=association.organisation, **facts)


def typed(bailleur: Bailleur, association: Association, **changed: str) -> dict[str, str]:
    return {
        "held_on": "2026-10-02",
        "association": str(association.organisation_id),
        "bailleur": str(bailleur.organisation_id),
        "public": "gardiens",
        "attendees": "14",
        **changed,
    }


@pytest.fixture
def sessions(
    bailleur: Bailleur, other_bailleur: Bailleur, association: Association, other_association: Association
) -> dict[str, Training]:
    """Of bailleur A by association A and by B, of bailleur B by B, and of one that no coordinator follows."""
    far = factories.BailleurFactory(organisation__name="Bailleur du Sud")
    return {
        "a_by_a": session(bailleur, association),
        "a_by_b": session(bailleur, other_association, held_on=date(2025, 5, 6)),
        "b_by_b": session(other_bailleur, other_association),
        "far": session(far, other_association),
    }


READERS = {
    "federation_member": {"a_by_a", "a_by_b", "b_by_b", "far"},
    "coordinator": {"a_by_a", "a_by_b", "b_by_b"},
    "bailleur_manager": {"a_by_a", "a_by_b"},
    "association_manager": {"a_by_a"},
}


@pytest.mark.parametrize("persona", READERS)
def test_who_reads_and_corrects_which(
    persona: str,
    followed: Convention,
    sessions: dict[str, Training],
    sign_in: SignIn,
    request: pytest.FixtureRequest,
) -> None:
    member: Membership = request.getfixturevalue(persona)
    client = sign_in(member)

    page = client.get(LIST)

    assert {one.id for one in page.context["page"]} == {sessions[name].id for name in READERS[persona]}
    corrects = set() if persona == "bailleur_manager" else READERS[persona]
    for name, one in sessions.items():
        expected = 200 if name in corrects else 404
        assert client.get(reverse("conventions:training", args=[one.id])).status_code == expected, name
        if expected == 404:
            assert client.post(reverse("conventions:remove_training", args=[one.id])).status_code == 404
    assert Training.objects.count() == 4


def test_filters_and_pages(
    coordinator: Membership,
    followed: Convention,
    sessions: dict[str, Training],
    bailleur: Bailleur,
    association: Association,
    sign_in: SignIn,
) -> None:
    union = sign_in(coordinator)

    def shown(query: str) -> set[object]:
        return {one.id for one in union.get(f"{LIST}?{query}").context["page"]}

    assert shown("annee=2025") == {sessions["a_by_b"].id}
    assert shown(f"bailleur={bailleur.organisation_id}&annee=2026") == {sessions["a_by_a"].id}
    assert len(shown("annee=x&bailleur=y&page=zzz")) == 3, "what is no filter is passed over"
    for month in range(1, 10):
        for public in Public:
            session(bailleur, association, held_on=date(2024, month, 1), public=public)
    assert len(union.get(LIST).context["page"]) == 20
    assert len(union.get(f"{LIST}?page=3").context["page"]) == 8


def test_recorded_corrected_and_removed_by_the_union(
    coordinator: Membership, followed: Convention, bailleur: Bailleur, association: Association, sign_in: SignIn
) -> None:
    union = sign_in(coordinator)
    facts = typed(bailleur, association)
    for wrong, said in (
        ({"held_on": "2026-10-21"}, "à venir"),
        ({"attendees": "-3"}, "Au moins 1"),
        ({"attendees": "beaucoup"}, "nombre entier"),
        ({"public": "passants"}, "Choisissez dans la liste"),
        ({"bailleur": str(association.organisation_id)}, "Choisissez dans la liste"),
        ({"association": ""}, "Choisissez l’association"),
        ({"held_on": ""}, "Donnez le jour"),
    ):
        refused = union.post(NEW, {**facts, **wrong})
        assert refused.status_code == 422
        assert said in refused.content.decode()
    assert union.post(NEW, facts).status_code == 302
    again = union.post(NEW, {**facts, "attendees": "15"})
    assert again.status_code == 422
    assert "déjà enregistrée" in again.content.decode()

    one = Training.objects.get()
    assert (one.held_on, one.attendees, one.typed_by) == (date(2026, 10, 2), 14, coordinator.user)
    address = reverse("conventions:training", args=[one.id])
    assert union.post(address, {**facts, "attendees": "15"}).status_code == 302
    one.refresh_from_db()
    assert one.attendees == 15
    assert union.post(address, {**facts, "attendees": ""}).status_code == 422
    assert union.post(reverse("conventions:remove_training", args=[one.id])).status_code == 302
    assert not Training.objects.exists()


def test_an_association_records_what_it_gave_itself(
    association_manager: Membership,
    bailleur: Bailleur,
    association: Association,
    other_association: Association,
    sign_in: SignIn,
) -> None:
    manager = sign_in(association_manager)

    manager.post(NEW, typed(bailleur, other_association))

    assert Training.objects.get().association_id == association.organisation_id, "whatever is typed"
    with pytest.raises(WrongState, match="ni donnée par votre association"):
        record_training(
            held_on=TODAY,
            association_id=other_association.organisation_id,
            bailleur_id=bailleur.organisation_id,
            public=Public.CESF,
            attendees=3,
            by=association_manager,
        )


def test_a_landlord_reads_and_records_none(
    bailleur_manager: Membership, agent: Membership, bailleur: Bailleur, association: Association, sign_in: SignIn
) -> None:
    landlord = sign_in(bailleur_manager)
    assert landlord.get(NEW).status_code == 404
    assert landlord.post(NEW, typed(bailleur, association)).status_code == 404
    assert "Enregistrer une formation" not in landlord.get(LIST).content.decode()
    assert sign_in(agent).get(LIST).status_code == 404


class TestShares:
    @pytest.fixture
    def signed(self, followed: Convention, bailleur: Bailleur) -> date:
        """Bailleur A signed a year after the others."""
        day = date(2022, 3, 25)
        Signatory.objects.filter(organisation=bailleur.organisation).update(signed_on=day)
        return day

    def share(self, bailleur: Bailleur, day: date = TODAY) -> Share:
        return trained_shares([bailleur.organisation_id], day)[bailleur.organisation_id]

    def test_from_the_day_it_signed_for_five_years(
        self, signed: date, bailleur: Bailleur, other_bailleur: Bailleur, association: Association
    ) -> None:
        count = StaffCount.objects.create
        count(bailleur=bailleur.organisation, counted_on=date(2022, 4, 1), staff=100)
        count(bailleur=bailleur.organisation, counted_on=date(2026, 1, 1), staff=80)
        session(bailleur, association, held_on=date(2022, 3, 24), attendees=1_000)
        session(bailleur, association, held_on=signed, attendees=10)
        session(bailleur, association, held_on=date(2024, 2, 1), attendees=15)
        session(bailleur, association, held_on=date(2027, 3, 24), attendees=7)
        session(bailleur, association, held_on=date(2027, 3, 25), attendees=1_000)
        session(other_bailleur, association, attendees=1_000)
        Convention.objects.update(ends_on=date(2030, 3, 24))

        share = self.share(bailleur)
        assert (share.since, share.until) == (signed, date(2027, 3, 24))
        assert (share.trained, share.staff, share.staff_on) == (25, 80, date(2026, 1, 1))
        assert share.percent == 31
        assert self.share(bailleur, date(2025, 6, 1)).percent == 25, "the count of then"
        assert self.share(bailleur, date(2028, 1, 1)).trained == 32
        assert (self.share(bailleur, date(2022, 3, 25)).due, self.share(bailleur, date(2027, 3, 24)).due) == (0, 100)

    def test_over_the_whole_it_is_the_whole(
        self, signed: date, bailleur: Bailleur, association: Association, coordinator: Membership, sign_in: SignIn
    ) -> None:
        StaffCount.objects.create(bailleur=bailleur.organisation, counted_on=signed, staff=10)
        session(bailleur, association, attendees=12)

        assert self.share(bailleur).percent == 100
        page = sign_in(coordinator).get(TEAMS).content.decode()
        assert "<strong>100</strong> sur 100 %" in page
        assert "12\u00a0personnes formées pour 10 en contact" in page

    def test_nothing_is_counted_without_a_convention_or_a_count(
        self,
        followed: Convention,
        bailleur: Bailleur,
        association: Association,
        coordinator: Membership,
        sign_in: SignIn,
    ) -> None:
        session(bailleur, association, held_on=date(2024, 2, 1))
        assert self.share(bailleur).percent is None
        assert self.share(bailleur).trained == 12
        assert "n’est pas encore connu" in sign_in(coordinator).get(TEAMS).content.decode()
        assert self.share(bailleur, date(2028, 1, 1)).since is None
        assert self.share(bailleur, date(2028, 1, 1)).trained == 0
        with time_machine.travel("2028-01-01 10:00+01:00"):
            assert "Aucune convention en cours" in sign_in(coordinator).get(TEAMS).content.decode()

    def test_one_query_for_all(
        self, signed: date, bailleur: Bailleur, other_bailleur: Bailleur, django_assert_num_queries: Any
    ) -> None:
        both = [bailleur.organisation_id, other_bailleur.organisation_id]
        with django_assert_num_queries(1):
            assert set(trained_shares(both, TODAY)) == set(both)


def test_a_landlord_counts_its_staff(
    followed: Convention, bailleur_manager: Membership, other_bailleur: Bailleur, sign_in: SignIn
) -> None:
    landlord = sign_in(bailleur_manager)
    for wrong in ({"counted_on": "2026-10-21", "staff": "3"}, {"counted_on": "", "staff": "3"}, {"staff": "0"}):
        assert landlord.post(STAFF, wrong).status_code == 422

    landlord.post(STAFF, {"counted_on": "2026-10-01", "staff": "40", "bailleur": str(other_bailleur.organisation_id)})
    landlord.post(STAFF, {"counted_on": "2026-10-01", "staff": "42"})

    count = StaffCount.objects.get()
    assert (count.bailleur_id, count.staff) == (bailleur_manager.organisation_id, 42), "its own, the last one typed"
    names = [row.name for row in landlord.get(TEAMS).context["rows"]]
    assert names == ["Bailleur A"]


def test_a_union_counts_for_those_that_it_follows(
    followed: Convention, coordinator: Membership, bailleur: Bailleur, sign_in: SignIn
) -> None:
    far = factories.BailleurFactory(organisation__name="Bailleur du Sud")
    union = sign_in(coordinator)

    union.post(STAFF, {"counted_on": "2026-10-01", "staff": "40", "bailleur": str(bailleur.organisation_id)})
    refused = union.post(STAFF, {"counted_on": "2026-10-01", "staff": "40", "bailleur": str(far.organisation_id)})

    assert refused.status_code == 422
    assert StaffCount.objects.get().bailleur_id == bailleur.organisation_id
    with pytest.raises(WrongState, match="à venir"):
        count_staff(bailleur=bailleur.organisation, counted_on=date(2027, 1, 1), staff=3, by=coordinator)


def test_who_finds_the_page_on_teams(
    association_manager: Membership, agent: Membership, partner: Membership, sign_in: SignIn
) -> None:
    for member in (association_manager, agent, partner):
        for address in (TEAMS, STAFF):
            assert sign_in(member).get(address).status_code == 404


def test_pages_cost_the_same_whatever_they_hold(
    followed: Convention,
    coordinator: Membership,
    bailleur: Bailleur,
    association: Association,
    sign_in: SignIn,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(30):
        one = factories.BailleurFactory()
        Signatory.objects.create(convention=followed, organisation=one.organisation, signed_on=followed.signed_on)
        session(one, association, attendees=number + 1)
        StaffCount.objects.create(bailleur=one.organisation, counted_on=TODAY, staff=50)
    union = sign_in(coordinator)
    union.get(LIST)
    with django_assert_max_num_queries(7):  # session, member, unread; years, landlords, count, page
        assert union.get(LIST).status_code == 200
    with django_assert_max_num_queries(6):  # session, member, unread; count, page, shares
        assert len(union.get(TEAMS).context["rows"]) == 20
