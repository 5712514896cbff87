"""One form for the many spellings of a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from territories.text import commune_key, edit_distances, normalise

words = st.text(alphabet="abcd", max_size=8)


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("Étaples", "etaples"),
        ("L'Haÿ-les-Roses", "l hay les roses"),
        ("L’Haÿ  les Roses", "l hay les roses"),
        ("Œuilly", "oeuilly"),
        (" -- ", ""),
        ("Mons-en-Barœul", "mons en baroeul"),
    ],
)
def test_normal_form(text: str, normal: str) -> None:
    assert normalise(text) == normal


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("St-Omer", "saint omer"),
        ("STE MARIE", "sainte marie"),
        ("Chalon s/ Saône", "chalon sur saone"),
        ("Paris 1er Arrondissement", "paris 1"),
        ("Paris 01", "paris 01"),
        ("Lyon 3ème arrdt", "lyon 3"),
    ],
)
def test_key_of_a_commune(text: str, key: str) -> None:
    assert commune_key(text) == key


@given(st.text())
def test_the_normal_form_is_its_own(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@pytest.mark.parametrize(
    ("typed", "name", "whole", "start"),
    [
        ("lille", "lille", 0, 0),
        ("lile", "lille", 1, 1),
        ("lill", "lille", 1, 0),
        ("ilfle", "lifle", 1, 1),
        ("tuor", "tourcoing", 3, 1),
        ("abc", "xyz", 3, 3),
    ],
)
def test_slips_between_two_names(typed: str, name: str, whole: int, start: int) -> None:
    assert edit_distances(typed, name, 2) == (whole, start)


def slow_distance(one: str, other: str) -> int:
    """Optimal string alignment, from its definition."""
    table = {(row, -1): row + 1 for row in range(-1, len(one))} | {(-1, col): col + 1 for col in range(-1, len(other))}
    for row, a in enumerate(one):
        for col, b in enumerate(other):
            best = min(table[row - 1, col - 1] + (a != b), table[row - 1, col] + 1, table[row, col - 1] + 1)
            if row and col and a == other[col - 1] and one[row - 1] == b:
                best = min(best, table[row - 2, col - 2] + 1)
            table[row, col] = best
    return table[len(one) - 1, len(other) - 1]


@given(words, words, st.integers(1, 3))
def test_the_narrow_band_counts_as_the_whole_table_does(typed: str, name: str, limit: int) -> None:
    whole, start = edit_distances(typed, name, limit)

    assert whole == min(slow_distance(typed, name), limit + 1)
    assert start == min(limit + 1, *(slow_distance(typed, name[:end]) for end in range(len(name) + 1)))
