"""The home page of a regional union: commitments, dwellings, published results, no household."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import Membership
from bailleurs.models import Bailleur
from common.templatetags.formats import counted
from conventions.models import Channel, Commitment, Convention, PublishedResult, Signatory, Unit
from matching.models import CandidatureState
from offers.models import OfferState
from tests import factories
from tests.home.pages import home
from tests.personas import SignIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def convention(coordinator: Membership, bailleur: Bailleur, other_bailleur: Bailleur) -> Convention:
    region = factories.commune().departement.region
    coordinator.organisation.regions.add(region)
    today = timezone.localdate()
    convention = Convention.objects.create(
        name="Convention A",
        region=region,
        signed_on=today - timedelta(days=100),
        starts_on=today - timedelta(days=100),
        ends_on=today + timedelta(days=900),
        note="hypothèse de démonstration",
    )
    for signatory in (bailleur, other_bailleur):
        Signatory.objects.create(
            convention=convention, organisation=signatory.organisation, signed_on=convention.signed_on
        )
    for quantity, retained in ((18, False), (27, True)):
        Commitment.objects.create(
            convention=convention,
            channel=Channel.PLATFORM,
            unit=Unit.DWELLINGS,
            starts_on=convention.starts_on,
            ends_on=convention.ends_on,
            quantity=quantity,
            retained=retained,
            why="Le texte qui liste les signataires." if retained else "",
            source=f"texte {quantity}",
        )
    PublishedResult.objects.create(convention=convention, period="2021", women=38, children=68, source="bilan publié")
    return convention


def test_commitments_dwellings_and_published_results(
    coordinator: Membership, convention: Convention, bailleur: Bailleur, sign_in: SignIn
) -> None:
    for _ in range(2):
        factories.OfferFactory(bailleur=bailleur)
    factories.OfferFactory(bailleur=bailleur, state=OfferState.WITHDRAWN, listed=False)
    # Withdrawn since the last release: it shows to nobody yet.
    factories.OfferFactory(bailleur=bailleur, state=OfferState.WITHDRAWN, listed=True)
    factories.OfferFactory(bailleur=bailleur, published_at=timezone.now() - timedelta(days=200))
    factories.OfferFactory(bailleur=bailleur, state=OfferState.DRAFT, listed=False, published_at=None)

    response = sign_in(coordinator).get("/")

    lines = [(line.name, line.published, line.withdrawn) for line in response.context["landlords"]]
    assert lines == [("Bailleur B", 0, 0), ("Bailleur A", 4, 1)]
    bar = response.context["bar"]
    assert (bar.value, bar.target, bar.due) == (4, 27, 27 * 101 // 365)
    page = response.content.decode()
    for text in ("texte 18", "texte 27", "bilan publié", counted(38, "femme,femmes"), "hypothèse"):
        assert text in page


def test_no_count_of_households_before_a_published_report(
    coordinator: Membership, convention: Convention, caseworker: Membership, sign_in: SignIn
) -> None:
    client = sign_in(coordinator)
    before = home(client)
    for number in range(6):
        household = factories.HouseholdFactory(member=caseworker, code=f"Mésange {number}", status="housed")
        offer = factories.OfferFactory()  # its landlord signed nothing here
        factories.CandidatureFactory(household=household, offer=offer, state=CandidatureState.HOUSED)
    strip = [line for line in before.splitlines() if "csrf" not in line.lower()]
    assert [line for line in home(client).splitlines() if "csrf" not in line.lower()] == strip


def test_conventions_of_another_region_are_not_hers(
    coordinator: Membership, convention: Convention, sign_in: SignIn
) -> None:
    coordinator.organisation.regions.clear()
    page = home(sign_in(coordinator))
    assert "Aucune convention" in page
    assert "Convention A" not in page


def test_an_ended_convention_keeps_its_published_results(
    coordinator: Membership, convention: Convention, sign_in: SignIn
) -> None:
    Convention.objects.update(starts_on=date(2021, 3, 25), ends_on=date(2024, 3, 24))
    page = home(sign_in(coordinator))
    assert "Aucune convention n’est en cours" in page
    assert "bilan publié" in page


def test_budget(
    coordinator: Membership,
    convention: Convention,
    sign_in: SignIn,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client = sign_in(coordinator)
    client.get("/")
    # The person, her membership, conventions, commitments, landlords with their counts, published results.
    with django_assert_num_queries(6), django_assert_num_queries(0, using="vault"):
        home(client)
