"""Draws transition tables as one SVG: a box a state, with who holds it until when and each move out of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from common.transitions import TransitionTable

WIDTH, GAP, LINE, PAD, TITLE = 372, 28, 18, 12, 40
COLUMNS = 3
INK, MUTED, EDGE, PAPER, SOFT, GROUND = "#241F33", "#5C5670", "#8F88A3", "#FFFFFF", "#EDE7F6", "#F7F5FA"


@dataclass(frozen=True)
class _Box:
    title: str
    held: str
    moves: tuple[str, ...]
    final: bool

    @property
    def height(self) -> int:
        return PAD * 2 + LINE * (1 + bool(self.held) + len(self.moves))


def draw(tables: Sequence[tuple[str, TransitionTable]], sides: Mapping[str, str]) -> str:
    """The SVG text of several tables, each under its title. `sides`: the word for each mover."""
    parts: list[str] = []
    top = GAP
    for title, table in tables:
        parts.append(_text(GAP, top + 22, title, size=22, bold=True))
        top = _rows(parts, _boxes(table, sides), top + TITLE)
    width = GAP + COLUMNS * (WIDTH + GAP)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{top}" viewBox="0 0 {width} {top}" '
        'font-family="Atkinson Hyperlegible, sans-serif">\n'
        f'<rect width="{width}" height="{top}" fill="{GROUND}"/>\n'
    )
    return head + "\n".join(parts) + "\n</svg>\n"


def _boxes(table: TransitionTable, sides: Mapping[str, str]) -> list[_Box]:
    return [_box(table, state, sides) for state in table.states]


def _box(table: TransitionTable, state: str, sides: Mapping[str, str]) -> _Box:
    wait = table.waits.get(table.states(state))
    moves = []
    for action in table.moves_from(state):
        move = table.moves[action]
        target = move.target.label if move.target else "là où elle en était"  # type: ignore[attr-defined]
        who = ", ".join(sorted(sides[one] for one in move.movers))
        moves.append(f"{move.label} → {target} : {who}")
    return _Box(
        title=str(table.states(state).label),  # type: ignore[attr-defined]
        held=f"chez {wait.owner}, jusqu’à {wait.until}".replace("à le ", "au ") if wait else "",
        moves=tuple(dict.fromkeys(moves)),
        final=state in table.finals,
    )


def _rows(parts: list[str], boxes: list[_Box], top: int) -> int:
    for start in range(0, len(boxes), COLUMNS):
        row = boxes[start : start + COLUMNS]
        for place, box in enumerate(row):
            _draw_box(parts, box, GAP + place * (WIDTH + GAP), top)
        top += max(box.height for box in row) + GAP
    return top


def _draw_box(parts: list[str], box: _Box, left: int, top: int) -> None:
    fill = SOFT if box.final else PAPER
    parts.append(
        f'<rect x="{left}" y="{top}" width="{WIDTH}" height="{box.height}" rx="8" fill="{fill}" stroke="{EDGE}"/>'
    )
    line = top + PAD + 13
    parts.append(_text(left + PAD, line, box.title + (" (fin)" if box.final else ""), bold=True))
    for words in filter(None, (box.held, *box.moves)):
        line += LINE
        parts.append(_text(left + PAD, line, words, size=12, colour=MUTED if words is box.held else INK))


def _text(left: int, top: int, words: str, *, size: int = 14, bold: bool = False, colour: str = INK) -> str:
    weight = ' font-weight="700"' if bold else ""
    return f'<text x="{left}" y="{top}" font-size="{size}"{weight} fill="{colour}">{escape(words)}</text>'
