"""A place and a distance, as typed: somewhere to stay near to, or away from."""

from typing import Any, Final

from django import forms

from territories.forms import CommuneListField, PlaceField

KM: Final = (1, 300)


def km_field(label: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=KM[0],
        max_value=KM[1],
        widget=forms.NumberInput(attrs={"class": "form-control", "inputmode": "numeric"}),
        error_messages={
            "invalid": "Donnez un nombre entier de kilomètres.",
            "min_value": "Donnez une distance d’au moins %(limit_value)s km.",
            "max_value": "Donnez une distance d’au plus %(limit_value)s km.",
        },
    )


class ZoneForm(forms.Form):
    """Somewhere to stay away from: a place and a distance in km, a list of communes, or both."""

    lieu = PlaceField(label="Loin de", required=False)
    lieu_km = km_field("D’au moins (km)")
    communes = CommuneListField(label="Ou hors de ces communes", required=False)

    def clean(self) -> dict[str, Any] | None:
        data = super().clean() or {}
        check_pair(self, data, "lieu")
        return data


def check_pair(form: forms.Form, data: dict[str, Any], name: str) -> None:
    """A place and its distance go together; what is missing is asked for beside its field."""
    km = f"{name}_km"
    if data.get(name) and data.get(km) is None and km not in form.errors:
        form.add_error(km, "Indiquez la distance, en kilomètres.")
    if data.get(km) is not None and not data.get(name) and name not in form.errors:
        form.add_error(name, "Indiquez le lieu, ou effacez la distance.")
