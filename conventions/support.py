"""What others than an association learn of the households that associations accompany: totals that tell of nobody.

These are counts of households. An association reads its own exactly; everybody else reads one number a kind, the same
for all readers, over all associations together. No part of it by region, association or period exists, so that none
can be taken away from it.

What a reader keeps from one visit to the next is the trap: two totals, and she has their difference. So the difference
follows the same rule as a total. Counts enter at the end of a civil quarter, and a new total is shown only when what
was added since the total shown before is of 5 households at least, from 3 associations at least. Otherwise the total
shown before stays, with its date, and what was added waits for more. An addition of nothing is hidden like one of 3: a
date that moves alone would say that nobody came. The first total is the first difference, from nothing.

And what was shown is never counted again otherwise. A quarter's counts are typed until one month after it, then they
stand: a count that stands is neither corrected nor taken away, and one that is typed late, for a quarter that stands,
enters with the next one. So a total is a function of rows that no longer change, whatever day it is read on.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.utils import timezone

from common.months import add_months, quarter_end
from conventions.models import SupportCount, SupportKind

FEWEST: Final = 5  # households
FEWEST_ASSOCIATIONS: Final = 3
TARGET: Final = 500  # accompaniments over three years
TYPING_MONTHS: Final = 1  # after a quarter, to type its counts
ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class Shown:
    """A total that may be read, as of the last day of a quarter."""

    total: int
    as_of: date


def stands_from(quarter: date) -> date:
    """The day from which the counts of a quarter, named by its last day, no longer change."""
    return add_months(quarter + ONE_DAY, TYPING_MONTHS)


def quarter_of(ends_on: date, typed_on: date) -> date:
    """The quarter, by its last day, that a count enters: its own, or the first that was open when it was typed."""
    first_open = quarter_end(add_months(typed_on.replace(day=1), -TYPING_MONTHS))
    return max(quarter_end(ends_on), first_open)


def stands_since(count: SupportCount) -> date:
    """The day from which a count no longer changes."""
    return stands_from(quarter_of(count.ends_on, timezone.localdate(count.typed_at)))


def shown_totals(today: date) -> dict[SupportKind, Shown | None]:
    """By kind, the total that everybody may read; None (« n.c. ») as long as none may. One query."""
    entered: dict[tuple[SupportKind, date], list[tuple[UUID, int]]] = {}
    rows = SupportCount.objects.order_by("ends_on", "id")
    for kind, association, ends_on, typed_at, quantity in rows.values_list(
        "kind", "association_id", "ends_on", "typed_at", "quantity"
    ):
        quarter = quarter_of(ends_on, timezone.localdate(typed_at))
        if stands_from(quarter) <= today:
            entered.setdefault((SupportKind(kind), quarter), []).append((association, quantity))
    return {kind: _shown(kind, entered) for kind in SupportKind}


def _shown(kind: SupportKind, entered: dict[tuple[SupportKind, date], list[tuple[UUID, int]]]) -> Shown | None:
    """The last total whose every step was of enough households, from enough associations."""
    shown, total, added, associations = None, 0, 0, set[UUID]()
    for quarter in sorted(quarter for one, quarter in entered if one == kind):
        for association, quantity in entered[kind, quarter]:
            added += quantity
            if quantity:
                associations.add(association)
        if added >= FEWEST and len(associations) >= FEWEST_ASSOCIATIONS:
            total += added
            shown, added, associations = Shown(total, quarter), 0, set()
    return shown
