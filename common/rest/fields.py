"""Fields that take JSON at its word: a number is not a text, "oui" is not true. What the schema says is what holds."""

import re
from datetime import date
from typing import Any

from rest_framework import serializers

# Letters, signs and spaces on one line.
PRINTABLE = r"^[^\x00-\x1f\x7f-\x9f]*$"
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class TextField(serializers.CharField):
    """A text of one line, which holds `pattern` from end to end."""

    default_error_messages = {
        "invalid": "Donnez un texte.",
        "max_length": "Au plus {max_length} caractères.",
        "blank": "Ne peut pas être vide.",
    }

    def __init__(
        self, *, pattern: str = PRINTABLE, sentence: str = "Sans caractère de contrôle, sur une ligne.", **options: Any
    ) -> None:
        super().__init__(trim_whitespace=False, **options)
        self.whole = re.compile(pattern)
        self.sentence = sentence

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        if data and not self.whole.fullmatch(data):
            raise serializers.ValidationError(self.sentence)
        return super().to_internal_value(data)


class WholeField(serializers.IntegerField):
    default_error_messages = {
        "invalid": "Donnez un nombre entier.",
        "max_value": "Au plus {max_value}.",
        "min_value": "Au moins {min_value}.",
    }

    def to_internal_value(self, data: Any) -> int:
        if isinstance(data, float) and data.is_integer() and abs(data) < 2**53:
            data = int(data)  # JSON has one kind of number: 3.0 is 3
        if not isinstance(data, int) or isinstance(data, bool):
            self.fail("invalid")
        return super().to_internal_value(data)


class NumberField(serializers.FloatField):
    default_error_messages = {
        "invalid": "Donnez un nombre.",
        "max_value": "Au plus {max_value}.",
        "min_value": "Au moins {min_value}.",
    }

    def to_internal_value(self, data: Any) -> float:
        if not isinstance(data, int | float) or isinstance(data, bool):
            self.fail("invalid")
        try:
            return super().to_internal_value(data)
        except OverflowError:  # a whole number of 400 digits is JSON too
            self.fail("invalid")


class YesField(serializers.BooleanField):
    default_error_messages = {"invalid": "Donnez true ou false."}

    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            self.fail("invalid")
        return data


class CodeField(serializers.ChoiceField):
    default_error_messages = {"invalid_choice": "Choisissez parmi les valeurs de la documentation."}

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid_choice", input="")
        return str(super().to_internal_value(data))


class DayField(serializers.DateField):
    """A day, as 2027-03-12."""

    default_error_messages = {"invalid": "Donnez un jour, comme 2027-03-12."}

    def to_internal_value(self, data: Any) -> date:
        if not isinstance(data, str) or not DAY.fullmatch(data):
            self.fail("invalid", format="")
        return super().to_internal_value(data)
