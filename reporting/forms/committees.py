"""What is typed of a committee: its date, its texts, how many came, what it decided."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import Organisation
from common.form_fields import choice_field, day_field, number_field
from conventions.forms.follow_up import ActionFields
from conventions.models import Convention
from conventions.texts import written_field

AGENDA_LENGTH, MINUTES_LENGTH = 4_000, 20_000
MOST_PEOPLE = 99
FARTHEST = timedelta(days=3 * 366)
PEOPLE = "personnes-"
PAGE_FORM = "comite"  # the id of the form on the page of a committee


def _check_day(day: date) -> None:
    """Within three years, before or after: a slip of the year is seen."""
    if abs(day - timezone.localdate()) > FARTHEST:
        raise ValidationError("Donnez une date à moins de trois ans.")


class NewCommitteeForm(forms.Form):
    convention = choice_field("Convention", ())
    held_on = day_field("Date", validators=[_check_day])

    def __init__(self, *args: Any, conventions: Iterable[Convention], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._conventions = {str(one.id): one for one in conventions}
        fields: dict[str, Any] = self.fields
        fields["convention"].choices = [
            ("", "Choisir…"),
            *((key, f"{one.name}, {one.signed_on.year}") for key, one in self._conventions.items()),
        ]
        for name, sentence in (("convention", "Choisissez la convention."), ("held_on", "Donnez la date.")):
            fields[name].required = True
            fields[name].error_messages["required"] = sentence

    def clean_convention(self) -> Convention:
        return self._conventions[self.cleaned_data["convention"]]


class CommitteeForm(forms.Form):
    """One number for each organisation that may come: no name of a person."""

    held_on = day_field("Date", validators=[_check_day])
    agenda = written_field("Ordre du jour", AGENDA_LENGTH, long=True)
    minutes = written_field(
        "Compte rendu", MINUTES_LENGTH, long=True, help_text="Ni nom de personne, ni lieu, ni numéro, ni adresse."
    )

    def __init__(self, *args: Any, invited: Iterable[Organisation], came: Mapping[UUID, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["held_on"].required = True
        fields["held_on"].error_messages["required"] = "Donnez la date."
        self._invited = list(invited)
        for one in self._invited:
            fields[f"{PEOPLE}{one.id}"] = number_field(one.name, 0, MOST_PEOPLE, initial=came.get(one.id))

    @property
    def people_fields(self) -> list[forms.BoundField]:
        return [self[f"{PEOPLE}{one.id}"] for one in self._invited]

    @property
    def people_refused(self) -> bool:
        return any(field.errors for field in self.people_fields)

    @property
    def participants(self) -> dict[UUID, int]:
        """Organisation -> people. Of a valid form."""
        return {one.id: self.cleaned_data[f"{PEOPLE}{one.id}"] or 0 for one in self._invited}


class DecisionForm(ActionFields):
    """A decision of the committee, sent with the rest of the page: nothing typed elsewhere on it is lost. `id`: the
    same one sent twice is one action."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["form"] = PAGE_FORM

    def clean_id(self) -> UUID:
        typed: UUID | None = self.cleaned_data["id"]
        return typed or uuid4()
