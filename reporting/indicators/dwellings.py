"""Dwellings: put on the platform (I1), and how many asked for those that closed (I5)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from reporting.cubes import Cube
from reporting.indicators.sql import read
from reporting.periods import Period
from reporting.scopes import Scope

# Publications of one reference that follow a withdrawal are one dwelling, as it was published last.
_PUT: Final = """
WITH put AS MATERIALIZED (
    SELECT
        fact.*,
        count(*) FILTER (WHERE NOT fact.again)
            OVER (PARTITION BY fact.bailleur_id, fact.reference ORDER BY fact.put_at, fact.offer_id) AS dwelling
    FROM reporting_put AS fact {signed}
    WHERE fact.put_at >= %(from)s AND fact.put_at < %(until)s AND fact.known_at <= %(as_of)s {there}
)"""
PUT: Final = f"""{_PUT}, dwelling AS (
    SELECT DISTINCT ON (bailleur_id, reference, dwelling)
        *,
        bool_or(EXISTS (
            SELECT FROM reporting_step AS asked
            WHERE asked.offer_id = put.offer_id AND asked.step = 'requested'
                AND asked.known_at < %(until)s AND asked.known_at <= %(as_of)s
        )) OVER (PARTITION BY bailleur_id, reference, dwelling) AS requested
    FROM put WHERE dwelling > 0
    ORDER BY bailleur_id, reference, dwelling, put_at DESC, offer_id DESC
)
SELECT
    bailleur_id, departement, typology, financing, contingent,
    count(*),
    count(*) FILTER (WHERE withdrawn_at < %(until)s AND withdrawal_known_at <= %(as_of)s),
    count(*) FILTER (WHERE closed_at < %(until)s AND closed_at <= %(as_of)s AND NOT requested)
FROM dwelling GROUP BY bailleur_id, departement, typology, financing, contingent
"""  # noqa: S608 - our own words


def dwellings_put(*, scope: Scope, period: Period, as_of: datetime) -> Cube:
    """I1: dwellings first published in the period; those of them withdrawn, and closed without a request, by its end.

    One withdrawn then published again within twelve months is counted once, in the period of its first publication.
    """
    return Cube.of(
        ("bailleur", "departement", "typology", "financing", "contingent"),
        ("put", "withdrawn", "unrequested"),
        read(PUT, scope=scope, period=period, as_of=as_of, day="put_on"),
    )


LISTED: Final = f"""{_PUT}
SELECT DISTINCT ON (bailleur_id, reference, dwelling)
    min(put_on) OVER (PARTITION BY bailleur_id, reference, dwelling), departement, typology, bailleur_id
FROM put WHERE dwelling > 0
ORDER BY bailleur_id, reference, dwelling, put_at DESC, offer_id DESC
"""  # noqa: S608 - the same


@dataclass(frozen=True)
class ListedDwelling:
    """One dwelling of I1. `put_on`: when it was first put; the rest as it was published last."""

    put_on: date
    departement: str
    typology: str
    bailleur_id: UUID


def dwellings_listed(*, scope: Scope, period: Period, as_of: datetime) -> list[ListedDwelling]:
    """Those that `dwellings_put` counts, one by one."""
    rows = read(LISTED, scope=scope, period=period, as_of=as_of, day="put_on")
    return [ListedDwelling(*row) for row in rows]


CLOSED: Final = """
WITH closed AS MATERIALIZED (
    SELECT fact.offer_id, fact.typology, fact.departement, fact.bailleur_id
    FROM reporting_closing AS fact {signed}
    WHERE fact.known_at >= %(from)s AND fact.known_at < %(until)s AND fact.known_at <= %(as_of)s {there}
), sent AS MATERIALIZED (
    SELECT request.offer_id, COALESCE(request.association_id::text, '') AS association
    FROM closed JOIN reporting_request AS request USING (offer_id)
    WHERE request.known_at < %(until)s AND request.known_at <= %(as_of)s
)
SELECT
    typology, departement, bailleur_id, '',
    count(*), 0, count(*) FILTER (WHERE NOT EXISTS (SELECT FROM sent WHERE sent.offer_id = closed.offer_id))
FROM closed GROUP BY 1, 2, 3
UNION ALL
SELECT typology, departement, bailleur_id, association, 0, count(*), 0
FROM closed JOIN sent USING (offer_id) GROUP BY 1, 2, 3, 4
"""


def requests_per_dwelling(*, scope: Scope, period: Period, as_of: datetime) -> Cube:
    """I5: dwellings that first closed in the period, the requests sent for them by its end, those nobody asked for.

    `association`: that of a request; dwellings have none.
    """
    return Cube.of(
        ("typology", "departement", "bailleur", "association"),
        ("dwellings", "requests", "unrequested"),
        read(CLOSED, scope=scope, period=period, as_of=as_of, day="closed_on"),
    )
