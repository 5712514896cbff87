"""A convention, who signs it, the titles of its texts."""

from typing import Any

from accounts.models import Membership, Organisation, OrganisationKind
from accounts.permissions import Permission, permitted
from common.form_fields import choice_field, day_field
from conventions.forms import FactsForm, PlacedForm, words_field
from conventions.models import Convention
from conventions.territory import Place, organisations_of


class ConventionForm(PlacedForm):
    """`convention`: the one that is corrected. A union does not move its place nor its period."""

    name = words_field("Nom", 250)
    signed_on = day_field("Signée le")
    starts_on = day_field("Du")
    ends_on = day_field("Au", help_text="Dernier jour compris.")
    note = words_field("Note", 250, help_text="Montrée à côté du nom : « avenant en cours », par exemple.")
    field_order = ["name", "where", "signed_on", "starts_on", "ends_on", "note"]
    needed = {
        "name": "Donnez le nom de la convention.",
        "where": "Choisissez où elle vaut.",
        "signed_on": "Donnez la date de signature.",
        "starts_on": "Donnez le premier jour.",
        "ends_on": "Donnez le dernier jour.",
    }

    def __init__(self, *args: Any, member: Membership, convention: Convention | None = None, **kwargs: Any) -> None:
        self._convention = convention
        if convention is not None:
            kwargs["initial"] = {
                "where": Place(convention.region_id, convention.departement_id).code,
                **{name: getattr(convention, name) for name in ("name", "signed_on", "starts_on", "ends_on", "note")},
            }
        super().__init__(*args, member=member, **kwargs)
        self.fields["where"].label = "Où elle vaut"
        if convention is not None and not permitted(member, Permission.RUN_CONVENTIONS):
            for name in ("where", "starts_on", "ends_on"):
                del self.fields[name]

    @property
    def facts(self) -> dict[str, Any]:
        if "where" in self.fields or self._convention is None:
            return super().facts
        kept = self._convention
        return {
            **self.cleaned_data,
            "place": Place(kept.region_id, kept.departement_id),
            "starts_on": kept.starts_on,
            "ends_on": kept.ends_on,
        }


class SignatureForm(FactsForm):
    """Since when an organisation is a signatory."""

    signed_on = day_field("Signataire depuis le")
    needed = {"signed_on": "Donnez la date de sa signature."}


class SignatoryForm(SignatureForm):
    """Which organisation signs, of any kind, among those that the reader may bring in and that have not yet."""

    organisation = choice_field("Organisation", (), help_text="Elle n’y est pas ? La FNSF l’ajoute à la plateforme.")
    field_order = ["organisation", "signed_on"]
    needed = {"organisation": "Choisissez l’organisation.", **SignatureForm.needed}

    def __init__(self, *args: Any, member: Membership, convention: Convention, **kwargs: Any) -> None:
        super().__init__(*args, initial={"signed_on": convention.signed_on}, **kwargs)
        signed = convention.signatories.values("organisation_id")
        self._organisations = {str(one.id): one for one in organisations_of(member).exclude(id__in=signed)}
        groups = [
            (kind.label, [(key, one.name) for key, one in self._organisations.items() if one.kind == kind])
            for kind in OrganisationKind
        ]
        listed: Any = self.fields["organisation"]
        listed.choices = [("", "Choisir…"), *((label, group) for label, group in groups if group)]

    def clean_organisation(self) -> Organisation:
        return self._organisations[self.cleaned_data["organisation"]]


class DocumentForm(FactsForm):
    title = words_field("Titre", 200, help_text="Le titre et la date : le fichier reste chez ceux qui l’ont signé.")
    dated_on = day_field("Daté du")
    needed = {"title": "Donnez le titre.", "dated_on": "Donnez la date du document."}
