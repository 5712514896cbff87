"""A training session, and how many of a landlord's staff meet the public."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone

from accounts.models import Membership, Organisation, OrganisationKind
from common.form_fields import choice_field, day_field, number_field
from conventions.landlords import landlords_of
from conventions.models import Public, Training
from conventions.models.training import MOST_ATTENDEES, MOST_STAFF


class TrainingForm(forms.Form):
    """For an association, `association` is her own and is not asked."""

    held_on = day_field("Date")
    association = choice_field("Association formatrice", ())
    bailleur = choice_field("Bailleur", ())
    public = choice_field("Public formé", Public.choices)
    attendees = number_field("Personnes présentes", 1, MOST_ATTENDEES)

    def __init__(self, *args: Any, member: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._member = member
        if member.organisation.kind == OrganisationKind.ASSOCIATION:
            del self.fields["association"]
            landlords = Organisation.objects.filter(kind=OrganisationKind.BAILLEUR)
        else:
            offered(self, "association", Organisation.objects.filter(kind=OrganisationKind.ASSOCIATION))
            landlords = landlords_of(member)
        offered(self, "bailleur", landlords)
        require(
            self,
            held_on="Donnez le jour de la formation.",
            association="Choisissez l’association formatrice.",
            bailleur="Choisissez le bailleur.",
            public="Choisissez le public formé.",
            attendees="Donnez le nombre de personnes présentes.",
        )

    def clean_held_on(self) -> date:
        return past_day(self.cleaned_data["held_on"], "une formation s’enregistre une fois donnée")

    @property
    def facts(self) -> dict[str, Any]:
        """Of a valid form, as the actions take them."""
        typed = self.cleaned_data
        return {
            "held_on": typed["held_on"],
            "association_id": UUID(typed.get("association") or str(self._member.organisation_id)),
            "bailleur_id": UUID(typed["bailleur"]),
            "public": typed["public"],
            "attendees": typed["attendees"],
        }


class StaffForm(forms.Form):
    """For a landlord's manager, `bailleur` is her own and is not asked."""

    bailleur = choice_field("Bailleur", ())
    counted_on = day_field(
        "Compté au", help_text="Le plus récent sert de base ; le même jour saisi à nouveau remplace."
    )
    staff = number_field("Personnes en contact avec le public", 1, MOST_STAFF)

    def __init__(self, *args: Any, member: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._member = member
        self._landlords = landlords_of(member)
        if member.organisation.kind == OrganisationKind.BAILLEUR:
            del self.fields["bailleur"]
        else:
            offered(self, "bailleur", self._landlords)
        require(
            self,
            bailleur="Choisissez le bailleur.",
            counted_on="Donnez le jour où l’effectif a été compté.",
            staff="Donnez le nombre de personnes.",
        )

    def clean_counted_on(self) -> date:
        return past_day(self.cleaned_data["counted_on"], "l’effectif se compte au jour dit, ou avant")

    @property
    def landlord(self) -> Organisation:
        """Of a valid form."""
        return self._landlords.get(id=self.cleaned_data.get("bailleur") or self._member.organisation_id)


def initial_of(training: Training) -> dict[str, Any]:
    return {
        "held_on": training.held_on,
        "association": str(training.association_id),
        "bailleur": str(training.bailleur_id),
        "public": training.public,
        "attendees": training.attendees,
    }


def offered(form: forms.Form, name: str, organisations: Any) -> None:
    """The organisations that a list offers, by name."""
    found = organisations.order_by("name", "id").values_list("id", "name")
    field: Any = form.fields[name]
    field.choices = [("", "Choisir…"), *((str(key), label) for key, label in found)]


def require(form: forms.Form, **sentences: str) -> None:
    """Fields that may not be left empty, each with what to do; those that the form does not ask are passed over."""
    for name, sentence in sentences.items():
        if name in form.fields:
            form.fields[name].required = True
            form.fields[name].error_messages["required"] = sentence


def past_day(day: date, why: str) -> date:
    """A day that is not to come. Raises ValidationError."""
    if day > timezone.localdate():
        raise forms.ValidationError(f"Ce jour est à venir : {why}.")
    return day
