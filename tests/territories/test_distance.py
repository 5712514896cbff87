"""How far is far enough: the verdicts, on examples and on properties that no position may break."""

from math import asin, atan2, cos, degrees, isclose, nan, pi, radians, sin

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from territories.distance import (
    DOOR_PRECISION_KM,
    EARTH_RADIUS_KM,
    CommunesZone,
    Position,
    RadiusZone,
    Site,
    Verdict,
    display_km,
    door_site,
    kilometres,
    kilometres_between,
    point_site,
    same_commune,
    snap_to_cell,
    verdict,
    whole_commune,
    worst,
)

LILLE = Site(Position(50.6344, 3.0476, 6.8), "59350", door=False)
VILLENEUVE_D_ASCQ = Site(Position(50.6229, 3.1446, 5.3), "59009", door=False)
AMIENS = Site(Position(49.8987, 2.2847, 8.1), "80021", door=False)
PARIS = Site(Position(48.845, 2.3752, 12.7), "75056", door=False)
PARIS_1 = Site(Position(48.8592, 2.3417, 4.0), "75101", door=False)
NO_POSITION = Site(None, "97502", door=False)

HIDDEN = (Verdict.INSIDE, Verdict.PROBABLE)

latitudes = st.floats(-85, 85)
longitudes = st.floats(-180, 180)
precisions = st.floats(0, 60)
radii = st.floats(0.1, 300)
fractions = st.floats(0, 1)
bearings = st.floats(0, 2 * pi)


def destination(lat: float, lon: float, bearing: float, km: float) -> tuple[float, float]:
    """The point reached from another by `km` along a great circle, in degrees."""
    phi, angle = radians(lat), km / EARTH_RADIUS_KM
    there = asin(max(-1.0, min(1.0, sin(phi) * cos(angle) + cos(phi) * sin(angle) * cos(bearing))))
    turn = atan2(sin(bearing) * sin(angle) * cos(phi), cos(angle) - sin(phi) * sin(there))
    return degrees(there), (lon + degrees(turn) + 540) % 360 - 180


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Position, Position, float]:
    """A dwelling and a place as near to the limit of the verdicts as chance allows, and a radius."""
    radius = draw(radii)
    here = Position(draw(latitudes), draw(longitudes), draw(precisions))
    precision = draw(precisions)
    reach = radius + here.precision_km + precision
    lat, lon = destination(here.lat, here.lon, draw(bearings), reach * draw(st.floats(0, 1.5)))
    return here, Position(lat, lon, precision), radius


def as_dwelling(position: Position) -> Site:
    return Site(position, "59350", door=True)


def as_zone(position: Position, radius: float) -> RadiusZone:
    return RadiusZone(Site(position, None, door=True), radius)


# --- Kilometres ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "expected_km"),
    [
        pytest.param((50.6344, 3.0476), (49.8987, 2.2847), 98.3, id="Lille to Amiens"),
        pytest.param((48.8566, 2.3522), (43.2965, 5.3698), 660.5, id="Paris to Marseille"),
        pytest.param((-21.1151, 55.5364), (-12.8275, 45.1662), 1436, id="La Réunion to Mayotte"),
        pytest.param((-16.5, 179.9), (-16.5, -179.9), 21.3, id="across the antimeridian"),
        pytest.param((90, 0), (-90, 0), pi * EARTH_RADIUS_KM, id="pole to pole"),
    ],
)
def test_kilometres_on_the_sphere(one: tuple[float, float], other: tuple[float, float], expected_km: float) -> None:
    assert kilometres(*one, *other) == pytest.approx(expected_km, rel=0.005)


@given(latitudes, longitudes, latitudes, longitudes)
def test_distance_is_the_same_both_ways(a_lat: float, a_lon: float, b_lat: float, b_lon: float) -> None:
    there = kilometres(a_lat, a_lon, b_lat, b_lon)

    assert isclose(there, kilometres(b_lat, b_lon, a_lat, a_lon), abs_tol=1e-9)
    assert 0 <= there <= pi * EARTH_RADIUS_KM
    assert kilometres(a_lat, a_lon, a_lat, a_lon) == 0


