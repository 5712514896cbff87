"""A frozen text gives the same content back, and the same content the same text."""

from datetime import date

from reporting.content import Chart, Column, Content, Definition, Row, Section, Table, canonical, digest, read


def content() -> Content:
    table = Table(
        code="put",
        indicator="I1",
        title="Logements mis à disposition",
        row_header="Bailleur",
        columns=(Column("value", "Logements", "logements"), Column("rate", "Taux", "%"), Column("word", "Mot")),
        rows=(Row("a", "Bailleur à l’été", (12, 44.4, "oui")), Row("total", "Ensemble", (None, None, ""), total=True)),
        source="Plateforme",
        chart=Chart("value"),
    )
    return Content(
        title="Rapport",
        scope="Convention",
        kind="annuel",
        audience="comite",
        threshold=5,
        starts_on=date(2026, 3, 25),
        ends_on=date(2027, 3, 24),
        period="année 1",
        version=1,
        reason="",
        sections=(Section("s", "Engagements", (table,)),),
        definitions=(Definition("I1", "Logements", "définition", "logements", "organisations", "plateforme"),),
    )


def test_what_is_frozen_reads_back_as_it_was() -> None:
    text = canonical(content())
    assert read(text) == content()
    assert canonical(read(text)) == text
    assert len(digest(text)) == 64
