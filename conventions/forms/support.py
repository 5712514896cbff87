"""Households accompanied, or referrals received, in a period."""

from typing import Any

from django import forms

from common.form_fields import choice_field, day_field, number_field
from conventions.forms.training import require
from conventions.models import SupportCount, SupportKind

MOST = 10_000


class SupportForm(forms.Form):
    kind = choice_field("Ce qui est compté", SupportKind.choices)
    starts_on = day_field("Du")
    ends_on = day_field("Au")
    quantity = number_field("Nombre", 0, MOST)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        require(
            self,
            kind="Choisissez ce qui est compté.",
            starts_on="Donnez le premier jour.",
            ends_on="Donnez le dernier jour.",
            quantity="Donnez le nombre, 0 s’il n’y en a pas.",
        )


def initial_of(count: SupportCount) -> dict[str, Any]:
    return {name: getattr(count, name) for name in ("kind", "starts_on", "ends_on", "quantity")}
