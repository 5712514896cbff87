"""What sets a dwelling aside for a household, and says why; zones hide it without a word (design.md 6)."""

from datetime import date

from associations.needs import departement_names, solution_labels, typology_labels
from associations.sizes import minimum_surface_m2
from common.housing import Financing, SolutionType, Typology
from common.templatetags.formats import euros
from matching.criteria.facts import DwellingFacts, HouseholdFacts
from matching.criteria.findings import Code, Criterion, Kind, Parts
from territories.distance import is_named


def _zone(household: HouseholdFacts, dwelling: DwellingFacts, today: date) -> Parts:
    return None if household.verdict(dwelling).is_shown else ()


def _checked(household: HouseholdFacts, dwelling: DwellingFacts, today: date) -> Parts:
    check = household.checked.get(dwelling.id)
    return () if check is not None and not check.far and check.position == dwelling.position else None


def _landlord(household: HouseholdFacts, dwelling: DwellingFacts, today: date) -> Parts:
    return () if dwelling.bailleur in household.excluded else None


def _typology(household: HouseholdFacts, dwelling: DwellingFacts, today: date) -> Parts:
    if dwelling.typology in household.typologies:
        return None
    return dwelling.typology, household.typologies


def _departement(household: HouseholdFacts, dwelling: DwellingFacts, today: date) -> Parts:
    return None if dwelling.departement in household.departements else (dwelling.departement,)


def _commune(household: HouseholdFacts, dwelling: DwellingFacts, today: date) -> Parts:
    refused = household.file.communes_refused
    return () if refused and any(is_named(dwelling.commune, code) for code in refused) else None


def _solution(household: HouseholdFacts, dwelling: DwellingFacts, today: date) -> Parts:
    wanted = household.solution_types
    return (dwelling.solution, wanted) if wanted and dwelling.solution not in wanted else None


def _income(household: HouseholdFacts, dwelling: DwellingFacts, today: date) -> Parts:
    key = dwelling.ceiling_key
    return (dwelling.financing,) if key and key not in household.eligible_financings else None


def _surface(household: HouseholdFacts, dwelling: DwellingFacts, today: date) -> Parts:
    surface = dwelling.surface_m2
    if surface is None:
        return None
    least = minimum_surface_m2(household.persons, today)
    return (surface, least, household.persons) if surface < least else None


def _rent(household: HouseholdFacts, dwelling: DwellingFacts, today: date) -> Parts:
    most, rent = household.rent_ceiling_cents, dwelling.rent_cents
    return (rent, most) if most is not None and rent is not None and rent > most else None


def _step_free(household: HouseholdFacts, dwelling: DwellingFacts, today: date) -> Parts:
    return () if household.step_free and not dwelling.step_free else None


ZONE = Criterion(
    Code.ZONE,
    Kind.HIDING,
    "Un logement trop près d’un lieu à éviter n’est pas montré.",
    _zone,
    lambda: "",  # never said: not even that there is a zone
)

BLOCKING = (
    Criterion(
        Code.LANDLORD,
        Kind.BLOCKING,
        "La fiche n’écarte pas ce bailleur.",
        _landlord,
        lambda: "Bailleur écarté par la fiche",
    ),
    Criterion(
        Code.TYPOLOGY,
        Kind.BLOCKING,
        "La typologie est l’une de celles demandées.",
        _typology,
        lambda typology, wanted: f"{Typology(typology).label} : la fiche demande {', '.join(typology_labels(wanted))}",
    ),
    Criterion(
        Code.DEPARTEMENT,
        Kind.BLOCKING,
        "Le département est l’un de ceux souhaités.",
        _departement,
        lambda code: f"{departement_names([code])[0]} : département non souhaité" if code else "Département inconnu",
    ),
    Criterion(
        Code.COMMUNE,
        Kind.BLOCKING,
        "La commune n’est pas refusée.",
        _commune,
        lambda: "Commune refusée",
    ),
    Criterion(
        Code.SOLUTION,
        Kind.BLOCKING,
        "La solution est l’une de celles acceptées.",
        _solution,
        lambda solution, wanted: (
            f"{SolutionType(solution).label} : la fiche accepte {', '.join(solution_labels(wanted)).lower()}"
        ),
    ),
    # CCH R441-1 and arrêté of 29 July 1987: associations.ceilings decides which ceilings an income does not exceed.
    Criterion(
        Code.INCOME,
        Kind.BLOCKING,
        "Le revenu ne dépasse pas le plafond du financement, dans la zone du logement.",
        _income,
        lambda financing: f"Revenu au-dessus du plafond {Financing(financing).label}",
    ),
    # CCH L822-10 and R822-25: associations.sizes.
    Criterion(
        Code.SURFACE,
        Kind.BLOCKING,
        "La surface atteint le minimum légal pour ce nombre de personnes.",
        _surface,
        lambda surface, least, persons: (
            f"{surface.normalize():f} m²".replace(".", ",")
            + f" : il en faut {least} pour {persons} personne{'s' if persons > 1 else ''}"
        ),
    ),
    Criterion(
        Code.RENT,
        Kind.BLOCKING,
        "Le loyer, charges comprises, ne dépasse pas le maximum de la fiche.",
        _rent,
        lambda rent, most: f"Loyer de {euros(rent)}, au-dessus de {euros(most)}",
    ),
    Criterion(
        Code.STEP_FREE,
        Kind.BLOCKING,
        "Le logement est sans marche, si la fiche le demande.",
        _step_free,
        lambda: "Avec des marches : la fiche demande le plain-pied",
    ),
    Criterion(
        Code.CHECKED,
        Kind.BLOCKING,
        "Personne n’a jugé l’emplacement trop proche.",
        _checked,
        lambda: "Trop proche, d’après votre vérification",
    ),
)
