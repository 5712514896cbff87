"""What a regional union follows: its convention's year, landlord by landlord, what is late, the next committee.

What concerns organisations is exact. What concerns households is what the last published report shows (design.md 8).
"""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Min, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership
from common.templatetags.formats import counted, date_fr
from conventions.models import Action, Convention
from home.rows import Row
from reporting.models import Report, ReportState
from reporting.progress import ConventionProgress, convention_progress, years_of

MOST_ACTIONS = 5
HOUSINGS = "logement,logements"


def context(member: Membership) -> dict[str, Any]:
    """8 queries: conventions with their next committee, the five of its progress (of the year before, rehousings once
    a report is published), actions that are late, drafts of reports."""
    today = timezone.localdate()
    conventions = _followed(member, today)
    running = next((one for one in conventions if one.starts_on <= today <= one.ends_on), None)
    return {
        "rows": [*_late_actions(member, today), *_drafts(member), *_committee(running)],
        **_of(running, None, today),
        "conventions": conventions,
    }


def union_context(member: Membership, *, convention: UUID | None, number: int | None) -> dict[str, Any] | None:
    """One convention that the member follows, in one of its years: the running one where nothing is asked.

    None when she follows no such convention, or it has no such year yet.
    """
    today = timezone.localdate()
    conventions = _followed(member, today)
    begun = [one for one in conventions if one.starts_on <= today]
    found = next((one for one in begun if one.id == convention), None) if convention else next(iter(begun), None)
    if found is None:
        return {"conventions": conventions, "progress": None} if convention is None else None
    shown = _of(found, number, today)
    if not shown:
        return None
    return {**shown, "conventions": begun, "chase": not shown["progress"].is_over}


def _followed(member: Membership, today: date) -> list[Convention]:
    """The latest first, each with the date of its next committee."""
    return list(
        Convention.objects.followed_by(member)
        .annotate(next_committee=Min("committees__held_on", filter=Q(committees__held_on__gte=today)))
        .order_by("-starts_on", "name", "id")
    )


def _of(convention: Convention | None, number: int | None, today: date) -> dict[str, Any]:
    """Its progress in a year, the last one that began where none is asked; nothing when it has no such year."""
    if convention is None:
        return {"progress": None, "years": ()}
    years = years_of(convention, today)
    year = years[-1] if number is None else next((one for one in years if one.number == number), None)
    if year is None:
        return {}
    progress = convention_progress(convention, year, today)
    return {"progress": progress, "years": years, "sentence": sentence_of(progress)}


def sentence_of(progress: ConventionProgress) -> str:
    """What is to be remembered of the year, for who reads one line."""
    if progress.platform is None:
        return "Aucun engagement collectif n’est retenu pour cette année : les logements sont comptés sans objectif."
    if progress.is_over:
        reached = progress.put >= progress.platform.quantity
        return (
            "Engagement tenu."
            if reached
            else f"Il a manqué {counted(progress.platform.quantity - progress.put, HOUSINGS)}."
        )
    if progress.put_missing:
        return f"Il manque {counted(progress.put_missing, HOUSINGS)} pour être au rythme de l’engagement."
    return "Les logements mis sur la plateforme suivent le rythme de l’engagement."


def _drafts(member: Membership) -> list[Row]:
    drafts = Report.objects.prepared_by(member).filter(state=ReportState.DRAFT).latest_first()[:MOST_ACTIONS]
    return [
        Row(
            what=f"Relire et publier : {str(draft.get_kind_display()).lower()}",
            note=f"Du {date_fr(draft.starts_on)} au {date_fr(draft.ends_on)}, version {draft.version}.",
            url=reverse("reporting:report", args=[draft.id]),
            button="Ouvrir le projet",
        )
        for draft in drafts
    ]


def _committee(convention: Convention | None) -> list[Row]:
    on = getattr(convention, "next_committee", None)
    if on is None:
        return []
    return [
        Row(
            what=f"Prochain comité de suivi le {date_fr(on)}",
            note="Ordre du jour, participants, compte rendu.",
            url=reverse("committees:committees"),
            button="Préparer",
        )
    ]


def _late_actions(member: Membership, today: date) -> list[Row]:
    late = (
        Action.objects.read_by(member).late_on(today).select_related("owner").order_by("due_on", "id")[:MOST_ACTIONS]
    )
    return [
        Row(
            what=one.title,
            note=f"{one.owner.name} : en retard, échéance le {date_fr(one.due_on)}.",
            url=reverse("conventions:action", args=[one.id]),
            button="Voir",
        )
        for one in late
    ]
