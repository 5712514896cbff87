"""How much of a landlord's staff has been trained, against all of it in five years (indicator I13)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.db.models import DateField, Func, OuterRef, Subquery, Sum

from accounts.models import Organisation
from common.months import add_months
from conventions.models import Convention, Signatory, StaffCount, Training

YEARS: Final = 5
WHOLE: Final = 100


@dataclass(frozen=True)
class Share:
    """Of one landlord, on `day`, included. Organisations alone are counted here: exact figures.

    `since`: the day it signed the convention that runs, None when none does: nothing is counted then. `trained`: how
    many came to sessions since, within five years; who came twice counts twice. `staff`: how many meet the public, as
    counted on `staff_on`; None when nobody counted.
    """

    day: date
    since: date | None
    trained: int
    staff: int | None
    staff_on: date | None

    @property
    def percent(self) -> int | None:
        """From 0 to 100, rounded down; None as long as one of the two figures is not known."""
        if self.since is None or self.staff is None:
            return None
        return min(self.trained * WHOLE // self.staff, WHOLE)

    @property
    def until(self) -> date | None:
        """The last day of the five years."""
        return self.since and add_months(self.since, YEARS * 12) - timedelta(days=1)

    @property
    def due(self) -> int | None:
        """The percentage that the time gone by expects, rounded down."""
        if self.since is None or self.until is None:
            return None
        length = (self.until - self.since).days + 1
        return min((self.day - self.since).days + 1, length) * WHOLE // length


def trained_shares(landlords: Iterable[UUID], day: date) -> dict[UUID, Share]:
    """By organisation; one query. Of several conventions that run, the one it signed first counts."""
    here = OuterRef("pk")
    running = Convention.objects.running_on(day)
    signed = Signatory.objects.filter(organisation=here, convention__in=running, signed_on__lte=day)
    counted = StaffCount.objects.filter(bailleur=here, counted_on__lte=day).order_by("-counted_on")
    five_years_on = Func(
        OuterRef("since"), template=f"(%(expressions)s + interval '{YEARS} years')", output_field=DateField()
    )
    sessions = Training.objects.filter(
        bailleur=here, held_on__gte=OuterRef("since"), held_on__lt=five_years_on, held_on__lte=day
    )
    found = (
        Organisation.objects.filter(id__in=list(landlords))
        .annotate(
            since=Subquery(signed.order_by("signed_on").values("signed_on")[:1]),
            staff=Subquery(counted.values("staff")[:1]),
            staff_on=Subquery(counted.values("counted_on")[:1]),
        )
        .annotate(
            trained=Subquery(
                sessions.order_by().values("bailleur").annotate(people=Sum("attendees")).values("people")[:1]
            )
        )
        .order_by("id")
    )
    return {
        key: Share(day, since, trained or 0, staff, staff_on)
        for key, since, trained, staff, staff_on in found.values_list("id", "since", "trained", "staff", "staff_on")
    }
