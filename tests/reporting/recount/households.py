"""I3, I6 to I9 and the baux glissants, again, from the moves of each request and the declarations."""

from datetime import date, timedelta
from typing import Any

from tests.reporting.recount.dwellings import put_of
from tests.reporting.recount.raw import Counts, Question, Raw, Row, add, asking, first, paris, quantile


def rehousings(raw: Raw, asked: Question) -> Counts:
    counts: Counts = {}
    for fact in entries(raw):
        if asked.holds(fact["on"]) and asked.knows(fact["known"]):
            _count(counts, fact, asked)
    return counts


def late_rehousings(raw: Raw, asked: Question, *, since: date, known_before: Any) -> Counts:
    counts: Counts = {}
    for fact in entries(raw):
        if since <= fact["on"] < asked.starts_on and known_before < fact["known"] and asked.knows(fact["known"]):
            _count(counts, fact, asked)
    return counts


def _count(counts: Counts, fact: Row, asked: Question) -> None:
    if asked.counts(fact["bailleur"], fact["departement"], fact["on"]):
        names = ("channel", "bailleur", "association", "departement", "typology", "solution", "origin")
        add(counts, tuple(fact[name] for name in names), 1, fact["women"], fact["children"])


def entries(raw: Raw) -> list[Row]:
    """Every rehousing, by whatever way."""
    found = []
    for candidature in raw.candidatures:
        moves = raw.moves(candidature["id"])
        keys = first(moves, "housed")
        if keys is None:
            continue
        offer = raw.offer(candidature["offer_id"])
        found.append(
            {
                "known": keys["at"],
                "on": candidature["entered_on"] or paris(keys["at"]),
                "channel": keys["channel"],
                "bailleur": offer["bailleur_id"],
                "association": asking(moves),
                "departement": keys["departement"],
                "typology": keys["typology"],
                "solution": offer["solution_type"],
                "origin": keys["departement_of_origin"],
                "women": keys["women"],
                "children": keys["children"],
            }
        )
    for row in raw.declared:
        if row["state"] == "confirmed":
            found.append(
                {
                    "known": row["answered_at"],
                    "on": row["month"],
                    "channel": row["channel"],
                    "bailleur": row["bailleur_id"],
                    "association": row["association_id"],
                    "departement": row["departement"],
                    "typology": row["typology"],
                    "solution": row["solution_type"],
                    "origin": "",
                    "women": row["women"],
                    "children": row["children"],
                }
            )
    return found


def requests(raw: Raw) -> list[Row]:
    """Every request that was sent, with its moves and its dwelling."""
    found = []
    for candidature in raw.candidatures:
        moves = raw.moves(candidature["id"])
        sent = first(moves, "requested")
        if sent is not None:
            offer = raw.offer(candidature["offer_id"])
            found.append({**candidature, "moves": moves, "sent": sent, "offer": offer})
    return found


def _in_scope(asked: Question, request: Row, day: date) -> bool:
    return asked.counts(request["offer"]["bailleur_id"], request["sent"]["departement"], day)


def propositions(raw: Raw, asked: Question) -> Counts:
    counts: Counts = {}
    all_of_them = requests(raw)
    for request in all_of_them:
        let = first(request["moves"], "leased", "housed")
        if let is None or not asked.knows(let["at"]):
            continue
        day = request["lease_signed_on"] or request["entered_on"] or paris(let["at"])
        if not asked.holds(day) or not _in_scope(asked, request, day):
            continue
        proposed = 1
        for other in all_of_them:
            notified = first(other["moves"], "offer_notified")
            if other["id"] != request["id"] and other["offer_id"] == request["offer_id"] and notified is not None:
                proposed += int(notified["at"] <= let["at"])
        add(counts, (request["offer"]["bailleur_id"],), 1, proposed)
    return counts


def issues(raw: Raw, asked: Question) -> Counts:
    counts: Counts = {}
    for request in requests(raw):
        end = issue_of(request["moves"])
        if end is None or not asked.knows(end["at"]) or not asked.holds(paris(end["at"])):
            continue
        if _in_scope(asked, request, paris(end["at"])):
            ended = end["to_state"] == "cancelled"
            reason = end["reason"] if end["to_state"] in ("refused", "lapsed") else ""
            key = (request["offer"]["bailleur_id"], asking(request["moves"]))
            add(counts, ("ended" if ended else end["to_state"], reason, *key), 1)
    return counts


