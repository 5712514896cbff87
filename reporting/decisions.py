"""What the committee decided: the actions of its last meeting, in whose charge one may put another."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import Organisation, OrganisationKind
from conventions.models import Action, Committee, Convention, Signatory
from reporting.models import Report


@dataclass(frozen=True)
class Decision:
    title: str
    owner: str
    due_on: date
    status: str

    def frozen(self) -> dict[str, str]:
        return {"title": self.title, "owner": self.owner, "due_on": self.due_on.isoformat(), "status": self.status}

    @classmethod
    def thawed(cls, kept: dict[str, Any]) -> "Decision":
        return cls(kept["title"], kept["owner"], date.fromisoformat(kept["due_on"]), kept["status"])


def decisions_of(report: Report) -> list[Decision]:
    """Of the last committee before its figures: as they stand today on a draft, as they stood once published."""
    if report.decisions is not None:
        return [Decision.thawed(kept) for kept in report.decisions]
    held = Committee.objects.filter(
        convention__in=conventions_of(report), held_on__lte=timezone.localdate(report.as_of)
    )
    last = held.order_by("-held_on", "id").first()
    if last is None:
        return []
    actions = Action.objects.filter(committee=last).select_related("owner").order_by("due_on", "title", "id")
    return [_decision(one) for one in actions]


def _decision(action: Action) -> Decision:
    return Decision(action.title, action.owner.name, action.due_on, str(action.get_status_display()))


def decided_on(draft: Report) -> list[Decision]:
    """Since the draft is there, by no committee."""
    actions = Action.objects.filter(
        convention__in=conventions_of(draft).order_by(), committee=None, created_at__gte=draft.built_at
    )
    return [_decision(one) for one in actions.select_related("owner").order_by("due_on", "title", "id")]


def conventions_of(report: Report) -> QuerySet[Convention]:
    """The one it is about, or those of its region that ran at its end, the latest first."""
    found = Convention.objects.order_by("-starts_on", "id")
    if report.convention_id:
        return found.filter(pk=report.convention_id)
    within = Q(region=report.region_id) | Q(departement__region=report.region_id)
    return found.filter(within, starts_on__lte=report.ends_on, ends_on__gte=report.starts_on)


def owners_of(report: Report) -> QuerySet[Organisation]:
    """Who may be in charge: the signatories, the federation, the union of the region."""
    signed = Signatory.objects.filter(convention__in=conventions_of(report).order_by()).values("organisation_id")
    convention = report.convention
    region = convention.region_id if convention else report.region_id
    if convention and convention.departement:
        region = convention.departement.region_id
    union = Q(kind=OrganisationKind.UNION, pk__in=Organisation.objects.filter(regions=region).values("pk"))
    federation = Q(kind=OrganisationKind.FEDERATION)
    return Organisation.objects.filter(Q(pk__in=signed) | union | federation).order_by("name", "id")
