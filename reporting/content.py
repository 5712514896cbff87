"""What a report says to one audience, after suppression: the only thing that pages and files ever receive.

`canonical` is the text that is frozen and whose SHA-256 is shown: the same tables give the same text, byte for byte.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import Final

import cattrs

NOT_SHOWN: Final = "n.c."
NOT_SHOWN_SENTENCE: Final = (
    "n.c. : non communiqué. Un effectif trop petit, ou qui permettrait d’en retrouver un, n’est pas montré."
)

# A whole number, a rate or a number of days; a text; None is hidden ("n.c."), "" has nothing to say.
Value = int | float | str | None


@dataclass(frozen=True)
class Column:
    """`unit`: "logements", "ménages", "%", "jours"... or "" for a text."""

    code: str
    label: str
    unit: str = ""


@dataclass(frozen=True)
class Row:
    """`cells`: one for each column of its table. `total`: stands apart, under the others."""

    code: str
    label: str
    cells: tuple[Value, ...]
    total: bool = False


@dataclass(frozen=True)
class Chart:
    """Bars of a table, by codes of its columns: the value, and where there are some its target and prorata mark."""

    value: str
    target: str = ""
    due: str = ""


@dataclass(frozen=True)
class Table:
    """`indicator`: "I1" to "I15" of docs/indicators.md, or "". `code` is unique in a report."""

    code: str
    indicator: str
    title: str
    row_header: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    source: str
    note: str = ""
    chart: Chart | None = None


@dataclass(frozen=True)
class Section:
    code: str
    title: str
    tables: tuple[Table, ...]
    note: str = ""


@dataclass(frozen=True)
class Definition:
    """One indicator, as docs/indicators.md defines it."""

    code: str
    name: str
    text: str
    unit: str
    sensitivity: str
    source: str


@dataclass(frozen=True)
class Content:
    """`kind`, `audience`: values of reporting.models. `threshold`: counts of households under it are hidden."""

    title: str
    scope: str
    kind: str
    audience: str
    threshold: int
    starts_on: date
    ends_on: date
    period: str
    version: int
    reason: str
    sections: tuple[Section, ...]
    definitions: tuple[Definition, ...]

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(table for section in self.sections for table in section.tables)


def _converter() -> cattrs.Converter:
    converter = cattrs.Converter(forbid_extra_keys=True)
    converter.register_structure_hook(date, lambda text, _: date.fromisoformat(text))
    converter.register_structure_hook(Value, lambda value, _: value)
    return converter


_CONVERTER: Final = _converter()


def canonical(content: Content) -> str:
    """Its JSON: keys sorted, no spaces, UTF-8 letters as they are."""
    return json.dumps(asdict(content), sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)


def digest(text: str) -> str:
    """SHA-256 of a canonical text, 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def read(text: str) -> Content:
    """The content of a canonical text."""
    return _CONVERTER.structure(json.loads(text), Content)
