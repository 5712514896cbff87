"""Codes are drawn, pronounceable, unique within an association, and found however they are typed."""

import re

import pytest

from accounts.models import Membership
from associations import codes
from associations.actions import households as actions
from associations.files import open_file
from associations.models import Household
from associations.needs import Need
from territories.text import normalise

pytestmark = pytest.mark.django_db

NEED = Need(adults=1, typologies=("T2",), departements=("59",))


def test_a_code_is_a_word_and_a_number_of_two_figures() -> None:
    assert re.fullmatch(r"[A-ZÀ-Ý][a-zà-ÿ]+ \d\d", codes.new_code())


def test_no_two_words_sound_as_one_when_accents_are_forgotten() -> None:
    assert len({normalise(word) for word in codes.WORDS}) == len(codes.WORDS) >= 100


@pytest.mark.parametrize("code", [f"{word} 42" for word in codes.WORDS])
def test_a_code_typed_without_accents_or_capitals_is_itself(code: str) -> None:
    assert codes.canonical(normalise(code).upper()) == code


def test_a_code_that_serves_is_drawn_again(
    caseworker: Membership, other_caseworker: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = iter(["Mésange 42", "Mésange 42", "Mésange 42", "Pinson 11"])
    monkeypatch.setattr(actions, "new_code", lambda: next(drawn))

    first = actions.create_household(need=NEED, by=caseworker)
    elsewhere = actions.create_household(need=NEED, by=other_caseworker)
    second = actions.create_household(need=NEED, by=caseworker)

    assert open_file(first).code == open_file(elsewhere).code == "Mésange 42"
    assert open_file(second).code == "Pinson 11"


def test_when_every_draw_serves_nothing_is_created(caseworker: Membership, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "new_code", lambda: "Mésange 42")
    actions.create_household(need=NEED, by=caseworker)

    with pytest.raises(actions.NoCodeLeft):
        actions.create_household(need=NEED, by=caseworker)

    assert Household.objects.count() == 1
