"""Progress on the page is what an SQL written apart counts from raw moves, whatever was drawn."""

from datetime import date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from accounts.models import Membership, Organisation
from conventions.models import Channel, Commitment, Convention, Signatory, Unit
from conventions.years import ConventionYear
from matching.models import DeclaredRehousing, DeclaredState
from offers.models import Offer, OfferState, OfferTransition
from reporting.content import Column, Content, Row, Section, Table, canonical, digest
from reporting.models import Audience, Report, ReportEdition, ReportKind, ReportState
from reporting.progress import ON_REQUEST, ON_REQUEST_BY_LANDLORD, years_of
from tests import factories
from tests.personas import SignIn

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")
STARTS, ENDS = date(2021, 3, 25), date(2024, 3, 24)
TODAY = date(2023, 11, 14)
SEEDS = (3, 14, 159, 2653, 58979)

# First publications of landlords that signed, in the region, a withdrawn one published again within a year left out.
PUT = """
SELECT o.bailleur_id, count(*)
FROM offers_offer o
JOIN territories_departement d ON d.code = o.departement AND d.region_id = %(region)s
JOIN conventions_signatory s ON s.convention_id = %(convention)s AND s.organisation_id = o.bailleur_id
CROSS JOIN LATERAL (
    SELECT min(t.at) AS at FROM offers_offertransition t WHERE t.offer_id = o.id AND t.to_state = 'published'
) AS first
WHERE (first.at AT TIME ZONE 'Europe/Paris')::date BETWEEN greatest(%(from)s, s.signed_on) AND %(to)s
GROUP BY o.bailleur_id
"""
REHOUSED = """
SELECT r.bailleur_id, count(*)
FROM matching_declaredrehousing r
JOIN territories_departement d ON d.code = r.departement AND d.region_id = %(region)s
JOIN conventions_signatory s ON s.convention_id = %(convention)s AND s.organisation_id = r.bailleur_id
WHERE r.state = 'confirmed' AND r.channel = 'interpellation' AND r.answered_at <= %(as_of)s
  AND r.month BETWEEN greatest(%(from)s, s.signed_on) AND %(to)s
GROUP BY r.bailleur_id
"""


@pytest.fixture
def convention(coordinator: Membership) -> Convention:
    region = factories.commune().departement.region
    coordinator.organisation.regions.add(region)
    return Convention.objects.create(
        name="Convention A", region=region, signed_on=STARTS, starts_on=STARTS, ends_on=ENDS
    )


def draw(seed: int, convention: Convention) -> list[Organisation]:
    """Landlords, some with a commitment of their own, dwellings around the limits of years, rehousings by phone."""
    rng = Random(seed)
    factories.commune("75056")  # another region
    association = factories.AssociationFactory()
    landlords = []
    for number in range(rng.randrange(4, 8)):
        bailleur = factories.BailleurFactory()
        landlords.append(bailleur.organisation)
        late = rng.random() < 0.2
        Signatory.objects.create(
            convention=convention,
            organisation=bailleur.organisation,
            signed_on=STARTS + timedelta(days=rng.randrange(100, 500) if late else 0),
        )
        if rng.random() < 0.5:
            commit(convention, rng.randrange(2, 12), bailleur.organisation)
        for _ in range(rng.randrange(0, 14)):
            put(rng, bailleur, f"{number}-{rng.random()}")
        for _ in range(rng.randrange(0, 9)):
            rehouse(rng, bailleur, association)
    # One that signed nothing.
    put(rng, factories.BailleurFactory(), "stranger")
    commit(convention, 27, None)
    return landlords


def commit(convention: Convention, quantity: int, bailleur: Organisation | None) -> None:
    Commitment.objects.create(
        convention=convention,
        bailleur=bailleur,
        channel=Channel.PLATFORM,
        unit=Unit.DWELLINGS,
        starts_on=STARTS,
        ends_on=ENDS,
        quantity=quantity,
        source="texte signé",
        retained=True,
        why="Seul chiffre publié.",
    )


def put(rng: Random, bailleur: object, reference: str) -> None:
    """Published once, near the limit of a year half the time, to the minute around midnight in Paris."""
    limit = datetime(rng.choice((2021, 2022, 2023)), 3, 25, tzinfo=PARIS)
    near = limit + timedelta(minutes=rng.choice((-1, 0, 1)))
    anywhere = datetime(2021, 1, 5, 9, tzinfo=PARIS) + timedelta(days=rng.randrange(1040), minutes=rng.randrange(600))
    at = near if rng.random() < 0.5 else anywhere
    elsewhere = rng.random() < 0.15
    offer: Offer = factories.OfferFactory(
        bailleur=bailleur,
        reference=reference,
        published_at=at,
        state=OfferState.CLOSED,
        listed=False,
        location__commune="75056" if elsewhere else "59350",
    )
    OfferTransition.objects.create(offer=offer, at=at, from_state="draft", to_state=OfferState.PUBLISHED)
    if rng.random() < 0.3:  # prolonged: the first publication counts
        OfferTransition.objects.create(
            offer=offer, at=at + timedelta(days=400), from_state="published", to_state=OfferState.PUBLISHED
        )


