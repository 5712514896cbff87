"""What criteria look at: a household's file and a dwelling's facts, as frozen values. No database here.

Amounts in cents a month, surfaces in m², communes and départements by INSEE code.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import NamedTuple, TypeVar, cast
from uuid import UUID

from associations.contents import HouseholdFile
from associations.models.registration import reaches
from offers.search.engine import site_of
from territories.ceiling_zones import zone_of
from territories.departements import departements, departements_of
from territories.distance import Site, Verdict, Zone, worst

Found = TypeVar("Found")


class DwellingFacts(NamedTuple):
    """An open dwelling, as light as deciding needs it: a row of `matching.narrowing.LIGHT`."""

    id: UUID
    bailleur: UUID
    typology: str
    departement: str | None
    commune: str | None
    lat: float | None
    lon: float | None
    solution: str
    financing: str
    surface_m2: Decimal | None
    rent_cents: int | None  # charges included
    heating_cents: int | None  # what individual heating costs, where the landlord says so
    water_cents: int | None
    step_free: bool
    available_on: date | None
    max_effort_percent: int
    closes_at: datetime | None = None
    published_at: datetime | None = None
    reference: str = ""  # the landlord's own, by which it knows the dwelling

    @property
    def site(self) -> Site:
        """Where it is for lists, orders and verdicts: its 1 km cell, or its commune."""
        return site_of(self.commune, self.lat, self.lon)

    @property
    def position(self) -> tuple[str | None, float | None, float | None]:
        """What a location check was made on."""
        return self.commune, self.lat, self.lon

    @property
    def ceiling_key(self) -> str:
        """ "zone:financing", as Household.eligible_financings lists them; "" where no ceiling is known (overseas)."""
        zone = _ceiling_zone(self.commune) if self.commune else None
        return f"{zone}:{self.financing}" if zone else ""


@lru_cache(maxsize=40_000)
def _ceiling_zone(commune: str) -> str | None:
    return zone_of(commune)


class Checked(NamedTuple):
    """What the référente said of a dwelling's true place, and of which place she said it."""

    far: bool
    position: tuple[str | None, float | None, float | None]


class Cover(NamedTuple):
    """A registration: its territory, and its last day."""

    territory: str
    expires_on: date


@dataclass(frozen=True)
class HouseholdFacts:
    """A household as criteria see it. `registrations` are (territory, last day); `checked` by dwelling."""

    id: UUID
    typologies: frozenset[str]
    departements: frozenset[str]
    solution_types: frozenset[str]
    rent_ceiling_cents: int | None
    step_free: bool
    wanted_from: date | None
    eligible_financings: frozenset[str]
    file: HouseholdFile
    zones: tuple[Zone, ...] = field(default=(), repr=False)
    registrations: tuple[Cover, ...] = ()
    checked: Mapping[UUID, Checked] = field(default_factory=dict, repr=False)

    @cached_property
    def persons(self) -> int:
        """Those who will live there, the unborn included."""
        return self.file.people + self.file.unborn

    @cached_property
    def excluded(self) -> frozenset[UUID]:
        return frozenset(UUID(one) for one in self.file.excluded_organisations)

    @cached_property
    def reachable(self) -> frozenset[str]:
        """The other départements of the régions she wants to live in: where a wish may be widened to."""
        known = departements()
        regions = {known[code].region for code in self.departements if code in known}
        return frozenset(one.code for region in regions for one in departements_of(region)) - self.departements

    def covered(self, departement: str, day: date) -> bool:
        """Whether one of her numbers holds in a département on a day."""
        return any(one.expires_on >= day and reaches(one.territory, departement) for one in self.registrations)

    def verdict(self, dwelling: DwellingFacts) -> Verdict:
        """What is known of a dwelling against all her zones; dwellings of one cell or commune are judged once."""
        if not self.zones:
            return Verdict.SAFE
        site = dwelling.site
        if site not in self._verdicts:
            self._verdicts[site] = worst(site, self.zones)
        return self._verdicts[site]

    def once(self, what: object, find: Callable[[], Found]) -> Found:
        """What is found of the file alone, whatever the dwelling: looked for once."""
        if what not in self._found:
            self._found[what] = find()
        return cast(Found, self._found[what])

    @cached_property
    def _found(self) -> dict[object, object]:
        return {}

    @cached_property
    def _verdicts(self) -> dict[Site, Verdict]:
        return {}
