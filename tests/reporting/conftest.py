"""A convention of 2025 in the Nord, its union, two landlords that signed, and the dwellings they published."""

from collections.abc import Iterator
from datetime import date, datetime

import pytest
import time_machine

from accounts.models import Membership, Role
from conventions.models import Convention, Signatory
from offers.models import OfferState, OfferTransition
from reporting import actions
from reporting.models import Report, ReportKind
from reporting.scopes import Scope
from territories.models import Region
from territories.timezones import PARIS
from tests import factories

FIRST, SECOND = date(2025, 3, 25), date(2025, 6, 25)  # the first days of its quarters
NOW = datetime(2025, 10, 6, 9, tzinfo=PARIS)  # two quarters are over


@pytest.fixture
def two_quarters_over() -> Iterator[None]:
    """It is October 2025."""
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def region(two_quarters_over: None, coordinator: Membership) -> Region:
    found: Region = factories.commune().departement.region  # type: ignore[union-attr, assignment]
    coordinator.organisation.regions.add(found)
    return found


@pytest.fixture
def convention(region: Region, agent: Membership, other_agent: Membership, partner: Membership) -> Convention:
    return convention_with_dwellings(region, agent, other_agent, partner)


def convention_with_dwellings(
    region: Region, agent: Membership, other_agent: Membership, partner: Membership
) -> Convention:
    """Signed by both landlords and the partner. They published 2 dwellings in its first quarter, 3 in its second."""
    made = Convention.objects.create(
        name="Convention du Nord",
        region=region,
        signed_on=FIRST,
        starts_on=FIRST,
        ends_on=date(2028, 3, 24),
    )
    for member in (agent, other_agent, partner):
        Signatory.objects.create(convention=made, organisation=member.organisation, signed_on=FIRST)
    for member, typology, day in (
        (agent, "T2", date(2025, 4, 1)),
        (other_agent, "T3", date(2025, 6, 24)),
        (agent, "T3", date(2025, 6, 25)),
        (agent, "T3", date(2025, 7, 14)),
        (other_agent, "T5", date(2025, 9, 24)),
    ):
        dwelling(member, typology, day)
    return made


def dwelling(agent: Membership, typology: str, day: date) -> None:
    """Published by a landlord on a day at noon."""
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=PARIS)
    offer = factories.OfferFactory(bailleur=agent.organisation.bailleur, typology=typology, published_at=noon)
    OfferTransition.objects.create(offer=offer, at=noon, from_state=OfferState.DRAFT, to_state=OfferState.PUBLISHED)


@pytest.fixture
def scope(convention: Convention) -> Scope:
    return Scope(convention=convention)


def draft(scope: Scope, starts_on: date = FIRST, kind: ReportKind = ReportKind.QUARTERLY) -> Report:
    """Counted by a worker."""
    report = actions.open_report(scope=scope, kind=kind, starts_on=starts_on, by=None)
    actions.build(report_id=report.pk)
    report.refresh_from_db()
    return report


def published(scope: Scope, by: Membership, starts_on: date = FIRST) -> Report:
    return actions.publish(report=draft(scope, starts_on), by=by)


@pytest.fixture
def other_coordinator(db: None) -> Membership:
    """Of another region, which has a convention of its own."""
    elsewhere = factories.commune("31555").departement.region  # type: ignore[union-attr]
    union = factories.OrganisationFactory(kind="union", name="Autre union")
    union.regions.add(elsewhere)
    Convention.objects.create(
        name="Convention d’Occitanie", region=elsewhere, signed_on=FIRST, starts_on=FIRST, ends_on=date(2028, 3, 24)
    )
    return factories.MembershipFactory(organisation=union, role=Role.COORDINATOR)
