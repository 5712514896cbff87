"""How long each step takes (I7): median and ninth decile, in whole days of the calendar of Paris."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from reporting.indicators.sql import Row, read
from reporting.periods import Period
from reporting.scopes import Scope


class Segment(StrEnum):
    PUBLISH_TO_REQUEST = "publication_demande"
    REQUEST_TO_CALEOL = "demande_caleol"
    CALEOL_TO_LEASE = "caleol_bail"
    NEED_TO_ENTRY = "besoin_entree"


@dataclass(frozen=True)
class Delay:
    """Of one landlord (its organisation's id), or of all where `bailleur` is None.

    `count`: how many it is taken from. Of fewer than 5 it is not to be shown; None where there is none.
    """

    name: Segment
    bailleur: str | None
    count: int
    median_days: float | None
    p90_days: float | None


QUANTILES: Final = (
    "count(*), percentile_cont(0.5) WITHIN GROUP (ORDER BY days), percentile_cont(0.9) WITHIN GROUP (ORDER BY days)"
)
BY_LANDLORD: Final = f"""
SELECT bailleur_id, {QUANTILES} FROM ({{inner}}) AS step
GROUP BY GROUPING SETS ((), (bailleur_id)) ORDER BY bailleur_id NULLS FIRST
"""  # noqa: S608 - our own words
# Each step enters the period in which it ends.
PUBLISH_TO_REQUEST: Final = """
SELECT fact.bailleur_id, fact.requested_on - (fact.put_at AT TIME ZONE 'Europe/Paris')::date AS days
FROM reporting_request AS fact {signed}
WHERE fact.known_at >= %(from)s AND fact.known_at < %(until)s AND fact.known_at <= %(as_of)s
    AND fact.put_at <= fact.known_at {there}
"""
REQUEST_TO_CALEOL: Final = """
SELECT fact.bailleur_id, fact.decided_on - fact.requested_on AS days
FROM reporting_decision AS fact {signed}
WHERE fact.decided_on BETWEEN %(starts_on)s AND %(ends_on)s AND fact.known_at <= %(as_of)s {there}
"""
CALEOL_TO_LEASE: Final = """
SELECT fact.bailleur_id, fact.lease_signed_on - fact.decided_on AS days
FROM reporting_letting AS fact {signed}
WHERE fact.lease_signed_on BETWEEN %(starts_on)s AND %(ends_on)s AND fact.decided_on IS NOT NULL
    AND fact.known_at <= %(as_of)s {there}
"""
# A need is nobody's of the landlords: what it waited is counted in the territory, whoever housed her.
NEED_TO_ENTRY: Final = f"""
SELECT NULL, {QUANTILES} FROM (
    SELECT fact."on" - (
        SELECT min(opened."on") FROM reporting_need AS opened
        WHERE opened.need = fact.need AND opened.move = 'ouvert' AND opened.known_at <= %(as_of)s
    ) AS days
    FROM reporting_need AS fact
    WHERE fact.move = 'reloge' AND fact."on" BETWEEN %(starts_on)s AND %(ends_on)s AND fact.known_at <= %(as_of)s
        {{wanted}}
) AS step WHERE days IS NOT NULL
"""  # noqa: S608 - our own words


def delays(*, scope: Scope, period: Period, as_of: datetime) -> tuple[Delay, ...]:
    """I7: the four segments, of all landlords then of each; from the need to the entry, of all alone."""
    found = []
    for segment, inner, day in (
        (Segment.PUBLISH_TO_REQUEST, PUBLISH_TO_REQUEST, "requested_on"),
        (Segment.REQUEST_TO_CALEOL, REQUEST_TO_CALEOL, "decided_on"),
        (Segment.CALEOL_TO_LEASE, CALEOL_TO_LEASE, "lease_signed_on"),
    ):
        statement = BY_LANDLORD.format(inner=inner)
        found += [_delay(segment, row) for row in read(statement, scope=scope, period=period, as_of=as_of, day=day)]
    rows = read(NEED_TO_ENTRY, scope=scope, period=period, as_of=as_of)
    return (*found, *(_delay(Segment.NEED_TO_ENTRY, row) for row in rows))


def _delay(segment: Segment, row: Row) -> Delay:
    bailleur, count, median, p90 = row
    return Delay(segment, str(bailleur) if bailleur else None, count, median, p90)
