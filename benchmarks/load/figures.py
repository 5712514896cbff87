"""What was recorded, as tables and ratios. Nothing here knows Django."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import mean, quantiles
from typing import Any

from benchmarks.ratios import Ratio

EMPTY = "vide"
PAGE_LIMIT, LONG_LIMIT, MEMORY_LIMIT = 6, 12, 1.1
ALONE_TIMES = 2  # of these limits, for the time of a page by itself: a guard for what a wait hides
LONG_PAGES = frozenset({"recherche", "logements d’un ménage"})
FEWEST = 20  # requests of a page, under which its p95 is chance
FIFTH = 5
AROUND = 0.9

Record = dict[str, Any]


@dataclass(frozen=True)
class Kill:
    """Of `name`, which listened on `port` (0 for a worker): nobody connected to it after `gone` was served by it."""

    name: str
    port: int
    at: float
    gone: float
    back: float


@dataclass(frozen=True)
class PageTimes:
    page: str
    requests: int
    p50: float
    p95: float
    alone_p50: float
    failed: int


def centile(values: Sequence[float], percent: int) -> float:
    if len(values) < 2:
        return values[0] if values else 0.0
    return quantiles(values, n=100, method="inclusive")[percent - 1]


def is_failure(record: Record) -> bool:
    return "error" in record or record["status"] >= 400


def page_times(records: Iterable[Record]) -> list[PageTimes]:
    """In the load phase; the slowest first, the empty page last."""
    times: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    failed: dict[str, int] = defaultdict(int)
    for one in records:
        if "page" in one and one["phase"] in ("load", "alone"):
            times[one["page"]][one["phase"]].append(one["seconds"])
            failed[one["page"]] += is_failure(one)
    rows = [
        PageTimes(
            page,
            len(by_phase["load"]),
            centile(by_phase["load"], 50),
            centile(by_phase["load"], 95),
            centile(by_phase["alone"], 50),
            failed[page],
        )
        for page, by_phase in times.items()
        if by_phase["load"]
    ]
    return sorted(rows, key=lambda row: (row.page == EMPTY, -row.p95))


def answers_a_second(records: Iterable[Record], minutes: int) -> float:
    """Under load, as many as the processes had time for."""
    answered = sum("page" in one and one["phase"] == "load" and not is_failure(one) for one in records)
    return answered / (60 * minutes) if minutes else 0.0


def table(rows: Sequence[PageTimes]) -> Iterator[str]:
    """Times over those of the empty page, which is in milliseconds."""
    empty = _empty(rows)
    yield f"{'page':<28} {'requests':>8} {'p50':>8} {'p95':>8} {'alone':>8} {'failed':>6}"
    for row in rows:
        shown = (row.p50 / empty.p50, row.p95 / empty.p95, row.alone_p50 / (empty.alone_p50 or 1))
        if row is empty:
            shown = (row.p50 * 1000, row.p95 * 1000, row.alone_p50 * 1000)
        unit = " ms" if row is empty else "x  "
        cells = " ".join(f"{value:>7.{0 if row is empty else 2}f}{unit.strip():<1}" for value in shown)
        yield f"{row.page:<28} {row.requests:>8} {cells} {row.failed:>6}"


def _empty(rows: Sequence[PageTimes]) -> PageTimes:
    return next(row for row in rows if row.page == EMPTY)


def load_ratios(records: Sequence[Record], rows: Sequence[PageTimes], in_flight: int) -> Iterator[Ratio]:
    empty = _empty(rows)
    flying = [one["in_flight"] for one in records if one["phase"] == "load" and "in_flight" in one]
    yield Ratio(
        f"requests in flight, on the average, of the {in_flight} meant",
        mean(flying),
        in_flight * AROUND,
        at_least=True,
    )
    for row in rows:
        if row is not empty and row.requests >= FEWEST:
            limit = LONG_LIMIT if row.page in LONG_PAGES else PAGE_LIMIT
            what = f"p95 of « {row.page} » / the empty page of the site's layout ({row.requests:,} requests)"
            yield Ratio(what, row.p95 / empty.p95, limit)
    # Where many wait, each page waits as long as the others: what one costs by itself shows when nobody else is there.
    for row in rows:
        if row is not empty and row.alone_p50:
            limit = ALONE_TIMES * (LONG_LIMIT if row.page in LONG_PAGES else PAGE_LIMIT)
            yield Ratio(
                f"median of « {row.page} » / the empty page, nothing else in flight",
                row.alone_p50 / empty.alone_p50,
                limit,
            )
    yield Ratio("failed requests with nothing killed", sum(row.failed for row in rows), 0)


def memory_ratios(minutes: dict[str, list[float]]) -> Iterator[Ratio]:
    """MiB of each process by minute: the last over the fifth, which a short run has not."""
    for name, kept in minutes.items():
        if len(kept) > FIFTH:
            what = f"memory of {name}, minute {len(kept)} / minute {FIFTH} ({kept[FIFTH - 1]:.0f} MiB)"
            yield Ratio(what, kept[-1] / kept[FIFTH - 1], MEMORY_LIMIT)


def before(records: Iterable[Record], kills: Sequence[Kill]) -> list[Record]:
    """What had ended when the first was killed."""
    first = min((one.at for one in kills), default=float("inf"))
    return [one for one in records if one["at"] + one.get("seconds", 0) < first]


def beyond_in_flight(records: Iterable[Record], kills: Sequence[Kill]) -> tuple[list[Record], int]:
    """Failures of requests that no killed process held, since the first was killed; how many a killed one held."""
    beyond, held = [], 0
    first = min((one.at for one in kills), default=float("inf"))
    for one in records:
        if "page" in one and is_failure(one) and one["at"] + one["seconds"] >= first:
            if any(_was_held(one, kill) for kill in kills):
                held += 1
            else:
                beyond.append(one)
    return beyond, held


def _was_held(record: Record, kill: Kill) -> bool:
    """Connected to it before it was gone, and cut when it was killed. What the site itself answered was not cut."""
    if "error" not in record or not record["connected"] or record["port"] != kill.port:
        return False
    return record["connected"] <= kill.gone and record["at"] + record["seconds"] >= kill.at
