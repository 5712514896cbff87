"""How the page of a report writes figures and draws bars: the words of its files."""

from django import template

from reporting.content import NOT_SHOWN_SENTENCE, Content, Definition, Row, Table, Value
from reporting.outputs import figures, words
from reporting.outputs.charts import legend

register = template.Library()


@register.filter
def shown(value: Value) -> str:
    """A value that is not hidden, as it is written: 44.4 -> "44,4"."""
    return figures.shown(value)


@register.filter
def heads(table: Table) -> list[tuple[str, str, bool]]:
    """(label, what its label does not say of its unit, whether it holds figures) of each column."""
    return [
        (column.label, figures.extra_unit(column), figures.is_numeric(table, at))
        for at, column in enumerate(table.columns)
    ]


@register.filter
def cells(row: Row, table: Table) -> list[tuple[Value, bool]]:
    """(value, whether it stands where figures do) of each cell."""
    return [(value, figures.is_numeric(table, at)) for at, value in enumerate(row.cells)]


@register.filter
def bars(table: Table) -> tuple[figures.Bar, ...]:
    return figures.bars_of(table)


@register.filter
def chart_legend(table: Table) -> str:
    return legend(table)


@register.filter
def not_shown(content: Content) -> list[str]:
    """What « n.c. » means in it."""
    return words.not_shown(content)


@register.filter
def more(one: Definition) -> str:
    """Unit, sensitivity and source of a definition."""
    return words.definition_more(one)


@register.filter
def written(content: Content) -> words.Written:
    """What people write beside its tables."""
    return words.written(content)


@register.simple_tag
def not_shown_sentence() -> str:
    return NOT_SHOWN_SENTENCE
