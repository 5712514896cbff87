"""The home page of a regional union: its convention's year, landlord by landlord, and what is late."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import Membership, OrganisationKind
from bailleurs.models import Bailleur
from conventions.models import Action, Channel, Chase, Commitment, Committee, Convention, Unit
from matching.models import CandidatureState
from offers.models import OfferState
from reporting.models import Report, ReportKind, ReportState
from territories.models import Region
from tests import factories
from tests.home.conventions import STARTS, TODAY, commit, make_convention, ten_years
from tests.home.pages import home, publish_report, put, rehouse
from tests.personas import SignIn

pytestmark = pytest.mark.django_db
LAST_QUARTER = (date(2023, 6, 25), date(2023, 9, 24))


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(TODAY, tick=True):
        yield


@pytest.fixture
def region(coordinator: Membership) -> Region:
    found: Region = factories.commune().departement.region  # type: ignore[union-attr, assignment]
    coordinator.organisation.regions.add(found)
    return found


@pytest.fixture
def convention(region: Region, bailleur: Bailleur, other_bailleur: Bailleur) -> Convention:
    """27 dwellings and 75 rehousings a year together; of bailleur A 10 of its own."""
    convention = make_convention(region, bailleur, other_bailleur, note="hypothèse de démonstration")
    commit(convention, 27)
    commit(convention, 75, channel=Channel.INTERPELLATION, unit=Unit.REHOUSINGS)
    commit(convention, 10, bailleur.organisation, source="lettre du bailleur")
    return convention


def test_landlords_furthest_behind_first(
    coordinator: Membership,
    convention: Convention,
    bailleur: Bailleur,
    other_bailleur: Bailleur,
    federation_member: Membership,
    sign_in: SignIn,
) -> None:
    for _ in range(2):
        put(bailleur)
    put(bailleur, TODAY - timedelta(days=300))  # of the year before
    put(other_bailleur, state=OfferState.WITHDRAWN)  # put all the same
    factories.OfferFactory(bailleur=bailleur, state=OfferState.DRAFT, listed=False, published_at=None)
    factories.OfferFactory(bailleur=bailleur, state=OfferState.RESERVED, listed=False, published_at=None)
    Chase.objects.create(
        convention=convention,
        bailleur=bailleur.organisation,
        at=TODAY - timedelta(days=3),
        by=federation_member.user,
        text="Bonjour",
    )

    response = sign_in(coordinator).get("/")

    progress = response.context["progress"]
    assert [(one.name, one.committed, one.put, one.due, one.behind) for one in progress.landlords] == [
        ("Bailleur A", 10, 2, 6, 4),
        ("Bailleur B", None, 1, None, 0),
    ]
    assert (progress.put, progress.put_due, progress.platform.quantity) == (3, 27 * 235 // 366, 27)
    page = response.content.decode()
    for text in (
        "4 de retard",
        "part de l’engagement collectif",
        "hypothèse de démonstration",
        "Source : lettre du bailleur",
        "13 novembre 2023",  # the last dwelling
        "11 novembre 2023",  # the last chase
        "Il manque 14",
        reverse("conventions:chase", args=[convention.id, bailleur.organisation_id]),
    ):
        assert text in page, text


def test_households_as_the_last_published_report_shows_them(
    coordinator: Membership, convention: Convention, bailleur: Bailleur, other_bailleur: Bailleur, sign_in: SignIn
) -> None:
    """Of the year under way what the report shows; of the year before, its exact total, uncrossed."""
    rehouse(bailleur, date(2022, 5, 1), 3)
    rehouse(bailleur, date(2023, 5, 1), 9)
    client = sign_in(coordinator)
    before = client.get("/").context["progress"]
    assert (before.on_request, [one.on_request for one in before.landlords]) == (None, [None, None])
    assert [one.last_year for one in before.landlords] == [None, None]

    publish_report(convention, *LAST_QUARTER, {"": 12, str(bailleur.organisation_id): 9})
    rehouse(bailleur, date(2022, 6, 1), 1, answered_at=TODAY, number=40)  # known since the report
    response = client.get("/")

    after = response.context["progress"]
    rows = {one.name: (one.on_request, one.last_year) for one in after.landlords}
    assert rows == {"Bailleur A": (9, 3), "Bailleur B": (None, 0)}
    assert after.on_request == 12
    page = response.content.decode()
    assert "24 septembre 2023" in page
    assert ">n.c.</abbr>" in page


def test_what_waits_for_her(
    coordinator: Membership, convention: Convention, bailleur: Bailleur, sign_in: SignIn
) -> None:
    """Drafts to publish, the next committee, actions past their date."""
    today = TODAY.date()
    Committee.objects.create(convention=convention, held_on=today + timedelta(days=20))
    Committee.objects.create(convention=convention, held_on=today - timedelta(days=20))
    for title, days in (("Former les agents", -5), ("Poser les affiches", 5)):
        Action.objects.create(
            convention=convention, owner=bailleur.organisation, title=title, due_on=today + timedelta(days=days)
        )
    draft = Report.objects.create(
        kind=ReportKind.QUARTERLY,
        convention=convention,
        starts_on=LAST_QUARTER[0],
        ends_on=LAST_QUARTER[1],
        as_of=TODAY,
        state=ReportState.DRAFT,
    )

    page = home(sign_in(coordinator))

    for text in (f"/rapports/{draft.id}/", "4 décembre 2023", "Former les agents"):
        assert text in page, text
    for text in ("Poser les affiches", "25 octobre 2023"):
        assert text not in page, text


def test_a_request_of_a_household_changes_nothing(
    coordinator: Membership, convention: Convention, caseworker: Membership, sign_in: SignIn
) -> None:
    client = sign_in(coordinator)
    before = home(client)
    for number in range(6):
        household = factories.HouseholdFactory(member=caseworker, code=f"Mésange {number}", status="housed")
        factories.CandidatureFactory(
            household=household, offer=factories.OfferFactory(), state=CandidatureState.HOUSED
        )
    strip = [line for line in before.splitlines() if "csrf" not in line.lower()]
    assert [line for line in home(client).splitlines() if "csrf" not in line.lower()] == strip


def test_conventions_of_another_region_are_not_hers(
    coordinator: Membership, convention: Convention, sign_in: SignIn
) -> None:
    coordinator.organisation.regions.clear()
    page = home(sign_in(coordinator))
    assert "Aucune convention" in page
    assert "Convention A" not in page


def test_an_ended_convention_stays_on_its_own_page(
    coordinator: Membership, convention: Convention, sign_in: SignIn
) -> None:
    Convention.objects.update(starts_on=date(2019, 3, 25), ends_on=date(2022, 3, 24))
    client = sign_in(coordinator)
    page = home(client)
    assert "Aucune convention n’est en cours" in page
    assert 'href="/conventions/"' in page
    union = client.get("/union/").context
    assert (union["progress"].year.number, union["chase"]) == (3, False)


@pytest.mark.parametrize(("landlords", "years"), [(1, 1), (200, 10)])
def test_it_costs_the_same_whatever_was_done(
    coordinator: Membership,
    region: Region,
    sign_in: SignIn,
    landlords: int,
    years: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    """Ten years of 200 landlords: 4,000 dwellings and as many rehousings."""
    bailleurs = [factories.BailleurFactory() for _ in range(landlords)]
    convention = make_convention(
        region, *bailleurs, starts_on=STARTS.replace(year=2014), ends_on=STARTS.replace(year=2026)
    )
    Commitment.objects.bulk_create(
        Commitment(
            convention=convention,
            bailleur=bailleur.organisation if bailleur else None,
            channel=Channel.PLATFORM,
            unit=Unit.DWELLINGS,
            starts_on=STARTS.replace(year=2014 + year),
            ends_on=STARTS.replace(year=2015 + year) - timedelta(days=1),
            quantity=3,
            source="lettre",
            retained=True,
            why="Seul chiffre.",
        )
        for bailleur in [None, *bailleurs]
        for year in range(10)
    )
    ten_years(convention, bailleurs, years)
    publish_report(convention, *LAST_QUARTER, {"": 400} | {str(one.organisation_id): 2 for one in bailleurs})
    client = sign_in(coordinator)
    client.get("/")
    # The person, her membership; drafts of reports, conventions with their next committee, actions that are late;
    # commitments, landlords with their last chase, dwellings, the last published report, rehousings of last year.
    with django_assert_num_queries(10), django_assert_num_queries(0, using="vault"):
        progress = client.get("/").context["progress"]
    assert len(progress.landlords) == landlords
    if years == 10:
        assert progress.put == 2 * landlords
        assert {one.last_year for one in progress.landlords} == {2}


class TestUnion:
    def test_one_year_after_the_other(
        self, coordinator: Membership, convention: Convention, bailleur: Bailleur, sign_in: SignIn
    ) -> None:
        put(bailleur, TODAY - timedelta(days=300))
        rehouse(bailleur, date(2022, 5, 1), 3)
        publish_report(convention, *LAST_QUARTER, {})
        client = sign_in(coordinator)

        page = client.get("/union/", {"annee": 2})

        assert [year.number for year in page.context["years"]] == [1, 2, 3]
        progress = page.context["progress"]
        assert (progress.is_over, progress.put, progress.on_request) == (True, 1, 3)
        assert "Il a manqué 26\u00a0logements." in page.content.decode()
        assert "Relancer" not in page.content.decode()
        assert client.get("/union/").context["progress"].year.number == 3
        assert "Relancer" in client.get("/union/").content.decode()

    def test_one_that_lacked_is_one(
        self, coordinator: Membership, convention: Convention, bailleur: Bailleur, sign_in: SignIn
    ) -> None:
        for _ in range(26):
            put(bailleur, TODAY - timedelta(days=300))

        assert "Il a manqué 1\u00a0logement." in sign_in(coordinator).get("/union/", {"annee": 2}).content.decode()

    def test_another_convention_of_hers(
        self, coordinator: Membership, convention: Convention, region: Region, bailleur: Bailleur, sign_in: SignIn
    ) -> None:
        protocol = make_convention(None, bailleur, name="Protocole du Nord", level="national", signed_on=STARTS)
        Convention.objects.filter(id=protocol.id).update(
            level="departemental", departement=factories.commune().departement
        )
        page = sign_in(coordinator).get("/union/", {"convention": str(protocol.id)})
        assert page.context["progress"].convention == protocol
        assert "Protocole du Nord" in page.content.decode()
        assert {one.name for one in page.context["conventions"]} == {"Protocole du Nord", "Convention A"}

    def test_what_does_not_exist_for_her(
        self, coordinator: Membership, convention: Convention, sign_in: SignIn
    ) -> None:
        elsewhere = make_convention(factories.commune("75056").departement.region, name="Ailleurs")  # type: ignore[union-attr, arg-type]
        later = make_convention(
            convention.region, name="Plus tard", starts_on=date(2024, 3, 25), ends_on=date(2027, 3, 24)
        )
        client = sign_in(coordinator)
        for asked in (
            {"annee": 4},
            {"annee": 0},
            {"annee": "x"},
            {"convention": "x"},
            {"convention": str(elsewhere.id)},
            {"convention": str(later.id)},
            {"convention": "00000000-0000-4000-8000-000000000000"},
        ):
            assert client.get("/union/", asked).status_code == 404, asked

    def test_the_federation_follows_them_all(
        self, federation_member: Membership, convention: Convention, sign_in: SignIn
    ) -> None:
        elsewhere = make_convention(factories.commune("75056").departement.region, name="Ailleurs")  # type: ignore[union-attr, arg-type]
        client = sign_in(federation_member)
        for one in (convention, elsewhere):
            assert client.get("/union/", {"convention": str(one.id)}).status_code == 200

    def test_no_convention_at_all(self, sign_in: SignIn) -> None:
        union = factories.OrganisationFactory(kind=OrganisationKind.UNION)
        member = factories.MembershipFactory(organisation=union, role="coordinator")
        page = sign_in(member).get("/union/")
        assert page.status_code == 200
        assert "Aucune convention ne vous est confiée." in page.content.decode()