@given(latitudes, longitudes, bearings, st.floats(0.001, 10_000))
def test_distance_to_a_point_built_at_that_distance(lat: float, lon: float, bearing: float, km: float) -> None:
    assert kilometres(lat, lon, *destination(lat, lon, bearing, km)) == pytest.approx(km, rel=1e-6, abs=1e-6)


def test_antipodes_are_half_the_earth_away() -> None:
    for lat in (0.0, 12.3456789, 50.6344, 89.999):
        assert kilometres(lat, 3.0476, -lat, 3.0476 - 180) == pytest.approx(pi * EARTH_RADIUS_KM)


def test_no_distance_without_a_position() -> None:
    assert kilometres_between(LILLE, NO_POSITION) is None
    assert kilometres_between(LILLE, VILLENEUVE_D_ASCQ) == pytest.approx(7, abs=0.3)


@pytest.mark.parametrize(
    ("km", "shown"), [(0, 1), (0.2, 1), (1, 1), (3.01, 4), (4, 4), (4.0000000001, 4), (4.001, 5), (99.5, 100)]
)
def test_shown_kilometres_are_rounded_up(km: float, shown: int) -> None:
    assert display_km(km) == shown


@pytest.mark.parametrize("km", [-1, nan, float("inf")])
def test_what_is_no_distance_is_not_shown(km: float) -> None:
    with pytest.raises(ValueError, match="distance"):
        display_km(km)


# --- Cells -----------------------------------------------------------------------------------------------------------


@given(st.floats(-90, 90), longitudes)
def test_no_door_is_further_from_its_cell_than_its_precision(lat: float, lon: float) -> None:
    centre = snap_to_cell(lat, lon)

    assert kilometres(lat, lon, *centre) < DOOR_PRECISION_KM
    assert snap_to_cell(*centre) == centre


@pytest.mark.parametrize(
    ("lat", "lon"),
    [
        pytest.param(51.0756, 2.5300, id="Bray-Dunes"),
        pytest.param(41.3870, 9.1600, id="Bonifacio"),
        pytest.param(4.9371, -52.3260, id="Cayenne"),
        pytest.param(-12.7806, 45.2279, id="Mamoudzou"),
        pytest.param(-21.3393, 55.4781, id="Saint-Pierre de La Réunion"),
        pytest.param(16.2650, -61.5510, id="Guadeloupe"),
        pytest.param(-22.2758, 166.4580, id="Nouméa"),
        pytest.param(46.7811, -56.1764, id="Saint-Pierre-et-Miquelon"),
    ],
)
def test_cells_hold_in_the_whole_of_france(lat: float, lon: float) -> None:
    doors = [(lat + row / 500, lon + column / 500) for row in range(25) for column in range(25)]

    assert max(kilometres(*door, *snap_to_cell(*door)) for door in doors) < DOOR_PRECISION_KM
    # 5 km by 3 to 5 km: neighbours share cells, or the cell would tell the door.
    assert len({snap_to_cell(*door) for door in doors}) < 60


def test_a_door_is_known_by_its_cell_alone() -> None:
    site = door_site(50.63721, 3.06354, "59350")

    assert site.position is not None
    assert (site.position.lat, site.position.lon) == snap_to_cell(50.63721, 3.06354)
    assert site.position.precision_km == DOOR_PRECISION_KM
    assert site == door_site(50.63722, 3.06355, "59350")


# --- Values that would make everything safe are refused --------------------------------------------------------------


@pytest.mark.parametrize(("lat", "lon", "precision"), [(91, 0, 0), (0, 181, 0), (nan, 0, 0), (0, 0, nan), (0, 0, -1)])
def test_impossible_positions_are_refused(lat: float, lon: float, precision: float) -> None:
    with pytest.raises(ValueError, match=r"position|precision"):
        Position(lat, lon, precision)


