"""What a report is about: one convention, or one region with all that happens there."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from uuid import UUID

from django.db.models import Min, Q
from django.utils import timezone

from conventions.models import Convention, Signatory
from reporting.models import Report
from territories.models import Departement, Region


@dataclass(frozen=True)
class Scope:
    """A convention or a region, one of both.

    What counts: dwellings that stand in its territory; for a convention, those of the landlords that signed it, from
    the day each signed.
    """

    convention: Convention | None = None
    region: Region | None = None

    @classmethod
    def of(cls, report: Report) -> "Scope":
        return cls(report.convention, report.region)

    @property
    def name(self) -> str:
        return self.convention.name if self.convention else f"Région {self._region.name}"

    @property
    def is_civil(self) -> bool:
        """Whether its periods are those of the calendar."""
        return self.convention is None

    @cached_property
    def starts_on(self) -> date:
        """The first day of its first period: a region's is the civil year of its first convention."""
        if self.convention:
            return self.convention.starts_on
        first = Convention.objects.filter(region=self.region).aggregate(first=Min("starts_on"))["first"]
        return date((first or timezone.localdate()).year, 1, 1)

    @property
    def ends_on(self) -> date:
        return self.convention.ends_on if self.convention else date(2100, 12, 31)

    @cached_property
    def departements(self) -> tuple[str, ...] | None:
        """Codes of its territory, None for the whole country."""
        if self.convention and self.convention.departement_id:
            return (self.convention.departement_id,)
        region_id = self.convention.region_id if self.convention else self._region.pk
        if region_id is None:
            return None
        found = Departement.objects.filter(region=region_id).order_by("code")
        return tuple(found.values_list("code", flat=True))

    @cached_property
    def landlords(self) -> dict[UUID, date] | None:
        """Organisation of each landlord that signed -> since when; None where all of the territory count."""
        if self.convention is None:
            return None
        signed = Signatory.objects.filter(convention=self.convention, organisation__kind="bailleur")
        return dict(signed.order_by("organisation__name").values_list("organisation_id", "signed_on"))

    @cached_property
    def landlord_names(self) -> tuple[tuple[str, str], ...]:
        """(id, name) of the landlords that signed, by name; of a region, none is named."""
        if self.convention is None:
            return ()
        signed = Signatory.objects.filter(convention=self.convention, organisation__kind="bailleur")
        rows = signed.order_by("organisation__name", "organisation_id").values_list(
            "organisation_id", "organisation__name"
        )
        return tuple((str(key), name) for key, name in rows)

    def narrowed(self, day: str) -> Q:
        """The facts that count here, `day` being the column of their date: in the territory, of its landlords since
        each signed."""
        found = self._territory
        if self.landlords is None:
            return found
        since: dict[date, list[UUID]] = defaultdict(list)
        for landlord, signed_on in self.landlords.items():
            since[signed_on].append(landlord)
        theirs = Q(pk__in=[])
        for signed_on, ids in sorted(since.items()):
            theirs |= Q(**{"bailleur_id__in": ids, f"{day}__gte": signed_on})
        return found & theirs

    def knowing(self, landlords: dict[UUID, date]) -> "Scope":
        """The same, for whoever has read its landlords already: it asks for them no more."""
        known = replace(self)
        known.__dict__["landlords"] = landlords
        return known

    @property
    def _territory(self) -> Q:
        """The départements of the territory, without a query of their own."""
        if self.convention and self.convention.departement_id:
            return Q(departement=self.convention.departement_id)
        region_id = self.convention.region_id if self.convention else self._region.pk
        if region_id is None:
            return Q()
        return Q(departement__in=Departement.objects.filter(region=region_id).values("code"))

    @property
    def _region(self) -> Region:
        if self.region is None:
            raise ValueError("neither a convention nor a region")
        return self.region
