"""What becomes of requests: propositions before a letting (I6), issues of notified offers (I8), decisions (I9)."""

from datetime import datetime
from typing import Final

from reporting.cubes import Cube
from reporting.indicators.sql import read
from reporting.periods import Period
from reporting.scopes import Scope

LET: Final = """
SELECT
    fact.bailleur_id,
    count(*),
    sum((
        SELECT count(DISTINCT proposed.request_id) FROM reporting_step AS proposed
        WHERE proposed.offer_id = fact.offer_id
            AND (
                proposed.step = 'offer_notified' AND proposed.known_at <= fact.known_at
                OR proposed.request_id = fact.id
            )
    ))
FROM reporting_letting AS fact {signed}
WHERE fact.let_on BETWEEN %(starts_on)s AND %(ends_on)s AND fact.known_at <= %(as_of)s {there}
GROUP BY fact.bailleur_id
"""
ISSUES: Final = """
SELECT fact.issue, fact.reason, fact.bailleur_id, COALESCE(fact.association_id::text, ''), count(*)
FROM reporting_issue AS fact {signed}
WHERE fact.known_at >= %(from)s AND fact.known_at < %(until)s AND fact.known_at <= %(as_of)s {there}
GROUP BY 1, 2, 3, 4
"""
DECISIONS: Final = """
SELECT fact.decision, fact.bailleur_id, COALESCE(fact.association_id::text, ''), count(*)
FROM reporting_decision AS fact {signed}
WHERE fact.decided_on BETWEEN %(starts_on)s AND %(ends_on)s AND fact.known_at <= %(as_of)s {there}
GROUP BY 1, 2, 3
"""


def propositions(*, scope: Scope, period: Period, as_of: datetime) -> Cube:
    """I6: lettings of the period, and the offers notified for their dwellings by then, that of the tenant included.

    A letting is dated by its lease; where there is none, by the day she moved in.
    """
    return Cube.of(
        ("bailleur",),
        ("lettings", "propositions"),
        read(LET, scope=scope, period=period, as_of=as_of, day="let_on"),
    )


def issues(*, scope: Scope, period: Period, as_of: datetime) -> Cube:
    """I8: notified offers answered in the period: "accepted", "refused", "lapsed", or "ended" in another way.

    `reason`: the shared one (matching.reasons.SharedReason) of a refusal, a silence among them; "" for the others.
    """
    rows = read(ISSUES, scope=scope, period=period, as_of=as_of, day="issue_on")
    return Cube.of(("issue", "reason", "bailleur", "association"), ("offers",), rows)


def decisions(*, scope: Scope, period: Period, as_of: datetime) -> Cube:
    """I9: decisions of committees (matching.models.Decision) that met in the period."""
    rows = read(DECISIONS, scope=scope, period=period, as_of=as_of, day="decided_on")
    return Cube.of(("decision", "bailleur", "association"), ("decisions",), rows)
