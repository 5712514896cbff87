"""Households opened to be decided on: files, zones, registrations and location checks, never shown by this."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from associations.files import Opened, open_all
from associations.models import Household, Registration
from matching.checks import open_checks
from matching.criteria import HouseholdFacts
from matching.criteria.facts import Checked, Cover
from matching.models import LocationCheck


def facts_of(households: Iterable[Household]) -> dict[Household, HouseholdFacts]:
    """Facts of each household whose key is there: 3 queries, one of them to the vault, however many they are."""
    opened = open_all(households)
    ids = [household.id for household in opened]
    covers: dict[UUID, list[Cover]] = defaultdict(list)
    numbers = Registration.objects.filter(household__in=ids).order_by("expires_on", "id")
    for household_id, territory, expires_on in numbers.values_list("household_id", "territory", "expires_on"):
        covers[household_id].append(Cover(territory, expires_on))
    checks = open_checks(
        LocationCheck.objects.filter(household__in=ids).order_by("id"),
        {household.id: one.key for household, one in opened.items()},
    )
    return {
        household: _facts(household, one, tuple(covers[household.id]), checks.get(household.id, {}))
        for household, one in opened.items()
    }


def _facts(
    household: Household, opened: Opened, registrations: tuple[Cover, ...], checked: dict[UUID, Checked]
) -> HouseholdFacts:
    return HouseholdFacts(
        id=household.id,
        typologies=frozenset(household.typologies),
        departements=frozenset(household.departements),
        solution_types=frozenset(household.solution_types),
        rent_ceiling_cents=household.rent_ceiling_cents,
        step_free=household.step_free,
        wanted_from=household.wanted_from,
        eligible_financings=frozenset(household.eligible_financings),
        file=opened.file,
        zones=opened.zones.zones,
        registrations=registrations,
        checked=checked,
    )
