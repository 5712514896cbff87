"""What is hidden stays out of every file: the outputs are unpacked and searched, metadata included.

The true report is known to the test alone; what the outputs receive went through the same hole as in a real one, where
each hidden cell is None.
"""

import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reporting.content import NOT_SHOWN, Chart, Column, Content, Row, Table, Value
from reporting.outputs.figures import bars_of
from tests.reporting.outputs.reading import DIGEST, files_of, pages_of, unpacked, with_tables
from tests.reporting.outputs.sample import CONTENT, TEXTS

MARK = 987_650  # no count, size or place in a file looks like it


@st.composite
def tables(draw: st.DrawFn, code: str) -> tuple[Table, list[int]]:
    """A table as its readers get it, and the true values that it hides."""
    width, height = draw(st.integers(1, 5)), draw(st.integers(1, 6))
    hidden: list[int] = []

    def cell(row: int, column: int) -> Value:
        kind = draw(st.sampled_from(["number", "number", "rate", "hidden", "hidden", "nothing"]))
        if kind == "hidden":
            hidden.append(MARK + 10 * row + column)
            return None
        return {"number": 40 + row, "rate": 12.5 + column, "nothing": ""}[kind]

    rows = tuple(
        Row(f"r{row}", f"Rang {row}", tuple(cell(row, at) for at in range(width)), total=row > 0 and row == height - 1)
        for row in range(height)
    )
    columns = tuple(Column(f"c{at}", f"Colonne {at}", "ménages") for at in range(width))
    chart = Chart("c0", f"c{min(1, width - 1)}", f"c{min(2, width - 1)}") if draw(st.booleans()) else None
    return Table(code, "I3", f"Tableau {code}", "Rang", columns, rows, "mouvements", chart=chart), hidden


@st.composite
def reports(draw: st.DrawFn) -> tuple[Content, list[int]]:
    found = [draw(tables(f"t{at}")) for at in range(draw(st.integers(1, 3)))]
    return with_tables(CONTENT, *(table for table, _ in found)), [one for _, hidden in found for one in hidden]


def traces(value: int) -> list[str]:
    """How a number could be written: plain, in groups, as a decimal, in hexadecimal."""
    text = str(value)
    return [text, f"{text[:3]} {text[3:]}", f"{text[:3]}\u202f{text[3:]}", f"{text[:3]}.{text[3:]}", f"{value:x}"]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(report=reports())
def test_no_hidden_value_is_in_any_file(report: tuple[Content, list[int]]) -> None:
    content, hidden = report
    for kind, file in files_of(content, TEXTS).items():
        whole = unpacked(kind, file)
        # Among the coordinates of a page, two numbers side by side look like one in groups: its words are read apart.
        said = " ".join(pages_of(file)) if kind == "pdf" else whole
        assert not [value for value in hidden if str(value) in whole], kind
        assert not [one for value in hidden for one in traces(value) if one in said], kind


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(report=reports())
def test_each_hidden_cell_is_said(report: tuple[Content, list[int]]) -> None:
    content, hidden = report
    files = files_of(content, TEXTS)
    assert unpacked("csv", files["csv"]).count(f";{NOT_SHOWN};") == len(hidden)
    assert files["html"].decode().count(f">{NOT_SHOWN}</abbr>") == len(hidden)
    sheets = re.findall(r"<sheetData>.*?</sheetData>", unpacked("xlsx", files["xlsx"]), flags=re.S)
    strings = re.findall(r"<t[^>]*>(.*?)</t>", unpacked("xlsx", files["xlsx"]))
    if hidden:
        at = strings.index(NOT_SHOWN)
        assert sum(sheet.count(f't="s"><v>{at}</v>') for sheet in sheets) == len(hidden)
    # In the PDF the sentence that explains it adds one, and charts say their own.
    drawn = sum(bar.words.count(NOT_SHOWN) for table in content.tables if table.chart for bar in bars_of(table))
    said = sum(page.count(NOT_SHOWN) for page in pages_of(files["pdf"]))
    assert said == len(hidden) + drawn + 1
    letters = re.sub(r' aria-label="[^"]*"', "", files["svg"].decode())
    assert letters.count(NOT_SHOWN) == drawn


@pytest.mark.parametrize("kind", ["pdf", "xlsx", "csv", "html", "svg"])
def test_the_search_would_find_a_value_that_leaked(kind: str) -> None:
    """The same search, on a report whose values were not hidden."""
    table = CONTENT.sections[1].tables[0]
    leak = replace(table, rows=(replace(table.rows[0], label=str(MARK)), *table.rows[1:]))
    file = files_of(with_tables(CONTENT, leak), TEXTS)[kind]
    assert str(MARK) in unpacked(kind, file)


def test_the_same_report_gives_the_same_files() -> None:
    first, second = (files_of(CONTENT, TEXTS) for _ in range(2))
    assert first == second


def test_the_workbook_and_the_cover_show_the_hash() -> None:
    files = files_of(CONTENT, TEXTS)
    assert DIGEST in unpacked("xlsx", files["xlsx"])
    assert DIGEST in pages_of(files["pdf"])[0]
