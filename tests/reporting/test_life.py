"""From its opening to its correction: one report of a scope, kind, period and version, counted once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from unittest.mock import Mock
from uuid import uuid4

import pytest
from django.db import connections
from django.utils import timezone

from accounts.models import Membership, Role
from common.transitions import WrongState
from conventions.models import Convention
from conventions.texts import Unwritable
from notifications.models import Notice
from reporting import actions
from reporting.actions import building, opening
from reporting.content import Content, digest, read
from reporting.models import Audience, Report, ReportEdition, ReportFile, ReportKind, ReportState
from reporting.scopes import Scope
from reporting.tasks import build_report, sweep
from tests import factories
from tests.reporting.conftest import FIRST, SECOND, draft, dwelling, published

QUARTERLY, YEARLY = ReportKind.QUARTERLY, ReportKind.YEARLY


@pytest.fixture
def woken(monkeypatch: pytest.MonkeyPatch) -> Mock:
    """Ids of the reports for which a worker was woken; none is built."""
    told = Mock()
    monkeypatch.setattr(opening, "wake", told)
    monkeypatch.setattr(building, "wake", told)
    return told


@pytest.mark.django_db
class TestOpening:
    def test_a_closed_period_only(self, scope: Scope) -> None:
        with pytest.raises(WrongState, match="pas terminée"):
            actions.open_report(scope=scope, kind=QUARTERLY, starts_on=date(2025, 9, 25), by=None)
        with pytest.raises(WrongState, match="n’existe pas"):
            actions.open_report(scope=scope, kind=QUARTERLY, starts_on=date(2025, 4, 1), by=None)
        with pytest.raises(WrongState, match="pas terminée"):
            actions.open_report(scope=scope, kind=YEARLY, starts_on=FIRST, by=None)
        assert not Report.objects.exists()

    def test_it_begins_and_wakes_a_worker_once_committed(
        self,
        scope: Scope,
        coordinator: Membership,
        woken: Mock,
        django_capture_on_commit_callbacks: Callable[..., object],
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
            report = actions.open_report(scope=scope, kind=QUARTERLY, starts_on=SECOND, by=coordinator)
            assert not woken.called
        woken.assert_called_once_with(report.pk)
        assert (report.state, report.version, report.ends_on) == (ReportState.BUILDING, 1, date(2025, 9, 24))
        assert report.asked_by == coordinator.user
        again = actions.open_report(scope=scope, kind=QUARTERLY, starts_on=SECOND, by=coordinator)
        assert (again.pk, again.as_of) == (report.pk, report.as_of)

    def test_only_for_what_one_prepares(
        self, scope: Scope, other_coordinator: Membership, partner: Membership
    ) -> None:
        for stranger in (other_coordinator, partner):
            for one in (scope, Scope(region=scope.convention.region)):  # type: ignore[union-attr]
                with pytest.raises(Report.DoesNotExist):
                    actions.open_report(scope=one, kind=QUARTERLY, starts_on=FIRST, by=stranger)

    def test_a_region_has_civil_periods(self, convention: Convention, coordinator: Membership) -> None:
        scope = Scope(region=convention.region)
        report = actions.open_report(scope=scope, kind=QUARTERLY, starts_on=date(2025, 7, 1), by=coordinator)
        assert (report.convention, report.region, report.ends_on) == (None, convention.region, date(2025, 9, 30))

    def test_a_correction_is_of_what_is_published_and_one_at_a_time(
        self, scope: Scope, coordinator: Membership
    ) -> None:
        def correct(reason: str) -> Report:
            return actions.open_report(scope=scope, kind=QUARTERLY, starts_on=FIRST, by=coordinator, reason=reason)

        with pytest.raises(WrongState, match="Aucun rapport"):
            correct("Oubli")
        first = draft(scope)
        with pytest.raises(WrongState, match="pas publié"):
            correct("Oubli")
        actions.publish(report=first, by=coordinator)
        second = correct("  Un logement oublié ")
        assert (second.version, second.reason, second.state) == (2, "Un logement oublié", ReportState.BUILDING)
        assert correct("Un logement oublié").pk == second.pk
        with pytest.raises(WrongState, match="déjà en préparation"):
            correct("Autre raison")
        with pytest.raises(Unwritable, match="numéros"):
            correct("Appeler le 06 12 34 56 78")
        actions.build(report_id=second.pk)
        actions.publish(report=second, by=coordinator)
        assert correct("Un logement oublié").version == 3


@pytest.mark.django_db
class TestBuilding:
    def test_both_editions_and_those_who_prepare_it_are_told(
        self, scope: Scope, coordinator: Membership, other_coordinator: Membership, federation_member: Membership
    ) -> None:
        report = draft(scope, SECOND)
        assert (report.state, report.percent, report.step) == (ReportState.DRAFT, 100, "")
        editions = {one.audience: one for one in report.editions.all()}
        assert set(editions) == set(Audience.values)
        for edition in editions.values():
            assert edition.sha256 == digest(edition.content)
            tables = {table.code: table for table in read(edition.content).tables}
            assert tables["plateforme"].rows[0].cells[0] == 3
            assert ("logements_bailleur" in tables) == (edition.audience == Audience.COMMITTEE)
            assert str(timezone.localdate()) not in edition.content
        told = Notice.objects.filter(kind="report_ready", reference=report.pk)
        assert {one.recipient for one in told} == {coordinator.user, federation_member.user}

        actions.build(report_id=report.pk)

        assert ReportEdition.objects.filter(report=report).count() == len(Audience)
        assert told.count() == 2

    def test_what_happens_after_its_opening_does_not_enter(self, scope: Scope, agent: Membership) -> None:
        report = actions.open_report(scope=scope, kind=QUARTERLY, starts_on=FIRST, by=None)
        dwelling(agent, "T4", date(2025, 5, 5))
        Report.objects.filter(pk=report.pk).update(as_of=timezone.now() - timedelta(days=200))
        actions.build(report_id=report.pk)
        tables = {one.code: one for one in report.editions.get(audience=Audience.COMMITTEE).opened.tables}
        assert tables["plateforme"].rows[0].cells[0] == 0

    def test_what_is_no_report_or_no_more_to_build_is_nothing(self, scope: Scope, coordinator: Membership) -> None:
        build_report(str(uuid4()))
        report = published(scope, coordinator)
        build_report(str(report.pk))
        report.refresh_from_db()
        assert report.state == ReportState.PUBLISHED

    def test_one_that_fails_writes_nothing_and_is_tried_again(
        self, scope: Scope, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        report = actions.open_report(scope=scope, kind=QUARTERLY, starts_on=FIRST, by=None)
        with monkeypatch.context() as patched:
            patched.setattr(building, "assemble", Mock(side_effect=ZeroDivisionError))
            with pytest.raises(ZeroDivisionError):
                sweep()
        assert not ReportEdition.objects.exists()
        assert not Notice.objects.exists()
        sweep()
        report.refresh_from_db()
        assert report.state == ReportState.DRAFT

    def test_an_edition_that_is_lacking_is_no_report(self, scope: Scope, monkeypatch: pytest.MonkeyPatch) -> None:
        report = actions.open_report(scope=scope, kind=QUARTERLY, starts_on=FIRST, by=None)
        real = building.assemble

        def half(*about: object) -> dict[Audience, Content]:
            return {Audience.COMMITTEE: real(*about)[Audience.COMMITTEE]}  # type: ignore[arg-type]

        monkeypatch.setattr(building, "assemble", half)
        with pytest.raises(KeyError):
            actions.build(report_id=report.pk)
        assert not ReportEdition.objects.exists()

    def test_the_sweep_tries_each_minute_then_each_hour(self, scope: Scope, woken: Mock) -> None:
        report = actions.open_report(scope=scope, kind=QUARTERLY, starts_on=FIRST, by=None)
        opened = report.as_of.replace(minute=0)
        Report.objects.update(as_of=opened)
        for minutes, times in ((1, 1), (59, 1), (61, 0), (119, 0), (120, 1), (2 * 24 * 60, 1)):
            woken.reset_mock()
            actions.restart_builds(now=opened + timedelta(minutes=minutes))
            assert woken.call_count == times, minutes


def at_once(gestures: list[Callable[[], Report]]) -> list[Report]:
    """Each in a thread of its own, all let go together."""
    barrier = Barrier(len(gestures))

    def play(gesture: Callable[[], Report]) -> Report:
        try:
            barrier.wait(timeout=60)
            return gesture()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(gestures)) as threads:
        return list(threads.map(play, gestures))


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_opened_by_eight_it_is_one(self, scope: Scope, coordinator: Membership, woken: Mock) -> None:
        def start(by: Membership | None) -> Report:
            return actions.open_report(scope=scope, kind=QUARTERLY, starts_on=FIRST, by=by)

        found = at_once([lambda: start(None), lambda: start(coordinator)] * 4)

        assert len({report.pk for report in found}) == Report.objects.count() == woken.call_count == 1

    def test_corrected_by_four_it_is_one_version_more(
        self, scope: Scope, coordinator: Membership, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        first = published(scope, coordinator)
        monkeypatch.setattr(opening, "wake", Mock())

        def correct() -> Report:
            return actions.open_report(scope=scope, kind=QUARTERLY, starts_on=FIRST, by=coordinator, reason="Un oubli")

        found = at_once([correct] * 4)

        assert len({report.pk for report in found}) == 1
        assert list(Report.objects.order_by("version").values_list("pk", flat=True)) == [first.pk, found[0].pk]

    def test_built_by_four_it_is_counted_once_at_a_time(self, scope: Scope, woken: Mock) -> None:
        reports = [actions.open_report(scope=scope, kind=QUARTERLY, starts_on=day, by=None) for day in (FIRST, SECOND)]
        under_way, most = [], []
        real = building.assemble

        def counted(report: Report, on_step: Callable[[str, int], None]) -> dict[Audience, Content]:
            under_way.append(report.pk)
            most.append(len(under_way))
            on_step("Comptes", 30)
            found = real(report, on_step)
            under_way.remove(report.pk)
            return found

        building.assemble, kept = counted, building.assemble
        try:
            at_once([lambda report=report: actions.build(report_id=report.pk) for report in reports * 2])  # type: ignore[misc]
            sweep()
        finally:
            building.assemble = kept

        for report in reports:
            actions.build(report_id=report.pk)
        assert max(most) == 1
        assert set(Report.objects.values_list("state", flat=True)) == {ReportState.DRAFT}
        assert ReportEdition.objects.count() == 4

    def test_published_by_two_it_has_its_files_once(
        self, scope: Scope, coordinator: Membership, federation_member: Membership
    ) -> None:
        report = draft(scope)
        found = at_once(
            [
                lambda: actions.publish(report=report, by=coordinator),
                lambda: actions.publish(report=report, by=federation_member),
            ]
        )
        assert found[0].published_at == found[1].published_at
        editions = ReportFile.objects.values_list("edition", "format")
        assert len(set(editions)) == ReportFile.objects.count()


@pytest.mark.django_db(transaction=True)
def test_the_progress_shows_while_it_goes_on_and_the_snapshot_writes_nothing(
    scope: Scope, monkeypatch: pytest.MonkeyPatch, woken: Mock
) -> None:
    report = actions.open_report(scope=scope, kind=QUARTERLY, starts_on=FIRST, by=None)
    seen = []

    def counted(report: Report, on_step: Callable[[str, int], None]) -> dict[Audience, Content]:
        on_step("x" * 80, 140)
        (found,) = at_once([lambda: Report.objects.get(pk=report.pk)])
        seen.append((found.step, found.percent, found.state))
        factories.OrganisationFactory()
        raise AssertionError("written")

    monkeypatch.setattr(building, "assemble", counted)
    with pytest.raises(Exception, match="read-only transaction"):
        actions.build(report_id=report.pk)
    assert seen == [("x" * 60, 99, ReportState.BUILDING)]


@pytest.mark.django_db(transaction=True)
def test_whoever_ends_a_build_wakes_the_next(scope: Scope, woken: Mock) -> None:
    first, second = (
        actions.open_report(scope=scope, kind=QUARTERLY, starts_on=day, by=None) for day in (FIRST, SECOND)
    )
    woken.reset_mock()
    actions.build(report_id=first.pk)
    woken.assert_called_once_with(second.pk)
    woken.reset_mock()
    actions.build(report_id=second.pk)
    assert not woken.called


@pytest.mark.django_db
def test_a_region_of_another_coordinator_hears_nothing(
    scope: Scope, other_coordinator: Membership, convention: Convention
) -> None:
    gone = factories.MembershipFactory(
        organisation=other_coordinator.organisation, role=Role.COORDINATOR, ended_at=timezone.now()
    )
    draft(Scope(region=other_coordinator.organisation.regions.get()), date(2025, 7, 1))
    told = set(Notice.objects.filter(kind="report_ready").values_list("recipient", flat=True))
    assert told == {other_coordinator.user_id}
    assert gone.user_id not in told
