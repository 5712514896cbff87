"""The pages of reports, as those who prepare and those who read them see them."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from unittest.mock import Mock
from uuid import uuid4

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.middleware import POLLING_HEADER
from accounts.models import Membership
from conventions.models import Action, Convention, Signatory
from reporting import actions
from reporting.actions import opening
from reporting.models import Report, ReportFile, ReportKind, ReportState
from reporting.scopes import Scope
from tests.personas import SignIn
from tests.reporting.conftest import FIRST, SECOND, draft, published

pytestmark = pytest.mark.django_db
LIST = "/rapports/"


def address(report: Report, more: str = "") -> str:
    return f"{LIST}{report.pk}/{more}"


def text(answer: Any) -> str:
    return str(answer.content.decode())


class TestList:
    def test_who_prepares_sees_drafts_and_who_reads_what_is_published(
        self, scope: Scope, coordinator: Membership, partner: Membership, sign_in: SignIn
    ) -> None:
        waiting, out = draft(scope, SECOND), published(scope, coordinator, FIRST)
        hers = text(sign_in(coordinator).get(LIST))
        assert address(waiting) in hers
        assert "Projet" in hers
        assert address(out) in hers
        theirs = text(sign_in(partner).get(LIST))
        assert address(waiting) not in theirs
        assert "Préparer un rapport" not in theirs
        assert address(out) in theirs
        assert "Convention du Nord" in theirs

    def test_it_says_when_there_is_nothing(self, partner: Membership, sign_in: SignIn) -> None:
        assert "Aucun rapport publié." in text(sign_in(partner).get(LIST))

    def test_a_report_begins_by_hand_and_its_period_is_no_more_proposed(
        self,
        scope: Scope,
        coordinator: Membership,
        sign_in: SignIn,
        django_capture_on_commit_callbacks: Callable[..., Any],
    ) -> None:
        client = sign_in(coordinator)
        code = f"convention-{scope.convention.pk}/trimestriel/{SECOND.isoformat()}"  # type: ignore[union-attr]
        region = f"region-{scope.convention.region_id}/trimestriel/2025-07-01"  # type: ignore[union-attr]
        page = text(client.get(LIST))
        assert code in page
        assert region in page
        assert "trimestriel/2025-09-25" not in page  # not over
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.post(LIST, {"what": code})
        report = Report.objects.get()
        assert answer["Location"] == address(report)
        assert report.state == ReportState.DRAFT
        assert code not in text(client.get(LIST))
        # Sent twice: the same report.
        assert client.post(LIST, {"what": code})["Location"] == address(report)
        assert Report.objects.count() == 1

    @pytest.mark.parametrize("what", ["", "convention", "region-1/annuel/2025-01-01", "x" * 9_000, "\x00"])
    def test_what_is_not_in_the_list_is_refused_beside_it(
        self, scope: Scope, coordinator: Membership, sign_in: SignIn, what: str
    ) -> None:
        answer = sign_in(coordinator).post(LIST, {"what": what})
        assert answer.status_code == 422
        assert "Choisissez" in text(answer)
        assert not Report.objects.exists()

    def test_another_region_is_not_in_it(
        self, scope: Scope, coordinator: Membership, other_coordinator: Membership, sign_in: SignIn
    ) -> None:
        code = f"convention-{scope.convention.pk}/trimestriel/{SECOND.isoformat()}"  # type: ignore[union-attr]
        draft(scope)
        client = sign_in(other_coordinator)
        page = text(client.get(LIST))
        assert "Convention du Nord" not in page
        assert "Convention d’Occitanie" in page
        assert client.post(LIST, {"what": code}).status_code == 422

    @pytest.mark.parametrize("rows", [1, 3])
    def test_it_costs_the_same_whatever_it_holds(
        self,
        scope: Scope,
        coordinator: Membership,
        federation_member: Membership,
        other_coordinator: Membership,
        partner: Membership,
        sign_in: SignIn,
        rows: int,
        django_assert_num_queries: DjangoAssertNumQueries,
    ) -> None:
        first = published(scope, coordinator)
        for version in range(2, rows + 1):
            again = actions.open_report(
                scope=scope, kind=ReportKind.QUARTERLY, starts_on=FIRST, by=coordinator, reason=f"Oubli {version}"
            )
            actions.build(report_id=again.pk)
            actions.publish(report=again, by=coordinator)
        reader, preparer = sign_in(partner), sign_in(federation_member)
        with django_assert_num_queries(4):  # user, membership; how many, those of the page
            reader.get(LIST)
        # The same; those she prepares, conventions and regions to choose from.
        with django_assert_num_queries(7):
            preparer.get(LIST)
        assert first.version == 1


class TestProgress:
    def test_it_is_asked_for_without_renewing_the_session(
        self, scope: Scope, coordinator: Membership, sign_in: SignIn
    ) -> None:
        report = actions.open_report(scope=scope, kind=ReportKind.QUARTERLY, starts_on=FIRST, by=coordinator)
        Report.objects.update(step="Délais", percent=40)
        client = sign_in(coordinator)
        for page in (LIST, address(report)):
            shown = text(client.get(page))
            assert f'hx-get="{address(report, "etat/")}"' in shown
            assert POLLING_HEADER in shown
            assert "Délais · 40 %" in shown
        assert "Publier" not in shown
        asked = client.get(address(report, "etat/"), headers={POLLING_HEADER: "1"})
        assert "Délais · 40 %" in text(asked)
        assert "HX-Refresh" not in asked
        actions.build(report_id=report.pk)
        assert client.get(address(report, "etat/"))["HX-Refresh"] == "true"

    def test_before_its_first_step_it_waits(self, scope: Scope, coordinator: Membership, sign_in: SignIn) -> None:
        report = actions.open_report(scope=scope, kind=ReportKind.QUARTERLY, starts_on=FIRST, by=coordinator)
        assert "En attente · 0 %" in text(sign_in(coordinator).get(address(report)))


class TestReport:
    def test_what_the_committee_reads(
        self, scope: Scope, coordinator: Membership, partner: Membership, sign_in: SignIn
    ) -> None:
        report = published(scope, coordinator)
        page = text(sign_in(partner).get(address(report)))
        edition = report.editions.get(audience="comite")
        for shown in ("1er trimestre de l’année 1", "Bailleur A", "Bailleur B", edition.sha256, "ne change plus"):
            assert shown in page
        for hers in (
            "Édition publique",
            "Corriger",
            "Enregistrer les textes",
            "/publier/",
            report.editions.get(audience="public").sha256,
        ):
            assert hers not in page
        assert sign_in(partner).get(address(report, "?edition=public")).status_code == 404

    def test_who_prepares_it_reads_the_public_edition_too(
        self, scope: Scope, coordinator: Membership, sign_in: SignIn
    ) -> None:
        report = draft(scope)
        client = sign_in(coordinator)
        public = text(client.get(address(report, "?edition=public")))
        assert report.editions.get(audience="public").sha256 in public
        assert report.editions.get(audience="comite").sha256 not in public
        assert client.get(address(report, "?edition=tous")).status_code == 404

    def test_texts_are_kept_and_a_wrong_one_is_said_beside_it(
        self, scope: Scope, coordinator: Membership, partner: Membership, sign_in: SignIn
    ) -> None:
        report = draft(scope)
        client = sign_in(coordinator)
        assert client.post(address(report), {"comment": "Trois logements cet été."})["Location"] == address(report)
        assert "Trois logements cet été." in text(client.get(address(report)))
        refused = client.post(address(report), {"comment": "Appeler le 06 12 34 56 78"})
        assert refused.status_code == 422
        assert "Retirez les numéros" in text(refused)
        assert "06 12 34 56 78" in text(refused)  # nothing lost
        assert client.post(address(report), {"comment": "x" * 4_001}).status_code == 422
        report.refresh_from_db()
        assert report.comment == "Trois logements cet été."
        # The comment is the committee's.
        actions.publish(report=report, by=coordinator)
        assert "Trois logements" in text(sign_in(partner).get(address(report)))
        assert "Trois logements" not in text(client.get(address(report, "?edition=public")))
        late = client.post(address(report), {"comment": "Trop tard"})
        assert late.status_code == 422
        assert "plus rien ne s’y écrit" in text(late)

    def test_freins_and_leviers_are_of_the_year(
        self, scope: Scope, coordinator: Membership, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(opening, "check_is_over", Mock())
        report = draft(scope, FIRST, ReportKind.YEARLY)
        client = sign_in(coordinator)
        client.post(address(report), {"frein_1": "Peu de T5", "frein_3": "Délais", "levier_2": "Un référent"})
        report.refresh_from_db()
        assert (report.freins, report.leviers) == (["Peu de T5", "Délais"], ["Un référent"])
        page = text(client.get(address(report, "?edition=public")))
        assert "Peu de T5" in page
        assert "Frein 1" not in text(client.get(address(draft(scope))))

    def test_an_action_is_decided(
        self, scope: Scope, coordinator: Membership, agent: Membership, sign_in: SignIn
    ) -> None:
        report, client = draft(scope), sign_in(coordinator)
        due = timezone.localdate() + timedelta(days=30)
        typed = {"title": "Former les équipes", "owner": str(agent.organisation_id), "due_on": due.isoformat()}
        for wrong in (
            {"title": ""},
            {"owner": str(uuid4())},
            {"owner": "x"},
            {"due_on": ""},
            {"due_on": "2001-01-01"},
            {"title": "Écrire à a@exemple.fr"},
        ):
            refused = client.post(address(report, "actions/"), {**typed, **wrong})
            assert refused.status_code == 422, wrong
        assert not Action.objects.exists()
        client.post(address(report, "actions/"), typed)
        assert Action.objects.get().convention == scope.convention
        assert "Former les équipes : Bailleur A" in text(client.get(address(report)))

    def test_a_region_says_of_which_convention(
        self, scope: Scope, coordinator: Membership, agent: Membership, sign_in: SignIn
    ) -> None:
        report = draft(Scope(region=scope.convention.region), date(2025, 7, 1))  # type: ignore[union-attr]
        client = sign_in(coordinator)
        due = timezone.localdate() + timedelta(days=30)
        typed = {"title": "Former", "owner": str(agent.organisation_id), "due_on": due.isoformat()}
        assert client.post(address(report, "actions/"), typed).status_code == 422
        client.post(address(report, "actions/"), {**typed, "convention": str(scope.convention.pk)})  # type: ignore[union-attr]
        assert Action.objects.get().convention == scope.convention

    def test_publishing_says_what_it_freezes_and_does_it_once(
        self, scope: Scope, coordinator: Membership, partner: Membership, sign_in: SignIn
    ) -> None:
        report, client = draft(scope), sign_in(coordinator)
        reader = sign_in(partner)
        assert reader.get(address(report)).status_code == 404
        assert "ne changeront plus" in text(client.get(address(report)))
        for _ in range(2):
            answer = client.post(address(report, "publier/"), follow=True)
            assert "il ne change plus" in text(answer)
        assert reader.get(address(report)).status_code == 200
        assert ReportFile.objects.count() == 6

    def test_one_that_is_being_built_is_not_published(
        self, scope: Scope, coordinator: Membership, sign_in: SignIn
    ) -> None:
        report = actions.open_report(scope=scope, kind=ReportKind.QUARTERLY, starts_on=FIRST, by=coordinator)
        answer = sign_in(coordinator).post(address(report, "publier/"), follow=True)
        assert "encore en préparation" in text(answer)
        report.refresh_from_db()
        assert report.state == ReportState.BUILDING

    def test_a_correction_has_its_reason_and_the_old_one_leads_to_it(
        self,
        scope: Scope,
        coordinator: Membership,
        partner: Membership,
        sign_in: SignIn,
        django_capture_on_commit_callbacks: Callable[..., Any],
    ) -> None:
        report, client = published(scope, coordinator), sign_in(coordinator)
        assert client.post(address(report, "corriger/"), {"reason": ""}).status_code == 422
        assert client.post(address(report, "corriger/"), {"reason": "12 rue de Lille"}).status_code == 422
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.post(address(report, "corriger/"), {"reason": "Un logement oublié"})
        second = Report.objects.get(version=2)
        assert answer["Location"] == address(second)
        refused = client.post(address(report, "corriger/"), {"reason": "Encore"})
        assert refused.status_code == 422
        assert "déjà en préparation" in text(refused)
        reader = sign_in(partner)
        assert "plus récente" not in text(reader.get(address(report)))
        actions.publish(report=second, by=coordinator)
        assert address(second) in text(reader.get(address(report)))
        assert "correction : Un logement oublié" in text(reader.get(address(second)))

    def test_its_budget(
        self,
        scope: Scope,
        coordinator: Membership,
        partner: Membership,
        sign_in: SignIn,
        django_assert_num_queries: DjangoAssertNumQueries,
    ) -> None:
        report = published(scope, coordinator)
        client = sign_in(partner)
        # User, membership; the report with its scope, a later version, its edition.
        with django_assert_num_queries(5):
            client.get(address(report))


class TestFiles:
    def test_the_committees_to_its_readers_the_publics_to_those_who_hand_it_out(
        self, scope: Scope, coordinator: Membership, partner: Membership, sign_in: SignIn
    ) -> None:
        report = draft(scope)
        client, reader = sign_in(coordinator), sign_in(partner)
        theirs, public = (address(report, f"fichiers/{audience}/csv/") for audience in ("comite", "public"))
        assert client.get(theirs).status_code == 404  # a draft has none
        actions.publish(report=report, by=coordinator)
        file = reader.get(theirs)
        assert file["Content-Disposition"] == 'attachment; filename="rapport-2025-03-25-v1.csv"'
        assert "Bailleur A" in file.content.decode("utf-8-sig")
        page = text(reader.get(address(report)))
        for form, kind, begins in (
            ("csv", "text/csv; charset=utf-8", b"\xef\xbb\xbf"),
            ("pdf", "application/pdf", b"%PDF"),
            ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK"),
        ):
            link = address(report, f"fichiers/comite/{form}/")
            assert link in page
            asked = reader.get(link)
            assert asked["Content-Type"] == kind
            assert asked.content.startswith(begins)
        assert reader.get(public).status_code == 404
        assert "v1-public.csv" in client.get(public)["Content-Disposition"]
        assert public in text(client.get(address(report, "?edition=public")))

    @pytest.mark.parametrize("wrong", ["tous/csv/", "comite/exe/", "comite/CSV/", "COMITE/csv/"])
    def test_others_are_none(self, scope: Scope, coordinator: Membership, sign_in: SignIn, wrong: str) -> None:
        report = published(scope, coordinator)
        assert sign_in(coordinator).get(address(report, f"fichiers/{wrong}")).status_code == 404

    def test_it_stays_the_same_whatever_changes_after(
        self, scope: Scope, coordinator: Membership, agent: Membership, sign_in: SignIn
    ) -> None:
        report, client = published(scope, coordinator), sign_in(coordinator)
        pages = [address(report), address(report, "fichiers/comite/csv/")]
        before = [client.get(page).content for page in pages[1:]]
        agent.organisation.name = "Un autre nom"
        agent.organisation.save()
        assert [client.get(page).content for page in pages[1:]] == before
        assert "Bailleur A" in text(client.get(pages[0]))


class TestStrangers:
    @pytest.mark.parametrize("more", ["", "etat/", "logements/", "fichiers/comite/csv/"])
    def test_what_is_of_another_region_does_not_exist(
        self, scope: Scope, coordinator: Membership, other_coordinator: Membership, sign_in: SignIn, more: str
    ) -> None:
        report = published(scope, coordinator)
        assert sign_in(other_coordinator).get(address(report, more)).status_code == 404

    def test_nor_for_a_landlord_that_did_not_sign(
        self, scope: Scope, coordinator: Membership, bailleur_manager: Membership, sign_in: SignIn
    ) -> None:
        report = published(scope, coordinator)
        client = sign_in(bailleur_manager)
        assert client.get(address(report)).status_code == 200
        Signatory.objects.filter(organisation=bailleur_manager.organisation).delete()
        assert client.get(address(report)).status_code == 404
        assert address(report) not in text(client.get(LIST))

    def test_nor_for_those_who_do_not_read_reports(
        self, scope: Scope, coordinator: Membership, agent: Membership, caseworker: Membership, sign_in: SignIn
    ) -> None:
        report = published(scope, coordinator)
        for stranger in (agent, caseworker):
            client = sign_in(stranger)
            for page in (LIST, address(report), address(report, "fichiers/comite/csv/")):
                assert client.get(page).status_code == 404
            assert "Rapports</a>" not in text(client.get("/"))


def test_the_navigation_leads_there(partner: Membership, convention: Convention, sign_in: SignIn) -> None:
    assert 'href="/rapports/"' in text(sign_in(partner).get("/"))
