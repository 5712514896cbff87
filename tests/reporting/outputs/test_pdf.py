"""The PDF is tagged as PDF/UA-1 asks, says every figure, and is the same file each time."""

import hashlib
import io
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from reporting.content import Row
from reporting.outputs import Texts, fonts, pdf_of
from reporting.outputs.figures import shown
from tests.reporting.outputs.reading import DIGEST, pages_of, plain, squeezed, with_tables
from tests.reporting.outputs.sample import CONTENT, TEXTS


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return pdf_of(CONTENT, TEXTS, DIGEST)


@pytest.fixture(scope="module")
def document(pdf: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        yield opened


def elements(node: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
    """Those of a structure tree, in reading order."""
    if isinstance(node, pikepdf.Array):
        for one in node:
            yield from elements(one)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from elements(node.K)


def of_kind(node: pikepdf.Object, kind: str) -> list[pikepdf.Dictionary]:
    return [one for one in elements(node) if str(one.S) == kind]


def test_it_declares_pdf_ua_its_language_and_its_title(document: pikepdf.Pdf) -> None:
    metadata = document.open_metadata()
    assert metadata["pdfuaid:part"] == "1"
    assert metadata["dc:title"] == CONTENT.title
    assert str(document.Root.Lang) == "fr-FR"
    assert bool(document.Root.ViewerPreferences.DisplayDocTitle)
    assert bool(document.Root.MarkInfo.Marked)
    assert "/StructTreeRoot" in document.Root


def test_it_holds_no_day_of_its_making(document: pikepdf.Pdf) -> None:
    assert not {"/CreationDate", "/ModDate"} & set(document.docinfo.keys())
    assert set(document.docinfo.keys()) == {"/Author", "/Creator", "/Title"}
    assert str(document.docinfo["/Author"]) == "Pass’Logement"


def test_headings_go_down_one_level_at_a_time(document: pikepdf.Pdf) -> None:
    levels = [
        int(str(one.S)[2:]) for one in elements(document.Root.StructTreeRoot.K) if str(one.S) in {"/H1", "/H2", "/H3"}
    ]
    assert levels[0] == 1
    assert all(later <= level + 1 for level, later in pairwise(levels))
    # Each table has its heading; each section too, and the contents, what people wrote, the definitions.
    assert levels.count(1) == len(CONTENT.sections) + 3


def test_each_figure_says_what_it_shows(document: pikepdf.Pdf) -> None:
    figures = of_kind(document.Root.StructTreeRoot.K, "/Figure")
    assert len(figures) == sum(table.chart is not None for table in CONTENT.tables)
    said = [str(one.Alt) for one in figures]
    assert "18 sur 27, attendu 20" in said[0]
    assert "T6 et plus : n.c." in said[1]


def test_each_table_has_its_header_cells(document: pikepdf.Pdf) -> None:
    tables = of_kind(document.Root.StructTreeRoot.K, "/Table")
    widths = [len(table.columns) + 1 for table in CONTENT.tables]
    assert [len(of_kind(one, "/TH")) for one in tables] == [*widths, 4]
    assert all(str(cell.A[0].Scope if isinstance(cell.A, pikepdf.Array) else cell.A.Scope) == "/Column"
               for one in tables for cell in of_kind(one, "/TH"))  # fmt: skip


def test_fonts_are_in_the_file(document: pikepdf.Pdf) -> None:
    names = {
        str(one.FontName) for one in document.objects if isinstance(one, pikepdf.Dictionary) and "/FontName" in one
    }
    assert names
    assert all("AtkinsonHyperlegible" in name for name in names)


def test_every_figure_and_word_is_on_its_pages(pdf: bytes) -> None:
    text = squeezed(" ".join(pages_of(pdf)))
    for table in CONTENT.tables:
        for said in (table.title, table.note, table.source, table.row_header):
            assert squeezed(said) in text
        for row in table.rows:
            assert squeezed(row.label + "".join(shown(cell) for cell in row.cells)) in text
    for said in (*TEXTS.freins, *TEXTS.leviers, *TEXTS.paragraphs, *(one.title for one in TEXTS.actions)):
        assert squeezed(said) in text
    for one in CONTENT.definitions:
        assert squeezed(one.text) in text


def test_the_cover_says_what_it_is_and_its_hash(pdf: bytes) -> None:
    cover, contents, first, *_ = pages_of(pdf)
    for said in (CONTENT.title, CONTENT.scope, "Rapport annuel", "Comité de suivi", CONTENT.reason, DIGEST):
        assert plain(said) in cover
    assert contents.startswith("Sommaire")
    assert "non communiqué" in contents
    assert first.startswith(CONTENT.sections[0].title)


def test_headers_of_a_long_table_come_back_on_each_page() -> None:
    table = CONTENT.sections[2].tables[0]
    long = replace(table, rows=tuple(Row(f"r{at}", f"Rang {at}", table.rows[0].cells) for at in range(90)))
    pages = [page for page in pages_of(pdf_of(with_tables(CONTENT, long), TEXTS, DIGEST)) if "Rang" in page]
    assert len(pages) > 1
    assert all("Équipes formées" in page for page in pages)


def test_the_same_report_gives_the_same_file(pdf: bytes) -> None:
    assert pdf_of(CONTENT, TEXTS, DIGEST) == pdf
    program = (
        "import django, hashlib; django.setup()\n"
        "from reporting.outputs import pdf_of\n"
        "from tests.reporting.outputs.sample import CONTENT, TEXTS\n"
        f"print(hashlib.sha256(pdf_of(CONTENT, TEXTS, {DIGEST!r})).hexdigest())"
    )
    other = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "TZ": "Asia/Tokyo"},
    )
    assert other.stdout.strip() == hashlib.sha256(pdf).hexdigest()


