"""An association asks for a dwelling, or takes its request back."""

from django.db import transaction
from django.utils import timezone

from accounts.models import Membership
from associations.actions.households import note_activity
from associations.models import Household
from matching.actions.moves import counted, counted_before, lock, lock_offer, record_move
from matching.criteria import assess
from matching.models import Candidature, CandidatureState, Side
from matching.pairs import dwelling_facts, household_facts
from matching.policies import check_still_looking, check_suits
from matching.workflow import CANCEL, CANDIDATURE_MOVES
from offers.models import Offer


@transaction.atomic
def request_dwelling(*, household: Household, offer: Offer, note: str = "", by: Membership) -> Candidature:
    """The active request of this household for this dwelling: the same one however many times it is asked.

    Raises WrongState when the pages no longer offer the dwelling, or it does not fit; FileGone when the household's
    key was destroyed; Household.DoesNotExist for whoever is not named on it.
    """
    household = Household.objects.readable_by(by).select_for_update(no_key=True).get(id=household.id)
    offer = lock_offer(offer.id)
    existing = Candidature.objects.active().filter(household=household, offer=offer).first()
    if existing is not None:
        return existing
    now = timezone.now()
    check_still_looking(household, offer, now)
    opened = household_facts(household)
    check_suits(assess(opened, dwelling_facts(offer), timezone.localdate(now)))
    facts = counted(opened.file)
    note_activity(household)
    candidature = Candidature.objects.create(
        household=household, offer=offer, requested_by=by.user, requested_at=now, note=note
    )
    record_move(candidature, from_state="", at=now, facts=facts, side=Side.ASSOCIATION, by=by)
    return candidature


@transaction.atomic
def cancel_candidature(*, candidature: Candidature, by: Membership) -> Candidature:
    """The association takes its request back; one already cancelled stays as it is.

    Raises WrongState when it is too late; Candidature.DoesNotExist for whoever is not named on the household.
    """
    Candidature.objects.followed_by(by).get(id=candidature.id)
    candidature = lock(candidature.id)
    if candidature.state == CandidatureState.CANCELLED:
        return candidature
    before = candidature.state
    candidature.state = CANDIDATURE_MOVES.target(
        CANCEL, before, refusal="Cette demande ne s’annule plus : le ménage est relogé."
    )
    candidature.save(update_fields=["state"])
    record_move(
        candidature,
        from_state=before,
        at=timezone.now(),
        facts=counted_before(candidature),
        side=Side.ASSOCIATION,
        by=by,
    )
    return candidature
