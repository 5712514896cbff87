"""Amounts, dates, waits and distances as they are read on screen."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.template import Context, Template

from common.templatetags import formats

# A Tuesday, 9:00 in Paris (winter time).
NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


def plain(text: str) -> str:
    """The text as it reads, whatever the kind of its spaces."""
    return text.replace(formats.NARROW, " ").replace(formats.NO_BREAK, " ")


@pytest.mark.parametrize(
    ("cents", "text"),
    [
        (61240, "612,40 €"),
        (0, "0,00 €"),
        (5, "0,05 €"),
        (123_456_789, "1 234 567,89 €"),
        (-1250, "−12,50 €"),
        (None, ""),
        ("", ""),
    ],
)
def test_euros(cents, text):
    assert plain(formats.euros(cents)) == text


def test_an_amount_never_breaks_at_the_end_of_a_line():
    assert " " not in formats.euros(123_456_789)
    assert " " not in formats.km(4)
    assert " " not in formats.counted(3, "logement,logements")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (date(2026, 3, 12), "12 mars 2026"),
        (date(2026, 8, 1), "1er août 2026"),
        # 23:30 UTC on the 31st is already the next year in Paris.
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), "1er janvier 2027"),
        (None, ""),
    ],
)
def test_date_fr(value, text):
    assert plain(formats.date_fr(value)) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (datetime(2026, 11, 26, 17, 0, tzinfo=UTC), "jeudi 26 novembre, 18 h"),
        (datetime(2026, 7, 1, 16, 5, tzinfo=UTC), "mercredi 1er juillet, 18 h 05"),
        (datetime(2027, 1, 7, 17, 0, tzinfo=UTC), "jeudi 7 janvier 2027, 18 h"),
        (None, ""),
    ],
)
def test_datetime_fr(value, text):
    with time_machine.travel(NOW, tick=False):
        assert plain(formats.datetime_fr(value)) == text


@pytest.mark.parametrize(
    ("value", "text", "kind"),
    [
        (datetime(2026, 11, 26, 17, 0, tzinfo=UTC), "Répondre avant jeudi 18 h · dans 2 jours", "neutral"),
        (datetime(2026, 11, 25, 17, 0, tzinfo=UTC), "Répondre avant demain 18 h · dans 1 jour", "watch"),
        (datetime(2026, 11, 25, 7, 0, tzinfo=UTC), "Répondre avant demain 8 h · dans 23 h", "watch"),
        (datetime(2026, 11, 24, 17, 0, tzinfo=UTC), "Répondre avant aujourd’hui 18 h · dans 9 h", "watch"),
        (datetime(2026, 11, 24, 8, 20, tzinfo=UTC), "Répondre avant aujourd’hui 9 h 20 · dans 20 min", "watch"),
        (NOW + timedelta(seconds=10), "Répondre avant aujourd’hui 9 h · dans 1 min", "watch"),
        (NOW + timedelta(hours=48), "Répondre avant jeudi 9 h · dans 2 jours", "watch"),
        (datetime(2026, 12, 4, 17, 0, tzinfo=UTC), "Répondre avant le 4 décembre, 18 h · dans 10 jours", "neutral"),
        # A whole day: its midnight is its own.
        (datetime(2026, 11, 26, 23, 0, tzinfo=UTC), "Répondre avant jeudi 23 h 59 · dans 3 jours", "neutral"),
        (
            datetime(2027, 1, 7, 17, 0, tzinfo=UTC),
            "Répondre avant le 7 janvier 2027, 18 h · dans 44 jours",
            "neutral",
        ),
        (
            datetime(2026, 11, 22, 17, 0, tzinfo=UTC),
            "Délai dépassé depuis 2 jours · dimanche 22 novembre, 18 h",
            "danger",
        ),
        (NOW, "Délai dépassé depuis 1 min · mardi 24 novembre, 9 h", "danger"),
        (None, "", "neutral"),
    ],
)
def test_deadline(value, text, kind):
    with time_machine.travel(NOW, tick=False):
        assert plain(formats.deadline(value)) == text
        assert formats.clock_kind(value) == kind


def test_a_naive_datetime_is_refused():
    with pytest.raises(ValueError, match="naive"):
        formats.datetime_fr(datetime(2026, 11, 26, 18, 0))


@pytest.mark.parametrize(
    ("kilometres", "text"),
    [
        (3.2, "env. 4 km"),
        (4, "env. 4 km"),
        (4.0000000001, "env. 4 km"),
        (0, "env. 1 km"),
        (1234.5, "env. 1 235 km"),
        (None, ""),
    ],
)
def test_km(kilometres, text):
    assert plain(formats.km(kilometres)) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "0 logement"), (1, "1 logement"), (2, "2 logements"), (12_000, "12 000 logements"), (None, "")],
)
def test_counted(number, text):
    assert plain(formats.counted(number, "logement,logements")) == text


def test_counted_wants_both_forms():
    with pytest.raises(ValueError, match="singular and the plural"):
        formats.counted(2, "logement")


@pytest.mark.parametrize(("target", "value", "span"), [(27, 18, 27), (27, 30, 30), (0, 0, 1)])
def test_bar_span(target, value, span):
    assert formats.bar_span(target, value) == span


def test_the_filters_are_at_hand_in_every_template():
    text = Template("{{ rent|euros }} {{ n|counted:'logement,logements' }}").render(Context({"rent": 61240, "n": 2}))
    assert plain(text) == "612,40 € 2 logements"
