"""The facts of a dwelling, such as social housing of the region has: surface, rent, charges, energy label."""

from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

from common.housing import Contingent, Financing, SolutionType, Typology
from home.demonstration.draws import weighted
from offers.models.offer import Dpe, Heating, Occupancy

TYPOLOGIES: dict[Typology, float] = {
    Typology.T1: 4, Typology.T1BIS: 3, Typology.T2: 24, Typology.T3: 36, Typology.T4: 24, Typology.T5: 7,
    Typology.T6: 2,
}  # fmt: skip
SURFACES: dict[Typology, tuple[int, int]] = {  # m²
    Typology.T1: (20, 32), Typology.T1BIS: (28, 38), Typology.T2: (40, 54), Typology.T3: (56, 72),
    Typology.T4: (72, 90), Typology.T5: (86, 106), Typology.T6: (102, 124),
}  # fmt: skip
FINANCINGS: dict[Financing, float] = {
    Financing.PLAI: 30, Financing.PLAI_ADAPTE: 4, Financing.PLUS: 54, Financing.PLS: 9, Financing.PLI: 3,
}  # fmt: skip
RENTS: dict[Financing, tuple[int, int]] = {  # cents a month and m², before the size coefficient
    Financing.PLAI: (520, 590), Financing.PLAI_ADAPTE: (480, 530), Financing.PLUS: (580, 660),
    Financing.PLS: (820, 940), Financing.PLI: (960, 1080),
}  # fmt: skip
CONTINGENTS: dict[Contingent, float] = {
    Contingent.STATE_PRIORITY: 40, Contingent.UNRESERVED: 22, Contingent.ACTION_LOGEMENT: 17, Contingent.EPCI: 9,
    Contingent.COMMUNE: 6, Contingent.DEPARTEMENT: 4, Contingent.STATE_AGENTS: 2,
}  # fmt: skip
SOLUTIONS: dict[SolutionType, float] = {
    SolutionType.DIRECT_LEASE: 85, SolutionType.GLISSANT_LEASE: 11, SolutionType.SUBLEASE: 4,
}  # fmt: skip
HEATINGS: dict[Heating, float] = {
    Heating.INDIVIDUAL_GAS: 48, Heating.COLLECTIVE: 22, Heating.INDIVIDUAL_ELECTRIC: 17, Heating.DISTRICT: 13,
}  # fmt: skip
DPES: dict[Dpe, float] = {Dpe.A: 2, Dpe.B: 9, Dpe.C: 30, Dpe.D: 38, Dpe.E: 17, Dpe.F: 4}
OCCUPANCIES: dict[Occupancy, float] = {Occupancy.FREE: 62, Occupancy.OCCUPIED: 25, Occupancy.WORKS: 13}
FLOORS: dict[int, float] = {0: 26, 1: 24, 2: 20, 3: 14, 4: 8, 5: 4, 6: 2, 8: 1, 10: 1}
SLOTS = ("mardi et jeudi, 14 h à 16 h", "lundi matin", "mercredi, 10 h à 12 h", "sur rendez-vous", "")


def draw_facts(rng: Random, *, available_from: date, in_large_town: bool) -> dict[str, Any]:
    """Fields of an Offer that describe the dwelling itself, free from about `available_from` on."""
    typology = weighted(rng, TYPOLOGIES)
    financing = weighted(rng, FINANCINGS)
    surface = Decimal(rng.randrange(SURFACES[typology][0] * 10, SURFACES[typology][1] * 10)) / 10
    floor = weighted(rng, FLOORS)
    lift = floor >= 4 or (floor >= 1 and rng.random() < 0.35)
    heating = weighted(rng, HEATINGS)
    return {
        "typology": typology,
        "surface_m2": surface,
        "floor": floor,
        "lift": lift,
        "step_free": (lift or floor == 0) and rng.random() < 0.4,
        "financing": financing,
        "contingent": weighted(rng, CONTINGENTS),
        "rent_cents": _rent(rng, financing, surface),
        "annex_rent_cents": rng.choice((0, 0, 0, 1_550, 2_480, 3_900)),
        "charges_cents": int(surface * rng.randrange(90, 150)) + (1_900 if lift else 0),
        "heating": heating,
        "heating_cost_cents": int(surface * rng.randrange(85, 150)) if heating.startswith("individuel") else None,
        "water_cost_cents": rng.choice((None, rng.randrange(18, 46) * 100)),
        "dpe": weighted(rng, DPES),
        "in_qpv": in_large_town and rng.random() < 0.35,
        "occupancy": weighted(rng, OCCUPANCIES),
        "available_on": date.fromordinal(available_from.toordinal() + rng.randrange(-10, 45)),
        "visit_contact": "Accueil de l’agence" if rng.random() < 0.6 else "",
        "visit_slots": rng.choice(SLOTS),
        "solution_type": weighted(rng, SOLUTIONS),
        "wanted_candidatures": 3,
    }


def _rent(rng: Random, financing: Financing, surface: Decimal) -> int:
    """Rent without charges, cents a month: a small dwelling costs more a square metre (coefficient de structure)."""
    coefficient = Decimal("0.77") * (1 + 20 / surface)
    return int(surface * rng.randrange(*RENTS[financing]) * coefficient)
