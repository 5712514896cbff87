"""The table of a run: what each fault cost."""

from dataclasses import dataclass, fields


@dataclass(frozen=True)
class Row:
    fault: str
    in_flight: int | None = None
    lost: int | None = None
    doubled: int | None = None
    seconds: float | None = None
    played: str = "yes"


HEADERS = ("fault", "requests in flight", "lost", "doubled", "seconds to recover", "played")


def lines(rows: list[Row]) -> list[str]:
    """As Markdown, so that docs/operations.md takes it as it is."""
    cells = [HEADERS, *([_cell(getattr(row, one.name)) for one in fields(row)] for row in rows)]
    widths = [max(len(line[at]) for line in cells) for at in range(len(HEADERS))]
    text = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |" for line in cells
    ]
    return [text[0], "| " + " | ".join("-" * width for width in widths) + " |", *text[1:]]


def _cell(value: object) -> str:
    if value is None:
        return "-"
    return f"{value:.1f}" if isinstance(value, float) else str(value)
