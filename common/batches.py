"""Long lists by pieces (itertools.batched, from Python 3.12 on), and what they spare the collector."""

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")


def batched(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Lists of `size` items, the last one shorter."""
    rest = iter(items)
    while some := list(islice(rest, size)):
        yield some


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """The collector of cycles looks every 100,000 new objects, not every 700: rows by the ten thousand leave few.

    For work that makes and drops many small objects; memory stays bounded, as reference counts free the most of it.
    """
    before = gc.get_threshold()
    gc.set_threshold(100_000, 20, 1_000)
    try:
        yield
    finally:
        gc.set_threshold(*before)
