"""The facts of the search page, on a landlord's own dwellings, read as strictly as their description says."""

from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError

from offers.models import OfferState
from offers.search.filters import OfferFilter


class TrueOrFalse(forms.NullBooleanField):
    """In the page a ticked box; here a word, and no other."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> bool | None:  # type: ignore[override]
        if value in (None, ""):
            return None
        if value not in ("true", "false"):
            raise ValidationError("Donnez true ou false.")
        return bool(value == "true")

    def validate(self, value: Any) -> None:
        """Nothing more to check."""


class TrueOrFalseFilter(django_filters.BooleanFilter):
    field_class = TrueOrFalse


class OwnOfferFilter(OfferFilter):
    etat = django_filters.MultipleChoiceFilter(field_name="state", choices=OfferState.choices, label="État")
    reference = django_filters.CharFilter(field_name="reference", max_length=40, label="Référence exacte")
    plain_pied = TrueOrFalseFilter(field_name="step_free", label="Accessible sans marche")
    ascenseur = TrueOrFalseFilter(field_name="lift", label="Ascenseur")
