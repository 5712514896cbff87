"""What a référente answers: why she says no, or takes a request back, how a dwelling suited."""

from django import forms

from common.form_fields import choice_field
from matching.reasons import PrivateReason


class RefusalForm(forms.Form):
    """`reason` stays with the association: others read its shared form (matching.reasons)."""

    reason = choice_field(
        "Motif du refus",
        PrivateReason.choices,
        help_text="Vu par vous et vos suppléantes. Le bailleur et la FNSF lisent seulement « ne convient pas », "
        "« autre solution » ou « sans réponse ».",
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["reason"].required = True
        self.fields["reason"].error_messages["required"] = "Choisissez le motif : les autres ne le lisent pas."


class WithdrawalForm(forms.Form):
    """The same, not required: a request may be taken back without a word."""

    reason = choice_field(
        "Motif", PrivateReason.choices, "Sans motif", help_text="Vu par vous et vos suppléantes seules."
    )


GRADES = (
    ("4", "Tout à fait adapté"),
    ("3", "Plutôt adapté"),
    ("2", "Peu adapté"),
    ("1", "Pas adapté"),
)


class AdaptationForm(forms.Form):
    """From 1 to 4, counted without the request it was said of."""

    grade = forms.TypedChoiceField(
        label="Ce logement était-il adapté à son besoin ?",
        choices=GRADES,
        coerce=int,
        widget=forms.RadioSelect,
        help_text="Compté dans les rapports du comité, sans la demande ni le ménage. Une seule fois.",
        error_messages={"required": "Choisissez une réponse."},
    )
