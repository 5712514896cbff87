"""What a file says, whatever it is made of: its words, and every byte of it unpacked."""

import io
import re
import unicodedata
import zipfile
from dataclasses import replace

import pikepdf
import pypdfium2
from django.template import engines

from reporting.content import Content, Table
from reporting.outputs import Texts, csv_of, pdf_of, workbook_of
from reporting.outputs.charts import chart_svg

DIGEST = "0123456789abcdef" * 4
PAGE = '{% include "reporting/_content.html" with content=content texts=texts only %}'


def page_of(content: Content, texts: Texts) -> str:
    return engines["django"].from_string(PAGE).render({"content": content, "texts": texts})


def files_of(content: Content, texts: Texts) -> dict[str, bytes]:
    """Every output of one edition, as it is handed out."""
    charts = "\n".join(chart_svg(table) for table in content.tables if table.chart)
    return {
        "pdf": pdf_of(content, texts, DIGEST),
        "xlsx": workbook_of(content, texts, DIGEST),
        "csv": csv_of(content),
        "html": page_of(content, texts).encode(),
        "svg": charts.encode(),
    }


def unpacked(kind: str, file: bytes) -> str:
    """All that a file holds: parts of a workbook, streams, metadata and text of a PDF."""
    if kind == "xlsx":
        with zipfile.ZipFile(io.BytesIO(file)) as parts:
            return "\n".join(f"{one}\n{parts.read(one).decode()}" for one in parts.namelist())
    if kind == "pdf":
        with pikepdf.open(io.BytesIO(file)) as document:
            streams = [
                one.read_bytes().decode("latin-1") for one in document.objects if isinstance(one, pikepdf.Stream)
            ]
            words = [str(one) for one in document.objects if isinstance(one, pikepdf.Dictionary)]
        return "\n".join([*streams, *words, *pages_of(file)])
    return file.decode("utf-8-sig")


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page, spaces and cuts of words made plain."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        found = []
        for page in document:
            text = page.get_textpage()
            found.append(plain(text.get_text_range()))
            text.close()
            page.close()
        return found
    finally:
        document.close()


def plain(text: str) -> str:
    """Without what only lays a text out."""
    text = re.sub("[\u200b\u00ad\ufffe\x02]", "", unicodedata.normalize("NFC", text))
    return " ".join(text.replace("\u2011", "-").split())


def squeezed(text: str) -> str:
    """Without spaces at all: a line may end anywhere in a long word."""
    return re.sub(r"\s|-", "", plain(text))


def with_tables(content: Content, *tables: Table) -> Content:
    """The same report with one section of these tables."""
    section = replace(content.sections[0], tables=tables)
    return replace(content, sections=(section,))
