"""What waits for the manager of an association: who follows how many files, who is invited. No file is opened."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Min
from django.urls import reverse
from django.utils import timezone

from accounts.models import Invitation, Membership, Role
from associations.forms.households import CodeSearchForm
from associations.models import Household
from home.rows import MOST_ROWS, Row


@dataclass(frozen=True)
class Caseload:
    """A référente and her active files."""

    name: str
    files: int
    oldest: date | None
    gone: bool = False


def context(member: Membership) -> dict[str, Any]:
    """3 queries: files by référente, référentes, invitations still open."""
    return {"rows": _invitations(member), "caseloads": _caseloads(member), "form": CodeSearchForm()}


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
    caseloads = []
    for colleague in here:
        row = counted.pop(colleague.user_id, None)
        caseloads.append(Caseload(colleague.user.name, row["files"] if row else 0, row["oldest"] if row else None))
    # Files whose référente has left come first: they wait for somebody.
    left = [Caseload(row["referente__name"], row["files"], row["oldest"], gone=True) for row in counted.values()]
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
