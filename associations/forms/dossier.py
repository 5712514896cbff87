"""What a file holds before a transmission, section by section. Each form gives the changed file; nothing is free text
but the association's own mark of 20 characters."""

from dataclasses import replace
from typing import Any

from django import forms
from django.utils import timezone

from accounts.models import Membership, Organisation, OrganisationKind
from associations.contents import Danger, HouseholdFile, Means, Proof, SneCheck, VisitedPlace
from associations.proofs import ProofKind
from associations.words import Debts, Label, PlaceKind, ResidenceRight, SneCheckItem, Tie
from common.form_fields import EurosField, choice_field, day_field, number_field, text_field, yes_field
from common.form_rows import BaseRows, row_set
from territories.forms import PlaceField
from territories.zone_forms import km_field

MOST_CENTS = 2_000_000  # a month
MOST_RFR_EUROS = 300_000
MOST_PROOFS = 6
MOST_PLACES = 6
MARK_LENGTH = 20
WEIGHTS = [("1", "Utile"), ("2", "Important"), ("3", "Indispensable")]
DANGERS = [("1", "1 · présent"), ("2", "2 · élevé"), ("3", "3 · extrême")]


def boxes(label: str, choices: Any, **options: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Cochez des cases de la liste."},
        **options,
    )


class MeansForm(forms.Form):
    """Resources, what is owned or owed, papers, labels."""

    resources_cents = EurosField(
        label="Ressources du ménage (€ par mois)", most_cents=MOST_CENTS, help_text="Salaires, prestations, pensions."
    )
    rfr_euros = number_field(
        "Revenu fiscal de référence (€ par an)",
        0,
        MOST_RFR_EUROS,
        help_text="De l’avant-dernière année, ou de la dernière si elle est plus basse d’au moins 10 %.",
    )
    housing_aid_cents = EurosField(label="Aide au logement estimée (€ par mois)", most_cents=MOST_CENTS)
    fixed_costs_cents = EurosField(
        label="Charges fixes (€ par mois)", most_cents=MOST_CENTS, help_text="Crédits, pensions versées, assurances."
    )
    tie = choice_field("Logement qui la lie à lui", Tie.choices)
    debts = choice_field("Dettes locatives", Debts.choices)
    residence_right = choice_field("Droit au séjour", ResidenceRight.choices)
    labels = boxes("Reconnue prioritaire", Label.choices)
    own_tax_notice = yes_field("Elle a son propre avis d’imposition")
    disability = yes_field("Une personne du ménage a une CMI « invalidité »")
    first_quartile = yes_field("Premier quartile des demandeurs")
    action_logement = yes_field("Salariée d’une entreprise cotisant à Action Logement")

    @classmethod
    def initial_of(cls, file: HouseholdFile) -> dict[str, Any]:
        return {name: getattr(file.means, name) for name in cls.base_fields}

    def changed(self, file: HouseholdFile, by: Membership) -> HouseholdFile:
        data = self.cleaned_data
        return replace(file, means=Means(**{**data, "labels": tuple(data["labels"])}))


class ProtectionForm(forms.Form):
    """How grave the danger is, who must never hear of her, and the association's own mark."""

    danger = choice_field("Niveau de danger", DANGERS, empty="Non évalué")
    excluded = boxes(
        "Organisations à tenir à l’écart",
        [],
        help_text="Le bailleur du couple, l’employeur de l’agresseur. Elles ne reçoivent jamais rien d’elle, et leurs "
        "logements ne lui conviennent jamais. Personne hors de l’association ne le sait.",
    )
    mark = text_field(
        "Repère de l’association", MARK_LENGTH, help_text="Pour retrouver la fiche dans vos papiers. Jamais un nom."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        landlords = Organisation.objects.filter(kind=OrganisationKind.BAILLEUR).order_by("name", "id")
        self.fields["excluded"].choices = [(str(one.id), one.name) for one in landlords]  # type: ignore[attr-defined]

    @classmethod
    def initial_of(cls, file: HouseholdFile) -> dict[str, Any]:
        return {
            "danger": str(file.danger.level) if file.danger else "",
            "excluded": list(file.excluded_organisations),
            "mark": file.mark,
        }

    def changed(self, file: HouseholdFile, by: Membership) -> HouseholdFile:
        data = self.cleaned_data
        return replace(
            file,
            danger=self._danger(file, by),
            excluded_organisations=tuple(data["excluded"]),
            mark=data["mark"],
        )

    def _danger(self, file: HouseholdFile, by: Membership) -> Danger | None:
        """Who set the level, and when, change with the level alone."""
        typed = self.cleaned_data["danger"]
        if not typed:
            return None
        if file.danger and str(file.danger.level) == typed:
            return file.danger
        return Danger(int(typed), str(by.user_id), timezone.localdate())


class SneForm(forms.Form):
    """The check-list of the national register, before anything leaves."""

    done = boxes("Vérifié au SNE", SneCheckItem.choices)

    @classmethod
    def initial_of(cls, file: HouseholdFile) -> dict[str, Any]:
        return {"done": list(file.sne.done)}

    def changed(self, file: HouseholdFile, by: Membership) -> HouseholdFile:
        return replace(file, sne=SneCheck(tuple(self.cleaned_data["done"]), timezone.localdate()))


class ProofForm(forms.Form):
    kind = choice_field("Preuve", ProofKind.choices)
    on = day_field("Du")
    until = day_field("Jusqu’au")

    def clean(self) -> dict[str, Any] | None:
        data = super().clean() or {}
        if not data.get("kind") and (data.get("on") or data.get("until")) and "kind" not in self.errors:
            self.add_error("kind", "Choisissez la preuve, ou effacez ses dates.")
        if data.get("on") and data.get("until") and data["until"] < data["on"]:
            self.add_error("until", "La fin ne peut pas venir avant le début.")
        return data


class PlaceForm(forms.Form):
    kind = choice_field("Ce lieu est", PlaceKind.choices)
    place = PlaceField(label="Lieu", required=False)
    weight = choice_field("Importance", WEIGHTS, empty="")
    max_km = km_field("À moins de (km)")

    def clean(self) -> dict[str, Any] | None:
        data = super().clean() or {}
        if data.get("place") and not data.get("kind") and "kind" not in self.errors:
            self.add_error("kind", "Choisissez ce qu’est ce lieu.")
        if data.get("kind") and not data.get("place") and "place" not in self.errors:
            self.add_error("place", "Indiquez le lieu, ou effacez son type.")
        return data


class ProofRows(BaseRows):
    @classmethod
    def initial_of(cls, file: HouseholdFile) -> list[dict[str, Any]]:
        return [{"kind": one.kind, "on": one.on, "until": one.until} for one in file.proofs]

    def changed(self, file: HouseholdFile, by: Membership) -> HouseholdFile:
        return replace(file, proofs=tuple(Proof(one["kind"], one["on"], one["until"]) for one in self.typed("kind")))


class PlaceRows(BaseRows):
    @classmethod
    def initial_of(cls, file: HouseholdFile) -> list[dict[str, Any]]:
        return [
            {"kind": one.kind, "place": one.place, "weight": str(one.weight), "max_km": one.max_km}
            for one in file.places
        ]

    def changed(self, file: HouseholdFile, by: Membership) -> HouseholdFile:
        return replace(
            file,
            places=tuple(
                VisitedPlace(one["kind"], one["place"], int(one["weight"] or 1), one["max_km"])
                for one in self.typed("place")
            ),
        )


ProofFormSet = row_set(ProofForm, ProofRows, MOST_PROOFS)
PlaceFormSet = row_set(PlaceForm, PlaceRows, MOST_PLACES)
