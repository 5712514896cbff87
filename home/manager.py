"""What waits for the manager of an association: who follows how many files, requests that are late, results, who is
invited. No file is opened."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Min, Q, Sum
from django.urls import reverse
from django.utils import timezone

from accounts.models import Invitation, Membership, Role
from associations.forms.households import CodeSearchForm
from associations.models import Household
from home.rows import MOST_ROWS, Row
from matching.models import Candidature, CandidatureState
from reporting.models import Rehousing

# States in which a request waits for its référente (matching.workflow).
HERS = (
    CandidatureState.PREPARED,
    CandidatureState.HELD,
    CandidatureState.FILE_INCOMPLETE,
    CandidatureState.OFFER_NOTIFIED,
)


@dataclass(frozen=True)
class Caseload:
    """A référente, her active files, the oldest of them, and requests that wait for her past their date."""

    name: str
    files: int
    oldest: date | None
    late: int = 0
    gone: bool = False


@dataclass(frozen=True)
class Capacity:
    """How many households the association follows, and how many each of its référentes on average, rounded up."""

    files: int
    referentes: int

    @property
    def each(self) -> int:
        return -(-self.files // self.referentes) if self.referentes else 0


@dataclass(frozen=True)
class OwnResults:
    """Households of the association rehoused, this civil year and since it takes part; its own, so exact."""

    this_year: int
    women: int
    children: int


def context(member: Membership) -> dict[str, Any]:
    """5 queries: files by référente, référentes, requests late, own results, invitations still open."""
    caseloads = _caseloads(member)
    here = [one for one in caseloads if not one.gone]
    return {
        "rows": _invitations(member),
        "caseloads": caseloads,
        "capacity": Capacity(sum(one.files for one in caseloads), len(here)),
        "results": _results(member),
        "form": CodeSearchForm(),
    }


def _late(member: Membership) -> dict[object, int]:
    """Référente -> requests that wait for her past their date."""
    rows = (
        Candidature.objects.active()
        .filter(
            household__association=member.organisation_id,
            state__in=HERS,
            consequence="",
            due_at__lt=timezone.now(),
        )
        .order_by()
        .values_list("household__referente_id")
        .annotate(Count("id"))
    )
    return dict(rows)


def _results(member: Membership) -> OwnResults:
    found = Rehousing.objects.filter(association_id=member.organisation_id, known_at__lte=timezone.now()).aggregate(
        this_year=Count("id", filter=Q(entered_on__year=timezone.localdate().year)),
        women=Sum("women"),
        children=Sum("children"),
    )
    return OwnResults(found["this_year"], found["women"] or 0, found["children"] or 0)


def _caseloads(member: Membership) -> list[Caseload]:
    counted = {
        row["referente_id"]: row
        for row in Household.objects.overseen_by(member)
        .active()
        .values("referente_id", "referente__name")
        .annotate(files=Count("id"), oldest=Min("created_on"))
        .order_by("referente_id")
    }
    here = (
        Membership.objects.active()
        .filter(organisation_id=member.organisation_id, role=Role.CASEWORKER)
        .select_related("user")
        .order_by("user__name", "id")
    )
    late = _late(member)
    caseloads = []
    for colleague in here:
        row = counted.pop(colleague.user_id, None)
        caseloads.append(
            Caseload(
                colleague.user.name,
                row["files"] if row else 0,
                row["oldest"] if row else None,
                late.get(colleague.user_id, 0),
            )
        )
    # Files whose référente has left come first: they wait for somebody.
    left = [
        Caseload(row["referente__name"], row["files"], row["oldest"], late.get(key, 0), gone=True)
        for key, row in counted.items()
    ]
    return left + caseloads


def _invitations(member: Membership) -> list[Row]:
    waiting = (
        Invitation.objects.open_at(timezone.now())
        .filter(organisation_id=member.organisation_id)
        .order_by("expires_at", "id")[:MOST_ROWS]
    )
    return [
        Row(
            what="Invitation en attente",
            file=invitation.get_role_display(),
            note=f"Envoyée à {invitation.email}.",
            due=invitation.expires_at,
            url=reverse("accounts:invitations"),
            button="Voir",
        )
        for invitation in waiting
    ]
