"""Zones as a référente types them, against dwellings: verdicts of the design, checked by brute force.

The brute force knows nothing of formulas: it samples where the truth may lie on both sides (discs of the precisions),
measures each pair, and says what no sampled pair may contradict.
"""

import math
import os
import random
from itertools import product

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.models import Membership
from associations.contents import AvoidedZone, AvoidedZones, from_bytes, to_bytes
from associations.files import open_zones
from associations.models import Household
from offers.search.engine import site_of
from territories.communes import index
from territories.distance import Site, Verdict, kilometres, same_commune, whole_commune, worst
from territories.places import Place, find_place
from tests import factories
from tests.personas import SignIn, confirm
from tests.rows import lines

LILLE, LENS, ROUBAIX, LYON_3, LYON, PARIS_18, PARIS = "59350", "62498", "59512", "69383", "69123", "75118", "75056"
KM_PER_DEGREE = 111.195


def commune_site(code: str) -> Site:
    return site_of(code, None, None)


class TestTyped:
    """Through the page, sealed, opened, and against dwellings."""

    pytestmark = pytest.mark.django_db

    @pytest.fixture
    def client(self, caseworker: Membership, sign_in: SignIn) -> Client:
        client = sign_in(caseworker)
        confirm(client)
        return client

    def zones(self, client: Client, caseworker: Membership, *typed: dict[str, str]) -> AvoidedZones:
        household: Household = factories.HouseholdFactory(member=caseworker)
        response = client.post(reverse("associations:zones", args=[household.id]), lines(*typed))
        assert response.status_code == 302
        household.refresh_from_db()
        return open_zones(household)

    def test_a_commune(self, client: Client, caseworker: Membership) -> None:
        """From Lille by its centre: Lille itself, Roubaix near, Lens in doubt or far, by the distance asked for."""
        zones = self.zones(client, caseworker, {"who": "lui", "lieu": "Lille (59)", "lieu_km": "15"}).zones

        assert worst(commune_site(LILLE), zones) is Verdict.INSIDE
        assert worst(commune_site(ROUBAIX), zones) in {Verdict.INSIDE, Verdict.PROBABLE}
        assert worst(commune_site("80021"), zones) is Verdict.SAFE  # Amiens
        near = self.zones(client, caseworker, {"lieu": "Lille (59)", "lieu_km": "1"}).zones
        assert worst(commune_site(LILLE), near) is Verdict.INSIDE, "known by commune only on both sides"

    def test_a_door(self, client: Client, caseworker: Membership) -> None:
        """A point typed with four decimals is known to some metres, a dwelling's door to 0.75 km."""
        zones = self.zones(client, caseworker, {"lieu": "50.6312, 3.0612", "lieu_km": "3"}).zones

        assert worst(site_of(LILLE, 50.6320, 3.0620), zones) is Verdict.INSIDE
        assert worst(site_of(LILLE, 50.6312 + 2.9 / KM_PER_DEGREE, 3.0612), zones) in {
            Verdict.PROBABLE,
            Verdict.TO_CHECK,
        }
        assert worst(site_of(ROUBAIX, 50.6901, 3.1817), zones) is Verdict.SAFE

    def test_a_list_of_communes(self, client: Client, caseworker: Membership) -> None:
        zones = self.zones(client, caseworker, {"communes": "Lens (62), Roubaix (59)"}).zones

        assert worst(commune_site(LENS), zones) is Verdict.INSIDE
        assert worst(site_of(ROUBAIX, 50.6901, 3.1817), zones) is Verdict.INSIDE
        assert worst(commune_site(LILLE), zones) is Verdict.SAFE
        assert worst(Site(None, None, door=False), zones) is Verdict.TO_CHECK

    def test_an_arrondissement_is_its_whole_city(self, client: Client, caseworker: Membership) -> None:
        zones = self.zones(client, caseworker, {"communes": f"{index().get(LYON_3).label}"}).zones  # type: ignore[union-attr]

        assert worst(commune_site(LYON), zones) is Verdict.INSIDE
        assert worst(Site(None, "69381", door=False), zones) is Verdict.INSIDE

    def test_several_people_the_gravest_counts(self, client: Client, caseworker: Membership) -> None:
        zones = self.zones(
            client,
            caseworker,
            {"who": "lui", "lieu": "Lens (62)", "lieu_km": "5"},
            {"who": "famille", "lieu": "Lille (59)", "lieu_km": "3"},
            {"who": "travail", "communes": "Roubaix (59)"},
        ).zones

        for inside in (LENS, LILLE, ROUBAIX):
            assert worst(commune_site(inside), zones) is Verdict.INSIDE
        assert worst(commune_site("80021"), zones) is Verdict.SAFE

    def test_a_place_abroad(self, client: Client, caseworker: Membership) -> None:
        """Tournai, in Belgium: a point, since the platform knows French communes alone."""
        zones = self.zones(client, caseworker, {"lieu": "50.6056, 3.3878", "lieu_km": "20"}).zones

        assert worst(commune_site(ROUBAIX), zones) is not Verdict.SAFE
        assert worst(commune_site(LENS), zones) is Verdict.SAFE


