"""What a landlord types about a transmitted file: papers, the committee's decisions, the lease, the keys."""

from typing import Any

from django import forms

from accounts.models import Membership
from common.form_fields import choice_field, day_field, number_field
from matching.caleol import Decided
from matching.models import Candidature, Decision
from matching.models.candidature import REFUSING, NotificationMeans
from matching.reasons import LandlordReason, Paper

MOST_RANK = 20


class PapersForm(forms.Form):
    papers = forms.MultipleChoiceField(
        label="Pièces qui manquent",
        choices=Paper.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Cochez au moins une pièce, ou dites le dossier complet.",
            "invalid_choice": "Choisissez dans la liste.",
        },
    )


class DayForm(forms.Form):
    """One date: the lease's signature, or the keys."""

    on = day_field("Date")

    def __init__(self, *args: Any, label: str = "Date", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].label = label
        self.fields["on"].required = True
        self.fields["on"].error_messages["required"] = "Donnez la date."


class ArrivalForm(DayForm):
    leaves_on = day_field("Départ prévu le")


class AgentsForm(forms.Form):
    """Those who answer for a dwelling: one to three colleagues."""

    agents = forms.MultipleChoiceField(
        label="Personnes nommées sur ce logement",
        widget=forms.CheckboxSelectMultiple,
        help_text="Une à trois. Elles seules peuvent voir un numéro d’inscription.",
        error_messages={
            "required": "Choisissez une à trois personnes.",
            "invalid_choice": "Choisissez dans la liste.",
        },
    )

    def __init__(self, *args: Any, colleagues: list[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agents"].choices = [  # type: ignore[attr-defined]
            (str(one.user_id), one.user.name) for one in colleagues
        ]


class CaleolDayForm(forms.Form):
    """The day on which the committee sat, the same for all its decisions about a dwelling."""

    on = day_field("Date de la CALEOL")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].required = True
        self.fields["on"].error_messages["required"] = "Donnez la date de la CALEOL."


class DecisionForm(forms.Form):
    """One row of the committee's page. An empty row is a candidature of which nothing was decided yet."""

    decision = choice_field("Décision", Decision.choices, "Pas encore")
    rank = number_field("Rang", 1, MOST_RANK)
    condition_paper = choice_field("Pièce attendue", Paper.choices, "Aucune")
    condition_until = day_field("Avant le")
    reason = choice_field("Motif du refus", LandlordReason.choices, "Aucun")
    notified_on = day_field("Notifiée le")
    notified_by = choice_field("Par", NotificationMeans.choices, "Choisir…")

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        decision = typed.get("decision")
        if not decision:
            if any(typed.get(name) for name in ("rank", "condition_paper", "reason", "notified_on")):
                self.add_error("decision", "Choisissez la décision.")
            return typed
        if decision in REFUSING and not typed.get("reason"):
            self.add_error("reason", "Un refus dit son motif (CCH L441-2-2).")
        if decision == Decision.ALLOCATED_RANKED and not typed.get("rank"):
            self.add_error("rank", "Donnez le rang, à partir de 2.")
        if decision == Decision.ALLOCATED_IF and not typed.get("condition_paper"):
            self.add_error("condition_paper", "Dites la pièce attendue.")
        if decision == Decision.ALLOCATED_IF and not typed.get("condition_until"):
            self.add_error("condition_until", "Dites la date limite.")
        if typed.get("notified_on") and not typed.get("notified_by") and decision not in REFUSING:
            self.add_error("notified_by", "Dites comment elle est notifiée.")
        return typed

    def decided(self, on: Any) -> Decided | None:
        """What the row says; None for an empty one. Of a valid form."""
        typed = self.cleaned_data
        if not typed["decision"]:
            return None
        return Decided(
            on=on,
            decision=typed["decision"],
            rank=typed["rank"],
            condition_paper=typed["condition_paper"],
            condition_until=typed["condition_until"],
            reason=typed["reason"],
            notified_on=typed["notified_on"],
            notified_by=typed["notified_by"],
        )


def recorded(candidature: Candidature) -> dict[str, Any]:
    """What is already known of a candidature, as its row is first shown."""
    return {
        "decision": candidature.decision,
        "rank": candidature.decision_rank,
        "condition_paper": candidature.condition_paper,
        "condition_until": candidature.condition_until,
        "reason": candidature.decision_reason,
        "notified_on": candidature.notified_on,
        "notified_by": candidature.notified_by,
    }
