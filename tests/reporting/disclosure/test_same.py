"""The same problem has the same answer, in any order, in any process: a build that starts again has the same hash."""

import os
import subprocess
import sys
from dataclasses import replace
from random import Random

from reporting.disclosure import Party, Problem, suppress
from tests.reporting.disclosure.tables import crossed, problem

SCRIPT = "from tests.reporting.disclosure.test_same import asked, said; print(said(asked()))"


def asked() -> Problem:
    draws = Random(7)
    table = crossed("t", [[draws.choice((0, 1, 2, 4, 6, 9, 15, 30)) for _ in range(6)] for _ in range(7)])
    parties = [Party(f"landlord {row}", alone=frozenset(f"t:{row}.{at}" for at in range(6))) for row in range(7)]
    return problem(table, parties=parties)


def said(problem: Problem) -> str:
    found = suppress(problem)
    return " ".join([*sorted(found.hidden), "|", *sorted(found.unprotected)])


def test_whatever_the_order_of_what_is_given() -> None:
    one = asked()
    assert said(one) == said(one)
    draws = Random(1)
    sums = [(whole, tuple(draws.sample(parts, len(parts)))) for whole, parts in one.sums]
    other = replace(
        one,
        values=dict(draws.sample(list(one.values.items()), len(one.values))),
        sums=draws.sample(sums, len(sums)),
        parties=draws.sample(list(one.parties), len(one.parties)),
    )
    assert said(other) == said(one)


def test_whatever_the_process() -> None:
    """Sets are in another order in each."""
    answers = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert answers == {said(asked()) + "\n"}
