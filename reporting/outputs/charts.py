"""Charts of reports as SVG: bars, their targets and prorata marks, legible in black and white, each figure written.

The libraries of the charts start threads and a JavaScript engine: they are loaded by the first chart of a process, in
the worker, never before it forks.
"""

import re
import textwrap
from functools import lru_cache
from typing import Any, Final
from xml.sax.saxutils import escape

from reporting.content import NOT_SHOWN_SENTENCE, Table
from reporting.outputs import fonts
from reporting.outputs.figures import FULL, Bar, bars_of, label_of

# In points of an A4 page with margins of 2 cm: labels, bars, figures side by side.
LABEL_WIDTH: Final = 150
BARS_WIDTH: Final = 190
FONT_SIZE: Final = 9.5
LABEL_CHARACTERS: Final = 28
LINE_HEIGHT: Final = 13
STEP: Final = 20  # at least, between two bars
LEGEND_CHARACTERS: Final = 90
DUE: Final = ", attendu "
DARK, WHITE, BLACK = "#4d4d4d", "#ffffff", "#000000"
VEGA_LITE: Final = "6.4"


def chart_svg(table: Table) -> str:
    """The chart of a table. The same table gives the same text. Raises ValueError when it has none.

    The engine ends its process on a character that XML has not: every text passes through `fonts.printable` first.
    """
    specification = _cleaned(_specification(table))
    drawing: str = _engine().vegalite_to_svg(specification, vl_version=VEGA_LITE, allowed_base_urls=[])
    said = escape(_plain(alternative(table)), {'"': "&quot;"})
    return drawing.replace("<svg ", f'<svg role="img" aria-label="{said}" ', 1)


def alternative(table: Table) -> str:
    """What a chart says, for those who do not see it. Raises ValueError when the table has none."""
    bars = bars_of(table)
    said = " ; ".join(f"{bar.label} : {bar.words}" for bar in bars if bar.words)
    hidden = any(value is None for bar in bars for value in (bar.value, bar.target, bar.due))
    ending = f" ({NOT_SHOWN_SENTENCE})" if hidden else "."
    return f"Barres. {table.title}. {said}{ending}"


def legend(table: Table) -> str:
    """ "Barre pleine : réalisé · Cadre : engagement · Trait : attendu à ce jour"."""
    chart = table.chart
    if chart is None:
        raise ValueError(f"the table {table.code} has no chart")
    parts = [("Barre pleine", chart.value), ("Cadre", chart.target), ("Trait", chart.due)]
    return " · ".join(f"{drawn} : {label_of(table, code)}" for drawn, code in parts if code)


def size_of(drawing: str) -> tuple[int, int]:
    """Width and height of a chart, in points when its letters are to have their size."""
    found = re.search(r'<svg [^>]*?\bwidth="(\d+)[^"]*" height="(\d+)', drawing)
    if found is None:
        raise ValueError("no chart")
    return int(found[1]), int(found[2])


@lru_cache(maxsize=1)
def _engine() -> Any:
    import vl_convert  # noqa: PLC0415  never before a fork

    vl_convert.register_font_directory(str(fonts.folder()))
    return vl_convert


def _specification(table: Table) -> dict[str, Any]:
    rows = [_row(number, bar) for number, bar in enumerate(bars_of(table))]
    said = _plain(alternative(table) + legend(table))
    lines = max((max(len(row["label"]), len(row["words"])) for row in rows), default=1)
    return {
        "background": WHITE,
        "padding": 2,
        "width": BARS_WIDTH,
        "height": {"step": max(STEP, lines * LINE_HEIGHT + 6)},
        "title": {
            "text": textwrap.wrap(_plain(legend(table)), LEGEND_CHARACTERS),
            "orient": "bottom",
            "anchor": "start",
            "frame": "bounds",
            "fontWeight": "normal",
            "fontSize": FONT_SIZE,
            "lineHeight": LINE_HEIGHT,
            "offset": 6,
            "color": BLACK,
        },
        "data": {"values": rows},
        "layer": [
            _drawn("target", {"type": "bar", "fill": WHITE, "stroke": BLACK, "height": {"band": 1}}),
            _drawn("value", {"type": "bar", "fill": DARK, "height": {"band": 0.55}}),
            _drawn("due", {"type": "bar", "fill": BLACK, "stroke": WHITE, "width": 4, "height": {"band": 1.3}}),
            *_written("label", "zero", {"align": "right", "dx": -6}, rows),
            *_written("words", "end", {"align": "left", "dx": 6}, rows),
        ],
        "config": {"font": ", ".join(fonts.families_of_chart(said)), "view": {"stroke": None}},
    }


def _places(along: str) -> dict[str, Any]:
    """Where a mark stands. Widths are those of the pages: thousandths of the longest."""
    axis = {"title": None, "labels": False, "ticks": False, "domainColor": BLACK, "minExtent": LABEL_WIDTH}
    return {
        "y": {
            "field": "number",
            "type": "ordinal",
            "scale": {"paddingInner": 0.3, "paddingOuter": 0.2},
            "axis": {**axis, "maxExtent": LABEL_WIDTH},
        },
        "x": {"field": along, "type": "quantitative", "axis": None, "scale": {"domain": [0, FULL], "nice": False}},
    }


def _drawn(field: str, mark: dict[str, Any]) -> dict[str, Any]:
    """One bar a row; where `mark` has a width, a mark that stands across the bar."""
    places = _places(field)
    if "width" in mark:
        places["x"]["bandPosition"] = 0.5
        mark = {**mark, "type": "rect"}
    return {"transform": [{"filter": f"isValid(datum.{field})"}], "mark": {**mark, "aria": False}, "encoding": places}


def _written(field: str, along: str, mark: dict[str, Any], rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Texts of one, two, three... lines, each centred on its bar."""
    style = {"type": "text", "baseline": "middle", "fontSize": FONT_SIZE, "lineHeight": LINE_HEIGHT, "color": BLACK}
    return [
        {
            "transform": [{"filter": f"length(datum.{field}) == {lines}"}],
            "mark": {**style, **mark, "dy": -(lines - 1) * LINE_HEIGHT / 2, "aria": False},
            "encoding": {**_places(along), "text": {"field": field}},
        }
        for lines in sorted({len(row[field]) for row in rows})
    ]


def _row(number: int, bar: Bar) -> dict[str, Any]:
    widths = [width for width in (bar.value_width, bar.target_width, bar.due_width) if width is not None]
    said, _, due = bar.words.partition(DUE)
    return {
        "number": number,
        "label": textwrap.wrap(_plain(bar.label), LABEL_CHARACTERS) or [""],
        "value": bar.value_width,
        "target": bar.target_width,
        "due": bar.due_width,
        "zero": 0,
        "end": max(widths, default=0),
        "words": [said, f"attendu {due}"] if due else [said],
    }


def _cleaned(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _cleaned(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_cleaned(one) for one in value]
    return _plain(value) if isinstance(value, str) else value


def _plain(text: str) -> str:
    return fonts.printable(text).replace(fonts.BREAK, "")
