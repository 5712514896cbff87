"""The PDF of an edition: PDF/UA-1, the same bytes for the same content wherever it is made."""

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import typst

from common.templatetags.formats import date_fr
from reporting.content import Content, Definition, Table
from reporting.outputs import fonts, words
from reporting.outputs.charts import alternative, chart_svg, size_of
from reporting.outputs.figures import extra_unit, is_numeric, shown
from reporting.outputs.texts import Texts

HERE: Final = Path(__file__).parent
STANDARD: Final = "ua-1"
NO_DAY: Final = datetime(2000, 1, 1, tzinfo=UTC)  # typst asks for one; the document says none


def pdf_of(content: Content, texts: Texts, sha256: str) -> bytes:
    """The file. `sha256`: that of the frozen tables, shown on the cover."""
    said = _printable(_report(content, texts))
    said["sha256"] = sha256
    found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(fonts.folder())])
    compiler = typst.Compiler(
        str(HERE / "report.typ"),
        root=str(HERE),
        font_paths=found,
        ignore_system_fonts=True,
        sys_inputs={"report": json.dumps(said, ensure_ascii=False)},
    )
    made = compiler.compile(format="pdf", pdf_standards=STANDARD, timestamp=NO_DAY)
    if not isinstance(made, bytes):
        raise TypeError("typst gave several files for one PDF")
    return made


def _report(content: Content, texts: Texts) -> dict[str, Any]:
    """All the words of the file, in the order of report.typ."""
    return {
        "title": content.title,
        "author": words.AUTHOR,
        "fonts": list(fonts.FAMILIES),
        "running": f"{content.title} · version {content.version}",
        "scope": content.scope,
        "facts": words.facts(content),
        "sha256_label": words.DIGEST,
        "sha256_sentence": words.DIGEST_SENTENCE,
        "not_shown": words.not_shown(content),
        "sections": [
            {"title": section.title, "note": section.note, "tables": [_table(one) for one in section.tables]}
            for section in content.sections
        ],
        "written": asdict(words.written(content)),
        "freins": texts.freins,
        "leviers": texts.leviers,
        "comment": texts.paragraphs,
        "actions": {
            "title": words.ACTIONS,
            "row_header": words.ACTION_HEADERS[0],
            "columns": [{"label": label, "unit": "", "numeric": False} for label in words.ACTION_HEADERS[1:]],
            "rows": [
                {"label": one.title, "cells": [one.owner, date_fr(one.due_on), one.status], "total": False}
                for one in texts.actions
            ],
        },
        "definitions": [_definition(one) for one in content.definitions],
    }


def _table(table: Table) -> dict[str, Any]:
    drawing = chart_svg(table) if table.chart else ""
    return {
        "title": words.table_title(table),
        "note": table.note,
        "source": words.source(table.source),
        "row_header": table.row_header,
        "columns": [
            {"label": column.label, "unit": extra_unit(column), "numeric": is_numeric(table, at)}
            for at, column in enumerate(table.columns)
        ],
        "rows": [
            {"label": row.label, "cells": [shown(cell) for cell in row.cells], "total": row.total}
            for row in table.rows
        ],
        "chart": drawing,
        "chart_size": size_of(drawing) if drawing else (0, 0),
        "alternative": alternative(table) if table.chart else "",
    }


def _definition(one: Definition) -> dict[str, str]:
    return {"name": words.definition_name(one), "text": one.text, "more": words.definition_more(one)}


def _printable(value: Any) -> Any:
    """Every text of a structure as a PDF can show it; charts are printable already, and are not words."""
    if isinstance(value, str):
        return fonts.printable(value)
    if isinstance(value, dict):
        return {key: one if key in {"chart", "fonts"} else _printable(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(one) for one in value]
    return value
