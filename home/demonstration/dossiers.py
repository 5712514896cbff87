"""What the files of the demonstration hold besides the need: means, proofs, places, zones, numbers. All drawn."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from associations.contents import (
    AvoidedZone,
    AvoidedZones,
    Consent,
    Danger,
    HouseholdFile,
    Means,
    Proof,
    SneCheck,
    VisitedPlace,
)
from associations.models import Household
from associations.proofs import ProofKind
from associations.words import ConsentKind, ConsentTo, Debts, Label, PlaceKind, ResidenceRight, Side, SneCheckItem, Tie
from common.housing import SolutionType
from home.demonstration.draws import weighted
from offers.models import Offer, OfferLocation
from offers.search.engine import site_of
from territories.communes import index
from territories.distance import Site, Verdict, worst
from territories.places import Place

# A zone in another département than the one she looks in, as most are; a place of work in hers.
ZONES = {"59": "02691", "62": "60057", "80": "59392", "60": "62160", "02": "80021"}
WORK = {"59": "59350", "62": "62041", "80": "80021", "60": "60057", "02": "02408"}
READY = 0.6  # so many files lack nothing for a transmission
READY_WHEN_ASKED = 0.9  # one asked for is mostly complete: a file held shows in the list of a few


@dataclass(frozen=True)
class Dossier:
    """A file as the demonstration seals it, its zones, and its numbers: (number, territory, end)."""

    file: HouseholdFile
    zones: AvoidedZones
    numbers: tuple[tuple[str, str, date], ...]


def draw_dossier(
    household: Household, file: HouseholdFile, *, day: date, asked: Sequence[tuple[Offer, OfferLocation]] = ()
) -> Dossier:
    """The rest of a file, drawn from its id alone, the same each time. Sets the clear columns of the need as well.

    `asked`: the dwellings that it asked for, which nothing in it sets aside.
    """
    rng = Random(household.id.int)
    ready = rng.random() < (READY_WHEN_ASKED if asked else READY)
    children = sum(file.children.values())
    income = rng.randrange(900, 1700, 10) + 180 * children
    solutions = {SolutionType.DIRECT_LEASE, SolutionType.GLISSANT_LEASE, *(offer.solution_type for offer, _ in asked)}
    household.solution_types = [one.value for one in SolutionType if one in solutions]
    rents = [rent_with_charges(offer) for offer, _ in asked]
    household.rent_ceiling_cents = max([(420 + 70 * children + rng.randrange(0, 160, 10)) * 100, *rents])
    household.step_free = rng.random() < 0.1 and all(offer.step_free for offer, _ in asked)
    described = replace(
        file,
        unborn=int(rng.random() < 0.06 and not asked),
        shared_custody=bool(children) and rng.random() < 0.08,
        means=Means(
            resources_cents=income * 100,
            rfr_euros=rng.randrange(6000, 19000, 100) if not asked else rng.randrange(6000, 9000, 100),
            housing_aid_cents=rng.randrange(120, 380, 10) * 100,
            fixed_costs_cents=rng.randrange(0, 160, 10) * 100,
            tie=weighted(rng, {Tie.NONE: 5, Tie.COTENANT: 3, Tie.HIS_LEASE: 2, Tie.COOWNER: 1}),
            debts=weighted(rng, {Debts.NONE: 6, Debts.PLAN: 2, Debts.NO_PLAN: 1}),
            residence_right=weighted(rng, {ResidenceRight.EUROPEAN: 7, ResidenceRight.PERMIT: 3}),
            own_tax_notice=ready,
            labels=(Label.DALO,) if rng.random() < 0.15 else (),
            first_quartile=rng.random() < 0.4,
            action_logement=rng.random() < 0.2,
        ),
        proofs=_proofs(rng, day, ready=ready),
        places=_places(rng, household),
        danger=Danger(rng.choice((1, 1, 2, 2, 3)), str(household.referente_id), household.created_on),
        sne=SneCheck(tuple(SneCheckItem.values) if ready else (SneCheckItem.OWN_REQUEST,), household.created_on),
        consents=_consents(rng, day) if ready else (),
    )
    zones = _zones(rng, household, [site_of(where.commune_id, where.lat, where.lon) for _, where in asked])
    return Dossier(described, zones, _numbers(rng, household, day) if ready else ())


def rent_with_charges(offer: Offer) -> int:
    """In cents a month: the database adds them up once saved."""
    return (offer.rent_cents or 0) + (offer.annex_rent_cents or 0) + (offer.charges_cents or 0)


def _zones(rng: Random, household: Household, asked: list[Site]) -> AvoidedZones:
    """One, far from all that was asked for."""
    radius = rng.choice((8, 10, 15))
    usual = ZONES.get(household.departements[0], "02691")
    for code in (usual, *ZONES.values()):
        commune = index().get(code)
        if commune is not None:
            zone = AvoidedZone(who=Side.HIM, place=Place(commune.label, commune.site), radius_km=radius)
            if all(worst(site, zone.zones) is Verdict.SAFE for site in asked):
                return AvoidedZones((zone,))
    return AvoidedZones()


def _proofs(rng: Random, day: date, *, ready: bool) -> tuple[Proof, ...]:
    if not ready:
        return (Proof(ProofKind.HANDRAIL, day - timedelta(days=rng.randrange(30, 200))),)
    start = day - timedelta(days=rng.randrange(10, 250))
    if rng.random() < 0.3:
        return (Proof(ProofKind.PROTECTION_ORDER, start, start + timedelta(days=365)),)
    return (Proof(rng.choice((ProofKind.COMPLAINT, ProofKind.ATTESTATION)), start),)


def _places(rng: Random, household: Household) -> tuple[VisitedPlace, ...]:
    work = index().get(WORK.get(household.departements[0], "59350"))
    if work is None or rng.random() < 0.4:
        return ()
    return (VisitedPlace(PlaceKind.WORK, Place(work.label, work.site), rng.choice((1, 2, 3)), rng.choice((15, 25))),)


def _consents(rng: Random, day: date) -> tuple[Consent, ...]:
    given = day - timedelta(days=rng.randrange(1, 60))
    until = day + timedelta(days=rng.randrange(40, 120))
    return (Consent(f"{rng.getrandbits(64):016x}", ConsentKind.FILE, ConsentTo.REQUESTED, given, until),)


def _numbers(rng: Random, household: Household, day: date) -> tuple[tuple[str, str, date], ...]:
    """One a département wanted; some end soon. Synthetic numbers, of the usual structure."""
    return tuple(
        (
            f"0{code}{rng.randrange(1, 13):02d}{rng.randrange(24, 27)}{rng.randrange(10**6):06d}GDPUB",
            code,
            day + timedelta(days=rng.choice((25, 70, 150, 250, 330))),
        )
        for code in household.departements
    )
