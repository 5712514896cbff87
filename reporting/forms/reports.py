"""Starting a report, writing on its draft, deciding an action, correcting what is published."""

from collections.abc import Container
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import Organisation
from common.form_fields import day_field
from common.transitions import WrongState
from conventions.follow_up_policies import check_due
from conventions.models import Convention
from conventions.texts import written_field
from reporting.decisions import conventions_of, owners_of
from reporting.models import Report, ReportKind
from reporting.periods import periods
from reporting.policies import MOST_POINTS
from reporting.scopes import Scope

POINT_LENGTH = 300
COMMENT_LENGTH = 4_000
REASON_LENGTH = 250
TITLE_LENGTH = 160
NOTHING_SMALL = "Ni nom, ni lieu, ni nombre de ménages : les tableaux disent ce qui peut l’être."
# Scope and period of a report: keys of convention and region, kind, first day.
Opened = tuple[Any, Any, str, date]


class PeriodField(forms.ChoiceField):
    """One that has its report meanwhile is no error: a form sent twice leads to the same report."""

    known: Container[str] = ()

    def valid_value(self, value: Any) -> bool:
        return value in self.known


class OpenForm(forms.Form):
    """Each closed period of the reader's scopes that has no report yet, the latest first."""

    what = PeriodField(
        label="Période",
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={"required": "Choisissez une période.", "invalid_choice": "Choisissez dans la liste."},
    )

    def __init__(self, *args: Any, scopes: list[Scope], opened: Container[Opened], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scopes: dict[str, tuple[Scope, ReportKind, date]] = {}
        today = timezone.localdate()
        groups = []
        for scope in scopes:
            found = []
            for kind in ReportKind:
                for period in reversed(periods(scope, kind, today)):
                    code = f"{scope_code(scope)}/{kind}/{period.starts_on.isoformat()}"
                    self.scopes[code] = scope, kind, period.starts_on
                    if _key(scope, kind, period.starts_on) not in opened:
                        found.append((code, f"{kind.label} : {period.label}"))
            if found:
                groups.append((scope.name, found))
        self.has_choices = bool(groups)
        self.fields["what"].known = self.scopes  # type: ignore[attr-defined]
        self.fields["what"].choices = [("", "Choisir…"), *groups]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> tuple[Scope, ReportKind, date]:
        return self.scopes[self.cleaned_data["what"]]


def scope_code(scope: Scope) -> str:
    return f"convention-{scope.convention.pk}" if scope.convention else f"region-{scope.region and scope.region.pk}"


def _key(scope: Scope, kind: ReportKind, starts_on: date) -> Opened:
    return scope.convention and scope.convention.pk, scope.region and scope.region.pk, kind, starts_on


class TextsForm(forms.Form):
    """The comment; in the yearly report the freins and the leviers too."""

    comment = written_field(
        "Commentaire",
        COMMENT_LENGTH,
        help_text=f"Lu par le comité seul : l’édition publique ne le porte pas. {NOTHING_SMALL}",
    )

    def __init__(self, data: Any = None, *, report: Report) -> None:
        initial: dict[str, Any] = {"comment": report.comment}
        points = MOST_POINTS if report.kind == ReportKind.YEARLY else 0
        for name, written in (("frein", report.freins), ("levier", report.leviers)):
            initial |= {f"{name}_{number}": text for number, text in enumerate(written, 1)}
        super().__init__(data, initial=initial)
        self.points = range(1, points + 1)
        for name in ("frein", "levier"):
            for number in self.points:
                help_text = f"Lu par le comité et dans l’édition publique. {NOTHING_SMALL}" if number == 1 else ""
                label = f"{name.capitalize()} {number}"
                self.fields[f"{name}_{number}"] = written_field(label, POINT_LENGTH, help_text=help_text)

    def typed(self, name: str) -> list[str]:
        """ "frein" or "levier": those that were filled."""
        return [text for number in self.points if (text := self.cleaned_data[f"{name}_{number}"])]


class ActionForm(forms.Form):
    """An action of the convention; a region says of which. `id`: the same one sent twice is one action."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)
    title = written_field("Action", TITLE_LENGTH, required="Dites ce qui est à faire.")
    convention = forms.ModelChoiceField(
        label="Convention",
        queryset=Convention.objects.none(),
        empty_label="Choisir…",
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={"required": "Choisissez la convention.", "invalid_choice": "Choisissez dans la liste."},
    )
    owner = forms.ModelChoiceField(
        label="Organisation chargée",
        queryset=Organisation.objects.none(),
        empty_label="Choisir…",
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={"required": "Choisissez qui s’en charge.", "invalid_choice": "Choisissez dans la liste."},
    )
    due_on = day_field("Échéance")

    def __init__(self, *args: Any, report: Report, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.only = report.convention
        self.fields["owner"].queryset = owners_of(report)  # type: ignore[attr-defined]
        self.fields["convention"].queryset = conventions_of(report)  # type: ignore[attr-defined]
        if self.only:
            del self.fields["convention"]
        self.fields["due_on"].required = True
        self.fields["due_on"].error_messages["required"] = "Donnez une échéance."

    def clean_id(self) -> UUID:
        typed: UUID | None = self.cleaned_data["id"]
        return typed or uuid4()

    def clean_due_on(self) -> date:
        due_on: date = self.cleaned_data["due_on"]
        try:
            check_due(due_on, timezone.localdate())
        except WrongState as error:
            raise ValidationError(str(error)) from None
        return due_on

    @property
    def convention_chosen(self) -> Convention:
        return self.only or self.cleaned_data["convention"]


class CorrectForm(forms.Form):
    reason = written_field(
        "Raison de la correction",
        REASON_LENGTH,
        required="Dites pourquoi ce rapport est corrigé.",
        help_text="Imprimée sur la nouvelle version. L’ancienne reste lisible.",
    )
