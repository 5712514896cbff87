"""What a purged household leaves in matching: dates, states and counted facts, no reference to it, no word of hers."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from matching.actions.moves import advance, lock
from matching.alerting import household_index
from matching.models import Candidature, CandidatureTransition, Message, SealedReason, Side, ToldPair
from matching.workflow import CANCEL, CANDIDATURE_MOVES

FILE_ERASED = "fiche_effacee"


@transaction.atomic
def forget_household(*, household_id: UUID) -> None:
    """Ends its active requests, erases its words, takes its reference off the transitions."""
    for candidature_id in list(
        Candidature.objects.active().filter(household=household_id).order_by("id").values_list("id", flat=True)
    ):
        _end(candidature_id)
    Candidature.objects.filter(household=household_id).update(note="")
    Message.objects.filter(candidature__household=household_id).delete()
    SealedReason.objects.filter(candidature__household=household_id).delete()
    ToldPair.objects.of_household(household_index(household_id)).delete()
    CandidatureTransition.objects.filter(household_ref=household_id).update(household_ref=None)


def _end(candidature_id: UUID) -> None:
    """Nothing runs any more for a household that is gone; a signed lease stays what it was, without her."""
    candidature = lock(candidature_id)
    if CANDIDATURE_MOVES.allows(CANCEL, candidature.state):
        candidature.consequence = ""
        advance(
            candidature,
            CANCEL,
            at=timezone.now(),
            side=Side.ASSOCIATION,
            reason=FILE_ERASED,
            changed=["consequence"],
        )
