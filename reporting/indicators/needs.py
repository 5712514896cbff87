"""Needs that are open at the end of a period, with and without a dwelling that suits them (I11).

A household counts once: under the smallest typology that its need names, and under the first of the départements that
it names, of those of the scope. Counted from associations.models.NeedEvent, which the purge of a file leaves as it is.
"""

from datetime import datetime
from typing import Final

from reporting.cubes import Cube
from reporting.indicators.sql import read
from reporting.periods import Period
from reporting.scopes import Scope

# One is open when it was described more often than it ended; it asks what it last said.
OPEN: Final = """
WITH fact AS MATERIALIZED (
    SELECT fact.*
    FROM reporting_need AS fact JOIN (
        SELECT (
            array_agg(id ORDER BY "on" DESC, known_at DESC, id DESC) FILTER (WHERE move IN ('ouvert', 'change'))
        )[1] AS id
        FROM reporting_need WHERE known_at <= %(as_of)s AND "on" <= %(ends_on)s
        GROUP BY need
        HAVING count(*) FILTER (WHERE move = 'ouvert') > count(*) FILTER (WHERE move IN ('reloge', 'clos'))
    ) AS said USING (id)
    WHERE true {wanted}
), put AS MATERIALIZED (
    SELECT DISTINCT fact.typology, fact.departement, fact.solution_type
    FROM reporting_put AS fact {signed}
    WHERE fact.put_at >= %(from)s AND fact.put_at < %(until)s AND fact.known_at <= %(as_of)s {there}
        AND (fact.withdrawn_at < %(until)s AND fact.withdrawal_known_at <= %(as_of)s) IS NOT TRUE
)
SELECT
    typology, {first}, association_id,
    count(*), count(*) FILTER (WHERE covered), count(*) FILTER (WHERE NOT covered)
FROM (
    SELECT fact.*, EXISTS (
        SELECT FROM put
        WHERE put.typology = ANY(fact.typologies) AND put.departement = ANY(fact.departements)
            AND (cardinality(fact.solution_types) = 0 OR put.solution_type = ANY(fact.solution_types))
    ) AS covered
    FROM fact
) AS fact
GROUP BY 1, 2, 3
"""
MOVED: Final = """
SELECT
    typology, {first},
    count(*) FILTER (WHERE move = 'ouvert'),
    count(*) FILTER (WHERE move = 'reloge'),
    count(*) FILTER (WHERE move = 'clos')
FROM reporting_need AS fact
WHERE fact."on" BETWEEN %(starts_on)s AND %(ends_on)s AND fact.known_at <= %(as_of)s {wanted}
GROUP BY 1, 2
"""
DIMENSIONS: Final = ("typology", "departement")


def needs(*, scope: Scope, period: Period, as_of: datetime) -> Cube:
    """I11: needs open on the last day of the period, with ("covered") and without a dwelling put in it that suits.

    It suits by its typology, its département and its solution, and was not withdrawn by then.
    """
    rows = read(OPEN, scope=scope, period=period, as_of=as_of, day="put_on")
    return Cube.of((*DIMENSIONS, "association"), ("open", "covered", "uncovered"), rows)


def needs_moved(*, scope: Scope, period: Period, as_of: datetime) -> Cube:
    """Needs described in the period, ended by keys, and closed otherwise."""
    rows = read(MOVED, scope=scope, period=period, as_of=as_of)
    return Cube.of(DIMENSIONS, ("opened", "housed", "closed"), rows)
