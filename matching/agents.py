"""The people of a landlord who answer for a dwelling."""

from accounts.models import Membership, Role
from accounts.models.membership import MembershipQuerySet
from matching.models import Candidature, DwellingAgent
from offers.models import Offer


def agents_of(offer: Offer) -> list[Membership]:
    """Those named on it who still have an access, the first named first."""
    named = list(
        DwellingAgent.objects.filter(offer=offer).order_by("named_at", "id").values_list("user_id", flat=True)
    )
    found = {one.user_id: one for one in _active(offer).filter(user__in=named)}
    return [found[user] for user in named if user in found]


def told_of(candidature: Candidature, *, managers: bool = False) -> list[Membership]:
    """Who hears that a file waits: those named on the dwelling, the whole landlord when nobody is left of them."""
    offer = candidature.offer
    named = agents_of(offer) or list(_active(offer).order_by("id"))
    return named + (list(_active(offer).filter(role=Role.BAILLEUR_MANAGER).order_by("id")) if managers else [])


def _active(offer: Offer) -> MembershipQuerySet:
    return Membership.objects.active().filter(organisation_id=offer.bailleur_id).select_related("user", "organisation")


def colleagues_of(offer: Offer) -> list[Membership]:
    """Everybody of the landlord who may be named on its dwelling."""
    return list(_active(offer).order_by("user__name", "id"))
