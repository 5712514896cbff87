"""What the federation types about the requests of a dwelling: their order, why one leaves it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from common.form_fields import choice_field
from matching.reasons import DepartureReason


class OrderForm(forms.Form):
    """A rank for each waiting request, by its id: every number from 1 on, once."""

    def __init__(self, *args: Any, candidatures: Sequence[UUID], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.candidatures = candidatures
        for one in candidatures:
            self.fields[f"rang-{one}"] = forms.IntegerField(
                min_value=1,
                max_value=len(candidatures),
                label="Rang",
                widget=forms.TextInput(attrs={"class": "form-control rank-input", "inputmode": "numeric"}),
                error_messages={
                    "required": "Donnez un rang à chaque demande.",
                    "invalid": "Donnez un nombre entier.",
                    "min_value": "Les rangs commencent à 1.",
                    "max_value": "Au plus %(limit_value)s.",
                },
            )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        ranks = [rank for rank in typed.values() if rank is not None]
        if len(set(ranks)) != len(ranks):
            raise forms.ValidationError("Deux demandes ont le même rang : donnez à chacune le sien.")
        return typed

    @property
    def order(self) -> list[UUID]:
        """The candidatures, the first rank first. Of a valid form."""
        return sorted(self.candidatures, key=lambda one: self.cleaned_data[f"rang-{one}"])


class DepartureForm(forms.Form):
    reason = choice_field("Motif", DepartureReason.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = True
        self.fields["reason"].error_messages["required"] = "Choisissez le motif."
