"""Published reports for an observatory’s software: the public edition of what its organisation signed, no other."""

import hashlib
import json
from dataclasses import replace
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pytest_django import DjangoAssertNumQueries

from accounts.models import Membership, OrganisationKind
from accounts.models import Scope as ApiScope
from conventions.models import Signatory
from home.api_page import openapi
from reporting import actions
from reporting.actions import building
from reporting.assembly import assemble
from reporting.content import Content, Definition
from reporting.models import Audience, Report, ReportKind
from reporting.scopes import Scope
from tests import factories
from tests.api.parts import Software
from tests.reporting.conftest import FIRST, SECOND, convention_with_dwellings, draft, published

pytestmark = pytest.mark.django_db
REPORTS, FIGURES = "/api/v1/rapports/", "/api/v1/chiffres/"


@pytest.fixture
def scope(coordinator: Membership, agent: Membership, other_agent: Membership, partner: Membership) -> Scope:
    region = factories.commune().departement.region  # type: ignore[union-attr]
    coordinator.organisation.regions.add(region)
    return Scope(convention=convention_with_dwellings(region, agent, other_agent, partner))


@pytest.fixture
def observatory(partner: Membership, federation_member: Membership) -> Software:
    return Software(federation_member, [ApiScope.READ_FIGURES], partner.organisation)


@pytest.fixture
def _editions_differ(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is hidden from the public is the committee's to read."""

    def assembled(report: Report, on_step: Any) -> dict[Audience, Content]:
        found = assemble(report, on_step)
        theirs = found[Audience.COMMITTEE]
        word = Definition("I1", "Réservé au comité", "…", "", "", "")
        found[Audience.COMMITTEE] = replace(theirs, definitions=(word,))
        public = found[Audience.PUBLIC]
        section = public.sections[0]
        table = section.tables[0]
        row = table.rows[0]
        rows = (replace(row, cells=(None, *row.cells[1:])),)
        shown = replace(section, tables=(replace(table, rows=rows),))
        found[Audience.PUBLIC] = replace(public, sections=(shown,))
        return found

    monkeypatch.setattr(building, "assemble", assembled)


@pytest.mark.usefixtures("_editions_differ")
def test_the_public_edition_alone(scope: Scope, coordinator: Membership, observatory: Software) -> None:
    report = published(scope, coordinator, SECOND)
    (listed,) = observatory.get(REPORTS).json()["results"]
    public = report.editions.get(audience=Audience.PUBLIC)
    assert listed == {
        "id": str(report.pk),
        "perimetre": "Convention du Nord",
        "nature": "trimestriel",
        "debut": "2025-06-25",
        "fin": "2025-09-24",
        "version": 1,
        "raison": "",
        "publie_le": listed["publie_le"],
        "sha256": public.sha256,
    }
    answer = observatory.get(f"{REPORTS}{report.pk}/")
    whole = answer.json()
    assert whole["seuil"] == 11
    assert "Réservé au comité" not in answer.content.decode()
    (table,) = whole["tableaux"]
    ((hidden, *others),) = (row["valeurs"] for row in table["lignes"])
    assert hidden is None
    assert 5 in others  # since the beginning of the year
    assert hashlib.sha256(whole["contenu_canonique"].encode()).hexdigest() == whole["sha256"]
    assert json.loads(whole["contenu_canonique"])["audience"] == "public"
    figures = observatory.get(FIGURES)
    told = {one["colonne"]: (one["unite"], one["valeur"]) for one in figures.json()}
    assert told["periode"] == ("logements", None)
    assert told["annee"] == ("logements", 5)
    assert figures["ETag"]


def test_what_its_description_says(scope: Scope, coordinator: Membership, observatory: Software) -> None:
    """Every field of every answer, as the schema has it."""
    report = published(scope, coordinator)
    components = openapi()["components"]
    whole = observatory.get(f"{REPORTS}{report.pk}/").json()
    for name, told in (
        ("Report", observatory.get(REPORTS).json()["results"]),
        ("WholeReport", [whole]),
        ("Figure", observatory.get(FIGURES).json()),
    ):
        assert told
        schema = {"$ref": f"#/components/schemas/{name}", "components": components}
        for one in told:
            assert set(one) == set(components["schemas"][name]["properties"])
            Draft202012Validator(schema).validate(one)


def test_figures_are_those_of_the_last_version_of_the_last_period(
    scope: Scope, coordinator: Membership, observatory: Software
) -> None:
    published(scope, coordinator, FIRST)
    last = published(scope, coordinator, SECOND)
    region = draft(Scope(region=scope.convention.region), FIRST.replace(month=1, day=1))  # type: ignore[union-attr]
    assert {one["rapport"] for one in observatory.get(FIGURES).json()} == {str(last.pk)}
    corrected = actions.open_report(
        scope=scope, kind=ReportKind.QUARTERLY, starts_on=SECOND, by=coordinator, reason="Un oubli"
    )
    actions.build(report_id=corrected.pk)
    assert {one["rapport"] for one in observatory.get(FIGURES).json()} == {str(last.pk)}
    actions.publish(report=corrected, by=coordinator)
    assert {one["rapport"] for one in observatory.get(FIGURES).json()} == {str(corrected.pk)}
    assert {one["version"] for one in observatory.get(REPORTS).json()["results"]} == {1, 2}
    # Of a region, once its organisation is of it.
    actions.publish(report=region, by=coordinator)
    assert str(region.pk) not in observatory.get(REPORTS).content.decode()
    observatory.client.organisation.regions.add(scope.convention.region)  # type: ignore[union-attr, arg-type]
    assert str(region.pk) in observatory.get(FIGURES).content.decode()


def test_no_draft_nor_what_it_did_not_sign(
    scope: Scope, coordinator: Membership, federation_member: Membership, observatory: Software
) -> None:
    waiting, out = draft(scope, FIRST), published(scope, coordinator, SECOND)
    other = factories.OrganisationFactory(kind=OrganisationKind.PARTNER, name="Autre observatoire")
    stranger = Software(federation_member, [ApiScope.READ_FIGURES], other)
    assert observatory.get(f"{REPORTS}{waiting.pk}/").status_code == 404
    assert str(waiting.pk) not in observatory.get(REPORTS).content.decode()
    for report in (waiting, out):
        assert stranger.get(f"{REPORTS}{report.pk}/").status_code == 404
    assert stranger.get(REPORTS).json()["results"] == stranger.get(FIGURES).json() == []
    Signatory.objects.filter(organisation=observatory.client.organisation).delete()
    assert observatory.get(f"{REPORTS}{out.pk}/").status_code == 404


def test_a_landlords_software_reads_none(scope: Scope, coordinator: Membership, bailleur_manager: Membership) -> None:
    report = published(scope, coordinator)
    software = Software(bailleur_manager)
    for address in (REPORTS, f"{REPORTS}{report.pk}/", FIGURES):
        assert software.get(address).status_code == 403


@pytest.mark.parametrize("count", [1, 2])
def test_it_costs_the_same_whatever_it_holds(
    scope: Scope,
    coordinator: Membership,
    observatory: Software,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for starts_on in (FIRST, SECOND)[:count]:
        published(scope, coordinator, starts_on)
    observatory.get(REPORTS)  # its use is noted, to the minute
    # Token and client; when it was last used; the page, with scopes. For figures: reports, then the last editions.
    with django_assert_num_queries(3):
        observatory.get(REPORTS)
    with django_assert_num_queries(4):
        observatory.get(FIGURES)
