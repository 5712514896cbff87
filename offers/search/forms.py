"""The places of a search, as typed. Facts have their own form (offers.search.filters)."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from offers.search.criteria import AwayFrom, AwayFromCommunes, Near, PrivateCriteria
from territories.forms import CommuneListField, PlaceField

KM = (1, 300)
MOST_COMMUNES = 10
MOST_ZONES = 5


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


def _too_many(communes: tuple[Any, ...]) -> None:
    if len(communes) > MOST_COMMUNES:
        raise ValidationError(f"Au plus {MOST_COMMUNES} communes.")


class PlacesForm(forms.Form):
    """Communes wanted and refused, near work, near school."""

    souhaitees = CommuneListField(label="Communes souhaitées", required=False, validators=[_too_many])
    refusees = CommuneListField(label="Communes refusées", required=False, validators=[_too_many])
    travail = PlaceField(label="Près de son travail", required=False)
    travail_km = km_field("Travail à moins de (km)")
    ecole = PlaceField(label="Près de l’école", required=False)
    ecole_km = km_field("École à moins de (km)")

    def clean(self) -> dict[str, Any] | None:
        data = super().clean() or {}
        for name in ("travail", "ecole"):
            _pair(self, data, name)
        return data

    def near(self, name: str) -> Near | None:
        place, km = self.cleaned_data.get(name), self.cleaned_data.get(f"{name}_km")
        return Near(place, km) if place and km else None


class AwayForm(forms.Form):
    """One place to be away from: a place and a distance, or a list of communes."""

    lieu = PlaceField(label="Loin de", required=False)
    lieu_km = km_field("D’au moins (km)")
    communes = CommuneListField(label="Ou hors de ces communes", required=False)

    def clean(self) -> dict[str, Any] | None:
        data = super().clean() or {}
        _pair(self, data, "lieu")
        return data

    def zones(self) -> list[AwayFrom | AwayFromCommunes]:
        data = self.cleaned_data
        found: list[AwayFrom | AwayFromCommunes] = []
        if data.get("lieu") and data.get("lieu_km"):
            found.append(AwayFrom(data["lieu"], data["lieu_km"]))
        if data.get("communes"):
            found.append(AwayFromCommunes(tuple(record.code for record in data["communes"])))
        return found


def _pair(form: forms.Form, data: dict[str, Any], name: str) -> None:
    """A place and its distance go together; what is missing is asked for beside its field."""
    km = f"{name}_km"
    if data.get(name) and data.get(km) is None and km not in form.errors:
        form.add_error(km, "Indiquez la distance, en kilomètres.")
    if data.get(km) is not None and not data.get(name) and name not in form.errors:
        form.add_error(name, "Indiquez le lieu, ou effacez la distance.")


class BaseAwayFormSet(forms.BaseFormSet):
    """Places to be away from. A place and a list typed in one block are two, and would come back as two blocks."""

    def clean(self) -> None:
        if not any(self.errors) and sum(len(form.zones()) for form in self.forms) > MOST_ZONES:
            raise ValidationError(
                f"Au plus {MOST_ZONES} lieux à éviter ; une liste de communes compte pour un. Réunissez des listes."
            )


AwayFormSet = forms.formset_factory(
    AwayForm,
    formset=BaseAwayFormSet,
    extra=0,
    min_num=1,
    max_num=MOST_ZONES,
    absolute_max=MOST_ZONES,
    validate_max=True,
)


def criteria_of(places: PlacesForm, away: Any) -> PrivateCriteria:
    """The criteria of valid forms."""
    return PrivateCriteria(
        wanted=tuple(record.code for record in places.cleaned_data["souhaitees"]),
        refused=tuple(record.code for record in places.cleaned_data["refusees"]),
        work=places.near("travail"),
        school=places.near("ecole"),
        away=tuple(zone for form in away for zone in form.zones()),
    )


def initial_places(criteria: PrivateCriteria) -> dict[str, Any]:
    """What PlacesForm shows again of kept criteria."""
    return {
        "souhaitees": criteria.wanted,
        "refusees": criteria.refused,
        "travail": criteria.work and criteria.work.place,
        "travail_km": criteria.work and criteria.work.km,
        "ecole": criteria.school and criteria.school.place,
        "ecole_km": criteria.school and criteria.school.km,
    }


def initial_away(criteria: PrivateCriteria) -> list[dict[str, Any]]:
    return [
        {"communes": one.codes} if isinstance(one, AwayFromCommunes) else {"lieu": one.place, "lieu_km": one.km}
        for one in criteria.away
    ]
