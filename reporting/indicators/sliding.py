"""Baux glissants: how many began, and how many leases became hers."""

from datetime import datetime
from typing import Final

from reporting.cubes import Cube
from reporting.indicators.sql import read
from reporting.periods import Period
from reporting.scopes import Scope

MOVED: Final = """
SELECT
    fact.bailleur_id, fact.departement, COALESCE(fact.association_id::text, ''),
    count(*) FILTER (WHERE fact.move = 'commence'),
    count(*) FILTER (WHERE fact.move = 'fin' AND fact."end" = 'a_son_nom'),
    count(*) FILTER (WHERE fact.move = 'fin' AND fact."end" <> 'a_son_nom')
FROM reporting_sliding AS fact {signed}
WHERE fact."on" BETWEEN %(starts_on)s AND %(ends_on)s AND fact.known_at <= %(as_of)s {there}
GROUP BY 1, 2, 3
"""


def sliding_leases(*, scope: Scope, period: Period, as_of: datetime) -> Cube:
    """Baux glissants begun in the period, become hers, and ended in another way."""
    return Cube.of(
        ("bailleur", "departement", "association"),
        ("begun", "hers", "ended"),
        read(MOVED, scope=scope, period=period, as_of=as_of, day='"on"'),
    )
