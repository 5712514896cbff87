"""The files of an edition, and the texts that stand in it beside its tables."""

from reporting import outputs
from reporting.content import Content
from reporting.decisions import decisions_of
from reporting.models import Audience, Report, ReportFormat
from reporting.outputs import Texts


def texts_of(report: Report, audience: str) -> Texts:
    """What was written for an audience. The comment and the actions are the committee's: the public reads neither."""
    if audience != Audience.COMMITTEE:
        return Texts(freins=list(report.freins), leviers=list(report.leviers))
    return Texts(
        freins=list(report.freins),
        leviers=list(report.leviers),
        comment=report.comment,
        actions=decisions_of(report),
    )


def files_of(edition_content: Content, texts: Texts, sha256: str) -> dict[ReportFormat, bytes]:
    """Each made from the suppressed tables alone. Slow: a PDF takes a second."""
    return {
        ReportFormat.PDF: outputs.pdf_of(edition_content, texts, sha256),
        ReportFormat.XLSX: outputs.workbook_of(edition_content, texts, sha256),
        ReportFormat.CSV: outputs.csv_of(edition_content),
    }
