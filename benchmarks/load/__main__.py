"""`python -m benchmarks.load`: 300 people on processes and servers of its own; then one of them killed each minute."""

import argparse
import json
import os
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path
from random import Random
from statistics import mean
from typing import TYPE_CHECKING

from passlogement import embedded, supervisor
from passlogement.embedded import paths

if TYPE_CHECKING:
    from benchmarks.load.connections import Connections
    from benchmarks.load.figures import Kill
    from benchmarks.load.processes import Program
    from benchmarks.ratios import Ratio

MINUTE = 60.0
SAMPLES_A_MINUTE = 12
KILLED = ("web", "worker")


def main() -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.load", description=__doc__)
    parser.add_argument("--minutes", type=int, default=20, help="under load, nothing killed")
    parser.add_argument("--kill-minutes", type=int, default=10, help="then, with one of the four killed in each")
    parser.add_argument(
        "--settle", type=float, default=MINUTE, help="seconds before, for the number in flight to settle"
    )
    parser.add_argument("--in-flight", type=int, default=50)
    parser.add_argument("--people", type=int, default=300)
    parser.add_argument("--dwellings", type=int, default=50_000)
    parser.add_argument("--households", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=2026)
    asked = parser.parse_args()
    if os.environ.get("DATABASE_URL") or os.environ.get("REDIS_URL"):
        print("bench-load empties its databases: unset DATABASE_URL and REDIS_URL, it has servers of its own.")
        return 2
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.load.settings"

    import django  # noqa: PLC0415 - its settings are named first

    supervisor.stop_cleanly_on_any_signal()
    with supervisor.no_orphans(), embedded.use("load"):
        django.setup()
        return _run(asked, paths.instance_dir("load"))


def _run(asked: argparse.Namespace, folder: Path) -> int:
    from benchmarks.load import accepted, connections, figures, processes, world  # noqa: PLC0415 - after Django's setup
    from benchmarks.ratios import Ratio  # noqa: PLC0415

    _say(f"seeding {asked.dwellings:,} dwellings and {asked.households:,} households (seed {asked.seed})")
    players = folder / "players.jsonl"
    people = world.seed(
        dwellings=asked.dwellings,
        households=asked.households,
        people=asked.people,
        number=asked.seed,
        file=players,
    )
    made = processes.programs(folder)
    records_file = folder / "records.jsonl"
    held_open = connections.Connections(sum(one.name.startswith(KILLED) for one in made))
    with processes.running(made):
        _say(f"{people} people, about {asked.in_flight} requests in flight, {asked.minutes} minutes")
        player = _play(asked, made, players, records_file)
        try:
            memory = _watch(made, asked.minutes, held_open)
            kills = _kill(made, asked.kill_minutes, Random(asked.seed))
            if player.wait(2 * MINUTE):
                raise RuntimeError("the people ended before the run did")
        finally:
            player.kill()
            player.wait()
        records = [json.loads(line) for line in records_file.read_text().splitlines()]
        _say("waiting for the workers, looking for each accepted write")
        found = accepted.look_for(records)
    quiet = figures.before(records, kills)
    rows = figures.page_times(quiet)
    beyond, held = figures.beyond_in_flight(records, kills)
    for line in figures.table(rows):
        print(line)
    print(f"{figures.answers_a_second(quiet, asked.minutes):.0f} answers a second")
    _print_memory(memory)
    for one in beyond[:20]:
        print(json.dumps(one, ensure_ascii=False))
    ratios = [*figures.load_ratios(quiet, rows, asked.in_flight), *figures.memory_ratios(memory)]
    what = f"connections to PostgreSQL, the most at once / the {held_open.bound} that pools allow"
    ratios.append(Ratio(what, held_open.most / held_open.bound, 1))
    if kills:
        what = f"requests that failed though no killed process held them ({held} were held by one of {len(kills)})"
        ratios.append(Ratio(what, len(beyond), 0))
    ratios += [
        Ratio(f"accepted writes that are not in the database, of {found.accepted:,}", found.lost, 0),
        Ratio("accepted writes that are there twice", found.doubled, 0),
        Ratio("work that no worker did", found.undone, 0),
    ]
    return _conclude(ratios, asked, rows, memory, kills)


