"""Facts for criteria, without a database: a household that a dwelling suits in everything, each field overridable."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from associations.contents import AvoidedZone, Consent, HouseholdFile, Means, Proof, SneCheck
from associations.proofs import ProofKind
from associations.words import ConsentKind, ConsentTo, SneCheckItem
from common.housing import Financing
from matching.criteria.facts import Checked, Cover, DwellingFacts, HouseholdFacts
from territories.ceiling_zones import CeilingZone
from territories.communes import index
from territories.places import Place

TODAY = date(2026, 11, 24)
LILLE, ROUBAIX, LENS, DUNKERQUE, GRANDE_SYNTHE = "59350", "59512", "62498", "59183", "59271"
EVERY_FINANCING = frozenset(f"{zone}:{one}" for zone in CeilingZone for one in Financing)


def place(code: str) -> Place:
    """A commune, as a référente names it."""
    record = index().get(code)
    assert record is not None
    return Place(record.label, record.site)


def zone(code: str, km: int) -> AvoidedZone:
    return AvoidedZone(place=place(code), radius_km=km)


def file(**changed: Any) -> HouseholdFile:
    """Ready for a transmission."""
    ready: dict[str, Any] = {
        "code": "Mésange 42",
        "adults": 1,
        "children": {"3-5": 1, "6-10": 1},
        "means": Means(resources_cents=1_900_00, rfr_euros=12_000, housing_aid_cents=300_00, own_tax_notice=True),
        "proofs": (Proof(ProofKind.COMPLAINT, TODAY),),
        "sne": SneCheck(tuple(SneCheckItem.values), TODAY),
        "consents": (Consent("1", ConsentKind.FILE, ConsentTo.REQUESTED, TODAY, TODAY + timedelta(days=90)),),
    }
    return HouseholdFile(**{**ready, **changed})


def household(*, zones: tuple[AvoidedZone, ...] = (), **changed: Any) -> HouseholdFacts:
    """`file=` is made by `file`; `zones` as they are typed."""
    facts: dict[str, Any] = {
        "id": uuid4(),
        "typologies": frozenset({"T3"}),
        "departements": frozenset({"59"}),
        "solution_types": frozenset(),
        "rent_ceiling_cents": 650_00,
        "step_free": False,
        "wanted_from": TODAY + timedelta(days=60),
        "eligible_financings": EVERY_FINANCING,
        "file": file(),
        "registrations": (Cover("59", TODAY + timedelta(days=200)),),
        "checked": {},
    }
    return HouseholdFacts(**{**facts, **changed}, zones=tuple(one for typed in zones for one in typed.zones))


def dwelling(**changed: Any) -> DwellingFacts:
    facts: dict[str, Any] = {
        "id": uuid4(),
        "bailleur": UUID(int=7),
        "typology": "T3",
        "departement": "59",
        "commune": LILLE,
        "lat": None,
        "lon": None,
        "solution": "BAIL_DIRECT",
        "financing": "PLAI",
        "surface_m2": Decimal(62),
        "rent_cents": 580_00,
        "heating_cents": None,
        "water_cents": None,
        "step_free": False,
        "available_on": TODAY + timedelta(days=20),
        "max_effort_percent": 33,
    }
    return DwellingFacts(**{**facts, **changed})


def said(one: DwellingFacts, *, far: bool) -> dict[UUID, Checked]:
    """What a référente said of its place, having seen it."""
    return {one.id: Checked(far, one.position)}