@pytest.mark.parametrize("radius", [0, -3, nan, float("inf"), 30_000])
def test_impossible_radii_are_refused(radius: float) -> None:
    with pytest.raises(ValueError, match="radius"):
        RadiusZone(LILLE, radius)


def test_a_point_off_the_globe_has_no_cell() -> None:
    with pytest.raises(ValueError, match="position"):
        snap_to_cell(nan, 3)


# --- The table of verdicts -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dwelling", "zone", "expected"),
    [
        # One degree of latitude is 111.195 km.
        pytest.param(Position(50, 3, 1), (Position(50, 3, 1), 3), Verdict.INSIDE, id="certainly inside"),
        pytest.param(Position(50.09, 3, 1), (Position(50, 3, 1), 11), Verdict.PROBABLE, id="d 10, doubt 2, 11 km"),
        pytest.param(Position(50.09, 3, 1), (Position(50, 3, 1), 9), Verdict.TO_CHECK, id="d 10, doubt 2, 9 km"),
        pytest.param(Position(50.09, 3, 1), (Position(50, 3, 1), 8), Verdict.SAFE, id="d 10, doubt 2, 8 km"),
        pytest.param(Position(50.09, 3, 1), (Position(50, 3, 1), 13), Verdict.INSIDE, id="d 10, doubt 2, 13 km"),
    ],
)
def test_verdict_by_distance(dwelling: Position, zone: tuple[Position, float], expected: Verdict) -> None:
    assert verdict(as_dwelling(dwelling), as_zone(*zone)) is expected


def test_lower_equal_to_the_radius_is_safe_and_upper_equal_is_not_inside() -> None:
    dwelling, place = Position(50.09, 3, 0), Position(50, 3, 0)
    exactly = kilometres(dwelling.lat, dwelling.lon, place.lat, place.lon)

    assert verdict(as_dwelling(dwelling), as_zone(place, exactly)) is Verdict.SAFE


DOOR_IN_LILLE = door_site(50.6200, 3.0900, "59350")


