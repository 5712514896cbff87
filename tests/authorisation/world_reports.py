"""Reports of two regions: one of each state in the coordinator's, a published one elsewhere."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import Membership
from conventions.models import Convention, Signatory
from reporting import actions
from reporting.models import Report, ReportFile, ReportFormat, ReportKind, ReportState
from tests import factories

STARTS_ON, ENDS_ON = date(2025, 3, 25), date(2028, 3, 24)
ELSEWHERE = "31555"


def add_reports(members: dict[str, Membership]) -> dict[str, str]:
    """Names in an address -> ids."""
    here = _convention("Convention du Nord", factories.LILLE)
    away = _convention("Convention d’Occitanie", ELSEWHERE)
    members["coordinator"].organisation.regions.add(here.region)  # type: ignore[arg-type]
    for persona in ("association_manager", "bailleur_manager", "partner"):
        Signatory.objects.create(convention=here, organisation=members[persona].organisation, signed_on=STARTS_ON)
    Signatory.objects.create(convention=away, organisation=members["other_agent"].organisation, signed_on=STARTS_ON)
    made = {
        "report_a": _published(here, date(2025, 3, 25), date(2025, 6, 24)),
        "draft_report_a": _draft(here, date(2025, 6, 25), date(2025, 9, 24)),
        "report_b": _published(away, date(2025, 3, 25), date(2025, 6, 24)),
        # Last: whoever ends a build wakes the next.
        "building_a": _building(here, date(2025, 9, 25), date(2025, 12, 24)),
    }
    return {name: str(report.pk) for name, report in made.items()} | {
        "report_convention": str(here.pk),
        "report_elsewhere": str(away.pk),
    }


def report_bodies(ids: dict[str, str], members: dict[str, Membership]) -> dict[str, dict[str, Any]]:
    """What is typed in the forms of reports."""
    return {
        "report_period": {"what": f"convention-{ids['report_convention']}/annuel/2025-03-25"},
        "report_elsewhere": {"what": f"convention-{ids['report_elsewhere']}/annuel/2025-03-25"},
        "report_texts": {"comment": "Un trimestre calme."},
        "decided": {
            "title": "Former les équipes",
            "owner": str(members["bailleur_manager"].organisation_id),
            "due_on": (timezone.localdate() + timedelta(days=30)).isoformat(),
        },
        "correction": {"reason": "Un logement oublié"},
    }


def _convention(name: str, commune: str) -> Convention:
    region = factories.commune(commune).departement.region  # type: ignore[union-attr]
    return Convention.objects.create(
        name=name, region=region, signed_on=STARTS_ON, starts_on=STARTS_ON, ends_on=ENDS_ON
    )


def _building(convention: Convention, starts_on: date, ends_on: date) -> Report:
    """As a row alone: whoever opens one wakes a worker."""
    return Report.objects.create(
        convention=convention,
        kind=ReportKind.QUARTERLY,
        starts_on=starts_on,
        ends_on=ends_on,
        as_of=timezone.now(),
        step="Comptes",
        percent=40,
    )


def _draft(convention: Convention, starts_on: date, ends_on: date) -> Report:
    report = _building(convention, starts_on, ends_on)
    actions.build(report_id=report.pk)
    report.refresh_from_db()
    return report


def _published(convention: Convention, starts_on: date, ends_on: date) -> Report:
    """Its file is a mere mark: making a PDF is not what is asked here."""
    report = _draft(convention, starts_on, ends_on)
    for edition in report.editions.order_by("audience"):
        ReportFile.objects.create(edition=edition, format=ReportFormat.CSV, content=b"chiffres")
    report.state, report.published_at, report.decisions = ReportState.PUBLISHED, timezone.now(), []
    report.save()
    return report
