"""What the association answers: the file is completed, papers are sent, she accepts, she refuses."""

from django.db import transaction
from django.utils import timezone

from accounts.models import Membership
from common.transitions import WrongState
from matching.actions.consequences import check_not_taken, suspend_others
from matching.actions.moves import advance, lock
from matching.actions.tallies import count_reason
from matching.criteria import assess
from matching.models import Candidature, CandidatureState, Consequence
from matching.models.candidature import TAKEN_STATES, WITH_A_TENANT
from matching.pairs import dwelling_facts, household_facts, is_kept_away
from matching.policies import check_can_answer, check_still_to_be_had
from matching.private_reasons import keep_reason
from matching.readiness import is_ready
from matching.reasons import shared_of
from matching.workflow import ACCEPT, REFUSE, RESUME, SUPPLY

STILL_MISSING = "Il manque encore quelque chose au dossier : la liste est ci-dessous."


def _hers(candidature: Candidature, by: Membership) -> Candidature:
    """Raises Candidature.DoesNotExist for whoever is not named on the household."""
    Candidature.objects.followed_by(by).get(id=candidature.id)
    return lock(candidature.id)


@transaction.atomic
def complete_file(*, candidature: Candidature, by: Membership) -> Candidature:
    """A held request goes back into the order. Raises WrongState while something is missing, FileGone."""
    candidature = _hers(candidature, by)
    if candidature.state == CandidatureState.REQUESTED:
        return candidature
    household = household_facts(candidature.household_or_gone())
    now = timezone.now()
    if candidature.state == CandidatureState.HELD and not is_ready(
        household, dwelling_facts(candidature.offer), timezone.localdate(now)
    ):
        raise WrongState(STILL_MISSING)
    check_can_answer(candidature)
    candidature.rank = None
    advance(candidature, RESUME, at=now, by=by, changed=["rank"])
    return candidature


@transaction.atomic
def supply_papers(*, candidature: Candidature, by: Membership) -> Candidature:
    """The papers that the landlord asked for were sent to it, outside the platform. Raises WrongState."""
    candidature = _hers(candidature, by)
    check_can_answer(candidature)
    advance(candidature, SUPPLY, at=timezone.now(), by=by)
    return candidature


@transaction.atomic
def accept_offer(*, candidature: Candidature, by: Membership) -> Candidature:
    """She accepts the notified offer: her other requests are suspended in the same transaction.

    One already accepted stays as it is. Raises WrongState when no offer waits for an answer, when the ten days are
    over, or when she has accepted another dwelling; FileGone.
    """
    candidature = _hers(candidature, by)
    if candidature.state in TAKEN_STATES:
        return candidature
    check_can_answer(candidature)
    check_not_taken(candidature)
    check_still_to_be_had(candidature.offer)
    if Candidature.objects.filter(offer=candidature.offer_id, state__in=WITH_A_TENANT).exists():
        raise WrongState("Ce logement n’est plus à prendre : appelez le bailleur.")
    household = household_facts(candidature.household_or_gone())
    if is_kept_away(assess(household, dwelling_facts(candidature.offer), timezone.localdate())):
        raise WrongState("Sa fiche écarte désormais ce logement : relisez ses zones et ses organismes exclus.")
    now = timezone.now()
    if candidature.answer_due_at is not None and candidature.answer_due_at <= now:
        raise WrongState("Le délai de réponse est passé : le silence vaut refus. Appelez le bailleur.")
    candidature.accepted_at = now
    advance(candidature, ACCEPT, at=now, by=by, changed=["accepted_at"])
    suspend_others(candidature)
    return candidature


@transaction.atomic
def refuse_offer(*, candidature: Candidature, reason: str, by: Membership) -> Candidature:
    """She refuses the notified offer. `reason` (matching.reasons.PrivateReason) stays with the association.

    One suspended by an acceptance elsewhere may be refused as well. Raises WrongState, FileGone.
    """
    candidature = _hers(candidature, by)
    if candidature.state == CandidatureState.REFUSED:
        return candidature
    if candidature.state == CandidatureState.SUSPENDED and candidature.answer_due_at is None:
        raise WrongState("Aucune offre ne lui est notifiée pour ce logement.")
    keep_reason(candidature, candidature.household_or_gone(), reason)
    count_reason(candidature, candidature.household_or_gone(), reason)
    if candidature.consequence == Consequence.SUSPEND:
        candidature.consequence = ""
    advance(candidature, REFUSE, at=timezone.now(), by=by, reason=shared_of(reason), changed=["consequence"])
    return candidature
