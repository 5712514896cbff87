"""Each indicator against an independent recount, on three random histories of two years, before and after purges.

The histories are written and counted once, in transactions that are rolled back; each test then compares.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from associations.actions import purge_household
from associations.models import Household, NeedEvent
from matching.models import CandidatureTransition
from reporting import indicators
from reporting.cubes import Cube
from reporting.models import ReportKind
from reporting.periods import Period, period_of, since_start
from reporting.scopes import Scope
from tests.reporting.histories import History, write_history
from tests.reporting.histories.draws import PARIS, SECOND_SIGNING, STARTS_ON
from tests.reporting.recount import dwellings, households, others
from tests.reporting.recount.raw import Counts, Question, Raw

pytestmark = [pytest.mark.reports, pytest.mark.xdist_group("reports"), pytest.mark.django_db]
SEEDS = (2021, 2024, 2027)
QUARTERLY, YEARLY = ReportKind.QUARTERLY, ReportKind.YEARLY
# A report built on the first working day, and one long after, when what was typed late is known.
SOON, LATER = timedelta(days=2, hours=6), timedelta(days=400)
# Before the nightly release that follows the last day, and just at it.
BEFORE_RELEASE, AT_RELEASE = timedelta(hours=2, minutes=30), timedelta(hours=3)


@dataclass(frozen=True)
class Asked:
    """One question, in the words of reporting and in those of the recount."""

    scope: Scope
    period: Period
    as_of: datetime
    question: Question

    def answer(self, indicator: Callable[..., Any], **more: Any) -> Any:
        return indicator(scope=self.scope, period=self.period, as_of=self.as_of, **more)


@dataclass
class Played:
    """What each indicator said and what the recount said, of every question, before and after purges."""

    before: dict[str, list[tuple[Any, Any]]] = field(default_factory=dict)
    after: dict[str, list[tuple[Any, Any]]] = field(default_factory=dict)


def plain(cube: Cube) -> Counts:
    return dict(cube.cells)


def plain_delays(found: tuple[indicators.Delay, ...]) -> dict[tuple[str, str | None], Any]:
    return {(str(one.name), one.bailleur): (one.count, one.median_days, one.p90_days) for one in found}


def late(raw: Raw, asked: Question) -> Counts:
    since = date(2024, 1, 1) if asked.landlords is None else STARTS_ON
    return households.late_rehousings(raw, asked, since=since, known_before=_at(asked.starts_on, SOON))


INDICATORS: dict[str, tuple[Callable[..., Any], Callable[[Raw, Question], Any]]] = {
    "I1": (indicators.dwellings_put, dwellings.dwellings_put),
    "I3": (indicators.rehousings, households.rehousings),
    "I3, typed late": (indicators.late_rehousings, late),
    "I5": (indicators.requests_per_dwelling, dwellings.requests_per_dwelling),
    "I6": (indicators.propositions, households.propositions),
    "I7": (indicators.delays, households.delays),
    "I8": (indicators.issues, households.issues),
    "I9": (indicators.decisions, households.decisions),
    "I11": (indicators.needs, others.needs),
    "I11, moves": (indicators.needs_moved, others.needs_moved),
    "baux glissants": (indicators.sliding_leases, households.sliding_leases),
    "I13": (indicators.trained, others.trained),
    "I14": (indicators.context, others.context),
}


def _at(day: date, after: timedelta) -> datetime:
    return datetime.combine(day, time(), PARIS) + after


def _questions(history: History) -> Iterator[Asked]:
    """The convention's years and quarters, those of the region, and what is cumulated; soon after, and long after."""
    of_convention, of_region = Scope(convention=history.convention), Scope(region=history.region)
    signatures = history.convention.signatories.filter(organisation__kind="bailleur").order_by("id")
    landlords = dict(signatures.values_list("organisation_id", "signed_on"))
    assert set(landlords.values()) == {STARTS_ON, SECOND_SIGNING}
    year = period_of(of_convention, YEARLY, date(2024, 3, 25))
    asked = (
        (of_convention, year, SOON),
        (of_convention, year, LATER),
        (of_convention, since_start(of_convention, year), BEFORE_RELEASE),
        (of_convention, since_start(of_convention, year), AT_RELEASE),
        (of_convention, period_of(of_convention, QUARTERLY, date(2024, 3, 25)), SOON),
        (of_convention, period_of(of_convention, QUARTERLY, date(2024, 9, 25)), LATER),
        (of_convention, since_start(of_convention, period_of(of_convention, YEARLY, date(2025, 3, 25))), SOON),
        (of_region, period_of(of_region, QUARTERLY, date(2024, 1, 1)), LATER),
        (of_region, period_of(of_region, YEARLY, date(2025, 1, 1)), SOON),
    )
    for scope, period, delay in asked:
        as_of = _at(period.ends_on + timedelta(days=1), delay)
        theirs = landlords if scope is of_convention else None
        there = frozenset(scope.departements or ())
        question = Question(there, theirs, str(history.region.pk), period.starts_on, period.ends_on, as_of)
        yield Asked(scope, period, as_of, question)


