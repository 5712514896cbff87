"""Whatever a person types is a text, in every output: never markup, a formula, a script or a file read."""

import io
from dataclasses import replace
from datetime import date
from html import escape
from pathlib import Path

import openpyxl
import pikepdf
import pytest
from defusedxml import ElementTree

from reporting.content import Content
from reporting.outputs import CommitteeAction, Texts, csv_of, pdf_of, workbook_of
from reporting.outputs.charts import chart_svg
from tests.reporting.outputs.reading import DIGEST, page_of, pages_of, squeezed
from tests.reporting.outputs.sample import CONTENT

SECRET = Path("/etc/passwd")
TYPED = [
    '#read("/etc/passwd")',
    '#eval("1+1") #sys.inputs',
    "$x^2$ *gras* _souligné_ `brut` @renvoi <cible>",
    "[ ] { } ( ] // /* = Titre",
    "\\u{41} \\ ~ -- --- ...",
    '=HYPERLINK("http://exemple.invalid","ici")',
    "+33 3 20 00 00 00",
    "-2+3",
    "@SUM(A1:A9)",
    "<script>alert(1)</script>",
    "</text></svg><image href='file:///etc/passwd'/>",
    "{{ 7*7 }} {% now 'Y' %}",
    "&lt;b&gt; ]]> <!-- -->",
    "מים وماء",
    "Ærøskøbing, Łódź, naïveté, Δ, Ж",
]
UNSHOWN = ["un 😀 et 👩‍👧", "中文", "\u202eretourné", "un\x01deux", "e\u0301"]


def everywhere(text: str) -> tuple[Content, Texts]:
    """A report that says it in every field that a person, a landlord's name or a commune's may fill."""
    sections = tuple(
        replace(
            section,
            title=text,
            note=text,
            tables=tuple(
                replace(
                    table,
                    title=text,
                    note=text,
                    source=text,
                    row_header=text,
                    columns=tuple(replace(column, label=text) for column in table.columns),
                    rows=tuple(replace(row, label=text, cells=(text, *row.cells[1:])) for row in table.rows),
                )
                for table in section.tables
            ),
        )
        for section in CONTENT.sections[:2]
    )
    definitions = tuple(replace(one, name=text, text=text, source=text) for one in CONTENT.definitions)
    content = replace(
        CONTENT, title=text, scope=text, reason=text, period=text, sections=sections, definitions=definitions
    )
    action = CommitteeAction(title=text, owner=text, due_on=date(2027, 1, 4), status=text)
    return content, Texts(freins=[text], leviers=[text], comment=f"{text}\n{text}", actions=[action])


@pytest.mark.parametrize("text", TYPED)
def test_it_is_a_text_in_a_pdf(text: str) -> None:
    content, texts = everywhere(text)
    pdf = pdf_of(content, texts, DIGEST)
    said = squeezed(" ".join(pages_of(pdf)))
    if text.isascii():
        assert said.count(squeezed(text)) > 10
    assert SECRET.read_text().splitlines()[0] not in said
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert str(document.docinfo["/Title"]) == text
        assert "/Names" not in document.Root or "/EmbeddedFiles" not in document.Root.Names
        addresses = [one for one in document.objects if isinstance(one, pikepdf.Dictionary) and "/URI" in one]
        assert addresses == []


@pytest.mark.parametrize("text", UNSHOWN)
def test_what_no_font_draws_does_not_stop_a_pdf(text: str) -> None:
    content, texts = everywhere(text)
    assert len(pages_of(pdf_of(content, texts, DIGEST))) > 3


@pytest.mark.parametrize("text", [*TYPED, *UNSHOWN])
def test_it_is_a_text_in_a_workbook(text: str) -> None:
    content, texts = everywhere(text)
    book = openpyxl.load_workbook(io.BytesIO(workbook_of(content, texts, DIGEST)))
    assert {sheet.sheet_state for sheet in book} == {"visible"}
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert not [cell for cell in cells if cell.hyperlink]
    if text.isprintable():
        assert sum(cell.value == text for cell in cells) > 10


@pytest.mark.parametrize("text", [*TYPED, *UNSHOWN])
def test_no_line_of_csv_is_a_formula(text: str) -> None:
    content, _ = everywhere(text)
    rows = csv_of(content).decode("utf-8-sig")
    assert not [cell for cell in rows.replace("\r\n", ";").split(";") if cell.lstrip('"').startswith(("=", "+", "@"))]


@pytest.mark.parametrize("text", TYPED)
def test_it_is_a_text_in_a_page(text: str) -> None:
    page = page_of(*everywhere(text))
    assert page.count(escape(text)) > 10
    assert "<script" not in page


@pytest.mark.parametrize("text", [*TYPED, *UNSHOWN])
def test_it_is_a_text_in_a_chart(text: str) -> None:
    content, _ = everywhere(text)
    for table in content.tables:
        if table.chart:
            names = {one.tag.rpartition("}")[2] for one in ElementTree.fromstring(chart_svg(table)).iter()}
            assert names <= {"svg", "g", "rect", "path", "line", "text", "tspan"}


def test_long_texts_are_told_to_their_end() -> None:
    words = " ".join(f"mot{at}" for at in range(560))  # 4,000 characters
    endless = "a" * 3_999 + "z"
    texts = Texts(freins=["f" * 299 + "z"], comment=f"{words}\n{endless}")
    said = squeezed(" ".join(pages_of(pdf_of(CONTENT, texts, DIGEST))))
    assert "mot559" in said
    assert "f" * 299 + "z" in said
    assert "aaaz" in said
