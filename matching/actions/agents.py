"""Who of a landlord answers for a dwelling, and the registration number that they alone may see."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.access import record_access
from accounts.models import AccessKind, Membership
from associations.files import open_numbers
from associations.models import Registration
from associations.notices import referente_of
from common.transitions import WrongState
from matching.dwellings import departement_of
from matching.models import Candidature, DwellingAgent
from matching.models.dwelling_agent import MOST_AGENTS
from matching.notices import NUMBER_SEEN
from matching.policies import check_may_name, check_may_see_number
from notifications.actions import notify
from offers.models import Offer, OfferTransition


def name_publisher(offer: Offer) -> None:
    """The one who published it is the first to answer for it. In the caller's transaction."""
    if DwellingAgent.objects.filter(offer=offer).exists():
        return
    published = OfferTransition.objects.filter(offer=offer, by__isnull=False, organisation=offer.bailleur_id)
    first = published.select_related("by").order_by("at", "id").first()
    if first is not None and first.by is not None:
        DwellingAgent.objects.get_or_create(offer=offer, user=first.by)


@transaction.atomic
def name_agents(*, offer: Offer, users: Sequence[UUID], by: Membership) -> None:
    """Names one to three people of the landlord on a dwelling, in place of those named before.

    Raises WrongState for nobody, for more than three or for somebody without an access here; Offer.DoesNotExist for
    another landlord's dwelling; DwellingAgent.DoesNotExist for whoever may not name them (matching.policies).
    """
    offer = Offer.objects.select_for_update(no_key=True).get(id=offer.id, bailleur_id=by.organisation_id)
    name_publisher(offer)
    check_may_name(offer, by)
    if not 1 <= len(set(users)) <= MOST_AGENTS:
        raise WrongState("Choisissez une à trois personnes.")
    here = Membership.objects.active().filter(organisation_id=offer.bailleur_id, user__in=users)
    if here.count() != len(set(users)):
        raise WrongState("Une personne choisie n’a plus d’accès ici.")
    DwellingAgent.objects.filter(offer=offer).exclude(user__in=users).delete()
    for user in users:
        DwellingAgent.objects.get_or_create(offer=offer, user_id=user)


@transaction.atomic
def reveal_number(*, candidature: Candidature, by: Membership) -> str:
    """The registration number that covers the dwelling, that one only; the opening is written, its référente told.

    Raises Candidature.DoesNotExist for any other landlord, before the transmission, for whoever is not named on the
    dwelling, and once it is gone: at the end without a lease, or 30 days after the lease (design.md 5). WrongState
    when no number covers the département; FileGone.
    """
    candidature = (
        Candidature.objects.addressed_to(by)
        .with_offer()
        .select_related("household__association", "household__referente")
        .get(id=candidature.id)
    )
    today = timezone.localdate()
    check_may_see_number(candidature, by, today)
    household = candidature.household_or_gone()
    departement = departement_of(candidature.offer) or ""
    covering = [
        one
        for one in Registration.objects.filter(household=household).order_by("-expires_on", "id")
        if one.covers(departement, today)
    ]
    if not covering:
        raise WrongState("Aucun numéro en cours ne couvre ce département : demandez-le à la référente.")
    number = open_numbers(household, covering[:1])[covering[0]]
    event = record_access(by=by, kind=AccessKind.NUMBER, subject=candidature.id, about=household.id)
    notify(recipients=referente_of(household), kind=NUMBER_SEEN, reference=candidature.id, once=f"number:{event.id}")
    return number
