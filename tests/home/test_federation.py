"""The home page of the federation: dwellings whose requests wait, conventions side by side, who is silent."""

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import Membership, Role
from bailleurs.models import Bailleur
from common.templatetags.formats import counted
from conventions.models import Channel, Convention, Signatory, Unit
from tests import factories
from tests.home.conventions import TODAY, commit, make_convention
from tests.home.pages import home, publish_report, put, rehouse, transmit
from tests.personas import SignIn

pytestmark = pytest.mark.django_db
COST = 7  # of the page without any convention


def test_dwellings_whose_requests_wait_first_closing_first(
    federation_member: Membership, caseworker: Membership, sign_in: SignIn
) -> None:
    household = factories.HouseholdFactory(member=caseworker, code="Mésange 42")
    other = factories.HouseholdFactory(member=caseworker, code="Pinson 11")
    later = factories.OfferFactory(typology="T3", closes_at=timezone.now() + timedelta(days=3))
    sooner = factories.OfferFactory(typology="T4", closes_at=timezone.now() - timedelta(days=1))
    factories.CandidatureFactory(household=household, offer=later)
    factories.CandidatureFactory(household=other, offer=later)
    factories.CandidatureFactory(household=household, offer=sooner)
    transmit(factories.CandidatureFactory(household=household))
    factories.OfferFactory()

    response = sign_in(federation_member).get("/")

    assert [row.url for row in response.context["rows"]] == [
        f"/federation/logements/{sooner.id}/",
        f"/federation/logements/{later.id}/",
    ]
    assert response.context["rows"][1].what == counted(2, "demande à transmettre,demandes à transmettre")
    page = response.content.decode()
    assert counted(3, "demande attend,demandes attendent") in page
    assert "Mésange" not in page
    assert str(household.id) not in page


@pytest.mark.parametrize("rows", [1, 30])
def test_costs_the_same_whatever_the_rows(
    federation_member: Membership,
    caseworker: Membership,
    sign_in: SignIn,
    rows: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    household = factories.HouseholdFactory(member=caseworker)
    for _ in range(rows):
        factories.CandidatureFactory(household=household)
    client = sign_in(federation_member)
    client.get("/")
    # The person, her membership; needs to call about, the totals, the first dwellings; running conventions (none: no
    # commitment, landlord nor report is asked for), silent organisations.
    with django_assert_num_queries(COST), django_assert_num_queries(0, using="vault"):
        page = home(client)
    if rows > 20:
        assert counted(10, "autre logement,autres logements") in page


@pytest.fixture
def regions(bailleur: Bailleur, other_bailleur: Bailleur) -> tuple[Convention, Convention]:
    """Two conventions of two landlords: the north, whose landlord A put dwellings, and Paris, where nobody did."""
    north, paris = (factories.commune(code).departement.region for code in (factories.LILLE, "75056"))  # type: ignore[union-attr]
    return (
        make_convention(north, bailleur, other_bailleur, name="Convention du nord"),  # type: ignore[arg-type]
        make_convention(paris, bailleur, other_bailleur, name="Convention de Paris"),  # type: ignore[arg-type]
    )


@time_machine.travel(TODAY, tick=True)
def test_regions_side_by_side(
    federation_member: Membership, regions: tuple[Convention, Convention], bailleur: Bailleur, sign_in: SignIn
) -> None:
    north, paris = regions
    commit(north, 3)
    commit(paris, 27)
    commit(north, 75, channel=Channel.INTERPELLATION, unit=Unit.REHOUSINGS)
    commit(north, 2, bailleur.organisation)
    commit(north, 18, retained=False, why="")
    for days in (1, 2, 300):  # the last of the year before
        put(bailleur, TODAY - timedelta(days=days))
    rehouse(bailleur, date(2023, 5, 1), 9)
    publish_report(north, date(2023, 6, 25), date(2023, 9, 24), {"": 41})

    response = sign_in(federation_member).get("/")

    found = [
        (
            one.convention.name,
            one.committed,
            one.put,
            one.due,
            one.silent,
            one.landlords,
            one.on_request,
            one.requested,
        )
        for one in response.context["regions"]
    ]
    assert found == [
        ("Convention de Paris", 27, 0, 27 * 235 // 366, 2, 2, None, None),
        ("Convention du nord", 3, 2, 1, 1, 2, 41, 75),
    ]
    page = response.content.decode()
    assert "À renouveler" in page  # both end on 24 March
    assert f"/union/?convention={paris.id}" in page


@time_machine.travel(TODAY, tick=True)
def test_what_a_region_counts_is_what_its_page_counts(
    federation_member: Membership,
    regions: tuple[Convention, Convention],
    bailleur: Bailleur,
    other_bailleur: Bailleur,
    sign_in: SignIn,
) -> None:
    """Signed later, of another region, of a whole country or a département: the same rules at both places."""
    north, _ = regions
    make_convention(None, bailleur, name="Nationale", level="national")
    nord = factories.commune().departement
    make_convention(None, other_bailleur, name="Protocole", level="departemental", departement=nord)
    Signatory.objects.filter(convention=north, organisation=other_bailleur.organisation).update(
        signed_on=TODAY.date() - timedelta(days=30)
    )
    for days, commune in ((1, "59350"), (2, "59350"), (3, "75056"), (60, "62498"), (61, "59350"), (400, "59350")):
        for one in (bailleur, other_bailleur):
            put(one, TODAY - timedelta(days=days), location__commune=commune)
    client = sign_in(federation_member)

    lines = client.get("/").context["regions"]

    assert len(lines) == 4
    assert any(line.put for line in lines)
    for line in lines:
        progress = client.get("/union/", {"convention": str(line.convention.id)}).context["progress"]
        assert (line.put, line.silent, line.landlords) == (progress.put, progress.silent, len(progress.landlords))


@time_machine.travel(TODAY, tick=True)
def test_who_has_been_silent(
    federation_member: Membership, agent: Membership, caseworker: Membership, sign_in: SignIn
) -> None:
    """Nobody of it signed in for 60 days; those who left do not count."""
    other = factories.MembershipFactory(organisation=caseworker.organisation)
    gone = factories.MembershipFactory(organisation=agent.organisation, role=Role.BAILLEUR_AGENT, ended_at=TODAY)
    never = factories.BailleurFactory(organisation__name="Bailleur muet")
    for member, days in ((agent, 61), (gone, 2), (caseworker, 61), (other, 59)):
        member.user.last_login = TODAY - timedelta(days=days)
        member.user.save()

    quiet = sign_in(federation_member).get("/").context["quiet"]

    assert [(one.name, one.since) for one in quiet] == [
        ("Bailleur A", TODAY - timedelta(days=61)),
        (never.organisation.name, None),
    ]


@time_machine.travel(TODAY, tick=True)
@pytest.mark.parametrize("conventions", [1, 12])
def test_costs_the_same_whatever_the_conventions(
    federation_member: Membership,
    bailleur: Bailleur,
    other_bailleur: Bailleur,
    sign_in: SignIn,
    conventions: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    region = factories.commune().departement.region  # type: ignore[union-attr]
    for number in range(conventions):
        one = make_convention(region, bailleur, other_bailleur, name=f"Convention {number}")  # type: ignore[arg-type]
        commit(one, 27)
        publish_report(one, date(2023, 6, 25), date(2023, 9, 24), {"": 41})
    put(bailleur)
    client = sign_in(federation_member)
    client.get("/")
    # The above, and for all conventions together: commitments, landlords with their dwellings, published reports.
    with django_assert_num_queries(COST + 3):
        assert len(client.get("/").context["regions"]) == conventions
