"""Timings turned into ratios, each with the most it may be."""

import gc
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter

REPETITIONS = 9


@dataclass(frozen=True)
class Ratio:
    """`value` against `limit`: at most, or at least when `at_least`. `what` says both sides."""

    what: str
    value: float
    limit: float
    at_least: bool = False

    @property
    def holds(self) -> bool:
        return self.value >= self.limit if self.at_least else self.value <= self.limit

    @property
    def line(self) -> str:
        sense = "at least" if self.at_least else "at most "
        return f"{'ok  ' if self.holds else 'OVER'}  {self.value:8.2f}  {sense} {self.limit:g}  {self.what}"


def medians(*sides: Callable[[], object], repetitions: int = REPETITIONS) -> list[float]:
    """Seconds of each side, the sides in turn so that what the machine does else falls on all of them."""
    for side in sides:
        side()  # plans and pages are warm
    times: list[list[float]] = [[] for _ in sides]
    gc.collect()
    gc.disable()
    try:
        for _ in range(repetitions):
            for kept, side in zip(times, sides, strict=True):
                begun = perf_counter()
                side()
                kept.append(perf_counter() - begun)
    finally:
        gc.enable()
    return [median(kept) for kept in times]
