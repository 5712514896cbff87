"""Fields of the form of a dwelling: typed as people type, refused in words that say what to do."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from common.money import parse_euros, type_euros
from offers.models.offer import MAX_RENT_CENTS, SURFACES_M2
from offers.photos import MAX_PHOTOS

_MINUSES = ("-", "−", "–")


class EurosField(forms.CharField):
    """An amount typed in euros ("612,40", "1 200 €"), given in cents; from 0 to 3,000 €."""

    def __init__(self, *, label: str, help_text: str = "") -> None:
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
        if cents > MAX_RENT_CENTS:
            raise ValidationError("Au plus 3 000 € par mois : vérifiez la virgule.")
        return cents

    def prepare_value(self, value: Any) -> Any:
        return type_euros(value) if isinstance(value, int) else value


class SurfaceField(forms.DecimalField):
    """A surface in m², typed "62,5", "62.5" or "62,5 m²"; from 9 to 400."""

    def __init__(self, *, label: str) -> None:
        example = "Donnez une surface en m², par exemple 62,5."
        super().__init__(
            label=label,
            required=False,
            min_value=SURFACES_M2[0],
            max_value=SURFACES_M2[1],
            max_digits=5,
            decimal_places=1,
            widget=forms.TextInput(attrs={"class": "form-control", "inputmode": "decimal"}),
            error_messages={
                "invalid": example,
                "min_value": "Au moins %(limit_value)s m².",
                "max_value": "Au plus %(limit_value)s m².",
                "max_decimal_places": "Un chiffre après la virgule suffit.",
                "max_digits": example,
                "max_whole_digits": "Au plus 400 m².",
            },
        )

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            typed = "".join(value.casefold().split())
            value = typed.removesuffix("m²").removesuffix("m2").replace(",", ".")
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        return f"{value.normalize():f}".replace(".", ",") if isinstance(value, Decimal) else value


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


class _Files(forms.FileInput):
    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Several files, given as they came: each is re-encoded, and refused, on its own (offers.photos)."""

    def __init__(self) -> None:
        super().__init__(
            label="Ajouter des photos",
            required=False,
            help_text=f"{MAX_PHOTOS} au plus, de 12 Mo chacune (JPEG, PNG, WebP). La date et le lieu de la prise sont "
            "effacés.",
            widget=_Files(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        )

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = data if isinstance(data, list | tuple) else [data]
        return [file for file in files if file]
