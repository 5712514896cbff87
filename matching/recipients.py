"""Which landlords a need may be put to, and what each would read of it (design.md 5)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from accounts.models import Organisation
from associations.contents import HouseholdFile
from associations.models import Household
from associations.models.household import HouseholdQuerySet
from associations.words import ConsentKind, ConsentTo
from matching.ladder import Generalised, generalise
from matching.needs import need_of, needs_of
from offers.models import Offer

ALIKE_SINCE = timedelta(days=365)


@dataclass(frozen=True)
class Recipient:
    """A landlord with dwellings where she wants to live, and the card that it would read; none when it is too rare."""

    id: UUID
    name: str
    departements: frozenset[str]
    found: Generalised


def reachable(household: Household, file: HouseholdFile) -> list[Recipient]:
    """The landlords that put dwellings on the platform in the départements she wants, by name, less those that her
    file excludes. Three queries.

    Another landlord of her association's choosing is not there: nothing says where it lets.
    """
    served: dict[UUID, set[str]] = defaultdict(set)
    published = Offer.objects.filter(published_at__isnull=False, departement__in=household.departements)
    for bailleur, departement in published.order_by().values_list("bailleur_id", "departement").distinct():
        served[bailleur].add(departement or "")
    excluded = {UUID(one) for one in file.excluded_organisations}
    names = Organisation.objects.filter(id__in=set(served) - excluded).order_by("name", "id")
    need, population = need_of(household), needs_of(_alike(household))
    # One landlord's départements are often another's: each card is counted once.
    cards: dict[frozenset[str], Generalised] = {}
    found = []
    for bailleur, name in names.values_list("id", "name"):
        departements = frozenset(served[bailleur])
        if departements not in cards:
            cards[departements] = generalise(need, population, departements)
        found.append(Recipient(bailleur, name, departements, cards[departements]))
    return found


def _alike(household: Household) -> HouseholdQuerySet:
    return Household.objects.alike_with(household, since=timezone.localdate() - ALIKE_SINCE)


def agrees(file: HouseholdFile) -> bool:
    """Whether she agreed, today, to her anonymous card going to the landlords of the départements she wants."""
    today = timezone.localdate()
    return any(
        one.what == ConsentKind.CARD and one.to_whom == ConsentTo.WANTED and one.holds(today) for one in file.consents
    )
