"""The dwelling of a request, as the association that asked for it reads it once it is over."""

from dataclasses import replace

from django.utils import timezone

from matching.dwellings import Dwelling, dwelling
from matching.models import Candidature, CandidatureState
from matching.policies import is_offered
from offers.cards import commune_of


def followed_dwelling(candidature: Candidature) -> Dwelling:
    """The words of the dwelling of a request (Candidature.with_offer), for every page of its association.

    The commune alone, whatever became of it, once the dwelling is no longer offered and the request has ended: the
    quarter is erased 30 days after the keys (matching.actions.after_keys), and seeing it go would tell everybody who
    ever asked for the dwelling that a woman lives there, and since when. The hour is looked at, not `listed` alone: a
    dwelling withdrawn stays listed until the night, past a closing that takes the others off.
    """
    shown = dwelling(candidature.offer)
    hers = candidature.is_active or candidature.state == CandidatureState.HOUSED
    if hers or is_offered(candidature.offer, timezone.now()):
        return shown
    return replace(shown, place=commune_of(candidature.offer))
