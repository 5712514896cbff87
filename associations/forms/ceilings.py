"""The table of a year's ceilings, as the federation types it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from associations.ceilings import ZONE_LABELS
from associations.models.ceiling import EXTRA, IncomeCeiling
from common.housing import Financing
from territories.ceiling_zones import CeilingZone

TYPED = (Financing.PLAI, Financing.PLUS)
CATEGORIES = (*range(1, EXTRA), EXTRA)
FIRST_YEAR = 2022
MAX_EUROS = 500_000


def category_label(category: int) -> str:
    return "Par personne en plus" if category == EXTRA else f"Catégorie {category}"


class CeilingsForm(forms.Form):
    """42 figures: PLAI and PLUS, three zones, six categories and what a further person adds. PLS follows from PLUS."""

    year = forms.IntegerField(
        label="Année", min_value=FIRST_YEAR, widget=forms.NumberInput(attrs={"class": "form-control"})
    )
    source = forms.CharField(
        label="Source",
        max_length=120,
        help_text="L’arrêté et sa date de publication.",
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )

    def __init__(self, *args: Any, latest: list[IncomeCeiling], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {(row.financing, row.zone, row.category): row.euros for row in latest}
        for key in self.keys():
            financing, zone, category = key
            self.fields[self.name(*key)] = forms.IntegerField(
                label=f"{financing.label}, {ZONE_LABELS[zone].lower()}, {category_label(category).lower()}",
                min_value=1,
                max_value=MAX_EUROS,
                initial=known.get((financing, zone, category)),
                widget=forms.NumberInput(attrs={"class": "form-control", "inputmode": "numeric"}),
            )

    @staticmethod
    def keys() -> list[tuple[Financing, CeilingZone, int]]:
        return [(financing, zone, category) for financing in TYPED for zone in CeilingZone for category in CATEGORIES]

    @staticmethod
    def name(financing: Financing, zone: CeilingZone, category: int) -> str:
        return f"{financing.value}_{zone.value}_{category}"

    def tables(self) -> list[tuple[str, list[tuple[str, list[forms.BoundField]]]]]:
        """For the page: (financing, rows of (category, fields by zone))."""
        return [
            (
                financing.label,
                [
                    (category_label(one), [self[self.name(financing, zone, one)] for zone in CeilingZone])
                    for one in CATEGORIES
                ],
            )
            for financing in TYPED
        ]

    def clean_year(self) -> int:
        year: int = self.cleaned_data["year"]
        if year > timezone.localdate().year + 1:
            raise ValidationError("Au plus l’année prochaine.")
        return year

    def clean(self) -> dict[str, Any] | None:
        data = super().clean() or {}
        for financing in TYPED:
            for zone in CeilingZone:
                figures = [data.get(self.name(financing, zone, one)) for one in CATEGORIES[:-1]]
                for low, high, one in zip(figures, figures[1:], CATEGORIES[1:], strict=False):
                    if low and high and high <= low:
                        message = "Un plafond est plus élevé que celui de la catégorie d’avant : vérifiez ce chiffre."
                        self.add_error(self.name(financing, zone, one), message)
        return data

    def figures(self) -> dict[tuple[Financing, CeilingZone, int], int]:
        return {key: self.cleaned_data[self.name(*key)] for key in self.keys()}
