"""Spreadsheets that are read, those that are refused and in what words, and what is written."""

import csv
import io
import subprocess
import sys
import textwrap
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from common.spreadsheets import (
    Limits,
    Refused,
    Sheet,
    Table,
    neutralised,
    read_table,
    sheet_name,
    write_csv,
    write_sheets,
    write_workbook,
)

KNOWN = {"référence", "type", "loyer"}
ROOT = Path(__file__).resolve().parents[2]


def read(content: bytes, limits: Limits | None = None) -> Table:
    return read_table(content, is_header=lambda text: text.lower() in KNOWN, limits=limits or Limits())


def rows(content: bytes, limits: Limits | None = None) -> list[tuple[object, ...]]:
    return [(row.number, *row.cells) for row in read(content, limits).rows()]


def workbook(change: Callable[[dict[str, bytes]], None] | None = None, cell: object = "T3") -> bytes:
    """A small XLSX; `change` may touch its parts."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Référence", "Type", "Loyer"])
    sheet.append(["UG-1", cell, 512.4])
    output = io.BytesIO()
    book.save(output)
    if change is None:
        return output.getvalue()
    with zipfile.ZipFile(output) as before:
        parts = {name: before.read(name) for name in before.namelist()}
    change(parts)
    changed = io.BytesIO()
    with zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as after:
        for name, content in parts.items():
            after.writestr(name, content)
    return changed.getvalue()


def with_part(name: str, content: bytes = b"x") -> bytes:
    return workbook(lambda parts: parts.__setitem__(name, content))


class TestRead:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
    @pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
    def test_csv_of_any_encoding_and_delimiter(self, encoding: str, delimiter: str) -> None:
        lines = [["Édité le 2", ""], [], ["Référence", "Type", "Loyer"], ["UG-1", "T3", "512"], ["", "", ""]]
        text = io.StringIO()
        csv.writer(text, delimiter=delimiter).writerows([*lines, ["UG-2", "é’", "1"]])
        assert rows(text.getvalue().encode(encoding)) == [(4, "UG-1", "T3", "512"), (6, "UG-2", "é’", "1")]

    def test_the_sheet_with_the_most_known_headers(self) -> None:
        book = openpyxl.Workbook()
        book.worksheets[0].append(["Type", "Sommaire"])
        hidden, shown = book.create_sheet("Cachée"), book.create_sheet("Liste")
        hidden.sheet_state = "hidden"
        hidden.append(["Référence", "Type", "Loyer"])
        hidden.append(["SECRET", "T3", 1])
        for line in (["Titre"], [], ["Référence", "Type"], ["UG-1", "T3"]):
            shown.append(line)
        output = io.BytesIO()
        book.save(output)
        table = read(output.getvalue())
        assert (table.sheet, table.header_row, table.headers) == ("Liste", 3, ("Référence", "Type"))
        assert [row.cells for row in table.rows()] == [("UG-1", "T3")]

    def test_what_no_screen_shows_leaves_headers(self) -> None:
        text = "Référence;Ty\x00pe\x07;" + "z" * 500
        assert read(text.encode("utf-16")).headers == ("Référence", "Ty pe", "z" * 120)

    def test_what_a_sheet_says_of_its_size_is_not_believed(self) -> None:
        def lie(parts: dict[str, bytes]) -> None:
            name = "xl/worksheets/sheet1.xml"
            parts[name] = parts[name].replace(b'ref="A1:C2"', b'ref="A1:XFD1048576"')

        content = workbook(lie)
        assert rows(content) == [(2, "UG-1", "T3", 512.4)]

    def test_long_lists_go_through_without_being_kept(self) -> None:
        text = "Référence;Type\n" + "UG;T3\n" * 50_000
        assert sum(1 for _ in read(text.encode()).rows()) == 50_000
        with pytest.raises(Refused, match="50000 lignes"):
            list(read((text + "UG;T3\n").encode()).rows())


class TestRefused:
    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"", "vide"),
            (b"  \n ", "vide"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "ancien format"),
            (b"<html><table><tr><td>R\xc3\xa9f\xc3\xa9rence</td></tr></table></html>", "page web"),
            (b"PK\x03\x04 broken", "abîmé"),
            (b"\x89PNG\r\n\x1a\n\x00\x00", "ni un classeur"),
            (b"12\n13\n", "en-têtes"),
            (b"x" * (10 * 1024 * 1024 + 1), "10 Mo"),
            (with_part("xl/externalLinks/externalLink1.xml"), "autres fichiers"),
            (with_part("xl/vbaProject.bin"), "macros"),
            (with_part("xl/embeddings/oleObject1.bin"), "objet incorporé"),
            (with_part("xl/activeX/activeX1.xml"), "programme"),
            (with_part("xl/connections.xml"), "base de données"),
            (with_part("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), "LibreOffice"),
        ],
        ids=lambda value: value if isinstance(value, str) else "",
    )
    def test_with_what_to_do(self, content: bytes, said: str) -> None:
        with pytest.raises(Refused, match=said):
            rows(content)

    def test_entities_that_grow(self) -> None:
        def bomb(parts: dict[str, bytes]) -> None:
            entities = b"".join(
                b'<!ENTITY e%d "%s">' % (number, b"&e%d;" % (number - 1) * 10 if number else b"x" * 100)
                for number in range(9)
            )
            name = "xl/worksheets/sheet1.xml"
            parts[name] = (
                b'<?xml version="1.0"?><!DOCTYPE x [' + entities + b"]>" + parts[name].replace(b"512.4", b"&e8;")
            )

        with pytest.raises(Refused, match="abîmé"):
            rows(workbook(bomb))

    def test_five_million_columns(self) -> None:
        with pytest.raises(Refused, match="200 colonnes"):
            read(b"R\xc3\xa9f\xc3\xa9rence" + b";" * 5_000_000)

    def test_a_cell_that_never_ends(self) -> None:
        with pytest.raises(Refused, match="2000"):
            rows(b"R\xc3\xa9f\xc3\xa9rence;Type\nUG-1;" + b"a" * 3_000)


BOMB = """
    import io, resource, zipfile
    from common.spreadsheets import Refused, read_table

    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        with package.open("{part}", "w") as part:
            for _ in range(200):
                part.write(b"0" * 1024 * 1024)
    content = output.getvalue()
    assert len(content) < 1024 * 1024
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    try:
        list(read_table(content, is_header=lambda text: True).rows())
    except Refused as error:
        print(error, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before, sep="|")
