"""What happens to a need is written beside it, and stays once the household is erased: nothing says whose it was."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership
from associations.models import Household, NeedEvent, NeedMove
from bailleurs.models import Bailleur
from matching import actions
from matching.caleol import Decided
from tests import factories
from tests.personas import SignIn

pytestmark = pytest.mark.django_db
TYPED = {"adults": "1", "situation": "hotel", "departement": "62", "typologies": ["T3"], "departements": ["59"]}


def told() -> list[tuple[str, list[str], date]]:
    return [(one.move, one.typologies, one.on) for one in NeedEvent.objects.order_by("at", "id")]


def test_a_need_is_followed_from_its_pages(caseworker: Membership, sign_in: SignIn) -> None:
    client, today = sign_in(caseworker), timezone.localdate()
    client.post(reverse("associations:new_household"), TYPED)
    household = Household.objects.get()
    change = reverse("associations:edit_household", args=[household.id])

    client.post(change, {**TYPED, "rent_ceiling": "600"})  # what no report counts by
    client.post(change, {**TYPED, "typologies": ["T3", "T4"]})

    assert told() == [(NeedMove.OPENED, ["T3"], today), (NeedMove.CHANGED, ["T3", "T4"], today)]
    household.refresh_from_db()
    assert set(NeedEvent.objects.values_list("need", "association")) == {
        (household.need_ref, caseworker.organisation_id)
    }


def test_it_ends_on_the_day_of_the_keys(
    caseworker: Membership, federation_member: Membership, agent: Membership, bailleur: Bailleur
) -> None:
    """Typed three days later."""
    day = timezone.localdate()
    household = factories.make_ready(factories.HouseholdFactory(member=caseworker))
    offer = factories.OfferFactory(bailleur=bailleur)
    asked = actions.request_dwelling(household=household, offer=offer, by=caseworker)
    actions.transmit_candidature(candidature=asked, by=federation_member)
    said = Decided(on=day, decision="attribution", notified_on=day, notified_by="remise")
    actions.record_caleol(offer=offer, rows={asked.id: said}, by=agent)
    actions.accept_offer(candidature=asked, by=caseworker)
    actions.sign_lease(candidature=asked, on=day, by=agent)
    with time_machine.travel(timezone.now() + timedelta(days=3)):
        actions.hand_keys(candidature=asked, on=day, by=agent)

    assert [(move, on) for move, _, on in told()] == [(NeedMove.OPENED, day), (NeedMove.HOUSED, day)]


def test_erased_it_has_ended_and_nothing_tells_whose_it_was(
    caseworker: Membership, association_manager: Membership, sign_in: SignIn
) -> None:
    household = factories.HouseholdFactory(member=caseworker, code="Mésange 42")
    sign_in(association_manager).post(
        reverse("associations:purge", args=[household.id]), {"typed": "mesange 42", "confirmer": "1"}
    )

    assert [move for move, _, _ in told()] == [NeedMove.OPENED, NeedMove.CLOSED]
    assert household.id not in NeedEvent.objects.values_list("need", flat=True)
    with connection.cursor() as cursor:  # no other table has it
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE data_type = 'uuid' AND table_schema = 'public' AND table_name NOT LIKE 'reporting_%'"
        )
        for table, column in cursor.fetchall():
            cursor.execute(f'SELECT count(*) FROM "{table}" WHERE "{column}" = %s', [household.need_ref])  # noqa: S608
            assert (table, cursor.fetchone()[0]) in ((table, 0), ("associations_needevent", 2))


def test_what_happened_is_never_changed(caseworker: Membership) -> None:
    factories.HouseholdFactory(member=caseworker)

    for write in (lambda rows: rows.update(people=9), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
            write(NeedEvent.objects.all())
