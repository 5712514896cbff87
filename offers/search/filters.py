"""Facts of a dwelling that a search narrows by, in SQL. Places and zones are never in it."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet

from common.housing import Financing, SolutionType, Typology
from offers.models import Offer
from offers.models.offer import Dpe, Heating
from territories.departements import departements

MAX_RENT_EUROS = 3_000
MAX_SURFACE_M2 = 400
FLOORS = (-2, 60)


def departement_choices() -> list[tuple[str, str]]:
    return [(one.code, one.label) for one in departements().values()]


class OfferFilter(django_filters.FilterSet):
    """The facts. A value that makes no sense gives a message beside its field and narrows nothing."""

    typologie = django_filters.MultipleChoiceFilter(
        field_name="typology", choices=Typology.choices, label="Typologie", widget=forms.CheckboxSelectMultiple
    )
    departement = django_filters.MultipleChoiceFilter(
        field_name="departement",
        choices=departement_choices,
        label="Département",
        widget=forms.CheckboxSelectMultiple,
    )
    loyer_max = django_filters.NumberFilter(
        method="rent_at_most",
        label="Loyer charges comprises, au plus (€)",
        min_value=1,
        max_value=MAX_RENT_EUROS,
    )
    surface_min = django_filters.NumberFilter(
        field_name="surface_m2",
        lookup_expr="gte",
        label="Surface, au moins (m²)",
        min_value=1,
        max_value=MAX_SURFACE_M2,
    )
    financement = django_filters.MultipleChoiceFilter(
        field_name="financing", choices=Financing.choices, label="Financement", widget=forms.CheckboxSelectMultiple
    )
    solution = django_filters.MultipleChoiceFilter(
        field_name="solution_type", choices=SolutionType.choices, label="Solution", widget=forms.CheckboxSelectMultiple
    )
    libre_avant = django_filters.DateFilter(
        field_name="available_on",
        lookup_expr="lte",
        label="Disponible au plus tard le",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    plain_pied = django_filters.BooleanFilter(
        method="step_free_only", label="Accessible sans marche", widget=forms.CheckboxInput
    )
    ascenseur = django_filters.BooleanFilter(method="lift_only", label="Avec ascenseur", widget=forms.CheckboxInput)
    etage_min = django_filters.NumberFilter(
        field_name="floor", lookup_expr="gte", label="Étage, au moins", min_value=FLOORS[0], max_value=FLOORS[1]
    )
    etage_max = django_filters.NumberFilter(
        field_name="floor", lookup_expr="lte", label="Étage, au plus", min_value=FLOORS[0], max_value=FLOORS[1]
    )
    chauffage = django_filters.MultipleChoiceFilter(
        field_name="heating", choices=Heating.choices, label="Chauffage", widget=forms.CheckboxSelectMultiple
    )
    dpe = django_filters.ChoiceFilter(
        method="dpe_at_least", choices=Dpe.choices, label="DPE, au moins", empty_label="Indifférent"
    )

    class Meta:
        model = Offer
        fields: list[str] = []

    def rent_at_most(self, queryset: QuerySet[Offer], name: str, value: Any) -> QuerySet[Offer]:
        return queryset.filter(total_rent_cents__lte=int(value * 100))

    def step_free_only(self, queryset: QuerySet[Offer], name: str, value: bool | None) -> QuerySet[Offer]:
        return queryset.filter(step_free=True) if value else queryset

    def lift_only(self, queryset: QuerySet[Offer], name: str, value: bool | None) -> QuerySet[Offer]:
        return queryset.filter(lift=True) if value else queryset

    def dpe_at_least(self, queryset: QuerySet[Offer], name: str, value: str) -> QuerySet[Offer]:
        """Labels run from A, the best, to G; a dwelling without a label is not shown."""
        return queryset.filter(dpe__lte=value).exclude(dpe="")

    def active(self) -> dict[str, Any]:
        """The facts that narrow, by name, with their cleaned values."""
        values = self.form.cleaned_data if self.form.is_valid() else getattr(self.form, "cleaned_data", {})
        return {name: value for name, value in values.items() if value not in (None, "", [], False)}

    def without(self, name: str) -> QuerySet[Offer]:
        """The dwellings that the other facts leave."""
        queryset = self.queryset.all()
        for other, value in self.active().items():
            if other != name:
                queryset = self.filters[other].filter(queryset, value)
        return queryset
