"""A site to equip with posters, and the day they were put up."""

from datetime import date
from typing import Any

from django import forms

from common.form_fields import choice_field, day_field
from conventions.forms import words_field
from conventions.forms.training import past_day, require
from conventions.models import SiteKind

NOT_YET = "un site est équipé une fois ses affiches posées"


class SiteForm(forms.Form):
    name = words_field("Site", 120, help_text="Résidence, loge ou agence, par exemple « Les Tilleuls, hall B ».")
    kind = choice_field("Nature", SiteKind.choices)
    equipped_on = day_field("Affiches posées le")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        require(self, name="Donnez le nom du site.", kind="Choisissez la nature du site.")

    def clean_equipped_on(self) -> date | None:
        day: date | None = self.cleaned_data["equipped_on"]
        return day and past_day(day, NOT_YET)


class EquippedForm(forms.Form):
    equipped_on = day_field("Affiches posées le")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        require(self, equipped_on="Donnez le jour de la pose.")

    def clean_equipped_on(self) -> date:
        return past_day(self.cleaned_data["equipped_on"], NOT_YET)
