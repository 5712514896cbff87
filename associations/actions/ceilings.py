"""Writes on the income ceilings: the reference file, and the years that the federation enters."""

import csv
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from django.db import transaction

from accounts.models import Membership
from associations.actions.households import table_in_force
from associations.ceilings import eligible_financings
from associations.files import open_files
from associations.models import Household
from associations.models.ceiling import EXTRA, IncomeCeiling
from common.housing import Financing
from territories.ceiling_zones import CeilingZone
from territories.communes import DATA

PLS_OF_PLUS = Decimal("1.3")
BATCH = 500


@transaction.atomic
def load_ceilings() -> int:
    """The reference file (data/income-ceilings.csv), for the years that nobody has entered; how many rows it added."""
    with (DATA / "income-ceilings.csv").open(encoding="utf-8", newline="") as lines:
        rows = [
            IncomeCeiling(
                year=int(row["year"]),
                financing=Financing(row["financing"]),
                zone=CeilingZone(row["zone"]),
                category=EXTRA if row["category"] == "extra" else int(row["category"]),
                euros=int(row["ceiling_eur"]),
                basis=row["basis"],
            )
            for row in csv.DictReader(lines)
        ]
    known = set(IncomeCeiling.objects.order_by().values_list("year", flat=True).distinct())
    return len(IncomeCeiling.objects.bulk_create(row for row in rows if row.year not in known))


@transaction.atomic
def enter_ceilings(
    *, year: int, figures: Mapping[tuple[Financing, CeilingZone, int], int], source: str, by: Membership
) -> None:
    """The figures of a year, PLAI and PLUS; PLS follows, 130 % of PLUS. A year entered again is replaced.

    `figures` are whole euros a year by (financing, zone, category 1 to 6 or EXTRA); `source` names the arrêté.
    """
    IncomeCeiling.objects.filter(year=year).delete()
    rows = [
        IncomeCeiling(year=year, financing=financing, zone=zone, category=category, euros=euros, basis=source)
        for (financing, zone, category), euros in figures.items()
    ]
    rows += [
        IncomeCeiling(
            year=year,
            financing=Financing.PLS,
            zone=row.zone,
            category=row.category,
            euros=int((row.euros * PLS_OF_PLUS).to_integral_value(ROUND_HALF_UP)),
            basis="130 % du PLUS",
        )
        for row in rows
        if row.financing == Financing.PLUS
    ]
    IncomeCeiling.objects.bulk_create(rows)
    derive_eligibility()


def derive_eligibility() -> int:
    """Computes anew, for every household still looking, which financings its income reaches; gives how many changed.

    Opens files for counting, shows nothing: no trace in the access log. A file whose key is gone is left as it is.
    """
    table = table_in_force()
    changed = 0
    households = Household.objects.active().order_by("id")
    for start in range(0, households.count(), BATCH):
        batch = list(households[start : start + BATCH])
        for household, file in open_files(batch).items():
            eligible = eligible_financings(file, table)
            if eligible != household.eligible_financings:
                Household.objects.filter(id=household.id, sealed=household.sealed).update(eligible_financings=eligible)
                changed += 1
    return changed
