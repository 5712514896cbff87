"""The page of a report: tables that a screen reader can walk, bars that say their figures, n.c. with its sentence."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from reporting.content import NOT_SHOWN_SENTENCE, Chart
from reporting.outputs import Texts, pdf_of
from reporting.outputs.charts import alternative, chart_svg, legend
from reporting.outputs.figures import bars_of, shown, with_unit
from tests.reporting.outputs.reading import DIGEST, page_of, pages_of, plain
from tests.reporting.outputs.sample import CONTENT, TEXTS


class Tags(HTMLParser):
    """(name, attributes) of each tag, in order; ids."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.all: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.all.append((tag, dict(attrs)))

    def named(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.all if tag == name]


def test_tables_have_captions_and_scopes() -> None:
    tags = Tags(page_of(CONTENT, TEXTS))
    assert len(tags.named("caption")) == len(tags.named("table")) == len(CONTENT.tables) + 1
    assert {one.get("scope") for one in tags.named("th")} == {"col", "row"}
    ids = [one["id"] for _, one in tags.all if "id" in one]
    assert len(ids) == len(set(ids))
    assert {one["aria-labelledby"] for _, one in tags.all if "aria-labelledby" in one} <= set(ids)
    assert {str(one["href"])[1:] for one in tags.named("a")} <= set(ids)


def test_headings_go_down_one_level_at_a_time() -> None:
    levels = [int(tag[1]) for tag, _ in Tags(page_of(CONTENT, TEXTS)).all if tag in {"h1", "h2", "h3", "h4"}]
    assert levels[0] == 2
    assert set(levels) == {2, 3}


def test_it_says_units_sources_and_what_is_hidden() -> None:
    page = page_of(CONTENT, TEXTS)
    assert '<span class="report-unit">personnes</span>' in page
    assert page.count('<p class="source">Source : ') == len(CONTENT.tables)
    assert f'<abbr class="not-shown" title="{NOT_SHOWN_SENTENCE}">n.c.</abbr>' in page
    assert "inférieur à 5 est masqué" in page
    assert "inférieur à 11 est masqué" in page_of(replace(CONTENT, audience="public", threshold=11), TEXTS)
    assert "2\u202f333" in page
    assert "38,7" in page


def test_bars_say_their_figures_and_hide_what_is_hidden() -> None:
    page = page_of(CONTENT, TEXTS)
    assert "18 sur 27, attendu 20" in page
    assert "58 ménages" in page.replace("\u00a0", " ")
    assert page.count("data-bar-fill") == sum(
        bar.value_width is not None for table in CONTENT.tables if table.chart for bar in bars_of(table)
    )


def test_a_report_with_nothing_written_says_so() -> None:
    page = page_of(CONTENT, Texts())
    assert "Aucun frein n’est écrit." in page
    assert "Aucune action décidée." in page


@pytest.mark.parametrize(
    ("kind", "audience", "title"),
    [
        ("annuel", "comite", "Freins, leviers, commentaire"),
        ("annuel", "public", "Freins et leviers"),
        ("trimestriel", "comite", "Commentaire et actions"),
        ("trimestriel", "public", ""),
    ],
)
def test_an_edition_shows_only_the_texts_that_it_may_carry(kind: str, audience: str, title: str) -> None:
    """An empty heading of what an edition never carries would say that nothing was decided."""
    content = replace(CONTENT, kind=kind, audience=audience)
    page, file = page_of(content, Texts()), " ".join(pages_of(pdf_of(content, Texts(), DIGEST)))
    for said in (page, plain(file)):
        assert title in said
        assert ("Aucun frein n’est écrit." in said) == (kind == "annuel")
        assert ("Aucune action décidée." in said) == (audience == "comite")
        assert ("commentaire" in said.lower()) == (audience == "comite")


def test_a_chart_and_its_words_say_the_same() -> None:
    for table in CONTENT.tables:
        if table.chart is None:
            continue
        drawing, said = chart_svg(table), alternative(table)
        for bar in bars_of(table):
            assert bar.label in said
            assert bar.words in said
            for part in bar.words.split(", "):
                assert part.replace("\u202f", "\u00a0") in drawing
        assert legend(table).split(" · ")[0] in drawing


def test_totals_are_not_drawn_and_nothing_negative_is() -> None:
    table = CONTENT.sections[1].tables[0]
    assert [bar.label for bar in bars_of(table)] == [row.label for row in table.rows if not row.total]
    below = replace(
        table, rows=(replace(table.rows[0], cells=(-3, 0, "")),), chart=Chart("needs", "dwellings", "rate")
    )
    (bar,) = bars_of(below)
    assert (bar.value_width, bar.target_width, bar.due_width) == (0, 0, None)
    assert chart_svg(below)


def test_figures_are_written_in_french() -> None:
    assert [shown(one) for one in (1_234_567, 44.4, 1200.5, -3, 12.0, None, "", "mot")] == [
        "1\u202f234\u202f567", "44,4", "1\u202f200,5", "\u22123", "12", "n.c.", "", "mot",
    ]  # fmt: skip
    assert with_unit(1, "logements") == "1\u00a0logement"
    assert with_unit(2, "logements") == "2\u00a0logements"
    assert with_unit(1, "mois") == "1\u00a0mois"
    assert with_unit(44.4, "%") == "44,4\u00a0%"
    assert with_unit(None, "logements") == "n.c."
