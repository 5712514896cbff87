"""A report from the list to its publication by the coordinator, then as a partner reads it, wide and narrow."""

import re

import pytest
from playwright.sync_api import expect

from accounts.models import Organisation
from conventions.models import Signatory
from reporting.actions import building
from reporting.models import Report, ReportState
from tests.browser.conftest import NARROW, WIDE, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]


def look(visitor: Visitor, name: str) -> None:
    """The page, wide and narrow."""
    for width, viewport in (("wide", WIDE), ("narrow", NARROW)):
        visitor.page.set_viewport_size(viewport)
        visitor.audit()
        visitor.screenshot(f"reports-{name}-{width}")
    visitor.page.set_viewport_size(WIDE)


def test_from_the_list_to_the_committee(visitors: "type[Visitor]", monkeypatch: pytest.MonkeyPatch) -> None:
    coordinator, partner = visitors(), visitors()
    coordinator.sign_in("coordinator_hdf")
    page = coordinator.go("/rapports/")
    look(coordinator, "list-empty")
    # The worker is late: its page shows how far it is, and opens by itself once it is done.
    with monkeypatch.context() as late:
        page.get_by_label("Période").select_option(index=1)
        late.setattr("reporting.actions.opening.wake", lambda report_id: None)
        page.get_by_role("button", name="Préparer ce rapport").click()
    report = Report.objects.get()
    Report.objects.update(step="Délais", percent=40)
    expect(page.get_by_text("Délais · 40 %")).to_be_visible()
    look(coordinator, "building")
    building.build(report_id=report.pk)
    expect(page.get_by_role("button", name="Enregistrer les textes")).to_be_visible(timeout=15_000)

    page.get_by_role("textbox", name="Commentaire").fill("Un trimestre calme.")
    page.get_by_role("button", name="Enregistrer les textes").click()
    expect(page.locator("#messages")).to_contain_text("enregistrés")
    look(coordinator, "draft")
    page.get_by_role("link", name="Édition publique").click()
    expect(page.get_by_text("Vu par : vous.")).to_be_visible()
    look(coordinator, "public")
    page.get_by_text("Lire ce qui se fige, puis publier").click()
    page.get_by_role("button", name=re.compile("Publier ce rapport")).click()
    expect(page.locator("#messages")).to_contain_text("il ne change plus")
    look(coordinator, "published")
    report.refresh_from_db()
    assert report.state == ReportState.PUBLISHED

    partner.sign_in("partner")
    organisation = Organisation.objects.get(memberships__user__email__startswith="partner")
    Signatory.objects.get_or_create(
        convention=report.convention, organisation=organisation, defaults={"signed_on": report.starts_on}
    )
    theirs = partner.go("/rapports/")
    look(partner, "list")
    theirs.get_by_role("link", name=re.compile("Rapport trimestriel")).first.click()
    with theirs.expect_download() as download:
        theirs.get_by_role("link", name="PDF").click()
    assert download.value.suggested_filename == f"rapport-{report.starts_on.isoformat()}-v1.pdf"
    theirs.get_by_role("link", name=re.compile("Voir les logements")).click()
    look(partner, "dwellings")
