"""What a person chooses for her messages."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from common.templatetags.formats import date_fr
from notifications.actions.preferences import LONGEST_SNOOZE
from notifications.models import MessagesWhen


class SettingsForm(forms.Form):
    when = forms.ChoiceField(
        label="Messages pour ce qui peut attendre",
        choices=MessagesWhen.choices,
        widget=forms.RadioSelect,
        help_text="Un logement à demander dans les 72 heures part aussitôt, sauf avec « Aucun message ».",
        error_messages={"required": "Choisissez un moment.", "invalid_choice": "Choisissez l’un des trois."},
    )
    snoozed_until = forms.DateField(
        label="Suspendre jusqu’au",
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "autocomplete": "off"}, format="%Y-%m-%d"),
        help_text="Ce jour compris, 30 jours au plus. Vide : rien n’est suspendu. Vos avis restent dans la page.",
        error_messages={"invalid": "Tapez un jour, par exemple 2026-12-31."},
    )

    def clean_snoozed_until(self) -> date | None:
        day: date | None = self.cleaned_data["snoozed_until"]
        today = timezone.localdate()
        if day is not None and not today <= day <= today + LONGEST_SNOOZE:
            raise ValidationError(f"Choisissez un jour entre aujourd’hui et le {date_fr(today + LONGEST_SNOOZE)}.")
        return day
