"""The workbook of an edition: a summary, one sheet a table, what people wrote, the definitions. Nothing is hidden."""

from typing import Final

from common.spreadsheets import Sheet, sheet_name, write_sheets
from common.spreadsheets.cells import Cell
from reporting.content import NOT_SHOWN, Content, Table, Value
from reporting.outputs import words
from reporting.outputs.figures import header, is_numeric
from reporting.outputs.texts import Texts

SUMMARY: Final = "Sommaire"
WRITTEN: Final = "Freins et leviers"
ACTIONS: Final = "Actions"
DEFINITIONS: Final = "Définitions"


def workbook_of(content: Content, texts: Texts, sha256: str) -> bytes:
    """The file. `sha256`: that of the frozen tables, in the summary."""
    tables = [_sheet(number, table) for number, table in enumerate(content.tables, start=1)]
    summary = Sheet(
        SUMMARY,
        ("Feuille", "Tableau", "Source"),
        [(sheet.name, table.title, table.source) for sheet, table in zip(tables, content.tables, strict=True)],
        above=(
            content.title,
            content.scope,
            *(f"{name} : {value}" for name, value in words.facts(content)),
            f"{words.DIGEST} : {sha256}",
            *words.not_shown(content),
        ),
    )
    return write_sheets(
        [summary, *tables, _written(texts), _actions(texts), _definitions(content)], title=content.title
    )


def _sheet(number: int, table: Table) -> Sheet:
    """Numbered, so that two titles that begin alike stay two names."""
    above = [words.table_title(table), *([table.note] if table.note else []), words.source(table.source)]
    return Sheet(
        sheet_name(f"{number} {table.title}"),
        (table.row_header, *map(header, table.columns)),
        [(row.label, *map(_cell, row.cells)) for row in table.rows],
        above=above,
        totals=frozenset(at for at, row in enumerate(table.rows) if row.total),
        right=frozenset(at + 1 for at in range(len(table.columns)) if is_numeric(table, at)),
    )


def _cell(value: Value) -> Cell:
    return NOT_SHOWN if value is None else value


def _written(texts: Texts) -> Sheet:
    said = [("Frein", texts.freins), ("Levier", texts.leviers), ("Commentaire", texts.paragraphs)]
    return Sheet(WRITTEN, ("Nature", "Texte"), [(kind, one) for kind, found in said for one in found])


def _actions(texts: Texts) -> Sheet:
    return Sheet(
        ACTIONS,
        words.ACTION_HEADERS,
        [(one.title, one.owner, one.due_on, one.status) for one in texts.actions],
        above=(words.ACTIONS,),
    )


def _definitions(content: Content) -> Sheet:
    return Sheet(
        DEFINITIONS,
        ("Indicateur", "Nom", "Définition", "Unité", "Sensibilité", "Source"),
        [(one.code, one.name, one.text, one.unit, one.sensitivity, one.source) for one in content.definitions],
    )
