"""A landlord's own results: what it promised, what it put on the platform, who was rehoused; exactly, for its manager.

All of it is its own: the dwellings are its dwellings, and the files were transmitted to it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q
from django.utils import timezone

from common.housing import Typology
from common.spreadsheets import Cell, write_workbook
from conventions.models import Channel, Commitment, Convention, Signatory
from conventions.years import ConventionYear
from reporting.models import PutDwelling, Rehousing
from reporting.progress import years_of
from reporting.scopes import Scope
from territories.departements import departements

SHEET = "Résultats"
SHARE = "part de l’engagement collectif"
HEADERS = (
    "Convention",
    "Année",
    "Du",
    "Au",
    "Engagement (logements)",
    "Source",
    "Mis sur la plateforme",
    "Relogements par la plateforme",
    "Relogements sur demande",
)
DWELLING_HEADERS = ("Référence", "Typologie", "Département", "Mis sur la plateforme le")


@dataclass(frozen=True)
class OwnYear:
    """One convention year of one landlord. `committed` None: its part is in the collective commitment."""

    convention: Convention
    year: ConventionYear
    is_over: bool
    committed: int | None
    source: str
    due: int | None
    put: int
    on_platform: int
    on_request: int

    @property
    def missing(self) -> int:
        """Dwellings that would close the gap to the prorata today; of a year that is over, to the commitment."""
        return max((self.due or 0) - self.put, 0)

    @property
    def left(self) -> int:
        """Dwellings still to be put before the end of the year."""
        return max((self.committed or 0) - self.put, 0)


def own_years(landlord: UUID) -> list[OwnYear]:
    """Those of the conventions that a landlord (its organisation) signed and that run today, the latest first.

    One query for the conventions signed, and 3 for each: commitments, dwellings, rehousings.
    """
    today = timezone.localdate()
    signed = (
        Signatory.objects.filter(organisation=landlord, convention__starts_on__lte=today)
        .filter(convention__ends_on__gte=today)
        .select_related("convention")
        .order_by("-convention__starts_on", "id")
    )
    found: list[OwnYear] = []
    for one in signed:
        found += reversed(list(_years(one, today)))
    return found


def _years(signatory: Signatory, today: date) -> Iterator[OwnYear]:
    convention, landlord = signatory.convention, signatory.organisation_id
    scope = Scope(convention=convention).knowing({landlord: signatory.signed_on})
    years = years_of(convention, today)
    put = PutDwelling.objects.filter(scope.narrowed("put_on"), again=False, known_at__lte=timezone.now()).aggregate(
        **{f"y{one.number}": Count("offer_id", filter=Q(put_on__range=(one.starts_on, one.ends_on))) for one in years}
    )
    rehoused = Rehousing.objects.filter(scope.narrowed("entered_on"), known_at__lte=timezone.now()).aggregate(
        **{
            f"{channel}{one.number}": Count(
                "id", filter=Q(channel=channel, entered_on__range=(one.starts_on, one.ends_on))
            )
            for one in years
            for channel in Channel.values
        }
    )
    commitments = list(
        Commitment.objects.retained_ones()
        .filter(convention=convention, bailleur=landlord, channel=Channel.PLATFORM)
        .order_by("starts_on", "id")
    )
    for year in years:
        own = next(
            (one for one in commitments if one.starts_on <= year.ends_on and one.ends_on >= year.starts_on), None
        )
        yield OwnYear(
            convention=convention,
            year=year,
            is_over=year.ends_on < today,
            committed=own.quantity if own else None,
            source=own.source if own else "",
            due=year.prorata(own.quantity, today) if own else None,
            put=put[f"y{year.number}"],
            on_platform=rehoused[f"{Channel.PLATFORM}{year.number}"],
            on_request=rehoused[f"{Channel.INTERPELLATION}{year.number}"],
        )


def workbook(landlord: UUID) -> bytes:
    """The same as a spreadsheet, one line a year, then the dwellings put on the platform."""
    rows: list[tuple[Cell, ...]] = [
        (
            one.convention.name,
            one.year.number,
            one.year.starts_on,
            one.year.ends_on,
            one.committed if one.committed is not None else SHARE,
            one.source,
            one.put,
            one.on_platform,
            one.on_request,
        )
        for one in own_years(landlord)
    ]
    put = (
        PutDwelling.objects.filter(bailleur_id=landlord, again=False, known_at__lte=timezone.now())
        .order_by("-put_on", "reference", "offer_id")
        .values_list("reference", "typology", "departement", "put_on")
    )
    known = departements()
    rows += [(), DWELLING_HEADERS]
    for reference, typology, code, on in put:
        place = known[code].label if code in known else code
        rows.append((reference, str(Typology(typology).label), place, on))
    return write_workbook(HEADERS, rows, sheet=SHEET)
