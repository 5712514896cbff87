"""What the state of a household, a dwelling and a candidature allows."""

from datetime import datetime

from django.utils import timezone

from accounts.models import Membership
from associations.models import Household, HouseholdStatus
from common.transitions import WrongState
from matching.criteria import Assessment, State
from matching.models import Candidature
from matching.models.candidature import TRANSMITTED_STATES
from matching.narrowing import households_for
from matching.pairs import dwelling_facts
from matching.workflow import CANCEL, CANDIDATURE_MOVES, TRANSMIT
from offers.models import Offer, OfferState

NO_LONGER_OFFERED = "Ce logement n’est plus proposé."
DOES_NOT_FIT = "Ce logement ne convient pas, ou plus, à ce ménage."
CHECK_FIRST = "Vérifiez d’abord l’emplacement de ce logement."
NOT_READY = "Le dossier est à compléter par l’association."
NOT_LOOKING = "Ce ménage n’est plus en recherche."
NO_LONGER_WAITING = "Cette demande n’attend plus de transmission."


def is_offered(offer: Offer, now: datetime) -> bool:
    """Whether the pages of associations still offer the dwelling (Offer.objects.open_at says the same in SQL)."""
    return offer.listed and offer.closes_at is not None and offer.closes_at > now


def check_still_looking(household: Household, offer: Offer, now: datetime) -> None:
    """Raises WrongState unless the page still offers the dwelling and the household still looks.

    A dwelling withdrawn, or transmitted to others, since the last release is still offered: refusing it would tell
    what happened elsewhere (design.md 5, "Time and order leak").
    """
    if not is_offered(offer, now):
        raise WrongState(NO_LONGER_OFFERED)
    if household.status != HouseholdStatus.ACTIVE:
        raise WrongState(NOT_LOOKING)


def check_suits(assessment: Assessment) -> None:
    """Raises WrongState unless the dwelling suits: one to check is looked at first, one set aside is not asked for."""
    if assessment.state is State.TO_CHECK:
        raise WrongState(CHECK_FIRST)
    if assessment.state is not State.SUITABLE:
        raise WrongState(DOES_NOT_FIT)


def check_can_transmit(candidature: Candidature) -> None:
    """Raises WrongState unless the candidature waits, its dwelling is still to be had and its household looks.

    A file never reaches a landlord that took its dwelling back: there would be nothing to read it for.
    """
    CANDIDATURE_MOVES.target(TRANSMIT, candidature.state, refusal=NO_LONGER_WAITING)
    offer = candidature.offer
    if offer.ended_at is not None or offer.state not in (OfferState.PUBLISHED, OfferState.CLOSED):
        raise WrongState("Le bailleur a retiré ce logement : rien ne lui est transmis.")
    household = candidature.household
    if household is None or household.status != HouseholdStatus.ACTIVE:
        raise WrongState("Ce ménage n’est plus en recherche : rien n’est transmis.")


def can_cancel(candidature: Candidature) -> bool:
    """Whether the association may still take its request back."""
    return CANDIDATURE_MOVES.allows(CANCEL, candidature.state)


def was_transmitted(offer: Offer) -> bool:
    """Whether a file was ever transmitted for this dwelling, whatever became of it."""
    return Candidature.objects.filter(offer=offer, transmitted_at__isnull=False).exists()


def is_concerned(offer: Offer, member: Membership) -> bool:
    """Whether one of the households this member is named on was transmitted for this dwelling."""
    return Candidature.objects.followed_by(member).filter(offer=offer, state__in=TRANSMITTED_STATES).exists()


def may_ask_for_location(offer: Offer, member: Membership, now: datetime) -> bool:
    """Whether the pages of this member propose "Vérifier l'emplacement": the same before and after a transmission."""
    if is_concerned(offer, member):
        return True
    mine = Household.objects.readable_by(member)
    return is_offered(offer, now) and households_for(mine, dwelling_facts(offer), timezone.localdate(now)).exists()


def can_open_location(offer: Offer, member: Membership, now: datetime) -> bool:
    """Whether door and photos open to this member (design.md 5, "Where a dwelling is").

    While the dwelling is open, to those it fits; from the first transmission, or once withdrawn, to the référentes of
    the households transmitted alone, at once.
    """
    if is_concerned(offer, member):
        return True
    if offer.state != OfferState.PUBLISHED or was_transmitted(offer):
        return False
    return may_ask_for_location(offer, member, now)
