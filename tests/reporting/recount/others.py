"""I11, I13 and I14, again, from what was told of needs and typed by organisations."""

from tests.reporting.recount.dwellings import put_of
from tests.reporting.recount.raw import Counts, Question, Raw, Row, add, first, paris, released

SIZES = ("T1", "T1BIS", "T2", "T3", "T4", "T5", "T6", "T7P")


def needs(raw: Raw, asked: Question) -> Counts:
    counts: Counts = {}
    on_offer = _on_offer(raw, asked)
    for need in {one["need"] for one in raw.needs}:
        told = [
            one for one in raw.needs if one["need"] == need and asked.knows(one["at"]) and one["on"] <= asked.ends_on
        ]
        told.sort(key=lambda one: (one["on"], one["at"], one["id"]))
        moves = [one["move"] for one in told]
        if moves.count("ouvert") <= moves.count("reloge") + moves.count("clos"):
            continue
        said = [one for one in told if one["move"] in ("ouvert", "change")][-1]
        if not asked.departements & set(said["departements"]):
            continue
        covered = int(any(_suits(offer, said) for offer in on_offer))
        add(counts, (*_key(said, asked), said["association_id"]), 1, covered, 1 - covered)
    return counts


def _on_offer(raw: Raw, asked: Question) -> list[Row]:
    found = []
    for offer in raw.offers:
        put = put_of(raw, offer)
        if put is None or not asked.knows(put["at"]) or not asked.holds(paris(put["at"])):
            continue
        gone = first(raw.moves(offer["id"]), "withdrawn")
        if gone and paris(gone["at"]) <= asked.ends_on and asked.knows(released(gone["at"])):
            continue
        if asked.counts(offer["bailleur_id"], offer["departement"], paris(put["at"])):
            found.append(offer)
    return found


def _suits(offer: Row, need: Row) -> bool:
    solutions = need["solution_types"]
    return (
        offer["typology"] in need["typologies"]
        and offer["departement"] in need["departements"]
        and (not solutions or offer["solution_type"] in solutions)
    )


def _key(need: Row, asked: Question) -> tuple[str, str]:
    smallest = min(need["typologies"], key=SIZES.index)
    return smallest, next(one for one in need["departements"] if one in asked.departements)


def needs_moved(raw: Raw, asked: Question) -> Counts:
    counts: Counts = {}
    for one in raw.needs:
        if asked.knows(one["at"]) and asked.holds(one["on"]) and asked.departements & set(one["departements"]):
            ways = ("ouvert", "reloge", "clos")
            if one["move"] in ways:
                add(counts, _key(one, asked), *(int(one["move"] == way) for way in ways))
    return counts


def trained(raw: Raw, asked: Question) -> Counts:
    counts: Counts = {}
    if asked.landlords is None:
        there = {one["organisation_id"] for one in raw.regions if one["region_id"] == asked.region}
        landlords = {one["id"] for one in raw.organisations if one["kind"] == "bailleur" and one["id"] in there}
    else:
        landlords = {one for one, since in asked.landlords.items() if since <= asked.ends_on}
    for landlord in landlords:
        sessions = [one for one in raw.trainings if one["bailleur_id"] == landlord and asked.knows(one["typed_at"])]
        # Five years: from the day after the last one of the period, five years before, to that last day.
        since = asked.ends_on.replace(year=asked.ends_on.year - 5)
        in_period = sum(one["attendees"] for one in sessions if asked.holds(one["held_on"]))
        in_five_years = sum(one["attendees"] for one in sessions if since < one["held_on"] <= asked.ends_on)
        known = [
            one
            for one in raw.staff
            if one["bailleur_id"] == landlord and asked.knows(one["typed_at"]) and one["counted_on"] <= asked.ends_on
        ]
        staff = max(known, key=lambda one: one["counted_on"])["staff"] if known else 0
        if in_period or in_five_years or staff:
            add(counts, (landlord,), in_period, in_five_years, staff)
    return counts


def context(raw: Raw, asked: Question) -> Counts:
    latest: dict[tuple[str, ...], Row] = {}
    for one in raw.context:
        if not asked.knows(one["typed_at"]) or one["counted_on"] > asked.ends_on:
            continue
        if one["region_id"] not in (None, asked.region):
            continue
        if one["departement_id"] is not None and one["departement_id"] not in asked.departements:
            continue
        key = (one["measure"], one["region_id"] or "", one["departement_id"] or "", one["source"])
        if key not in latest or latest[key]["counted_on"] < one["counted_on"]:
            latest[key] = one
    counts: Counts = {}
    for (measure, region, departement, source), one in latest.items():
        add(counts, (measure, region, departement, one["period"], source), one["value"])
    return counts
