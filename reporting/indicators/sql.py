"""What every indicator's statement shares: the scope and the period as conditions, the facts known by then.

A statement names its facts `fact`; `{signed}` follows its FROM, `{there}` its WHERE. Of needs, `{wanted}` is what
`{there}` is of dwellings, and `{first}` the département that they count under.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection

from reporting.periods import Period
from reporting.scopes import Scope
from territories.timezones import PARIS

Row = tuple[Any, ...]


def read(statement: str, *, scope: Scope, period: Period, as_of: datetime, day: str = "", **more: Any) -> list[Row]:
    """The rows of a statement. `day`: the column of `fact` whose day says whether its landlord had signed by then.

    Beside %(as_of)s, it has %(starts_on)s and %(ends_on)s, the days of the period, both included, and %(from)s and
    %(until)s, its first moment and the first one after it.
    """
    return select(
        statement.format(
            signed=signed(scope, day) if day else "", there=there(scope), wanted=wanted(scope), first=first(scope)
        ),
        {
            "as_of": as_of,
            "starts_on": period.starts_on,
            "ends_on": period.ends_on,
            "from": midnight(period.starts_on),
            "until": midnight(period.ends_on + timedelta(days=1)),
            "departements": list(scope.departements or ()),
            "landlords": [str(one) for one in scope.landlords or ()],
            "since": list((scope.landlords or {}).values()),
            **more,
        },
    )


def select(statement: str, parameters: dict[str, Any] | Sequence[Any]) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        rows: list[Row] = cursor.fetchall()
    return rows


def signed(scope: Scope, day: str) -> str:
    """The landlords that count, each from the day it signed; nothing where all do."""
    if scope.landlords is None:
        return ""
    signatories = "unnest(%(landlords)s::uuid[], %(since)s::date[]) AS signatory (id, since)"
    return f"JOIN {signatories} ON signatory.id = fact.bailleur_id AND signatory.since <= fact.{day}"


def there(scope: Scope) -> str:
    """In the territory; nothing where it is the whole country."""
    return "" if scope.departements is None else "AND fact.departement = ANY(%(departements)s::text[])"


def wanted(scope: Scope) -> str:
    """Needs that name a département of the territory."""
    return "" if scope.departements is None else "AND fact.departements && %(departements)s::text[]"


def first(scope: Scope) -> str:
    """The first département of the territory that a need names."""
    there = "" if scope.departements is None else "WHERE one = ANY(%(departements)s::text[])"
    return f"""COALESCE((
        SELECT one FROM unnest(fact.departements) WITH ORDINALITY AS named (one, at) {there} ORDER BY at LIMIT 1
    ), '')"""  # noqa: S608 - our own words


def midnight(day: date) -> datetime:
    """The first moment of a day in Paris."""
    return datetime.combine(day, time(), PARIS)
