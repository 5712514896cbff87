"""Rehousings (I3), from which those on request (I4), mobility (I10) and places freed (I15) are margins."""

from datetime import datetime
from typing import Final

from reporting.cubes import Cube
from reporting.indicators.sql import read
from reporting.periods import Period
from reporting.scopes import Scope

DIMENSIONS: Final = ("channel", "bailleur", "association", "departement", "typology", "solution_type", "origin")
MEASURES: Final = ("households", "women", "children")
SELECT: Final = """
SELECT
    fact.channel, fact.bailleur_id, COALESCE(fact.association_id::text, ''), fact.departement, fact.typology,
    fact.solution_type, fact.departement_of_origin,
    count(*), sum(fact.women), sum(fact.children)
FROM reporting_rehousing AS fact {signed}
"""
GROUP: Final = "GROUP BY 1, 2, 3, 4, 5, 6, 7"
ENTERED: Final = f"""
{SELECT}
WHERE fact.entered_on BETWEEN %(starts_on)s AND %(ends_on)s AND fact.known_at <= %(as_of)s {{there}}
{GROUP}
"""
LATE: Final = f"""
{SELECT}
WHERE fact.entered_on BETWEEN %(first)s AND %(starts_on)s - 1
    AND fact.known_at > %(known_before)s AND fact.known_at <= %(as_of)s {{there}}
{GROUP}
"""


def rehousings(*, scope: Scope, period: Period, as_of: datetime) -> Cube:
    """I3: households that moved in within the period, with the women and children of them.

    Since the scope's first day: `periods.since_start(scope, period)`.
    """
    rows = read(ENTERED, scope=scope, period=period, as_of=as_of, day="entered_on")
    return Cube.of(DIMENSIONS, MEASURES, rows)


def late_rehousings(*, scope: Scope, period: Period, as_of: datetime, known_before: datetime) -> Cube:
    """Those that moved in before the period, under the same scope, and that an earlier report did not know yet.

    `known_before`: the `as_of` of that report. They are in the figures since the scope's start, marked.
    """
    rows = read(
        LATE,
        scope=scope,
        period=period,
        as_of=as_of,
        day="entered_on",
        first=scope.starts_on,
        known_before=known_before,
    )
    return Cube.of(DIMENSIONS, MEASURES, rows)
