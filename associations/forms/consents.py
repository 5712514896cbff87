"""Her agreement, as the référente writes it down with her."""

from typing import Any

from django import forms
from django.utils import timezone

from associations.actions.dossier import CONSENT_HOLDS
from associations.words import ConsentKind, ConsentTo
from common.form_fields import choice_field, day_field


class ConsentForm(forms.Form):
    what = choice_field("Elle accepte de", ConsentKind.choices)
    to_whom = choice_field("Envers", ConsentTo.choices)
    until = day_field("Jusqu’au", help_text="Six mois, sauf si elle en décide autrement.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].initial = timezone.localdate() + CONSENT_HOLDS
        for name, sentence in (
            ("what", "Choisissez ce qu’elle accepte."),
            ("to_whom", "Choisissez envers qui."),
            ("until", "Donnez une date."),
        ):
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = sentence

    def clean(self) -> dict[str, Any] | None:
        data = super().clean() or {}
        until, today = data.get("until"), timezone.localdate()
        if until and until < today:
            self.add_error("until", "Cette date est passée.")
        elif until and until > today + CONSENT_HOLDS * 4:
            self.add_error("until", "Deux ans au plus : redemandez-lui.")
        return data
