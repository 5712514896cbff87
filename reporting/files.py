"""The files of an edition, and the texts that stand in it beside its tables."""

from importlib import import_module
from types import SimpleNamespace
from typing import Any

from common.spreadsheets import write_csv
from reporting.content import NOT_SHOWN, Content
from reporting.decisions import decisions_of
from reporting.models import Audience, Report, ReportFormat

OUTPUTS = "reporting.outputs"


def texts_of(report: Report, audience: str) -> Any:
    """`reporting.outputs.Texts`: what was written for an audience.

    The comment and the actions are the committee's: the public reads neither.
    """
    theirs = audience == Audience.COMMITTEE
    outputs = _outputs()
    return outputs.Texts(
        freins=list(report.freins),
        leviers=list(report.leviers),
        comment=report.comment if theirs else "",
        actions=[
            outputs.CommitteeAction(title=one.title, owner=one.owner, due_on=one.due_on, status=one.status)
            for one in (decisions_of(report) if theirs else ())
        ],
    )


def files_of(edition_content: Content, texts: Any, sha256: str) -> dict[ReportFormat, bytes]:
    """Each made from the suppressed tables alone. Slow: a PDF takes a second."""
    outputs = _outputs()
    if not hasattr(outputs, "pdf_of"):
        return {ReportFormat.CSV: outputs.csv_of(edition_content)}
    return {
        ReportFormat.PDF: outputs.pdf_of(edition_content, texts, sha256),
        ReportFormat.XLSX: outputs.workbook_of(edition_content, texts, sha256),
        ReportFormat.CSV: outputs.csv_of(edition_content),
    }


def _outputs() -> Any:
    """Loaded by the first file of a process: its charts bring a JavaScript engine, which no process starts with."""
    try:
        return import_module(OUTPUTS)
    except ModuleNotFoundError:  # reporting.outputs is not in this tree: a CSV alone
        return SimpleNamespace(Texts=SimpleNamespace, CommitteeAction=SimpleNamespace, csv_of=_csv_of)


def _csv_of(content: Content) -> bytes:
    rows = [
        (table.title, row.label, column.label, NOT_SHOWN if cell is None else cell)
        for table in content.tables
        for row in table.rows
        for column, cell in zip(table.columns, row.cells, strict=True)
    ]
    return write_csv(("Tableau", "Ligne", "Colonne", "Valeur"), rows)
