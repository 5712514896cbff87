"""What the last published report of a convention shows: no page is fresher about households (design.md 8)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from django.db.models import Q

from conventions.models import Channel, Convention
from reporting.content import Content, read
from reporting.models import Audience, ReportEdition, ReportKind, ReportState

# Tables of a committee's edition (reporting.assembly.specs) that other pages read, in the year under way.
ON_REQUEST_BY_LANDLORD = "sur_demande_par_bailleur"
ON_REQUEST = "sur_demande"
EXACT_BY_LANDLORD = "annee_par_bailleur"


@dataclass(frozen=True)
class Published:
    """The last published report of a convention as its committee reads it.

    `withheld`: first days of closed years whose yearly report could not give the totals of landlords without telling
    what it hides: no page gives them either.
    """

    content: Content
    as_of: datetime
    withheld: frozenset[date] = frozenset()

    @cached_property
    def _by_landlord(self) -> Mapping[str, int | None]:
        found = {}
        for table in self.content.tables:
            if table.code == ON_REQUEST_BY_LANDLORD:
                found = {row.code: _count(row.cells[0]) for row in table.rows}
        return found

    @property
    def on_request(self) -> int | None:
        """Rehousings on request since the beginning of its year."""
        for table in self.content.tables:
            if table.code == ON_REQUEST:
                rows = {row.code: _count(row.cells[0]) for row in table.rows}
                return rows.get(Channel.INTERPELLATION.value)
        return None

    def of_landlord(self, landlord: UUID) -> int | None:
        return self._by_landlord.get(str(landlord))


def _count(value: object) -> int | None:
    return value if isinstance(value, int) else None


def last_published(convention: Convention) -> Published | None:
    """The published report that goes furthest, in its last version. One query."""
    return last_published_of([convention.id]).get(convention.id)


def last_published_of(conventions: Sequence[UUID]) -> dict[UUID, Published]:
    """That of each convention that has one. One query."""
    published = ReportEdition.objects.filter(
        report__convention__in=conventions, report__state=ReportState.PUBLISHED, audience=Audience.COMMITTEE
    )
    furthest = published.order_by(
        "report__convention", "-report__ends_on", "-report__kind", "-report__version", "id"
    ).distinct("report__convention")
    yearly = Q(report__kind=ReportKind.YEARLY)
    editions = (
        published.filter(yearly | Q(pk__in=furthest.values("pk")))
        .select_related("report")
        .order_by("report__convention", "-report__ends_on", "-report__kind", "-report__version", "id")
    )
    found: dict[UUID, Published] = {}
    for one in editions:
        convention = one.report.convention_id
        if convention is None:
            continue
        if convention not in found:
            found[convention] = Published(read(one.content), one.report.as_of)
        if one.report.kind == ReportKind.YEARLY and f'"code":"{EXACT_BY_LANDLORD}"' not in one.content:
            known = found[convention]
            found[convention] = replace(known, withheld=known.withheld | {one.report.starts_on})
    return found
