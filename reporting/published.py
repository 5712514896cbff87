"""What the last published report of a convention shows: no page is fresher about households (design.md 8)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from conventions.models import Channel, Convention
from reporting.content import Content, read
from reporting.models import Audience, ReportEdition, ReportState

# Tables of a committee's edition (reporting.assembly.specs) that other pages read, in the year under way.
ON_REQUEST_BY_LANDLORD = "sur_demande_par_bailleur"
ON_REQUEST = "sur_demande"


@dataclass(frozen=True)
class Published:
    """The last published report of a convention as its committee reads it."""

    content: Content
    as_of: datetime

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
    editions = (
        ReportEdition.objects.filter(
            report__convention__in=conventions, report__state=ReportState.PUBLISHED, audience=Audience.COMMITTEE
        )
        .select_related("report")
        .order_by("report__convention", "-report__ends_on", "-report__kind", "-report__version", "id")
        .distinct("report__convention")
    )
    return {
        one.report.convention_id: Published(read(one.content), one.report.as_of)
        for one in editions
        if one.report.convention_id
    }
