"""I1 and I5, again, from the moves of each dwelling."""

from typing import Any

from tests.reporting.recount.raw import Counts, Question, Raw, Row, a_year_before, add, asking, first, paris, released


def put_of(raw: Raw, offer: Row) -> Row | None:
    return first(raw.moves(offer["id"]), "published")


def dwellings_put(raw: Raw, asked: Question) -> Counts:
    counts: Counts = {}
    for landlord, reference in sorted({(one["bailleur_id"], one["reference"]) for one in raw.offers}, key=str):
        published = []
        for offer in raw.offers:
            if (offer["bailleur_id"], offer["reference"]) != (landlord, reference):
                continue
            put = put_of(raw, offer)
            if put is not None:
                published.append((put["at"], offer))
        published.sort(key=lambda one: (one[0], one[1]["id"]))
        # One dwelling: a publication and those that follow a withdrawal less than a year after the one before.
        dwellings: list[list[tuple[object, Row]]] = []
        for at, offer in published:
            if dwellings:
                before_at, before = dwellings[-1][-1]
                gone = first(raw.moves(before["id"]), "withdrawn")
                withdrawn_before = gone is not None and gone["at"] < at
                if withdrawn_before and paris(before_at) >= a_year_before(paris(at)):
                    dwellings[-1].append((at, offer))
                    continue
            dwellings.append([(at, offer)])
        for dwelling in dwellings:
            _count(raw, asked, dwelling, counts)
    return counts


def _count(raw: Raw, asked: Question, dwelling: list[tuple[object, Row]], counts: Counts) -> None:
    first_at, first_offer = dwelling[0]
    day = paris(first_at)
    if not (asked.holds(day) and asked.knows(first_at)):
        return
    if not asked.counts(first_offer["bailleur_id"], first_offer["departement"], day):
        return
    shown = [
        offer
        for at, offer in dwelling
        if asked.holds(paris(at))
        and asked.knows(at)
        and asked.counts(offer["bailleur_id"], offer["departement"], paris(at))
    ]
    last = shown[-1]
    withdrawn, unrequested = 0, 0
    gone = first(raw.moves(last["id"]), "withdrawn")
    if gone is not None and paris(gone["at"]) <= asked.ends_on and asked.knows(released(gone["at"])):
        withdrawn = 1
    closed = first(raw.moves(last["id"]), "closed")
    if closed is not None and paris(closed["at"]) <= asked.ends_on and asked.knows(closed["at"]):
        unrequested = int(not any(requests(raw, asked, offer) for offer in shown))
    key = (last["bailleur_id"], last["departement"], last["typology"], last["financing"], last["contingent"])
    add(counts, key, 1, withdrawn, unrequested)


def requests(raw: Raw, asked: Question, offer: Row) -> list[Any]:
    """The associations of the requests that were sent for a dwelling by the end of the period."""
    found = []
    for candidature in raw.candidatures:
        if candidature["offer_id"] == offer["id"]:
            sent = first(raw.moves(candidature["id"]), "requested")
            if sent is not None and paris(sent["at"]) <= asked.ends_on and asked.knows(sent["at"]):
                found.append(asking(raw.moves(candidature["id"])))
    return found


def requests_per_dwelling(raw: Raw, asked: Question) -> Counts:
    counts: Counts = {}
    for offer in raw.offers:
        closed = first(raw.moves(offer["id"]), "closed")
        if put_of(raw, offer) is None or closed is None or not asked.knows(closed["at"]):
            continue
        day = paris(closed["at"])
        if asked.holds(day) and asked.counts(offer["bailleur_id"], offer["departement"], day):
            sent = requests(raw, asked, offer)
            key = (offer["typology"], offer["departement"], offer["bailleur_id"])
            add(counts, (*key, ""), 1, 0, int(not sent))
            for association in sent:
                add(counts, (*key, association), 0, 1, 0)
    return counts