@pytest.mark.parametrize(
    ("dwelling", "zone", "expected"),
    [
        pytest.param(LILLE, RadiusZone(LILLE, 3), Verdict.INSIDE, id="same commune, whatever the radius"),
        pytest.param(DOOR_IN_LILLE, RadiusZone(LILLE, 1), Verdict.INSIDE, id="door, in the commune to avoid"),
        pytest.param(LILLE, RadiusZone(LILLE, 15), Verdict.INSIDE, id="same commune"),
        pytest.param(VILLENEUVE_D_ASCQ, RadiusZone(LILLE, 15), Verdict.PROBABLE, id="adjoining commune"),
        pytest.param(VILLENEUVE_D_ASCQ, RadiusZone(LILLE, 3), Verdict.TO_CHECK, id="circles touch"),
        pytest.param(LILLE, RadiusZone(AMIENS, 15), Verdict.SAFE, id="another town"),
        pytest.param(PARIS_1, RadiusZone(PARIS, 3), Verdict.INSIDE, id="arrondissement of the city"),
        pytest.param(PARIS, RadiusZone(PARIS_1, 3), Verdict.INSIDE, id="city of the arrondissement"),
        pytest.param(
            Site(Position(48.8646, 2.3984, 4), "75120", door=False),
            RadiusZone(PARIS_1, 0.5),
            Verdict.INSIDE,
            id="two arrondissements of one city",
        ),
        pytest.param(
            DOOR_IN_LILLE,
            RadiusZone(Site(Position(50.66, 3.05, 0), "59350", door=True), 1),
            Verdict.SAFE,
            id="two points of one commune are told by distance",
        ),
        pytest.param(NO_POSITION, RadiusZone(NO_POSITION, 1), Verdict.INSIDE, id="no position, same commune"),
        pytest.param(NO_POSITION, RadiusZone(LILLE, 1), Verdict.TO_CHECK, id="dwelling without a position"),
        pytest.param(LILLE, RadiusZone(NO_POSITION, 1), Verdict.TO_CHECK, id="place without a position"),
        pytest.param(
            Site(None, "97502", door=True),
            RadiusZone(Site(Position(46.78, -56.17, 0), "97502", door=True), 1),
            Verdict.INSIDE,
            id="no position beats a door that is said to be known",
        ),
        pytest.param(LILLE, RadiusZone(point_site(50.6344, 3.0476), 5), Verdict.PROBABLE, id="point within the town"),
        pytest.param(LILLE, RadiusZone(point_site(50.6344, 3.0476), 7), Verdict.INSIDE, id="point, whole town within"),
        pytest.param(LILLE, RadiusZone(point_site(50.8503, 4.3517), 60), Verdict.SAFE, id="point abroad"),
        pytest.param(LILLE, CommunesZone(frozenset({"59350"})), Verdict.INSIDE, id="listed"),
        pytest.param(DOOR_IN_LILLE, CommunesZone(frozenset({"59350"})), Verdict.INSIDE, id="door in a listed commune"),
        pytest.param(VILLENEUVE_D_ASCQ, CommunesZone(frozenset({"59350"})), Verdict.SAFE, id="not listed"),
        pytest.param(PARIS_1, CommunesZone(frozenset({"75056"})), Verdict.INSIDE, id="the whole city is listed"),
        pytest.param(PARIS, CommunesZone(frozenset({"75111"})), Verdict.INSIDE, id="one arrondissement is listed"),
        pytest.param(NO_POSITION, CommunesZone(frozenset({"97502"})), Verdict.INSIDE, id="no position, listed"),
        pytest.param(NO_POSITION, CommunesZone(frozenset({"59350"})), Verdict.TO_CHECK, id="no position, not listed"),
        pytest.param(point_site(50, 3), CommunesZone(frozenset({"59350"})), Verdict.TO_CHECK, id="commune unknown"),
        pytest.param(LILLE, CommunesZone(frozenset()), Verdict.SAFE, id="an empty list lists nothing"),
    ],
)
def test_verdict_on_examples(dwelling: Site, zone: RadiusZone | CommunesZone, expected: Verdict) -> None:
    assert verdict(dwelling, zone) is expected


def test_the_worst_of_several_zones_counts() -> None:
    far, near, listed = RadiusZone(AMIENS, 10), RadiusZone(LILLE, 3), CommunesZone(frozenset({"59009"}))

    assert worst(VILLENEUVE_D_ASCQ, []) is Verdict.SAFE
    assert worst(VILLENEUVE_D_ASCQ, [far]) is Verdict.SAFE
    assert worst(VILLENEUVE_D_ASCQ, [far, near]) is Verdict.TO_CHECK
    assert worst(VILLENEUVE_D_ASCQ, [near, far]) is Verdict.TO_CHECK
    assert worst(VILLENEUVE_D_ASCQ, iter([near, listed, far])) is Verdict.INSIDE


def test_verdicts_are_ordered_by_severity_and_only_two_are_shown() -> None:
    assert sorted(Verdict, key=lambda one: -one.severity) == list(Verdict)
    assert [one for one in Verdict if one.is_shown] == [Verdict.TO_CHECK, Verdict.SAFE]


@pytest.mark.parametrize(
    ("code", "whole"),
    [
        ("75101", "75056"),
        ("75120", "75056"),
        ("69381", "69123"),
        ("69389", "69123"),
        ("13201", "13055"),
        ("13216", "13055"),
        ("75056", "75056"),
        ("59350", "59350"),
        ("13100", "13100"),
        ("2A004", "2A004"),
    ],
)
def test_the_whole_of_an_arrondissement(code: str, whole: str) -> None:
    assert whole_commune(code) == whole


def test_an_unknown_commune_is_no_other() -> None:
    assert not same_commune(None, None)
    assert not same_commune("59350", None)


# --- Properties ------------------------------------------------------------------------------------------------------


