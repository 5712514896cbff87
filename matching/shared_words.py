"""Why a request ended, in the words that everybody who knew of it reads."""

from collections.abc import Iterable
from uuid import UUID

from matching.models import Candidature, CandidatureTransition
from matching.reasons import DepartureReason, SharedReason


def last_moves(candidatures: Iterable[Candidature]) -> dict[UUID, CandidatureTransition]:
    """The last move of each of some requests, in one query."""
    found = CandidatureTransition.objects.filter(candidature__in=list(candidatures))
    return {one.candidature_id: one for one in found.order_by("candidature", "-at", "-id").distinct("candidature")}


def ended_because(candidature: Candidature) -> str:
    """The shared reason of the last move, in words; empty while the request runs, or when none was given."""
    if candidature.is_active:
        return ""
    last = candidature.transitions.order_by("-at", "-id").first()
    reason = last.reason if last else ""
    for words in (SharedReason, DepartureReason):
        if reason in words.values:
            return str(words(reason).label)
    return ""
