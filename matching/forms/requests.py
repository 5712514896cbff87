"""What a référente chooses and writes when she asks for a dwelling, or has looked at where it is."""

import re
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError

from matching.ordering import DANGERS, WISHES

NOTE_LENGTH = 140
WHY_LENGTH = 280
# A phone number or a registration number, an e-mail address: the référente's own reach the landlord at the
# transmission, a woman's are never written anywhere.
_CONTACT = re.compile(r"(?:\d[\s.\-/]?){8}|\S@\S")


def check_no_contact(text: str) -> None:
    if _CONTACT.search(text):
        raise ValidationError("Retirez les numéros et les adresses électroniques : aucun n’est écrit ici.")


def _level(label: str, words: Mapping[int, str]) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        required=False,
        coerce=int,
        empty_value=0,  # type: ignore[arg-type]
        choices=[(level, words_of.capitalize()) for level, words_of in words.items()],
        widget=forms.Select(attrs={"class": "form-select"}),
        help_text="Vu par la FNSF, qui classe les demandes.",
        error_messages={"invalid_choice": "Choisissez dans la liste."},
    )


class RequestForm(forms.Form):
    """`household` is the id of one of the proposed households; the page draws them with what would leave of each."""

    household = forms.ChoiceField(
        label="Pour quel ménage",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choisissez le ménage.",
            "invalid_choice": "Choisissez un ménage de la liste.",
        },
    )
    note = forms.CharField(
        label="Un mot pour la fédération",
        required=False,
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
        help_text="140 signes au plus. Ni nom, ni lieu, ni téléphone. Vu par la FNSF seule.",
        validators=[check_no_contact],
        error_messages={"max_length": "Ce mot est trop long : 140 signes au plus, il y en a %(show_value)d."},
    )

    danger = _level("Danger, tel que vous le dites pour cette demande", DANGERS)
    wish = _level("Ce logement est pour elle", WISHES)

    def __init__(self, *args: Any, households: Sequence[tuple[UUID, str]], **kwargs: Any) -> None:
        """`households`: id and words of those that the dwelling fits."""
        super().__init__(*args, **kwargs)
        field = self.fields["household"]
        field.choices = [(str(key), words) for key, words in households]  # type: ignore[attr-defined]


class LocationDecisionForm(forms.Form):
    """What she says of a dwelling's true place for a household, and why: her association alone reads it."""

    FAR, NEAR = "loin", "proche"

    decision = forms.ChoiceField(
        label="Votre décision",
        choices=[(FAR, "Assez loin : il peut être demandé"), (NEAR, "Trop proche : il est écarté")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez l’une des deux.", "invalid_choice": "Choisissez l’une des deux."},
    )
    why = forms.CharField(
        label="Pourquoi",
        required=False,
        max_length=WHY_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
        help_text="Facultatif, 280 signes au plus. Chiffré avec la fiche : vous et vos suppléantes, personne d’autre.",
        error_messages={"max_length": "Ce texte est trop long : 280 signes au plus, il y en a %(show_value)d."},
    )
