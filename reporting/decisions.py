"""What the committee decided: the actions of its last meeting, in whose charge one may put another."""

from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import Organisation, OrganisationKind
from conventions.models import Action, Committee, Convention, Signatory
from reporting.models import Report
from reporting.outputs.texts import CommitteeAction


def decisions_of(report: Report) -> list[CommitteeAction]:
    """Of the last committee before its figures: as they stand today on a draft, as they stood once published."""
    if report.decisions is not None:
        return [_thawed(kept) for kept in report.decisions]
    held = Committee.objects.filter(
        convention__in=conventions_of(report), held_on__lte=timezone.localdate(report.as_of)
    )
    last = held.order_by("-held_on", "id").first()
    if last is None:
        return []
    actions = Action.objects.filter(committee=last).select_related("owner").order_by("due_on", "title", "id")
    return [_decision(one) for one in actions]


def frozen(decisions: list[CommitteeAction]) -> list[dict[str, str]]:
    """As Report.decisions keeps them."""
    return [
        {"title": one.title, "owner": one.owner, "due_on": one.due_on.isoformat(), "status": one.status}
        for one in decisions
    ]


def _thawed(kept: dict[str, str]) -> CommitteeAction:
    return CommitteeAction(kept["title"], kept["owner"], date.fromisoformat(kept["due_on"]), kept["status"])


def _decision(action: Action) -> CommitteeAction:
    return CommitteeAction(action.title, action.owner.name, action.due_on, str(action.get_status_display()))


def decided_on(draft: Report) -> list[CommitteeAction]:
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
