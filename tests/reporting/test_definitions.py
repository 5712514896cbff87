"""Definitions are written once: reports print them, docs/indicators.md says the same."""

from reporting.definitions import DEFINITIONS, INDICATORS
from reporting.management.commands.write_indicators import DOCUMENT, document


def test_the_document_says_what_reports_print() -> None:
    """`manage.py write_indicators` writes it again."""
    assert DOCUMENT.read_text(encoding="utf-8") == document()


def test_each_of_the_fifteen_is_defined_whole() -> None:
    assert [one.code for one in DEFINITIONS] == [f"I{number}" for number in range(1, 16)]
    for one in INDICATORS:
        assert all((one.name, one.text, one.unit, one.period, one.split, one.sensitivity, one.source))
        assert one.text.endswith(".")
        assert one.period.endswith(".")
