"""The command that loads the demonstration, before any is loaded."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

DAY = date(2026, 11, 23)


@pytest.mark.django_db
class TestCommand:
    @pytest.mark.parametrize("today", ["2026-13-01", "hier", "2024-04-18"])
    def test_an_impossible_day_is_a_sentence(self, today: str) -> None:
        with pytest.raises(CommandError):
            call_command("load_demo", today=today)

    def test_without_territories_it_says_what_to_do(self) -> None:
        with pytest.raises(CommandError, match="load_territories"):
            call_command("load_demo", today=DAY.isoformat())

    @override_settings(DEMONSTRATION=False)
    def test_outside_of_the_demonstration_nothing_is_loaded(self) -> None:
        with pytest.raises(CommandError, match="demonstration mode"):
            call_command("load_demo", today=DAY.isoformat())