def _say(what: str) -> None:
    print(f"{what}...", flush=True)


def _play(asked: argparse.Namespace, made: "list[Program]", players: Path, records: Path) -> subprocess.Popen[str]:
    """The people, once all are there."""
    ports = [str(one.port) for one in made if one.port]
    seconds = MINUTE * (asked.minutes + asked.kill_minutes)
    options = {"seconds": seconds, "settle": asked.settle, "in-flight": asked.in_flight, "seed": asked.seed}
    playing = subprocess.Popen(  # noqa: S603 - our own command
        [
            sys.executable,
            "-m",
            "benchmarks.load.people",
            str(players),
            str(records),
            *ports,
            *(f"--{name}={value}" for name, value in options.items()),
        ],
        cwd=paths.ROOT,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert playing.stdout is not None
    if playing.stdout.readline().strip() != "settled":
        raise RuntimeError("the people did not start")
    return playing


def _watch(made: "list[Program]", minutes: int, held_open: "Connections") -> dict[str, list[float]]:
    """MiB of each process, minute after minute."""
    kept: dict[str, list[float]] = defaultdict(list)
    for minute in range(1, minutes + 1):
        seen: dict[str, list[float]] = defaultdict(list)
        for _ in range(SAMPLES_A_MINUTE):
            begun = time.monotonic()
            held_open.look()
            for one in made:
                if one.ended:
                    raise RuntimeError(f"{one.name} ended by itself: see {one.log}")
                seen[one.name].append(one.memory_mib())
            time.sleep(max(0.0, MINUTE / SAMPLES_A_MINUTE - (time.monotonic() - begun)))
        for name, values in seen.items():
            kept[name].append(mean(values))
        _say(f"minute {minute}: " + ", ".join(f"{name} {values[-1]:.0f} MiB" for name, values in kept.items()))
    return dict(kept)


def _kill(made: "list[Program]", minutes: int, rng: Random) -> "list[Kill]":
    from benchmarks.load.figures import Kill  # noqa: PLC0415 - after Django's setup

    kills = []
    victims = [one for one in made if one.name.startswith(KILLED)]
    for minute in range(1, minutes + 1):
        begun = time.monotonic()
        time.sleep(rng.uniform(5, MINUTE / 2))
        victim = rng.choice(victims)
        at = time.time()
        victim.kill()
        gone = time.time()
        victim.start()
        victim.wait_until_ready()
        kills.append(Kill(victim.name, victim.port, at, gone, time.time()))
        _say(f"minute {minute}: {victim.name} killed, back after {kills[-1].back - at:.1f} s")
        time.sleep(max(0.0, MINUTE - (time.monotonic() - begun)))
    return kills


def _print_memory(memory: dict[str, list[float]]) -> None:
    for name, values in memory.items():
        print(f"memory of {name:<9} by minute, MiB: " + " ".join(f"{value:.0f}" for value in values))


def _conclude(
    ratios: "list[Ratio]",
    asked: argparse.Namespace,
    rows: list,
    memory: dict[str, list[float]],
    kills: "list[Kill]",
) -> int:
    from dataclasses import asdict  # noqa: PLC0415

    from benchmarks import report  # noqa: PLC0415

    for one in ratios:
        print(one.line)
    report.keep(
        report.RESULTS / "load.json",
        ratios,
        {
            **vars(asked),
            "pages": [asdict(row) for row in rows],
            "memory_mib": memory,
            "kills": [asdict(one) for one in kills],
        },
    )
    over = [one for one in ratios if not one.holds]
    print(f"{len(ratios)} ratios, {len(over)} over their limits; kept in benchmarks/results/load.json")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
