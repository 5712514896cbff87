"""How the values of a table are written, and what its bars measure: the same in the page, the PDF and the charts."""

from dataclasses import dataclass
from typing import Final

from common.templatetags.formats import NO_BREAK, thousands
from reporting.content import NOT_SHOWN, Column, Row, Table, Value

FULL: Final = 1000  # bars of pages are drawn in thousandths of the longest
PLURAL: Final = 2  # in French 0 and 1.9 are singular
INVARIABLE: Final = {"mois", "fois"}


def shown(value: Value) -> str:
    """ "1 234", "44,4", the text itself, "n.c." for what is hidden, "" for what says nothing."""
    if value is None:
        return NOT_SHOWN
    if isinstance(value, str):
        return value
    whole, _, rest = f"{abs(value):.15g}".partition(".")
    sign = "\u2212" if value < 0 else ""
    return f"{sign}{thousands(int(whole))},{rest}" if rest else f"{sign}{thousands(int(whole))}"


def with_unit(value: Value, unit: str) -> str:
    """ "18 logements", "1 logement"; hidden or empty values take no unit."""
    text = shown(value)
    if not unit or not isinstance(value, int | float):
        return text
    return f"{text}{NO_BREAK}{unit if abs(value) >= PLURAL else _singular(unit)}"


def _singular(unit: str) -> str:
    return " ".join(word if word in INVARIABLE else word.removesuffix("s") for word in unit.split())


def is_number(value: Value) -> bool:
    return isinstance(value, int | float)


def extra_unit(column: Column) -> str:
    """What is written under the label of a column: its unit, unless the label says it already."""
    return "" if column.unit.casefold() in column.label.casefold() else column.unit


def header(column: Column) -> str:
    """The label of a column and its unit on one line."""
    unit = extra_unit(column)
    return f"{column.label} ({unit})" if unit else column.label


def is_numeric(table: Table, at: int) -> bool:
    """Whether a column holds figures, and so stands to the right: its unit says so, or its cells."""
    cells = [row.cells[at] for row in table.rows]
    return bool(table.columns[at].unit) or any(is_number(cell) for cell in cells)


@dataclass(frozen=True)
class Bar:
    """One row of a chart. `target`, `due`: "" where the table has none. Widths are in thousandths of the scale that
    all the bars of the table share; None where there is nothing to draw."""

    label: str
    value: Value
    target: Value
    due: Value
    unit: str
    value_width: int | None
    target_width: int | None
    due_width: int | None

    @property
    def words(self) -> str:
        """ "18 sur 27 logements, attendu 20"; what is hidden is said "n.c."."""
        if self.target == "":
            said = with_unit(self.value, self.unit)
        elif is_number(self.target):
            said = f"{shown(self.value)} sur {with_unit(self.target, self.unit)}"
        else:
            said = f"{with_unit(self.value, self.unit)} sur {shown(self.target)}"
        return f"{said}, attendu {shown(self.due)}" if self.due != "" else said


def bars_of(table: Table) -> tuple[Bar, ...]:
    """The rows of its chart: totals stay out, they would flatten the others. Raises ValueError without a chart."""
    chart = table.chart
    if chart is None:
        raise ValueError(f"the table {table.code} has no chart")
    places = {column.code: at for at, column in enumerate(table.columns)}
    unit = table.columns[places[chart.value]].unit

    def measures(row: Row) -> tuple[Value, Value, Value]:
        value, target, due = (
            row.cells[places[code]] if code else "" for code in (chart.value, chart.target, chart.due)
        )
        return value, target, due

    found = [(row.label, measures(row)) for row in table.rows if not row.total]
    longest = max((one for _, values in found for one in values if isinstance(one, int | float)), default=0)

    def width(value: Value) -> int | None:
        if not isinstance(value, int | float):
            return None
        return round(max(value, 0) * FULL / longest) if longest > 0 else 0

    return tuple(
        Bar(label, value, target, due, unit, width(value), width(target), width(due))
        for label, (value, target, due) in found
    )


def label_of(table: Table, code: str) -> str:
    """The label of a column of the table."""
    return next(column.label for column in table.columns if column.code == code)
