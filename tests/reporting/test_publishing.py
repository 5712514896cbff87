"""What is written and decided on a draft, then its publication, after which nothing of it changes."""

from datetime import date, timedelta
from unittest.mock import Mock
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.models import Membership, Role
from accounts.permissions import Permission, permitted
from common.transitions import WrongState
from conventions.models import Action, Committee, Convention
from conventions.texts import Unwritable
from notifications.models import Notice
from reporting import actions
from reporting.actions import opening
from reporting.models import Report, ReportFile, ReportKind
from reporting.scopes import Scope
from tests import factories
from tests.reporting.conftest import FIRST, draft, published

QUARTERLY, YEARLY = ReportKind.QUARTERLY, ReportKind.YEARLY


@pytest.mark.django_db
class TestTexts:
    def test_on_a_draft_alone(self, scope: Scope, coordinator: Membership, other_coordinator: Membership) -> None:
        report = actions.open_report(scope=scope, kind=QUARTERLY, starts_on=FIRST, by=None)

        def write(by: Membership = coordinator, **texts: object) -> Report:
            return actions.write_texts(
                **{"report": report, "freins": [], "leviers": [], "comment": "", "by": by, **texts}  # type: ignore[arg-type]
            )

        with pytest.raises(WrongState, match="encore en préparation"):
            write()
        actions.build(report_id=report.pk)
        assert write(comment=" Un trimestre calme. ").comment == "Un trimestre calme."
        with pytest.raises(Unwritable):
            write(comment="Écrire à quelqu’un@exemple.fr")
        with pytest.raises(WrongState, match="rapport annuel"):
            write(freins=["Peu de grands logements"])
        with pytest.raises(Report.DoesNotExist):
            write(by=other_coordinator)
        actions.publish(report=report, by=coordinator)
        with pytest.raises(WrongState, match="pas un projet"):
            write(comment="Trop tard")
        report.refresh_from_db()
        assert report.comment == "Un trimestre calme."

    def test_three_freins_and_three_leviers_in_the_yearly_one(
        self, scope: Scope, coordinator: Membership, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(opening, "check_is_over", Mock())  # its first year ends in March
        report = draft(scope, FIRST, YEARLY)
        points = ["Peu de T5", "", "Délais"]
        kept = actions.write_texts(report=report, freins=points, leviers=points, comment="", by=coordinator)
        assert kept.freins == kept.leviers == ["Peu de T5", "Délais"]
        with pytest.raises(WrongState, match="au plus"):
            actions.write_texts(report=report, freins=[*"abcd"], leviers=[], comment="", by=coordinator)


@pytest.mark.django_db
class TestDeciding:
    def test_an_action_of_the_convention(
        self,
        scope: Scope,
        coordinator: Membership,
        agent: Membership,
        bailleur_manager: Membership,
        other_caseworker: Membership,
    ) -> None:
        report, due_on = draft(scope), timezone.localdate() + timedelta(days=30)
        about = {
            "report": report,
            "action_id": uuid4(),
            "convention": scope.convention,
            "title": "Former les équipes",
            "owner": agent.organisation,
            "due_on": due_on,
            "by": coordinator,
        }
        made = actions.decide_action(**about)  # type: ignore[arg-type]
        assert (made.convention, made.owner, made.created_by) == (
            scope.convention, agent.organisation, coordinator.user,
        )  # fmt: skip
        assert actions.decide_action(**about) == made  # type: ignore[arg-type]
        assert Notice.objects.of(bailleur_manager).filter(reference=made.id).count() == 1
        elsewhere = Convention.objects.create(
            name="Nationale", level="national", signed_on=FIRST, starts_on=FIRST, ends_on=date(2028, 3, 24)
        )
        for wrong, sentence in (
            ({"owner": other_caseworker.organisation}, "signataire"),
            ({"convention": elsewhere}, "périmètre"),
            ({"due_on": timezone.localdate() - timedelta(days=1)}, "à venir"),
        ):
            with pytest.raises(WrongState, match=sentence):
                actions.decide_action(**{**about, "action_id": uuid4(), **wrong})  # type: ignore[arg-type]
        actions.publish(report=report, by=coordinator)
        with pytest.raises(WrongState, match="pas un projet"):
            actions.decide_action(**about)  # type: ignore[arg-type]
        assert Action.objects.count() == 1


@pytest.mark.django_db
class TestPublishing:
    def test_once_with_its_files(self, scope: Scope, coordinator: Membership, federation_member: Membership) -> None:
        report = actions.open_report(scope=scope, kind=QUARTERLY, starts_on=FIRST, by=None)
        with pytest.raises(WrongState, match="encore en préparation"):
            actions.publish(report=report, by=coordinator)
        actions.build(report_id=report.pk)
        first = actions.publish(report=report, by=coordinator)
        files = ReportFile.objects.order_by("pk").values_list("pk", flat=True)
        made = list(files)
        assert len(made) == 6
        again = actions.publish(report=report, by=federation_member)
        assert (again.published_at, again.published_by) == (first.published_at, coordinator.user)
        assert list(files) == made

    def test_those_who_may_read_it_are_told_of_it(
        self,
        scope: Scope,
        coordinator: Membership,
        other_coordinator: Membership,
        federation_member: Membership,
        partner: Membership,
        agent: Membership,
        bailleur_manager: Membership,
        association_manager: Membership,
    ) -> None:
        """An association's manager did not sign here; an agent reads no report; whoever published it knows."""
        factories.MembershipFactory(organisation=factories.OrganisationFactory(kind="partner"), role=Role.PARTNER)
        report = published(scope, coordinator)
        told = Notice.objects.filter(kind="report_published", reference=report.pk)
        assert {one.recipient for one in told} == {federation_member.user, partner.user, bailleur_manager.user}
        for member in Membership.objects.all():
            opens = permitted(member, Permission.READ_PUBLISHED_REPORTS) and Report.objects.read_by(member).exists()
            assert opens == told.filter(recipient=member.user).exists() or member == coordinator
        actions.publish(report=report, by=federation_member)
        assert told.count() == 3

    def test_by_those_who_prepare_it(self, scope: Scope, other_coordinator: Membership, partner: Membership) -> None:
        report = draft(scope)
        for stranger in (other_coordinator, partner):
            with pytest.raises(Report.DoesNotExist):
                actions.publish(report=report, by=stranger)

    def test_the_last_committees_actions_stay_as_they_were(
        self, scope: Scope, coordinator: Membership, agent: Membership
    ) -> None:
        held = Committee.objects.create(convention=scope.convention, held_on=date(2025, 9, 1))
        Committee.objects.create(convention=scope.convention, held_on=date(2025, 6, 1))
        Committee.objects.create(convention=scope.convention, held_on=date(2025, 12, 1))
        action = Action.objects.create(
            convention=scope.convention,
            committee=held,
            title="Former les équipes",
            owner=agent.organisation,
            due_on=date(2025, 12, 1),
        )
        report = published(scope, coordinator)
        action.title, action.status = "Autre chose", "en_cours"
        action.save()
        report.refresh_from_db()
        assert report.decisions == [
            {"title": "Former les équipes", "owner": "Bailleur A", "due_on": "2025-12-01", "status": "À faire"}
        ]
