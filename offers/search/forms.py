"""The places of a search, as typed. Facts have their own form (offers.search.filters)."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from offers.search.criteria import AwayFrom, AwayFromCommunes, Near, PrivateCriteria
from territories.forms import CommuneListField, PlaceField
from territories.zone_forms import ZoneForm, check_pair, km_field

MOST_COMMUNES = 10
MOST_ZONES = 5


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
            check_pair(self, data, name)
        return data

    def near(self, name: str) -> Near | None:
        place, km = self.cleaned_data.get(name), self.cleaned_data.get(f"{name}_km")
        return Near(place, km) if place and km else None


class AwayForm(ZoneForm):
    """One place to be away from, in a search."""

    def zones(self) -> list[AwayFrom | AwayFromCommunes]:
        data = self.cleaned_data
        found: list[AwayFrom | AwayFromCommunes] = []
        if data.get("lieu") and data.get("lieu_km"):
            found.append(AwayFrom(data["lieu"], data["lieu_km"]))
        if data.get("communes"):
            found.append(AwayFromCommunes(tuple(record.code for record in data["communes"])))
        return found


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