@pytest.mark.parametrize("long", [False, True])
def test_nothing_leaves_the_page_and_no_page_is_blank(long: bool) -> None:
    """Each page drawn: ink inside, none in the outer 8 mm."""
    word = "Accompagnements-" * 6 if long else ""
    tables = [
        replace(
            table,
            title=table.title + word,
            columns=tuple(replace(one, label=one.label + word) for one in table.columns),
            rows=tuple(replace(one, label=one.label + word) for one in table.rows),
        )
        for table in CONTENT.tables
    ]
    drawn = pypdfium2.PdfDocument(pdf_of(with_tables(CONTENT, *tables), TEXTS, DIGEST))
    for page in drawn:
        picture = page.render(scale=1).to_pil().convert("L")
        page.close()
        width, height = picture.size
        assert (width, height) == (596, 842)
        left, top, right, bottom = picture.point(lambda ink: 255 if ink < 200 else 0).getbbox()
        assert min(left, top, width - right, height - bottom) > 22
    drawn.close()


def test_a_worker_loads_the_engine_of_charts_after_it_forked() -> None:
    """A worker forks its children once all is imported; each then makes files. Its fonts go with it."""
    program = (
        "import django, os, sys; django.setup()\n"
        "from reporting.outputs import pdf_of, fonts\n"
        "from tests.reporting.outputs.sample import CONTENT, TEXTS\n"
        "assert 'vl_convert' not in sys.modules\n"
        "child = os.fork()\n"
        f"made = pdf_of(CONTENT, TEXTS, {DIGEST!r}) if not child else b''\n"
        "status = os.waitpid(child, 0)[1] if child else 0\n"
        "print(len(made), fonts.folder())\n"
        "sys.exit(status)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=120)
    lines = [line.split() for line in done.stdout.splitlines()]
    assert len(lines) == 2
    assert int(lines[0][0]) > 10_000
    assert not any(Path(folder).exists() for _, folder in lines)


def test_a_report_without_tables_or_texts_is_still_one() -> None:
    empty = replace(CONTENT, sections=(), definitions=())
    assert len(pages_of(pdf_of(empty, Texts(), DIGEST))) == 3


def test_a_tall_chart_stays_on_its_page() -> None:
    table = CONTENT.sections[0].tables[0]
    rows = tuple(Row(f"r{at}", f"Rang {at}", table.rows[0].cells) for at in range(60))
    pages = pages_of(pdf_of(with_tables(CONTENT, replace(table, rows=rows)), TEXTS, DIGEST))
    assert any("Rang 0 " in page and "Rang 59 " in page for page in pages)


def test_every_letter_said_to_be_covered_is() -> None:
    """A PDF/UA with a letter that no font draws is refused by typst: regular, bold, in a chart, none of these is."""
    letters = [chr(code) for first, last in fonts.COVERED for code in range(first, last + 1)]
    drawn = [one for one in letters if fonts.printable(one).strip()]
    lines = ["".join(drawn[at : at + 20]) for at in range(0, len(drawn), 20)]
    bold = tuple(replace(CONTENT.definitions[0], name=line) for line in lines)
    table = replace(CONTENT.sections[0].tables[0], rows=tuple(Row(line, line, (9, 9, 9, 9)) for line in lines))
    content = replace(with_tables(CONTENT, table), definitions=bold)
    assert "abcdefghij" in squeezed(" ".join(pages_of(pdf_of(content, Texts(freins=lines), DIGEST))))


@pytest.mark.parametrize(
    "label", ["Łódź", "où l’œuvre", "ź a", "Δ", "T3 → T2", "\u0301", "1\u202f203", "z\u0301a\u0327\u0302"]
)
def test_a_chart_draws_letters_of_any_alphabet(label: str) -> None:
    table = CONTENT.sections[0].tables[0]
    rows = (replace(table.rows[0], label=label), table.rows[1])
    assert pages_of(pdf_of(with_tables(CONTENT, replace(table, rows=rows)), TEXTS, DIGEST))


def test_what_no_font_has_is_an_empty_square() -> None:
    assert fonts.printable("a😀b\u202ec\x01") == "a□bc"
    assert fonts.printable("ﬁn, e\u0301té") == "fin, été"
    assert fonts.printable("x" * 50).replace(fonts.BREAK, "") == "x" * 50
