"""The raw rows, read table by table into plain dictionaries, and the few words in which a recount is written.

Independent of reporting: no view, no shared function. Slow on purpose.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection

PARIS = ZoneInfo("Europe/Paris")
TABLES = {
    "offers": "offers_offer",
    "offer_moves": "offers_offertransition",
    "candidatures": "matching_candidature",
    "candidature_moves": "matching_candidaturetransition",
    "declared": "matching_declaredrehousing",
    "sliding": "matching_slidinglease",
    "sliding_moves": "matching_slidingevent",
    "needs": "associations_needevent",
    "trainings": "conventions_training",
    "staff": "conventions_staffcount",
    "context": "conventions_contextfigure",
    "organisations": "accounts_organisation",
    "regions": "accounts_organisation_regions",
}
Row = dict[str, Any]
Counts = dict[tuple[str, ...], tuple[int, ...]]


class Raw:
    """Every row of the tables, by the names above; moves in the order of their moments, then of their ids."""

    def __init__(self) -> None:
        self.tables = {name: _rows(table) for name, table in TABLES.items()}
        self._offers = {one["id"]: one for one in self.tables["offers"]}
        self._moves: dict[Any, list[Row]] = {}
        for name, of in (("offer_moves", "offer_id"), ("candidature_moves", "candidature_id")):
            for move in self.tables[name]:
                self._moves.setdefault(move[of], []).append(move)

    def __getattr__(self, name: str) -> list[Row]:
        return self.tables[name]

    def offer(self, offer_id: Any) -> Row:
        return self._offers[offer_id]

    def moves(self, of: Any) -> list[Row]:
        """Those of a dwelling, or of a request."""
        return self._moves.get(of, [])


def _rows(table: str) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")  # noqa: S608 - a table of the list above
        names = [column.name for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    if "at" in names:
        rows.sort(key=lambda row: (row["at"], row["id"]))
    return rows


@dataclass(frozen=True)
class Question:
    """What is asked: where, of whom (None: all; else since when each signed), from when to when, known by when."""

    departements: frozenset[str]
    landlords: dict[Any, date] | None
    region: str
    starts_on: date
    ends_on: date
    as_of: datetime

    def holds(self, day: date | None) -> bool:
        return day is not None and self.starts_on <= day <= self.ends_on

    def knows(self, moment: datetime | None) -> bool:
        return moment is not None and moment <= self.as_of

    def counts(self, bailleur: Any, departement: str | None, day: date) -> bool:
        """Whether what happened on a day to a dwelling of that landlord there is of this scope."""
        if departement not in self.departements:
            return False
        return self.landlords is None or (bailleur in self.landlords and self.landlords[bailleur] <= day)


def paris(moment: datetime) -> date:
    return moment.astimezone(PARIS).date()


def first(moves: list[Row], *states: str) -> Row | None:
    """The first move to one of these states."""
    return next((one for one in moves if one["to_state"] in states), None)


def asking(moves: list[Row]) -> Any:
    """The association of a request: that of the first move which one made."""
    of_association = [one for one in moves if one["side"] == "association" and one["organisation_id"]]
    return of_association[0]["organisation_id"] if of_association else ""


def add(counts: Counts, key: tuple[Any, ...], *numbers: int) -> None:
    texts = tuple("" if one is None else str(one) for one in key)
    before = counts.get(texts, (0,) * len(numbers))
    counts[texts] = tuple(a + b for a, b in zip(before, numbers, strict=True))


def released(moment: datetime) -> datetime:
    """The first three o'clock in the morning, in Paris, after a moment."""
    local = moment.astimezone(PARIS)
    night = datetime(local.year, local.month, local.day, 3, tzinfo=PARIS)
    if night <= local:
        after = local.date() + timedelta(days=1)
        night = datetime(after.year, after.month, after.day, 3, tzinfo=PARIS)
    return night


def a_year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return date(day.year - 1, 2, 28)


def quantile(days: list[int], share: float) -> float | None:
    """Between the two nearest ranks, as far as the share says."""
    if not days:
        return None
    ranked = sorted(days)
    place = share * (len(ranked) - 1)
    below = int(place)
    above = min(below + 1, len(ranked) - 1)
    return ranked[below] + (ranked[above] - ranked[below]) * (place - below)