def issue_of(moves: list[Row]) -> Row | None:
    """The first answer to a notified offer, or what stood for one."""
    notified = False
    for at, move in enumerate(moves):
        if move["to_state"] == "offer_notified":
            notified = True
        elif notified and move["to_state"] in ("accepted", "refused", "lapsed", "cancelled"):
            taken_back = any(
                one["reason"] == "geste_repris"
                and one["from_state"] == move["to_state"]
                and one["at"] - move["at"] <= timedelta(minutes=1)
                for one in moves[at + 1 :]
            )
            if not taken_back:
                return move
    return None


def decisions(raw: Raw, asked: Question) -> Counts:
    counts: Counts = {}
    for request in requests(raw):
        decided = first(request["moves"], "decided")
        if decided is None or not asked.knows(decided["at"]) or not asked.holds(request["decided_on"]):
            continue
        if _in_scope(asked, request, request["decided_on"]):
            add(counts, (request["decision"], request["offer"]["bailleur_id"], asking(request["moves"])), 1)
    return counts


def delays(raw: Raw, asked: Question) -> dict[tuple[str, str | None], tuple[int, float | None, float | None]]:
    days: dict[tuple[str, str | None], list[int]] = {}
    for name in ("publication_demande", "demande_caleol", "caleol_bail", "besoin_entree"):
        days[name, None] = []
    for request in requests(raw):
        for name, day, length in _steps(raw, asked, request):
            if asked.holds(day) and _in_scope(asked, request, day):
                for bailleur in (None, str(request["offer"]["bailleur_id"])):
                    days.setdefault((name, bailleur), []).append(length)
    for need in {one["need"] for one in raw.needs}:
        told = [one for one in raw.needs if one["need"] == need and asked.knows(one["at"])]
        opened = [one["on"] for one in told if one["move"] == "ouvert"]
        for one in told:
            there = asked.departements & set(one["departements"])
            if one["move"] == "reloge" and asked.holds(one["on"]) and opened and there:
                days["besoin_entree", None].append((one["on"] - min(opened)).days)
    return {key: (len(found), quantile(found, 0.5), quantile(found, 0.9)) for key, found in days.items()}


def _steps(raw: Raw, asked: Question, request: Row) -> list[tuple[str, date, int]]:
    steps = []
    sent = request["sent"]["at"]
    put = put_of(raw, request["offer"])
    if put is not None and put["at"] <= sent and asked.knows(sent):
        steps.append(("publication_demande", paris(sent), (paris(sent) - paris(put["at"])).days))
    decided, let = first(request["moves"], "decided"), first(request["moves"], "leased", "housed")
    decided_on, signed_on = request["decided_on"], request["lease_signed_on"]
    if decided is not None and asked.knows(decided["at"]):
        steps.append(("demande_caleol", decided_on, (decided_on - paris(sent)).days))
    if let is not None and asked.knows(let["at"]) and decided_on and signed_on:
        steps.append(("caleol_bail", signed_on, (signed_on - decided_on).days))
    return steps


def sliding_leases(raw: Raw, asked: Question) -> Counts:
    counts: Counts = {}
    for lease in raw.sliding:
        candidature = next(one for one in raw.candidatures if one["id"] == lease["candidature_id"])
        offer = raw.offer(candidature["offer_id"])
        for event in raw.sliding_moves:
            if event["lease_id"] != lease["id"] or not asked.knows(event["at"]) or not asked.holds(event["on"]):
                continue
            if not asked.counts(offer["bailleur_id"], offer["departement"], event["on"]):
                continue
            begun, hers = event["move"] == "commence", event["end"] == "a_son_nom"
            if begun or event["move"] == "fin":
                key = (offer["bailleur_id"], offer["departement"], asking(raw.moves(candidature["id"])))
                add(counts, key, int(begun), int(not begun and hers), int(not begun and not hers))
    return counts
