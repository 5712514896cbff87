"""No count of few households stands on the pages and exports of what was promised and done, but on its owner's.

The same pages are read twice: before anything happened, and after a few households asked, were housed, said why not
and were accompanied. Whoever is not the owner of these counts must read the very same, letter by letter.
"""

import io
import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import openpyxl
import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.models import Membership, Role
from associations.models import Association
from bailleurs.models import Bailleur
from conventions.models import (
    Action,
    Channel,
    Committee,
    Convention,
    Signatory,
    SupportCount,
    SupportKind,
    Unit,
)
from matching.models import Candidature, CandidatureState, CandidatureTransition, Tally, TallyKind
from offers.models import Offer
from reporting.models import Report
from tests import factories
from tests.api.parts import Software
from tests.home.conventions import STARTS, TODAY, commit, make_convention
from tests.home.pages import publish_report, put, rehouse
from tests.personas import SignIn

pytestmark = pytest.mark.django_db
# What changes at each answer whatever happened: the token against forgery, the id that makes two clicks one.
TOKEN = re.compile(r'(name="csrfmiddlewaretoken" value=|name="id" value=|"X-CSRFToken": )"[^"]+"')
API = ("/api/v1/engagements/", "/api/v1/resultats/")
LAST_QUARTER = (date(2023, 6, 25), date(2023, 9, 24))


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def convention(
    coordinator: Membership, partner: Membership, bailleur: Bailleur, other_bailleur: Bailleur
) -> Convention:
    region = factories.commune().departement.region  # type: ignore[union-attr]
    coordinator.organisation.regions.add(region)  # type: ignore[arg-type]
    convention = make_convention(region, bailleur, other_bailleur)  # type: ignore[arg-type]
    Signatory.objects.create(convention=convention, organisation=partner.organisation, signed_on=STARTS)
    commit(convention, 27)
    commit(convention, 75, channel=Channel.INTERPELLATION, unit=Unit.REHOUSINGS)
    commit(convention, 6, bailleur.organisation)
    committee = Committee.objects.create(convention=convention, held_on=TODAY.date() + timedelta(days=9))
    for owner in (partner.organisation, bailleur.organisation):
        Action.objects.create(
            convention=convention, committee=committee, owner=owner, title="Former", due_on=TODAY.date()
        )
    return convention


@pytest.fixture
def dwellings(convention: Convention, bailleur: Bailleur) -> list[Offer]:
    """Put by bailleur A, this year and the year before: theirs is exact for everybody who follows."""
    return [put(bailleur, TODAY - timedelta(days=days), state="closed", listed=False) for days in (30, 60, 300, 310)]


@pytest.fixture
def readers(
    federation_member: Membership,
    coordinator: Membership,
    partner: Membership,
    other_association: Association,
    other_bailleur: Bailleur,
    bailleur_manager: Membership,
    association_manager: Membership,
) -> tuple[dict[str, Membership], dict[str, Membership]]:
    """Who owns none of the counts, and who owns them."""
    other_manager = factories.MembershipFactory(
        organisation=other_association.organisation, role=Role.ASSOCIATION_MANAGER
    )
    other_landlord = factories.MembershipFactory(organisation=other_bailleur.organisation, role=Role.BAILLEUR_MANAGER)
    others = {
        "federation_member": federation_member,
        "coordinator": coordinator,
        "partner": partner,
        "other_manager": other_manager,
        "other_landlord": other_landlord,
    }
    return others, {"bailleur_manager": bailleur_manager, "association_manager": association_manager}


def addresses(convention: Convention) -> list[str]:
    """All that tells what was promised and what was done."""
    own = [f"/conventions/{convention.id}/", f"/comites/{convention.committees.get().id}/"]
    reports = [f"/rapports/{one.id}/" for one in Report.objects.order_by("starts_on")]
    chase = f"/union/relances/{convention.id}/{convention.signatories.landlords().order_by('id')[0].organisation_id}/"
    return [
        "/",
        *(f"/union/?annee={number}" for number in (1, 2, 3)),
        "/conventions/",
        "/conventions/contexte/",
        "/formations/",
        "/formations/equipes/",
        "/formations/affiches/",
        "/formations/accompagnements/",
        "/actions/",
        "/comites/",
        "/rapports/",
        "/resultats/tableur/",
        chase,
        *own,
        *reports,
    ]


