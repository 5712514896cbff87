"""Who else opens a file: deputies, another référente, a replacement, a colleague in an emergency."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import Membership, Role, User
from associations.codes import canonical
from associations.forms.households import CODE_LENGTH, CodeSearchForm
from associations.words import EmergencyReason
from common.form_fields import choice_field, day_field, text_field


def colleagues_of(member: Membership, *, but: UUID | None = None) -> list[tuple[str, str]]:
    """The caseworkers of an association, less one: (id of the person, her name), in the order of names."""
    here = (
        Membership.objects.active()
        .filter(organisation_id=member.organisation_id, role=Role.CASEWORKER)
        .exclude(user__in=[but] if but else [])
        .select_related("user")
        .order_by("user__name", "id")
    )
    return [(str(one.user_id), one.user.name) for one in here]


class ColleagueForm(forms.Form):
    """One colleague. `member` is the reader; `but` is left out of the list."""

    colleague = choice_field("Collègue", [])

    def __init__(self, *args: Any, member: Membership, but: UUID | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["colleague"].required = True
        self.fields["colleague"].error_messages["required"] = "Choisissez une collègue."
        self.fields["colleague"].choices = [  # type: ignore[attr-defined]
            ("", "Choisir…"),
            *colleagues_of(member, but=but),
        ]

    def user(self) -> User:
        """Valid forms only."""
        return User.objects.get(id=self.cleaned_data["colleague"])


class AbsenceForm(ColleagueForm):
    """From when to when a référente is replaced, and by whom."""

    starts_on = day_field("Du")
    ends_on = day_field("Au, ce jour compris")

    absent_colleague = choice_field("Absente", [])

    field_order = ("absent_colleague", "starts_on", "ends_on", "colleague")

    def __init__(self, *args: Any, member: Membership, manages: bool, **kwargs: Any) -> None:
        """`manages`: the manager says who is absent; a référente speaks of herself."""
        super().__init__(*args, member=member, but=None if manages else member.user_id, **kwargs)
        self.member = member
        self.fields["colleague"].label = "Remplacée par"
        if manages:
            self.fields["absent_colleague"].choices = [  # type: ignore[attr-defined]
                ("", "Choisir…"),
                *colleagues_of(member),
            ]
            self.fields["absent_colleague"].required = True
            self.fields["absent_colleague"].error_messages["required"] = "Choisissez qui est absente."
        else:
            del self.fields["absent_colleague"]
        for name in ("starts_on", "ends_on"):
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = "Donnez une date."

    def clean(self) -> dict[str, Any] | None:
        data = super().clean() or {}
        start, end = data.get("starts_on"), data.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", "La fin ne peut pas venir avant le début.")
        elif end and end < timezone.localdate():
            self.add_error("ends_on", "Cette absence est déjà finie.")
        return data

    def absent(self) -> User:
        """Who is absent. Valid forms only."""
        chosen = self.cleaned_data.get("absent_colleague")
        return User.objects.get(id=chosen) if chosen else self.member.user


class EmergencyForm(CodeSearchForm):
    """A file of a colleague, by its code, and why it cannot wait."""

    reason = choice_field("Pourquoi maintenant", EmergencyReason.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = "Code du ménage"
        self.fields["reason"].required = True
        self.fields["reason"].error_messages["required"] = "Choisissez le motif : il est écrit au journal."


class PurgeForm(forms.Form):
    """The code of the file, typed again: nobody erases one by a slip of the hand."""

    typed = text_field("Écrivez son code pour confirmer", CODE_LENGTH)

    def __init__(self, *args: Any, code: str, **kwargs: Any) -> None:
        """`code` is empty for a file whose key is gone: there is nothing left to confirm."""
        super().__init__(*args, **kwargs)
        self.code = code
        if not code:
            del self.fields["typed"]

    def clean_typed(self) -> str:
        typed: str = self.cleaned_data["typed"]
        if canonical(typed) != canonical(self.code):
            raise ValidationError("Ce n’est pas le code de cette fiche.")
        return typed
