"""From a figure to its dwellings: what each is, to nobody what became of it."""

import re
from datetime import date, timedelta
from html import unescape
from unittest.mock import Mock

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import Membership
from offers.models import Offer, OfferState, OfferTransition
from reporting.actions import opening
from reporting.models import Report, ReportKind
from reporting.scopes import Scope
from tests import factories
from tests.personas import SignIn
from tests.reporting.conftest import FIRST, SECOND, draft, dwelling, published

pytestmark = pytest.mark.django_db


def put(offer: Offer) -> None:
    """Its first move: it was published when it says so."""
    OfferTransition.objects.create(
        offer=offer, at=offer.published_at, from_state=OfferState.DRAFT, to_state=OfferState.PUBLISHED
    )


def shown_to(member: Membership, report: Report, sign_in: SignIn) -> list[tuple[str, ...]]:
    """The cells of each row, without the quarter's days."""
    page = sign_in(member).get(f"/rapports/{report.pk}/logements/")
    assert page.status_code == 200
    rows = re.findall(r"<tr>\s*<th scope=\"row\".*?</tr>", page.content.decode(), re.DOTALL)
    return [tuple(unescape(cell) for cell in re.findall(r"data-label=\"[^\"]+\"[^>]*>([^<]*)<", row)) for row in rows]


def test_each_reader_knows_of_whom_she_may(
    scope: Scope,
    coordinator: Membership,
    partner: Membership,
    bailleur_manager: Membership,
    federation_member: Membership,
    sign_in: SignIn,
) -> None:
    report = published(scope, coordinator, SECOND)
    quarter, nord = "2e trimestre de l’année 1, du 25 juin 2025 au 24 septembre 2025", "Nord (59)"
    assert shown_to(partner, report, sign_in) == [(quarter, nord, "T3", "2"), (quarter, nord, "T5", "1")]
    assert shown_to(bailleur_manager, report, sign_in) == [
        (quarter, nord, "T3", "Bailleur A", "2"),
        (quarter, nord, "T5", "Un autre bailleur", "1"),
    ]
    for preparer in (coordinator, federation_member):
        assert shown_to(preparer, report, sign_in) == [
            (quarter, nord, "T3", "Bailleur A", "2"),
            (quarter, nord, "T5", "Bailleur B", "1"),
        ]


def test_one_line_for_dwellings_that_differ_by_nothing_shown(
    scope: Scope,
    coordinator: Membership,
    agent: Membership,
    other_agent: Membership,
    partner: Membership,
    sign_in: SignIn,
) -> None:
    """Neither their number in a list nor their order tells one from another."""
    dwelling(other_agent, "T3", date(2025, 7, 1))
    report = published(scope, coordinator, SECOND)
    assert [row[2:] for row in shown_to(partner, report, sign_in)] == [("T3", "3"), ("T5", "1")]


def test_nothing_of_what_became_of_them_nor_of_their_name(
    scope: Scope, coordinator: Membership, partner: Membership, sign_in: SignIn
) -> None:
    report = published(scope, coordinator, SECOND)
    client = sign_in(partner)
    address = f"/rapports/{report.pk}/logements/"
    before = client.get(address).content.decode()
    now = timezone.now()
    Offer.objects.update(state=OfferState.WITHDRAWN, withdrawal_reason="travaux", ended_at=now, listed=False)
    after = client.get(address).content.decode()
    cut = re.compile(r"hx-headers='.*?'|csrfmiddlewaretoken\" value=\"\w+\"")
    assert cut.sub("", after) == cut.sub("", before)
    for offer in Offer.objects.select_related("location"):
        for told in (str(offer.pk), offer.reference, str(offer.total_rent_cents)):
            assert told not in after
    assert "Bailleur A" not in after
    assert "Lille" not in after


