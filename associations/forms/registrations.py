"""Registration numbers as typed: spaces removed, 18 characters asked for, an unusual structure only warned about."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from associations.models.registration import ILE_DE_FRANCE, NUR_LENGTH, is_nur
from common.form_fields import choice_field, day_field
from common.form_rows import BaseRows, row_set
from territories.departements import departements

MOST_REGISTRATIONS = 8
LONGEST = timedelta(days=366 + 31)  # a year from a renewal made at most a month before the end
ILE_DE_FRANCE_REGION = "11"


class NurField(forms.CharField):
    """A number, without its spaces and in capitals."""

    def __init__(self) -> None:
        super().__init__(
            label="Numéro (NUR)",
            required=False,
            max_length=60,
            help_text=f"{NUR_LENGTH} caractères, sur l’attestation de demande.",
            widget=forms.TextInput(attrs={"class": "form-control", "spellcheck": "false", "autocapitalize": "off"}),
            error_messages={"max_length": f"Un numéro a {NUR_LENGTH} caractères."},
        )
        del self.widget.attrs["maxlength"]

    def to_python(self, value: Any) -> str:
        return "".join((super().to_python(value) or "").split()).upper()

    def validate(self, value: str) -> None:
        super().validate(value)
        if value and not is_nur(value):
            raise ValidationError(
                f"Un numéro a {NUR_LENGTH} chiffres et lettres sans accent ; celui-ci en a {len(value)}."
                if len(value) != NUR_LENGTH
                else "Un numéro n’a que des chiffres et des lettres sans accent."
            )


class RegistrationForm(forms.Form):
    number = NurField()
    territory = choice_field("Territoire", [])
    expires_on = day_field("Valable jusqu’au")
    id = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [one for one in departements().values() if one.region != ILE_DE_FRANCE_REGION]
        self.fields["territory"].choices = [  # type: ignore[attr-defined]
            ("", "Choisir…"),
            (ILE_DE_FRANCE, "Île-de-France"),
            *((one.code, one.label) for one in known),
        ]

    def clean(self) -> dict[str, Any] | None:
        data = super().clean() or {}
        if not data.get("number"):
            return data
        if not data.get("territory") and "territory" not in self.errors:
            self.add_error("territory", "Choisissez où ce numéro vaut.")
        expiry: date | None = data.get("expires_on")
        if expiry is None and "expires_on" not in self.errors:
            self.add_error("expires_on", "Indiquez jusqu’à quand il vaut.")
        if expiry and expiry > timezone.localdate() + LONGEST:
            self.add_error("expires_on", "Une demande vaut un an : vérifiez l’année.")
        return data


class RegistrationRows(BaseRows):
    def clean(self) -> None:
        if any(self.errors):
            return
        numbers = [line["number"] for line in self.typed("number")]
        if len(numbers) != len(set(numbers)):
            raise ValidationError("Le même numéro est écrit deux fois.")


RegistrationFormSet = row_set(RegistrationForm, RegistrationRows, MOST_REGISTRATIONS)
