"""The people, in a process of their own: `python -m benchmarks.load.people PLAYERS RECORDS PORT PORT --seconds N ...`.

Each opens a page of hers or writes something, reads for a while, and goes on as soon as fewer requests than asked for
are in flight: how long they read depends on the machine, how many wait does not. Each request is one line of JSON in
RECORDS. It prints "settled" once all have been there for a while, and ends after `--seconds` more. Threads are
gevent's: locust replaces the standard library's when it is imported.
"""

import argparse
import json
import random
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from locust import User, task
from locust.env import Environment

from benchmarks.load.exchange import Answer, Site
from benchmarks.load.writes import WRITES, Session

READING = 1.0  # seconds at least, on the average
SPAWNED_A_SECOND = 20
ALONE = 12  # times that each page is asked for while nobody else is there


class Run:
    """What all the people of this process share."""

    def __init__(self, site: Site, records: TextIO, in_flight: int) -> None:
        self.site, self.records, self.phase = site, records, "alone"
        self.turns = threading.Semaphore(in_flight)
        self.defect: Exception | None = None

    def fail(self, exception: Exception, **kwargs: Any) -> None:
        """A defect of the people themselves: locust would log it and go on without what they meant to do."""
        self.defect = exception

    def keep(self, page: str, answer: Answer, **more: Any) -> None:
        line = {"phase": self.phase, "page": page, **answer.record(), **more}
        self.records.write(json.dumps(line, ensure_ascii=False) + "\n")

    def count(self) -> None:
        """Each second, how many are in flight."""
        while True:
            time.sleep(1)
            flying = {"phase": self.phase, "at": time.time(), "in_flight": self.site.flying}
            self.records.write(json.dumps(flying) + "\n")
            self.records.flush()


class Person(User):
    """Whoever of the players is not played yet."""

    run_of: Run
    left: Iterator[dict[str, Any]]

    def on_start(self) -> None:
        self.session = Session(next(self.left), self.run_of.site)

    def wait_time(self) -> float:
        return random.uniform(0.5, 1.5) * READING

    @task
    def act(self) -> None:
        with self.run_of.turns:
            if self.run_of.phase != "over":
                self.open_or_write()

    def open_or_write(self) -> None:
        draw = random.random()
        for chance, write in WRITES.get(self.session.role, ()):
            if draw < chance:
                for page, answer, kept in write(self.session):
                    self.run_of.keep(page, answer, **kept)
                return
            draw -= chance
        page, address = self.session.any_page()
        self.run_of.keep(page, self.session.get(address))


def alone(run: Run, players: list[dict[str, Any]]) -> None:
    """Each page in turn, by several people, with nothing else in flight."""
    by_page: dict[str, list[tuple[dict[str, Any], str]]] = {}
    for player in players:
        for page, addresses in player["opens"].items():
            by_page.setdefault(page, []).extend((player, address) for address in addresses)
    for _ in range(ALONE):
        for page, choices in by_page.items():
            player, address = random.choice(choices)
            run.keep(page, Session(player, run.site).get(address))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("players", type=Path)
    parser.add_argument("records", type=Path)
    parser.add_argument("ports", type=int, nargs=2)
    parser.add_argument("--seconds", type=float, required=True)
    parser.add_argument("--settle", type=float, required=True)
    parser.add_argument("--in-flight", type=int, required=True)
    parser.add_argument("--seed", type=int, required=True)
    asked = parser.parse_args()
    random.seed(asked.seed)
    players = [json.loads(line) for line in asked.players.read_text().splitlines()]
    with asked.records.open("w") as records:
        run = Run(Site(asked.ports), records, asked.in_flight)
        alone(run, players)
        run.phase = "settling"
        Person.run_of, Person.left = run, iter(random.sample(players, len(players)))
        environment = Environment(user_classes=[Person])
        environment.events.user_error.add_listener(run.fail)
        runner = environment.create_local_runner()
        threading.Thread(target=run.count, daemon=True).start()
        runner.start(len(players), spawn_rate=SPAWNED_A_SECOND)
        time.sleep(len(players) / SPAWNED_A_SECOND + asked.settle)
        run.phase = "load"
        print("settled", flush=True)
        time.sleep(asked.seconds)
        run.phase = "over"
        for _ in range(asked.in_flight):
            run.turns.acquire()  # each answer that is waited for is recorded
        runner.quit()
    if run.defect:
        raise run.defect


if __name__ == "__main__":
    main()