def test_what_is_elsewhere_too_early_or_too_late_is_not_there(
    scope: Scope, coordinator: Membership, agent: Membership, sign_in: SignIn
) -> None:
    noon = Offer.objects.order_by("published_at")[0].published_at
    put(factories.OfferFactory(bailleur=agent.organisation.bailleur, location__commune="31555", published_at=noon))
    stranger = factories.BailleurFactory(organisation__name="Sans signature")
    put(factories.OfferFactory(bailleur=stranger, published_at=noon))
    factories.OfferFactory(bailleur=agent.organisation.bailleur, state=OfferState.DRAFT, published_at=None)
    report = published(scope, coordinator)
    late = factories.OfferFactory(bailleur=agent.organisation.bailleur, typology="T1", published_at=timezone.now())
    put(late)  # since the report was counted
    assert [row[2:] for row in shown_to(coordinator, report, sign_in)] == [
        ("T2", "Bailleur A", "1"),
        ("T3", "Bailleur B", "1"),
    ]


def test_one_withdrawn_then_put_again_is_one_as_in_the_figure(
    scope: Scope, coordinator: Membership, agent: Membership, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the quarter where it was first put, as it was published last."""
    first = Offer.objects.order_by("published_at")[0]
    withdrawn_at = first.published_at + timedelta(days=30)
    OfferTransition.objects.create(
        offer=first, at=withdrawn_at, from_state=OfferState.PUBLISHED, to_state=OfferState.WITHDRAWN
    )
    Offer.objects.filter(pk=first.pk).update(state=OfferState.WITHDRAWN, ended_at=withdrawn_at)
    again = factories.OfferFactory(
        bailleur=first.bailleur,
        reference=first.reference,
        typology="T6",
        published_at=withdrawn_at + timedelta(days=90),
    )
    put(again)
    monkeypatch.setattr(opening, "check_is_over", Mock())
    report = draft(scope, FIRST, ReportKind.YEARLY)
    rows = shown_to(coordinator, report, sign_in)
    assert rows[1][0].startswith("1er trimestre")
    assert rows[1][2:] == ("T6", "Bailleur A", "1")
    assert sum(int(row[4]) for row in rows) == 5
    assert [row[2:] for row in shown_to(coordinator, draft(scope, SECOND), sign_in)] == [
        ("T3", "Bailleur A", "2"),
        ("T5", "Bailleur B", "1"),
    ]


def test_a_year_has_its_four_quarters(
    scope: Scope, coordinator: Membership, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "check_is_over", Mock())
    report = draft(scope, FIRST, ReportKind.YEARLY)
    quarters = [row[0].partition(" ")[0] for row in shown_to(coordinator, report, sign_in)]
    assert quarters == ["1er", "1er", "2e", "2e"]


def test_every_row_of_a_region(scope: Scope, coordinator: Membership, sign_in: SignIn) -> None:
    stranger = factories.BailleurFactory(organisation__name="Sans signature")
    put(factories.OfferFactory(bailleur=stranger, published_at=Offer.objects.order_by("published_at")[3].published_at))
    report = draft(Scope(region=scope.convention.region), date(2025, 7, 1))  # type: ignore[union-attr]
    assert [row[3:] for row in shown_to(coordinator, report, sign_in)] == [
        ("Bailleur A", "1"), ("Sans signature", "1"), ("Bailleur B", "1"),
    ]  # fmt: skip


@pytest.mark.parametrize("count", [1, 60])
def test_it_costs_the_same_whatever_it_lists(
    scope: Scope,
    coordinator: Membership,
    agent: Membership,
    sign_in: SignIn,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    dwelling(agent, "T4", FIRST)
    factories.many_offers(
        count,
        bailleur=agent.organisation.bailleur,
        published_at=Offer.objects.order_by("published_at")[0].published_at,
    )
    for offer in Offer.objects.filter(transitions=None):
        put(offer)
    report = published(scope, coordinator)
    client = sign_in(coordinator)
    # User, membership; the report with its scope; départements, signatories; the dwellings, their landlords.
    with django_assert_num_queries(7):
        client.get(f"/rapports/{report.pk}/logements/")
