"""The tables of a report that count households: what each counts, in which rows, over which spans, for whom.

The same description serves to build a table, to know which of its cells may be shown, and to find again, in a report
built before, which ones were.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from common.housing import SolutionType, Typology
from conventions.models import Channel
from matching.models import Decision
from reporting.models import Audience, ReportKind
from reporting.published import EXACT_BY_LANDLORD, ON_REQUEST, ON_REQUEST_BY_LANDLORD
from reporting.scopes import Scope
from territories.departements import departements

TOTAL: Final = "total"


class Span(StrEnum):
    """Over which days a column counts."""

    PERIOD = "periode"  # the period of the report
    YEAR = "annee"  # from the first day of its year to its last day
    START = "depuis"  # from the first day of the scope to its last day


class Population(StrEnum):
    """Who or what is counted; two cells of one population may be summed, never of two."""

    REHOUSED = "relogements"
    CHILDREN = "enfants"
    NEEDS = "besoins"
    REQUESTS = "demandes"
    ISSUES = "issues"
    DECISIONS = "decisions"
    REASONS = "motifs"
    EVALUATIONS = "evaluations"
    FREED = "places"
    LEASES = "baux"


# Those that add up over time: a year is its quarters. A stock at the end of a period does not.
FLOWS: Final = frozenset(Population) - {Population.NEEDS}


@dataclass(frozen=True)
class HouseholdTable:
    """`dimension`: of the cube, "" for the total alone. `columns`: codes of columns to spans. `within`: the categories
    that it is a part of. `always`: shown whatever it holds. `only_shown`: a row that may not be shown is not there.
    `with_total`: whether its total stands under its rows. `partial`: its rows are some of its dimension, and nobody
    reads from it that the others are empty."""

    code: str
    population: Population
    dimension: str
    columns: Mapping[str, Span]
    categories: Callable[[Scope], tuple[tuple[str, str], ...]]
    kinds: frozenset[ReportKind] = frozenset(ReportKind)
    audiences: frozenset[Audience] = frozenset(Audience)
    within: Mapping[str, str] = field(default_factory=dict)
    always: bool = False
    only_shown: bool = False
    with_total: bool = True
    partial: bool = False


def _none(scope: Scope) -> tuple[tuple[str, str], ...]:
    return ()


def _typologies(scope: Scope) -> tuple[tuple[str, str], ...]:
    return tuple((one.value, str(one.label)) for one in Typology)


def _channels(scope: Scope) -> tuple[tuple[str, str], ...]:
    return (
        (Channel.PLATFORM.value, "Par la plateforme"),
        (Channel.INTERPELLATION.value, "Sur demande des associations"),
    )


def _departements(scope: Scope) -> tuple[tuple[str, str], ...]:
    known = departements()
    codes = scope.departements if scope.departements is not None else tuple(known)
    return tuple((code, known[code].label if code in known else code) for code in codes)


def _solutions(scope: Scope) -> tuple[tuple[str, str], ...]:
    return tuple((one.value, str(one.label)) for one in SolutionType)


def _decisions(scope: Scope) -> tuple[tuple[str, str], ...]:
    return tuple((one.value, str(one.label)) for one in Decision)


def _landlords(scope: Scope) -> tuple[tuple[str, str], ...]:
    return scope.landlord_names


COVERED = (("covered", "Un logement mis sur la plateforme convenait"), ("uncovered", "Aucun logement ne convenait"))
ISSUES = (
    ("accepted", "Acceptées"),
    ("refused", "Refusées"),
    ("lapsed", "Sans réponse dans les dix jours"),
    ("ended", "Retirées ou arrêtées"),
)
MOBILITY = (
    ("meme", "Dans le département d’origine"),
    ("autre", "Dans un autre département"),
    ("inconnu", "Origine non connue"),
)
REASONS = (
    ("localisation", "Localisation"),
    ("loyer", "Loyer et charges"),
    ("logement", "Logement"),
    ("autre", "Autre motif"),
)
GRADES = (
    ("4", "4 : tout à fait adapté"),
    ("3", "3 : plutôt adapté"),
    ("2", "2 : peu adapté"),
    ("1", "1 : pas adapté"),
)
YEARLY = frozenset({ReportKind.YEARLY})
QUARTERLY = frozenset({ReportKind.QUARTERLY})
COMMITTEE = frozenset({Audience.COMMITTEE})
PERIOD: Final = {Span.PERIOD.value: Span.PERIOD}
EVER: Final = {Span.PERIOD.value: Span.PERIOD, Span.START.value: Span.START}

TABLES: Final[tuple[HouseholdTable, ...]] = (
    HouseholdTable("relogements", Population.REHOUSED, "channel", EVER, _channels),
    # In the year under way: what stands beside the commitment on request.
    HouseholdTable(
        ON_REQUEST,
        Population.REHOUSED,
        "channel",
        {Span.YEAR.value: Span.YEAR},
        lambda scope: _channels(scope)[1:],
        with_total=False,
        partial=True,
    ),
    HouseholdTable("enfants", Population.CHILDREN, "", EVER, _none),
    HouseholdTable("besoins_typologie", Population.NEEDS, "typology", PERIOD, _typologies),
    HouseholdTable("besoins_departement", Population.NEEDS, "departement", PERIOD, _departements),
    HouseholdTable("besoins_couverts", Population.NEEDS, "covered", PERIOD, lambda scope: COVERED),
    HouseholdTable("demandes", Population.REQUESTS, "", PERIOD, _none),
    HouseholdTable("issues", Population.ISSUES, "issue", PERIOD, lambda scope: ISSUES),
    HouseholdTable("motifs", Population.REASONS, "group", PERIOD, lambda scope: REASONS),
    HouseholdTable("adaptation", Population.EVALUATIONS, "grade", PERIOD, lambda scope: GRADES),
    HouseholdTable("decisions", Population.DECISIONS, "decision", PERIOD, _decisions, kinds=YEARLY),
    HouseholdTable("relogements_typologie", Population.REHOUSED, "typology", PERIOD, _typologies, kinds=YEARLY),
    HouseholdTable("relogements_departement", Population.REHOUSED, "departement", PERIOD, _departements, kinds=YEARLY),
    HouseholdTable("relogements_solution", Population.REHOUSED, "solution_type", PERIOD, _solutions, kinds=YEARLY),
    HouseholdTable("mobilite", Population.REHOUSED, "mobility", PERIOD, lambda scope: MOBILITY, kinds=YEARLY),
    HouseholdTable("baux_a_son_nom", Population.LEASES, "", EVER, _none, kinds=YEARLY),
    HouseholdTable("places_liberees", Population.FREED, "", PERIOD, _none, kinds=YEARLY),
    HouseholdTable(
        ON_REQUEST_BY_LANDLORD,
        Population.REHOUSED,
        "bailleur",
        {Span.YEAR.value: Span.YEAR},
        _landlords,
        kinds=QUARTERLY,
        audiences=COMMITTEE,
        within={"channel": Channel.INTERPELLATION.value},
        only_shown=True,
        with_total=False,
    ),
    # Totals per landlord of a closed convention year, in the committee, uncrossed: exact (design.md 8).
    HouseholdTable(
        EXACT_BY_LANDLORD,
        Population.REHOUSED,
        "bailleur",
        {Span.PERIOD.value: Span.PERIOD},
        _landlords,
        kinds=YEARLY,
        audiences=COMMITTEE,
        within={"channel": Channel.INTERPELLATION.value},
        always=True,
        with_total=False,
    ),
)


def tables_of(kind: str, audience: str, *, of_convention: bool) -> tuple[HouseholdTable, ...]:
    """Those of a report. One that names landlords belongs to a convention: a region's has nobody who signed."""
    return tuple(
        one
        for one in TABLES
        if kind in one.kinds and audience in one.audiences and (of_convention or one.dimension != "bailleur")
    )