# --- Against brute force ---------------------------------------------------------------------------------------------

CODES = [record.code for record in index().all() if record.site.position is not None]
codes = st.sampled_from(CODES)
radii = st.integers(1, 300)


@st.composite
def near_points(draw: st.DrawFn, code: str) -> tuple[float, float]:
    """A point within some 30 km of a commune: far ones would decide nothing."""
    position = commune_site(code).position
    assert position is not None
    lat = min(89.0, max(-89.0, position.lat + draw(st.floats(-0.3, 0.3))))
    lon = position.lon + draw(st.floats(-0.3, 0.3))
    return round(lat, 4), round(min(179.9, max(-179.9, lon)), 4)


@st.composite
def cases(draw: st.DrawFn) -> tuple[Site, AvoidedZones]:
    """A dwelling, by commune or by door, and one to four zones of several people, half of them around it."""
    home = draw(codes)
    dwelling = commune_site(home)
    if draw(st.booleans()):
        dwelling = site_of(home, *draw(near_points(home)))
    zones = []
    for _ in range(draw(st.integers(1, 4))):
        around = home if draw(st.booleans()) else draw(codes)
        kind = draw(st.sampled_from(["commune", "point", "list"]))
        if kind == "list":
            neighbours = [one.code for one in index().neighbours(around)][:4]
            zones.append(AvoidedZone(communes=tuple({around, *neighbours})))
            continue
        label = f"{draw(near_points(around))}".strip("()") if kind == "point" else ""
        place = find_place(label) if label else Place(around, commune_site(around))
        zones.append(AvoidedZone(place=place, radius_km=draw(st.sampled_from([1, 2, 5, 10, 15, 20, 30, 60]) | radii)))
    return dwelling, from_bytes(AvoidedZones, to_bytes(AvoidedZones(tuple(zones))))


def around(site: Site, rng: random.Random) -> list[tuple[float, float]]:
    """Points where the truth may lie: the centre, and some all over the disc of the precision, its rim included."""
    assert site.position is not None
    lat, lon, precision = site.position.lat, site.position.lon, site.position.precision_km
    points = [(lat, lon)]
    for number in range(16):
        bearing = rng.uniform(0, 2 * math.pi)
        away = precision if number % 2 else precision * math.sqrt(rng.random())
        points.append(_moved(lat, lon, bearing, away))
    return points


def _moved(lat: float, lon: float, bearing: float, km: float) -> tuple[float, float]:
    """Where one stands after so many km on a great circle."""
    angle, phi = km / 6371.0088, math.radians(lat)
    there = math.asin(math.sin(phi) * math.cos(angle) + math.cos(phi) * math.sin(angle) * math.cos(bearing))
    turn = math.atan2(
        math.sin(bearing) * math.sin(angle) * math.cos(phi), math.cos(angle) - math.sin(phi) * math.sin(there)
    )
    return math.degrees(there), (lon + math.degrees(turn) + 540) % 360 - 180


@pytest.mark.timeout(1200)  # 10,000 cases take 3 minutes where nothing else runs
@settings(max_examples=10_000 if os.environ.get("FULL_COUNTS") else 300)
@given(cases(), st.randoms(use_true_random=False))
def test_no_sampled_truth_contradicts_a_verdict(case: tuple[Site, AvoidedZones], rng: random.Random) -> None:
    dwelling, avoided = case

    verdict = worst(dwelling, avoided.zones)

    listed = {whole_commune(code) for one in avoided.all for code in one.communes}
    forced = whole_commune(dwelling.commune or "") in listed
    shares = []  # of each circle, how many sampled pairs are nearer than its radius
    centres = []
    slack = 1e-6  # km: a sampled rim is the rim but for rounding
    for one in avoided.all:
        if one.place is None or one.radius_km is None:
            continue
        if same_commune(dwelling.commune, one.place.site.commune) and not (dwelling.door and one.place.site.door):
            forced = True
        pairs = product(around(dwelling, rng), around(one.place.site, rng))
        distances = [kilometres(*here, *there) for here, there in pairs]
        shares.append(sum(km < one.radius_km - slack for km in distances) / len(distances))
        centres.append(distances[0] < one.radius_km)
    if verdict is Verdict.SAFE:
        assert not forced
        assert not any(shares), "a possible truth lies inside"
    assert forced <= (verdict is Verdict.INSIDE)
    if verdict is Verdict.INSIDE:
        assert forced or any(share > 0.99 for share in shares), "a possible truth lies outside"
    if any(centres):
        assert not verdict.is_shown, "the centre lies inside"
    if verdict is Verdict.PROBABLE:
        assert any(centres)
    if verdict is Verdict.TO_CHECK:
        assert not any(centres)
        assert not forced