"""


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/media/image1.png"])
def test_two_hundred_mebibytes_in_a_small_package_are_never_expanded(part: str) -> None:
    code = textwrap.dedent(BOMB).replace("{part}", part)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    said, grown_kib = done.stdout.strip().split("|")
    assert "trop gros" in said
    assert int(grown_kib) < 20 * 1024


class TestWritten:
    RISKY = ("=1+1", "+33 3", "-2", "@SUM(A1)", "\tx", '=HYPERLINK("http://x")')

    def test_no_text_of_a_workbook_is_a_formula_or_a_link(self) -> None:
        content = write_workbook(["A"], [[one] for one in (*self.RISKY, "http://exemple.invalid")], sheet="S")
        sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
        assert [cell.data_type for (cell,) in sheet.iter_rows(min_row=2)] == ["s"] * 7
        assert b"<f>" not in zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")

    def test_no_text_of_a_csv_begins_as_a_formula_and_reading_it_gives_it_back(self) -> None:
        content = write_csv(["Référence", "Type"], [[one, "T3"] for one in ("+33 3", "-2", "@x", "'=x", "simple")])
        written = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
        assert [line[0] for line in written[1:]] == ["'+33 3", "'-2", "'@x", "'=x", "simple"]
        assert [row[1] for row in rows(content)][:3] == ["+33 3", "-2", "@x"]

    @pytest.mark.parametrize("text", RISKY)
    def test_neutralised(self, text: str) -> None:
        assert neutralised(text) == f"'{text}"

    def test_days_numbers_and_comments(self) -> None:
        content = write_workbook(
            ["Jour", "Loyer"], [[date(2027, 3, 12), 512.4], [None, True]], sheet="S", comments={(0, 1): "Trop cher."}
        )
        sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
        assert (sheet["A2"].value.date(), sheet["B2"].value, sheet["B3"].value) == (date(2027, 3, 12), 512.4, "oui")
        assert "Trop cher." in sheet["B2"].comment.text

    def test_several_sheets_are_as_safe_all_visible_and_the_same_each_time(self) -> None:
        found = [[one, 1234, 4.5, date(2027, 3, 12), None] for one in self.RISKY]
        sheets = [
            Sheet("Sommaire", ("=A",), [("=1+1",)], above=("=Titre", "+note")),
            Sheet("[a]/b*c?" * 9, ("A", "B", "C", "D", "E"), found, totals=frozenset({5}), right=frozenset({1})),
        ]
        content = write_sheets(sheets, title="=Titre")
        assert write_sheets(sheets, title="=Titre") == content
        book = openpyxl.load_workbook(io.BytesIO(content))
        assert book.sheetnames == ["Sommaire", sheet_name("[a]/b*c?" * 9)]
        assert [sheet.sheet_state for sheet in book] == ["visible", "visible"]
        assert [[cell.data_type for cell in row] for row in book.worksheets[0].iter_rows()] == [["s"]] * 4
        first = next(book.worksheets[1].iter_rows(min_row=2, values_only=True))
        assert (first[0], first[1], first[2], first[3].date(), first[4]) == (
            "=1+1",
            1234,
            4.5,
            date(2027, 3, 12),
            None,
        )
        parts = zipfile.ZipFile(io.BytesIO(content))
        assert not [one for one in parts.namelist() if b"<f>" in parts.read(one) or b"hyperlink" in parts.read(one)]

    def test_names_of_sheets(self) -> None:
        assert sheet_name("a/b:c") == "a-b-c"
        assert sheet_name("x" * 40) == "x" * 31
        assert sheet_name("  ") == "-"
        assert sheet_name("'l’été'") == "-l’été-"
