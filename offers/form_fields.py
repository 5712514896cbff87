"""Fields of the form of a dwelling alone (common.form_fields has those that other forms share)."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from offers.models.offer import SURFACES_M2
from offers.photos import MAX_PHOTOS


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
