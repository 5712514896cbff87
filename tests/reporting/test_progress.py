"""Progress on the page is what an SQL written apart counts from raw moves, whatever was drawn."""

from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

import pytest
import time_machine
from django.db import connection

from accounts.models import Membership, Organisation
from associations.models import Association
from bailleurs.models import Bailleur
from conventions.models import Channel, Commitment, Convention, Signatory, Unit
from conventions.years import ConventionYear
from matching.models import Candidature, CandidatureTransition, DeclaredState
from offers.models import Offer, OfferState, OfferTransition
from reporting.models import ReportKind
from reporting.progress import years_of
from territories.timezones import PARIS
from tests import factories
from tests.home.pages import publish_report, rehouse
from tests.personas import SignIn

pytestmark = pytest.mark.django_db
STARTS, ENDS = date(2021, 3, 25), date(2024, 3, 24)
TODAY = date(2023, 11, 14)
SEEDS = (3, 14, 159, 2653, 58979)

# First publications of landlords that signed, in the region; one withdrawn and put again within a year is the same
# dwelling; one that was only ever reserved for a need was never put.
PUT = """
WITH first AS (
    SELECT o.id, o.bailleur_id, o.reference, o.departement, min(t.at) AS at,
        (SELECT min(w.at) FROM offers_offertransition w WHERE w.offer_id = o.id AND w.to_state = 'withdrawn') AS gone
    FROM offers_offer o JOIN offers_offertransition t ON t.offer_id = o.id AND t.to_state = 'published'
    GROUP BY o.id
)
SELECT first.bailleur_id, count(*)
FROM first
JOIN territories_departement d ON d.code = first.departement AND d.region_id = %(region)s
JOIN conventions_signatory s ON s.convention_id = %(convention)s AND s.organisation_id = first.bailleur_id
WHERE (first.at AT TIME ZONE 'Europe/Paris')::date BETWEEN greatest(%(from)s, s.signed_on) AND %(to)s
  AND NOT EXISTS (
    SELECT FROM first AS earlier
    WHERE earlier.bailleur_id = first.bailleur_id AND earlier.reference = first.reference
      AND earlier.gone BETWEEN earlier.at AND first.at AND earlier.at >= first.at - interval '1 year'
  )
GROUP BY first.bailleur_id
"""
# On request: declared and confirmed, or the keys of a dwelling that was reserved.
REHOUSED = """
WITH rehoused AS (
    SELECT r.bailleur_id, r.departement, r.month AS on_day, r.answered_at AS known_at
    FROM matching_declaredrehousing r WHERE r.state = 'confirmed' AND r.channel = 'interpellation'
    UNION ALL
    SELECT o.bailleur_id, t.departement, c.entered_on, t.at
    FROM matching_candidaturetransition t
    JOIN matching_candidature c ON c.id = t.candidature_id JOIN offers_offer o ON o.id = c.offer_id
    WHERE t.to_state = 'housed' AND t.channel = 'interpellation'
)
SELECT r.bailleur_id, count(*)
FROM rehoused r
JOIN territories_departement d ON d.code = r.departement AND d.region_id = %(region)s
JOIN conventions_signatory s ON s.convention_id = %(convention)s AND s.organisation_id = r.bailleur_id
WHERE r.known_at <= %(as_of)s AND r.on_day BETWEEN greatest(%(from)s, s.signed_on) AND %(to)s
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
            declare(rng, bailleur, association)
        for _ in range(rng.randrange(0, 4)):
            reserve(rng, bailleur)
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


def put(rng: Random, bailleur: Bailleur, reference: str) -> None:
    """Published once, near the limit of a year half the time, to the minute around midnight in Paris."""
    limit = datetime(rng.choice((2021, 2022, 2023)), 3, 25, tzinfo=PARIS)
    near = limit + timedelta(minutes=rng.choice((-1, 0, 1)))
    anywhere = datetime(2021, 1, 5, 9, tzinfo=PARIS) + timedelta(days=rng.randrange(1000), minutes=rng.randrange(600))
    at = near if rng.random() < 0.5 else anywhere
    where = "75056" if rng.random() < 0.15 else factories.LILLE
    offer = dwelling(bailleur, reference, where, OfferState.CLOSED, published_at=at)
    move(offer, at, "draft", OfferState.PUBLISHED)
    turn = rng.random()
    if turn < 0.2:  # prolonged: the first publication counts
        move(offer, at + timedelta(days=400), "published", OfferState.PUBLISHED)
    elif turn < 0.5:  # withdrawn, then put again: the same dwelling, or after more than a year another one
        Offer.objects.filter(id=offer.id).update(state=OfferState.WITHDRAWN, ended_at=at + timedelta(days=9))
        move(offer, at + timedelta(days=9), "published", OfferState.WITHDRAWN)
        later = at + timedelta(days=rng.choice((10, 200, 355, 380)))
        again = dwelling(bailleur, reference, where, OfferState.CLOSED, published_at=later)
        move(again, later, "draft", OfferState.PUBLISHED)


def reserve(rng: Random, bailleur: Bailleur) -> None:
    """Reserved for a need: never put on the platform; to the keys half the time."""
    at = datetime(2021, 4, 5, 9, tzinfo=PARIS) + timedelta(days=rng.randrange(900))
    offer = dwelling(bailleur, f"R-{rng.random()}", factories.LILLE, OfferState.RESERVED, published_at=None)
    move(offer, at, "draft", OfferState.RESERVED)
    if rng.random() < 0.5:
        return
    keys = at + timedelta(days=rng.randrange(60))
    candidature = Candidature.objects.create(
        offer=offer, state="housed", requested_at=at, entered_on=keys.date(), requested_by=factories.UserFactory()
    )
    CandidatureTransition.objects.create(
        candidature=candidature,
        at=keys + timedelta(days=rng.choice((0, 3, 200))),
        from_state="leased",
        to_state="housed",
        side="bailleur",
        women=1,
        children=2,
        typology="T3",
        channel=Channel.INTERPELLATION,
        departement="59",
    )


def dwelling(bailleur: Bailleur, reference: str, commune: str, state: str, **fields: Any) -> Offer:
    offer: Offer = factories.OfferFactory(
        bailleur=bailleur, reference=reference, state=state, listed=False, location__commune=commune, **fields
    )
    return offer


def move(offer: Offer, at: datetime, before: str, after: str) -> None:
    OfferTransition.objects.create(offer=offer, at=at, from_state=before, to_state=after)


def declare(rng: Random, bailleur: Bailleur, association: Association) -> None:
    """By phone: confirmed or not, on request or not, here or elsewhere, known soon or late."""
    month = date(rng.choice((2021, 2022, 2023)), rng.randrange(1, 13), 1)
    answered = datetime.combine(month, time(9), PARIS) + timedelta(days=rng.randrange(20, 300))
    rehouse(
        bailleur,
        month,
        association=association,
        channel=rng.choice((Channel.INTERPELLATION, Channel.INTERPELLATION, Channel.PLATFORM)),
        departement=rng.choice(("59", "59", "75")),
        number=rng.randrange(1, 30_000),
        state=rng.choice((DeclaredState.CONFIRMED, DeclaredState.CONFIRMED, DeclaredState.DECLARED)),
        answered_at=answered,
    )


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
        as_of = datetime(2023, 9, 25, 9, tzinfo=PARIS)
        shown_then = {"": 41, str(landlords[0].id): 7, str(landlords[1].id): None}
        publish_report(convention, date(2023, 6, 25), date(2023, 9, 24), shown_then)
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


def test_what_a_yearly_report_could_not_give_no_page_gives(
    convention: Convention, coordinator: Membership, sign_in: SignIn
) -> None:
    """Its totals of landlords were left out, for they told what it hides: n.c. here as well."""
    with time_machine.travel(datetime(2023, 11, 14, 11, tzinfo=PARIS), tick=False):
        draw(3, convention)
        publish_report(convention, date(2023, 6, 25), date(2023, 9, 24), {})
        first, second = years_of(convention, TODAY)[:2]
        publish_report(convention, first.starts_on, first.ends_on, {}, kind=ReportKind.YEARLY)
        client = sign_in(coordinator)
        shown = client.get("/union/", {"annee": first.number}).context["progress"]
        assert {one.on_request for one in shown.landlords} == {None}
        assert shown.on_request is None
        assert client.get("/union/", {"annee": second.number}).context["progress"].on_request is not None
