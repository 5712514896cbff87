"""What the restore drills share: a dump as rows, a file with one byte flipped."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def rows_of(dump: str) -> list[tuple[str, str]]:
    """What the tables of a plain dump hold: each row with the head of its table, in any order."""
    found, table = [], ""
    for line in dump.splitlines():
        if line.startswith("COPY ") and line.endswith(" FROM stdin;"):
            table = line
        elif line == "\\.":
            table = ""
        elif table:
            found.append((table, line))
    return sorted(found)


@contextmanager
def flipped(path: Path, place: int) -> Iterator[None]:
    """One bit of one byte of a file is another, for a while."""
    whole = path.read_bytes()
    content = bytearray(whole)
    content[place] ^= 1
    path.write_bytes(bytes(content))
    try:
        yield
    finally:
        path.write_bytes(whole)