def rehouse(rng: Random, bailleur: object, association: object) -> None:
    month = date(rng.choice((2021, 2022, 2023)), rng.randrange(1, 13), 1)
    answered = datetime.combine(month, datetime.min.time(), PARIS) + timedelta(days=rng.randrange(20, 300))
    DeclaredRehousing.objects.create(
        bailleur=bailleur,
        association=association,
        month=month,
        channel=rng.choice((Channel.INTERPELLATION, Channel.INTERPELLATION, Channel.PLATFORM)),
        typology="T3",
        departement=rng.choice(("59", "59", "75")),
        solution_type="BAIL_DIRECT",
        number=rng.randrange(1, 30_000),
        state=rng.choice((DeclaredState.CONFIRMED, DeclaredState.CONFIRMED, DeclaredState.DECLARED)),
        declared_for=bailleur.organisation,  # type: ignore[attr-defined]
        declared_at=answered,
        answer_by=answered.date(),
        answered_at=answered,
    )


def publish(convention: Convention, as_of: datetime, landlords: dict[str, int | None]) -> Report:
    """A published quarterly report that shows these figures."""
    column = (Column("annee", "Depuis le début de l’année", "relogements"),)
    tables = (
        Table(ON_REQUEST, "I4", "", "", column, (Row("interpellation", "", (41,)),), ""),
        Table(
            ON_REQUEST_BY_LANDLORD,
            "I4",
            "",
            "",
            column,
            tuple(Row(key, "", (value,)) for key, value in landlords.items()),
            "",
        ),
    )
    report = Report.objects.create(
        kind=ReportKind.QUARTERLY,
        convention=convention,
        starts_on=date(2023, 6, 25),
        ends_on=date(2023, 9, 24),
        as_of=as_of,
        state=ReportState.PUBLISHED,
        published_at=as_of,
    )
    content = Content(
        "", "", report.kind, Audience.COMMITTEE, 5, report.starts_on, report.ends_on, "", 1, "",
        (Section("", "", tables),), (),
    )  # fmt: skip
    text = canonical(content)
    ReportEdition.objects.create(report=report, audience=Audience.COMMITTEE, content=text, sha256=digest(text))
    return report


def counted(sql: str, convention: Convention, year: ConventionYear, as_of: datetime) -> dict[object, int]:
    with connection.cursor() as cursor:
        cursor.execute(
            sql,
            {
                "region": convention.region_id,
                "convention": convention.id,
                "from": year.starts_on,
                "to": min(year.ends_on, TODAY),
                "as_of": as_of,
            },
        )
        return dict(cursor.fetchall())


@pytest.mark.parametrize("seed", SEEDS)
def test_the_page_is_what_an_sql_counts(
    seed: int, convention: Convention, coordinator: Membership, sign_in: SignIn
) -> None:
    with time_machine.travel(datetime.combine(TODAY, datetime.min.time(), PARIS) + timedelta(hours=11), tick=False):
        landlords = draw(seed, convention)
        as_of = timezone.now() - timedelta(days=20)
        publish(convention, as_of, {str(landlords[0].id): 7, str(landlords[1].id): None})
        client = sign_in(coordinator)
        for year in years_of(convention, TODAY):
            page = client.get("/union/", {"annee": year.number})
            progress = page.context["progress"]
            put = counted(PUT, convention, year, as_of)
            assert {one.id: one.put for one in progress.landlords} == {one.id: put.get(one.id, 0) for one in landlords}
            assert progress.put == sum(put.values())
            days, elapsed = (year.ends_on - year.starts_on).days + 1, (TODAY - year.starts_on).days + 1
            assert progress.put_due == 27 * min(elapsed, days) // days
            rehoused = counted(REHOUSED, convention, year, as_of)
            shown = {one.id: one.on_request for one in progress.landlords}
            if year.ends_on < TODAY:
                assert shown == {one.id: rehoused.get(one.id, 0) for one in landlords}
                assert progress.on_request == sum(rehoused.values())
            else:  # the year under way: what the last report shows, no more
                assert shown == {one.id: 7 if one == landlords[0] else None for one in landlords}
                assert progress.on_request == 41
            for one in progress.landlords:
                own = Commitment.objects.filter(bailleur=one.id).first()
                assert one.committed == (own.quantity if own else None)
            text = page.content.decode()
            assert "part de l’engagement collectif" in text or all(one.committed for one in progress.landlords)


def test_nothing_of_households_before_a_report_is_published(
    convention: Convention, coordinator: Membership, sign_in: SignIn
) -> None:
    with time_machine.travel(datetime(2023, 11, 14, 11, tzinfo=PARIS), tick=False):
        draw(11, convention)
        client = sign_in(coordinator)
        for number in (1, 2, 3):
            progress = client.get("/union/", {"annee": number}).context["progress"]
            assert progress.on_request is None
            assert {one.on_request for one in progress.landlords} == {None}


def test_a_year_that_has_not_begun_or_a_convention_of_elsewhere_does_not_exist(
    convention: Convention, coordinator: Membership, sign_in: SignIn
) -> None:
    client = sign_in(coordinator)
    other = Convention.objects.create(
        name="Ailleurs",
        region=factories.commune("75056").departement.region,
        signed_on=STARTS,
        starts_on=STARTS,
        ends_on=ENDS,
    )
    assert client.get("/union/").status_code == 200
    for query in ({"annee": 4}, {"annee": "x"}, {"convention": str(other.id)}, {"convention": "x"}):
        assert client.get("/union/", query).status_code == 404