def _count(history: History) -> dict[str, list[tuple[Any, Any]]]:
    raw = Raw()
    found: dict[str, list[tuple[Any, Any]]] = {name: [] for name in INDICATORS}
    for asked in _questions(history):
        for name, (indicator, recount) in INDICATORS.items():
            more = {"known_before": _at(asked.period.starts_on, SOON)} if "typed late" in name else {}
            answer = asked.answer(indicator, **more)
            answer = plain_delays(answer) if isinstance(answer, tuple) else plain(answer)
            found[name].append((answer, recount(raw, asked.question)))
    return found


def _play(seed: int) -> Played:
    history = write_history(seed)
    played = Played(before=_count(history))
    moves = CandidatureTransition.objects.count()
    for household, manager in history.purgeable:
        purge_household(household=household, by=manager)
    # Nothing is left of them but facts; those that still ran have ended.
    refs = [household.need_ref for household, _ in history.purgeable]
    ids = [household.id for household, _ in history.purgeable]
    assert not Household.objects.filter(id__in=ids).exists()
    assert not CandidatureTransition.objects.filter(household_ref__in=ids).exists()
    assert CandidatureTransition.objects.count() > moves
    assert NeedEvent.objects.filter(need__in=refs, move="clos", at__gte=timezone.now() - timedelta(hours=1)).exists()
    played.after = _count(history)
    return played


@pytest.fixture(scope="module")
def histories(django_db_setup: None, django_db_blocker: Any) -> dict[int, Played]:
    found = {}
    with django_db_blocker.unblock():
        for seed in SEEDS:
            with ExitStack() as rolled_back:
                for alias in ("default", "vault"):
                    rolled_back.enter_context(transaction.atomic(using=alias))
                found[seed] = _play(seed)
                for alias in ("default", "vault"):
                    transaction.set_rollback(True, using=alias)
    return found


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", INDICATORS)
def test_recount(histories: dict[int, Played], name: str, seed: int) -> None:
    """What an indicator says is what a recount says, and a purge changes neither."""
    played = histories[seed]
    for answer, recounted in (*played.before[name], *played.after[name]):
        assert _rounded(answer) == _rounded(recounted)
    assert [answer for answer, _ in played.after[name]] == [answer for answer, _ in played.before[name]]


@pytest.mark.parametrize("name", INDICATORS)
def test_the_histories_have_something_to_count(histories: dict[int, Played], name: str) -> None:
    assert any(recounted for played in histories.values() for _, recounted in played.before[name])


def _rounded(counts: dict[Any, tuple[Any, ...]]) -> dict[Any, tuple[Any, ...]]:
    return {key: tuple(None if one is None else round(one, 6) for one in values) for key, values in counts.items()}
