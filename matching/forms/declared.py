"""A rehousing done outside the platform, typed, or a year of them in a file."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone

from accounts.models import Membership, Organisation, OrganisationKind
from common.form_fields import choice_field, list_file_field, number_field, yes_field
from common.housing import SolutionType, Typology
from conventions.models import Channel
from matching.declared import Declared
from territories.departements import departements

MOST_WOMEN, MOST_CHILDREN = 10, 15


class RehousingForm(forms.Form):
    """`other`: the landlord, for an association; the association, for a landlord."""

    other = choice_field("Avec", ())
    month = forms.DateField(
        label="Mois d’entrée dans les lieux",
        input_formats=["%Y-%m", "%m/%Y", "%Y-%m-%d", "%d/%m/%Y"],
        widget=forms.DateInput(attrs={"type": "month", "class": "form-control"}, format="%Y-%m"),
        error_messages={"required": "Donnez le mois.", "invalid": "Donnez un mois, par exemple 03/2027."},
    )
    channel = choice_field("Voie", Channel.choices, "", initial=Channel.INTERPELLATION)
    typology = choice_field("Typologie", Typology.choices)
    departement = choice_field("Département du logement", ())
    solution_type = choice_field("Solution", SolutionType.choices, "", initial=SolutionType.DIRECT_LEASE)
    women = number_field("Femmes", 1, MOST_WOMEN, initial=1)
    children = number_field("Enfants", 0, MOST_CHILDREN, initial=0)
    another = yes_field("C’est un autre relogement, avec les mêmes chiffres")

    def __init__(self, *args: Any, member: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._member = member
        fields: dict[str, Any] = self.fields
        fields["other"].label = "Bailleur" if _is_association(member) else "Association"
        fields["other"].choices = [("", "Choisir…"), *((str(key), name) for key, name in other_sides(member).items())]
        known = sorted(departements().values(), key=lambda one: one.code)
        fields["departement"].choices = [("", "Choisir…"), *((one.code, one.label) for one in known)]
        for name, sentence in (
            ("other", "Choisissez avec qui."),
            ("channel", "Choisissez la voie."),
            ("typology", "Choisissez la typologie."),
            ("departement", "Choisissez le département."),
            ("solution_type", "Choisissez la solution."),
            ("women", "Donnez le nombre de femmes."),
            ("children", "Donnez le nombre d’enfants, 0 s’il n’y en a pas."),
        ):
            fields[name].required = True
            fields[name].error_messages["required"] = sentence

    def clean_month(self) -> date:
        day: date = self.cleaned_data["month"]
        if day.replace(day=1) > timezone.localdate():
            raise forms.ValidationError("Ce mois est à venir : un relogement se déclare une fois fait.")
        return day.replace(day=1)

    @property
    def declared(self) -> Declared:
        """Of a valid form."""
        typed = self.cleaned_data
        return declared_with(
            self._member,
            UUID(typed["other"]),
            **{
                name: typed[name]
                for name in ("month", "channel", "typology", "departement", "solution_type", "women", "children")
            },
        )


class RehousingsFileForm(forms.Form):
    file = list_file_field("Classeur .xlsx ou CSV, une ligne par relogement.")


def other_sides(member: Membership) -> dict[UUID, str]:
    """The landlords, for an association; the associations, for a landlord: id and name, by name."""
    kind = OrganisationKind.BAILLEUR if _is_association(member) else OrganisationKind.ASSOCIATION
    return dict(Organisation.objects.filter(kind=kind).order_by("name", "id").values_list("id", "name"))


def declared_with(member: Membership, other: UUID, **facts: Any) -> Declared:
    """A declaration of this member's organisation with another one."""
    mine = member.organisation_id
    if _is_association(member):
        return Declared(bailleur_id=other, association_id=mine, **facts)
    return Declared(bailleur_id=mine, association_id=other, **facts)


def _is_association(member: Membership) -> bool:
    return member.organisation.kind == OrganisationKind.ASSOCIATION
