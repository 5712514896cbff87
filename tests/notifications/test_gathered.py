"""Gathered notices: sealed, told together at a slot, erased with what they are about."""

from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.db import connection, connections
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import Membership
from notifications.actions import Told, forget_reference, gather
from notifications.gathered import gathered_of
from notifications.models import Notice
from notifications.tasks import sweep
from tests import factories
from tests.personas import SignIn

PARIS = ZoneInfo("Europe/Paris")
# Past, so that the database's own clock agrees that a slot has come.
TEN = datetime(2026, 10, 6, 10, tzinfo=PARIS)
SLOT = TEN.replace(hour=14)
FRIDAY = datetime(2026, 10, 16, 18, tzinfo=PARIS)
KIND = "new_dwellings"
LIST = reverse("notifications:notices")


def tell(
    member: Membership,
    reference: UUID,
    *,
    item: UUID | None = None,
    deadline: datetime = FRIDAY,
    now: datetime = TEN,
) -> None:
    gather(kind=KIND, all_told=[Told(member, reference, item or uuid4(), deadline)], now=now)


@pytest.mark.django_db
class TestOneReader:
    def test_before_its_slot_it_does_not_exist(self, caseworker: Membership, sign_in: SignIn) -> None:
        household = factories.HouseholdFactory(member=caseworker)
        with time_machine.travel(TEN, tick=False):
            tell(caseworker, household.id)
            sweep()
            client = sign_in(caseworker)
            page = client.get(LIST).content.decode()
            opened = client.post(reverse("notifications:open_notice", args=[Notice.objects.get().id]))
            client.post(reverse("notifications:read_all"))
        assert "convenir" not in page
        assert opened.status_code == 404
        assert mail.outbox == []
        assert Notice.objects.get().read_at is None

    def test_at_its_slot_it_says_how_many_and_by_when(self, caseworker: Membership, sign_in: SignIn) -> None:
        household = factories.HouseholdFactory(member=caseworker)
        for days in (0, 1):
            tell(caseworker, household.id, deadline=FRIDAY + timedelta(days=days))
        with time_machine.travel(SLOT, tick=False):
            sweep()
            client = sign_in(caseworker)
            page = client.get(LIST).content.decode()
            opened = client.post(reverse("notifications:open_notice", args=[Notice.objects.get().id]))

        assert "2\u00a0logements peuvent convenir à un de vos ménages" in page
        assert "réponse avant vendredi 16 octobre, 18\u00a0h." in page
        assert opened["Location"] == reverse("matching:household_dwellings", args=[household.id])
        (message,) = mail.outbox
        assert "2\u00a0logements : réponse avant vendredi 16 octobre, 18\u00a0h." in message.body

    def test_the_same_thing_counts_once_whatever_the_households(self, caseworker: Membership) -> None:
        item = uuid4()
        for reference in (uuid4(), uuid4()):
            for _ in range(2):
                tell(caseworker, reference, item=item)
        with time_machine.travel(SLOT, tick=False):
            sweep()
        (message,) = mail.outbox
        assert "\n1\u00a0logement : réponse avant" in message.body

    def test_what_presses_is_told_at_once_the_rest_waits(self, caseworker: Membership) -> None:
        tell(caseworker, uuid4())
        tell(caseworker, uuid4(), deadline=TEN + timedelta(hours=50))
        with time_machine.travel(TEN, tick=False):
            sweep()
        assert [message.body.count("1\u00a0logement :") for message in mail.outbox] == [1]
        with time_machine.travel(SLOT, tick=False):
            sweep()
        assert len(mail.outbox) == 2

    def test_a_later_one_of_another_slot_is_another_notice(self, caseworker: Membership) -> None:
        reference = uuid4()
        tell(caseworker, reference)
        with time_machine.travel(SLOT, tick=False):
            sweep()
            tell(caseworker, reference, now=SLOT)
        assert Notice.objects.count() == 2

    def test_nothing_of_it_stands_in_clear(self, caseworker: Membership) -> None:
        reference, item = uuid4(), uuid4()
        tell(caseworker, reference, item=item)
        with connection.cursor() as cursor:
            cursor.execute("SELECT t::text FROM notifications_notice t")
            row = str(cursor.fetchall())
        for telling in (reference, item):
            assert str(telling) not in row
            assert telling.bytes.hex() not in row

    def test_it_goes_with_what_it_is_about(self, caseworker: Membership) -> None:
        kept, gone = uuid4(), uuid4()
        for reference in (kept, gone, gone):
            tell(caseworker, reference)

        forget_reference(reference=gone)

        found = gathered_of(Notice.objects.get())
        assert found is not None
        assert found.reference == kept

    @pytest.mark.parametrize("sealed", ["n’importe quoi", b64encode(bytes(60)).decode()])
    def test_one_that_opens_no_more_still_leads_somewhere(
        self, caseworker: Membership, sign_in: SignIn, sealed: str
    ) -> None:
        tell(caseworker, uuid4())
        notice = Notice.objects.get()
        notice.sealed = sealed
        notice.save()
        with time_machine.travel(SLOT, tick=False):
            sweep()
            client = sign_in(caseworker)
            assert "Un logement peut convenir à un de vos ménages." in client.get(LIST).content.decode()
            opened = client.post(reverse("notifications:open_notice", args=[notice.id]))
        assert opened["Location"] == LIST
        assert len(mail.outbox) == 1


@pytest.mark.django_db
def test_costs_the_same_however_many_they_are(
    caseworker: Membership, colleague: Membership, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    references = [uuid4() for _ in range(10)]
    several = [
        Told(member, reference, uuid4(), FRIDAY)
        for member in (caseworker, colleague)
        for reference in references
        for _ in range(2)
    ]
    for queries in (4, 5):  # with savepoints; the second time they join those that wait
        with django_assert_num_queries(queries):
            gather(kind=KIND, all_told=several, now=TEN)
    assert Notice.objects.count() == 20
    assert {len(found.items) for found in map(gathered_of, Notice.objects.order_by("id")) if found} == {2}


@pytest.mark.django_db(transaction=True)
def test_several_at_the_same_moment_are_one_notice(caseworker: Membership) -> None:
    reference, items, start = uuid4(), [uuid4() for _ in range(4)], Barrier(4)

    def one(item: UUID) -> None:
        try:
            start.wait()
            tell(caseworker, reference, item=item)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as workers:
        list(workers.map(one, items))

    found = gathered_of(Notice.objects.get())
    assert found is not None
    assert set(found.items) == set(items)
