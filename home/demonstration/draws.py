"""Draws that every part of the demonstration shares."""

import uuid
from collections.abc import Mapping, Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


def new_id(rng: Random) -> uuid.UUID:
    """A random public id, the same for the same generator."""
    return uuid.UUID(int=rng.getrandbits(128), version=4)


def weighted(rng: Random, weights: Mapping[T, float]) -> T:
    return rng.choices(list(weights), weights=list(weights.values()))[0]


def shares(total: int, weights: Mapping[T, float]) -> list[T]:
    """`total` keys, each as often as its weight says (largest remainder, ties by the order of the mapping)."""
    whole = sum(weights.values())
    exact = {key: total * weight / whole for key, weight in weights.items()}
    counts = {key: int(value) for key, value in exact.items()}
    by_remainder = sorted(weights, key=lambda key: counts[key] - exact[key])
    for key in by_remainder[: total - sum(counts.values())]:
        counts[key] += 1
    return [key for key, count in counts.items() for _ in range(count)]


def sample(rng: Random, among: Sequence[T], wanted: int) -> list[T]:
    """At most `wanted` of them, without repetition."""
    return rng.sample(among, min(wanted, len(among)))
