"""Fields that several apps' forms share: typed as people type, refused in words that say what to do."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from common.money import parse_euros, type_euros
from common.templatetags.formats import thousands

_MINUSES = ("-", "−", "–")


class EurosField(forms.CharField):
    """An amount typed in euros ("612,40", "1 200 €"), given in cents; from 0 to `most_cents`."""

    def __init__(self, *, label: str, most_cents: int, help_text: str = "") -> None:
        self.most_cents = most_cents
        attributes = {"class": "form-control", "inputmode": "decimal"}
        super().__init__(
            label=label, required=False, help_text=help_text, max_length=40, widget=forms.TextInput(attrs=attributes)
        )

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        if text.startswith(_MINUSES):
            raise ValidationError("Un montant ne peut pas être négatif.")
        try:
            cents = parse_euros(text)
        except ValueError as error:
            raise ValidationError("Donnez un montant en euros, par exemple 612,40.") from error
        if cents > self.most_cents:
            raise ValidationError(f"Au plus {thousands(self.most_cents // 100)} € par mois : vérifiez la virgule.")
        return cents

    def prepare_value(self, value: Any) -> Any:
        return type_euros(value) if isinstance(value, int) else value


def text_field(label: str, most: int, **options: Any) -> forms.CharField:
    field = forms.CharField(
        label=label,
        required=False,
        max_length=most,
        widget=forms.TextInput(attrs={"class": "form-control"}),
        error_messages={"max_length": "Au plus %(limit_value)d caractères (il y en a %(show_value)d)."},
        **options,
    )
    del field.widget.attrs["maxlength"]  # the browser would cut a pasted text without a word
    return field


def choice_field(label: str, choices: Any, empty: str = "Choisir…", **options: Any) -> forms.ChoiceField:
    """A list to choose from; its first line, `empty`, is left out when that text is empty."""
    return forms.ChoiceField(
        label=label,
        choices=[("", empty), *choices] if empty else choices,
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={"invalid_choice": "Choisissez dans la liste."},
        **options,
    )


def number_field(label: str, low: int, high: int, **options: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=low,
        max_value=high,
        required=False,
        # A number box would blank what it cannot read, and the message would speak of nothing.
        widget=forms.TextInput(attrs={"class": "form-control", "inputmode": "text" if low < 0 else "numeric"}),
        error_messages={
            "invalid": "Donnez un nombre entier.",
            "min_value": "Au moins %(limit_value)s.",
            "max_value": "Au plus %(limit_value)s.",
        },
        **options,
    )


def day_field(label: str, **options: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Donnez une date, par exemple 12/03/2027."},
        **options,
    )


def yes_field(label: str) -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False)


def list_file_field(help_text: str) -> forms.FileField:
    """A list kept in a spreadsheet."""
    return forms.FileField(
        label="Fichier",
        help_text=help_text,
        widget=forms.FileInput(attrs={"class": "form-control", "accept": ".xlsx,.csv,.txt"}),
        error_messages={
            "required": "Choisissez un fichier.",
            "empty": "Ce fichier est vide.",
            "invalid": "Choisissez un fichier.",
            "missing": "Choisissez un fichier.",
        },
    )
