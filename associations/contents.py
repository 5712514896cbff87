"""What is sealed about a household, as frozen values: nothing of it ever stands in clear in the database.

Two sealed texts: the file, and the zones to stay away from, which open only behind a recent re-authentication.
Dates are days without an hour, amounts are in cents unless their name says euros.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from cattrs.preconf.json import make_converter

from territories.distance import CommunesZone, RadiusZone, Zone
from territories.places import Place

Content = TypeVar("Content")
_converter = make_converter(detailed_validation=False)  # ours alone wrote it: the faster reading


@dataclass(frozen=True)
class Proof:
    """A paper that proves the violence: its kind (associations.proofs.ProofKind) and dates, never the paper."""

    kind: str
    on: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Means:
    """What the household lives on and owes. Cents a month; `rfr_euros`: tax reference income, euros a year."""

    resources_cents: int | None = None
    rfr_euros: int | None = None
    housing_aid_cents: int | None = None
    fixed_costs_cents: int | None = None
    tie: str = ""  # who owns or rents what with him (associations.words.Tie)
    debts: str = ""  # associations.words.Debts
    residence_right: str = ""  # associations.words.ResidenceRight
    own_tax_notice: bool = False
    disability: bool = False  # somebody holds a CMI « invalidité »
    labels: tuple[str, ...] = ()  # associations.words.Label
    first_quartile: bool = False
    action_logement: bool = False


@dataclass(frozen=True)
class Danger:
    """How grave the danger is, from 1 to 3, as somebody (`by`, id of a user) set it on a day."""

    level: int
    by: str
    on: date


@dataclass(frozen=True)
class VisitedPlace:
    """Where she or a child goes: its kind (associations.words.PlaceKind), its weight 1 to 3, at most so many km."""

    kind: str
    place: Place
    weight: int
    max_km: int | None = None


@dataclass(frozen=True)
class SneCheck:
    """What was verified in the national register (associations.words.SNE_CHECKS), and when all of it last was."""

    done: tuple[str, ...] = ()
    on: date | None = None


@dataclass(frozen=True)
class Consent:
    """Her agreement: to what, towards whom, until when. `id` is random; a revoked one stays, with its date."""

    id: str
    what: str
    to_whom: str
    given_on: date
    until: date
    revoked_on: date | None = None

    def holds(self, today: date) -> bool:
        """Neither revoked nor past its end."""
        return self.revoked_on is None and today <= self.until


@dataclass(frozen=True)
class HouseholdFile:
    """The sealed file. `children` counts by age band (common.housing.AgeBand); communes by INSEE code."""

    code: str
    adults: int
    children: Mapping[str, int] = field(default_factory=dict)
    unborn: int = 0
    shared_custody: bool = False  # some of the children live with her part of the time
    situation: str = ""
    departement: str = ""
    communes_wanted: tuple[str, ...] = ()
    communes_refused: tuple[str, ...] = ()
    mark: str = ""  # 20 characters by which the association finds the file again in its own papers
    proofs: tuple[Proof, ...] = ()
    means: Means = Means()
    places: tuple[VisitedPlace, ...] = ()
    danger: Danger | None = None
    excluded_organisations: tuple[str, ...] = ()  # ids
    sne: SneCheck = SneCheck()
    consents: tuple[Consent, ...] = ()

    @property
    def people(self) -> int:
        """Those who live there now; an unborn child counts in typology and surface (associations.sizes)."""
        return self.adults + sum(self.children.values())


@dataclass(frozen=True)
class AvoidedZone:
    """Somewhere that somebody of the aggressor's side is: a place with a radius in km, or communes (INSEE codes)."""

    who: str = ""  # associations.words.Side
    place: Place | None = None
    radius_km: int | None = None
    communes: tuple[str, ...] = ()

    @property
    def zones(self) -> tuple[Zone, ...]:
        """For territories.distance: a place and some communes typed together are two zones."""
        found: list[Zone] = []
        if self.place is not None and self.radius_km is not None:
            found.append(RadiusZone(self.place.site, self.radius_km))
        if self.communes:
            found.append(CommunesZone(frozenset(self.communes)))
        return tuple(found)


@dataclass(frozen=True)
class AvoidedZones:
    """All the zones of a household: every one counts, whoever is there."""

    all: tuple[AvoidedZone, ...] = ()

    @property
    def zones(self) -> tuple[Zone, ...]:
        return tuple(zone for one in self.all for zone in one.zones)


def to_bytes(content: Any) -> bytes:
    """A frozen value of this module as JSON."""
    return json.dumps(_converter.unstructure(content), ensure_ascii=False).encode()


def from_bytes(kind: type[Content], content: bytes) -> Content:
    """The opposite. What an older version did not write takes its default."""
    return _converter.structure(json.loads(content), kind)