@given(pairs())
def test_a_dwelling_and_a_place_may_be_swapped(pair: tuple[Position, Position, float]) -> None:
    here, there, radius = pair
    gap = abs(kilometres(here.lat, here.lon, there.lat, there.lon) - radius)
    assume(gap > 1e-9)
    assume(abs(gap - here.precision_km - there.precision_km) > 1e-9)

    assert verdict(as_dwelling(here), as_zone(there, radius)) is verdict(as_dwelling(there), as_zone(here, radius))


@given(pairs(), st.floats(0, 100))
def test_a_larger_radius_never_moves_towards_safe(pair: tuple[Position, Position, float], more: float) -> None:
    here, there, radius = pair
    before = verdict(as_dwelling(here), as_zone(there, radius))

    assert verdict(as_dwelling(here), as_zone(there, radius + more)).severity >= before.severity


@given(pairs(), st.floats(0, 100), st.floats(0, 100))
def test_less_precision_never_moves_towards_shown(
    pair: tuple[Position, Position, float], more_here: float, more_there: float
) -> None:
    here, there, radius = pair
    before = verdict(as_dwelling(here), as_zone(there, radius))
    vaguer_here = Position(here.lat, here.lon, here.precision_km + more_here)
    vaguer_there = Position(there.lat, there.lon, there.precision_km + more_there)
    after = verdict(as_dwelling(vaguer_here), as_zone(vaguer_there, radius))

    # "Inside" may become "probable", which is certainty lost: both are hidden and counted together.
    assert (before in HIDDEN) == (after in HIDDEN)
    if before is Verdict.TO_CHECK:
        assert after is Verdict.TO_CHECK


@given(pairs(), st.lists(st.tuples(bearings, fractions, bearings, fractions), min_size=5, max_size=20))
def test_never_safe_when_two_points_that_the_precisions_allow_are_too_near(
    pair: tuple[Position, Position, float], samples: list[tuple[float, float, float, float]]
) -> None:
    here, there, radius = pair
    found = verdict(as_dwelling(here), as_zone(there, radius))
    for here_bearing, here_share, there_bearing, there_share in samples:
        dwelling = destination(here.lat, here.lon, here_bearing, here.precision_km * here_share)
        place = destination(there.lat, there.lon, there_bearing, there.precision_km * there_share)
        km = kilometres(*dwelling, *place)
        if km < radius - 1e-6:
            assert found is not Verdict.SAFE
        if km > radius + 1e-6:
            assert found is not Verdict.INSIDE


@given(pairs())
def test_never_safe_when_the_two_nearest_points_are_too_near(pair: tuple[Position, Position, float]) -> None:
    """The hardest sample: both truths on the great circle between the centres, each at the end of its precision."""
    here, there, radius = pair
    towards = bearing_to(here, there)
    back = bearing_to(there, here)
    dwelling = destination(here.lat, here.lon, towards, here.precision_km)
    place = destination(there.lat, there.lon, back, there.precision_km)

    if kilometres(*dwelling, *place) < radius - 1e-6:
        assert verdict(as_dwelling(here), as_zone(there, radius)) is not Verdict.SAFE


def bearing_to(here: Position, there: Position) -> float:
    here_phi, there_phi, turn = radians(here.lat), radians(there.lat), radians(there.lon - here.lon)
    return atan2(
        sin(turn) * cos(there_phi), cos(here_phi) * sin(there_phi) - sin(here_phi) * cos(there_phi) * cos(turn)
    )


@given(st.floats(41, 51), st.floats(-5, 9), bearings, st.floats(0, 30), radii)
def test_a_snapped_door_is_never_safe_when_the_true_door_is_too_near(
    lat: float, lon: float, bearing: float, km: float, radius: float
) -> None:
    place = destination(lat, lon, bearing, km)
    if km < radius - 1e-6:
        found = verdict(door_site(lat, lon, "59350"), RadiusZone(point_site(*place), radius))

        assert found is not Verdict.SAFE
