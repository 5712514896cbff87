"""What is typed about a need: to whom it goes, what a landlord answers, what the federation proposes."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone

from common.form_fields import day_field
from matching.models import NotNow, Widening


class RecipientsForm(forms.Form):
    """The landlords, none ticked: she chooses each with the woman; `agreed` where the file holds no consent yet."""

    bailleurs = forms.MultipleChoiceField(
        label="À quels bailleurs",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Un bailleur choisi n’est plus proposé : la liste est à jour."},
    )
    agreed = forms.BooleanField(
        label="Elle a donné aujourd’hui son accord à l’envoi de cette fiche anonyme", required=False
    )

    def __init__(self, *args: Any, landlords: Sequence[tuple[UUID, str]], agreed: bool, **kwargs: Any) -> None:
        """`landlords`: id and name of those that may be chosen; `agreed`: the file holds her consent already."""
        super().__init__(*args, **kwargs)
        self.fields["bailleurs"].choices = [(str(key), name) for key, name in landlords]  # type: ignore[attr-defined]
        if agreed:
            del self.fields["agreed"]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if not typed.get("bailleurs") and "bailleurs" not in self.errors:
            self.add_error("bailleurs", "Cochez au moins un bailleur.")
        if "agreed" in self.fields and not typed.get("agreed"):
            self.add_error("agreed", "Sans son accord, la fiche anonyme n’est adressée à personne.")
        return typed


class KeptDwellingForm(forms.Form):
    """One of the landlord's drafts, kept for the card."""

    offer = forms.ChoiceField(
        label="Quel logement",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choisissez le logement, ou décrivez-en un nouveau.",
            "invalid_choice": "Choisissez un logement de la liste.",
        },
    )

    def __init__(self, *args: Any, drafts: Sequence[tuple[UUID, str]], **kwargs: Any) -> None:
        """`drafts`: id and words of the landlord's drafts."""
        super().__init__(*args, **kwargs)
        self.fields["offer"].choices = [(str(key), words) for key, words in drafts]  # type: ignore[attr-defined]


class NotNowForm(forms.Form):
    reason = forms.ChoiceField(
        label="Pourquoi",
        choices=[("", "Choisir…"), *NotNow.choices],
        widget=forms.Select(attrs={"class": "form-select"}),
        help_text="Ce motif parle de vos logements. Vu par l’association.",
        error_messages={"required": "Choisissez un motif.", "invalid_choice": "Choisissez dans la liste."},
    )


class MaybeForm(forms.Form):
    from_on = day_field("À partir du")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["from_on"].required = True
        self.fields["from_on"].error_messages["required"] = "Donnez une date à venir."

    def clean_from_on(self) -> Any:
        day = self.cleaned_data["from_on"]
        if day and day <= timezone.localdate():
            raise forms.ValidationError("Donnez une date à venir.")
        return day


class WideningForm(forms.Form):
    widening = forms.ChoiceField(
        label="Proposer",
        choices=Widening.choices,
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={"required": "Choisissez dans la liste.", "invalid_choice": "Choisissez dans la liste."},
    )