def read(client: Client, pages: list[str]) -> dict[str, str]:
    """Each page as it stands, its token apart; a workbook by its cells."""
    return {page: text_of(client.get(page)) for page in pages}


def text_of(answer: Any) -> str:
    if answer.status_code == 200 and answer.streaming:
        book = openpyxl.load_workbook(io.BytesIO(answer.getvalue()))
        return repr([[cell.value for cell in row] for sheet in book.worksheets for row in sheet.iter_rows()])
    return f"{answer.status_code} {TOKEN.sub('', answer.content.decode())}"


def a_few(offers: list[Offer], association: Association, bailleur: Bailleur) -> None:
    """Three rehoused on request, two by the platform, one and two grades and reasons, four accompanied."""
    rehouse(bailleur, date(2023, 10, 1), 3, association=association)
    for offer, state in zip(offers, ("housed", "housed", "refused", "cancelled"), strict=True):
        candidature = Candidature.objects.create(
            offer=offer,
            state=state,
            requested_at=timezone.now() - timedelta(days=20),
            transmitted_at=timezone.now() - timedelta(days=19),
            entered_on=TODAY.date() if state == CandidatureState.HOUSED else None,
            requested_by=factories.UserFactory(),
        )
        for days, to in ((20, "requested"), (19, "transmitted"), (1, state)):
            CandidatureTransition.objects.create(
                candidature=candidature,
                at=timezone.now() - timedelta(days=days),
                from_state="",
                to_state=to,
                side="association",
                organisation=association.organisation,
                women=1,
                children=2,
                typology="T3",
                channel=Channel.PLATFORM,
                departement="59",
            )
    for scope in ({"convention": Convention.objects.get()}, {"region_id": "32"}):
        for kind, group, count in (
            (TallyKind.ADAPTATION, "3", 1),
            (TallyKind.REASON, "loyer", 2),
            (TallyKind.PLACE_FREED, "", 2),
        ):
            Tally.objects.create(
                **scope, quarter=date(2023, 10, 1), kind=kind, group=group, count=count, association=association
            )
    for kind in SupportKind:
        SupportCount.objects.create(
            kind=kind,
            association=association.organisation,
            starts_on=date(2023, 4, 1),
            ends_on=date(2023, 6, 30),
            quantity=4,
        )


@pytest.mark.parametrize("published", [False, True])
def test_others_read_the_same_whatever_few_households_did(
    convention: Convention,
    dwellings: list[Offer],
    bailleur: Bailleur,
    association: Association,
    readers: tuple[dict[str, Membership], dict[str, Membership]],
    sign_in: SignIn,
    published: bool,
) -> None:
    """Before any report, and once one is published: no page is fresher than it."""
    if published:
        publish_report(convention, *LAST_QUARTER, {"": None, str(bailleur.organisation_id): None})
    others, owners = readers
    clients = {name: sign_in(member) for name, member in (others | owners).items()}
    software = {name: Software((others | owners)[name]) for name in ("other_landlord", "bailleur_manager")}
    pages = addresses(convention)

    def everything(name: str) -> dict[str, str]:
        found = read(clients[name], pages)
        if name in software:
            found |= {page: software[name].get(page).content.decode() for page in API}
        return found

    for client in clients.values():
        client.get("/")  # the first page of a session says so
    before = {name: everything(name) for name in clients}

    a_few(dwellings, association, bailleur)

    after = {name: everything(name) for name in clients}
    for name in others:
        changed = {page for page in before[name] if before[name][page] != after[name][page]}
        assert changed == set(), (name, changed)
    # What is one's own is exact: otherwise nothing would be proved above.
    told = {name: {page for page in before[name] if before[name][page] != after[name][page]} for name in owners}
    assert told == {
        "bailleur_manager": {"/", "/resultats/tableur/", "/api/v1/resultats/"},
        "association_manager": {"/", "/formations/accompagnements/"},
    }
    assert {name for name in others if before[name]["/"].startswith("200")} == set(others)
    assert before["coordinator"]["/union/?annee=3"].startswith("200")
