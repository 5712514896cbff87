"""What is said beside a dwelling that fits: nothing of it hides a dwelling or excludes anybody (domain.md 3.6)."""

from datetime import date

from associations.budget import budget
from associations.contents import HouseholdFile
from associations.missing import Missing, missing_income, missing_tax_notice
from associations.sizes import main_rooms
from common.dated import Dated
from common.templatetags.formats import date_fr, euros
from matching.criteria.facts import DwellingFacts, HouseholdFacts
from matching.criteria.findings import Code, Criterion, Kind, Parts
from matching.effort import effort
from territories.distance import Verdict

# The platform's own, there is no national figure (domain.md 3.6): cents by day and by consumption unit.
LOW_LEFT_A_DAY_CENTS = Dated(((date(2019, 1, 1), 10_00),))
# L621-2 CCH: more habitable rooms than persons plus this many.
ROOMS_ABOVE_PERSONS = Dated(((date(2019, 9, 1), 1),))


def _to_check(household: HouseholdFacts, dwelling: DwellingFacts, today: date) -> Parts:
    if household.verdict(dwelling) is not Verdict.TO_CHECK:
        return None
    check = household.checked.get(dwelling.id)
    return None if check is not None and check.far and check.position == dwelling.position else ()


def _effort(household: HouseholdFacts, dwelling: DwellingFacts, today: date) -> Parts:
    individual = (dwelling.heating_cents or 0) + (dwelling.water_cents or 0)
    found = effort(household.file.means, rent_cents=dwelling.rent_cents, individual_cents=individual)
    if found is None or found.percent <= dwelling.max_effort_percent:
        return None
    return found.percent, dwelling.max_effort_percent


def _left(household: HouseholdFacts, dwelling: DwellingFacts, today: date) -> Parts:
    file = household.file
    found = budget(file.means, rent_cents=dwelling.rent_cents, adults=file.adults, children=file.children)
    least = LOW_LEFT_A_DAY_CENTS.on(today)
    return (found.left_a_day_cents,) if found is not None and found.left_a_day_cents < least else None


def _under_occupation(household: HouseholdFacts, dwelling: DwellingFacts, today: date) -> Parts:
    rooms = main_rooms(dwelling.typology)
    return (rooms, household.persons) if rooms > household.persons + ROOMS_ABOVE_PERSONS.on(today) else None


def _paper(household: HouseholdFacts, dwelling: DwellingFacts, today: date) -> Parts:
    return household.once(Code.PAPER, lambda: _lacking(household.file))


def _lacking(file: HouseholdFile) -> Parts:
    lacking = tuple(one for one in (missing_income(file), missing_tax_notice(file)) if one is not None)
    return (lacking,) if lacking else None


def _late(household: HouseholdFacts, dwelling: DwellingFacts, today: date) -> Parts:
    wanted, available = household.wanted_from, dwelling.available_on
    return (available,) if wanted is not None and available is not None and available > max(wanted, today) else None


def _papers(lacking: tuple[Missing, ...]) -> str:
    return " ".join(one.sentence for one in lacking)


def _persons(rooms: int, persons: int) -> str:
    return f"{rooms} pièces pour {persons} personne{'s' if persons > 1 else ''} : sous-occupation, à expliquer"


TO_CHECK = Criterion(
    Code.TO_CHECK,
    Kind.WARNING,
    "Ce que l’on sait de l’emplacement suffit à dire s’il est assez loin.",
    _to_check,
    lambda: "Emplacement à vérifier avant de le demander",
)

WARNINGS = (
    TO_CHECK,
    Criterion(
        Code.EFFORT,
        Kind.WARNING,
        "Le taux d’effort ne dépasse pas celui du bailleur.",
        _effort,
        lambda percent, most: f"Taux d’effort de {percent} %, au-dessus des {most} % de ce bailleur",
    ),
    Criterion(
        Code.LEFT_TO_LIVE_ON,
        Kind.WARNING,
        "Le reste à vivre n’est pas bas.",
        _left,
        lambda cents: f"Reste à vivre de {euros(cents)} par jour et par unité",
    ),
    Criterion(
        Code.UNDER_OCCUPATION,
        Kind.WARNING,
        "Le logement n’a pas plus de pièces que de personnes plus une.",
        _under_occupation,
        _persons,
    ),
    Criterion(
        Code.PAPER,
        Kind.WARNING,
        "Les ressources sont connues et prouvées.",
        _paper,
        _papers,
    ),
    Criterion(
        Code.LATE,
        Kind.WARNING,
        "Le logement est disponible à la date souhaitée.",
        _late,
        lambda available: f"Disponible le {date_fr(available)}, après la date souhaitée",
    ),
)
