"""What is typed of an action, and what narrows their list."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from accounts.models import Membership, Organisation, OrganisationKind, Role
from common.form_fields import choice_field, day_field, text_field
from common.transitions import WrongState
from conventions.follow_up_policies import check_can_become, check_due, is_running
from conventions.models import RUNNING, Action, ActionStatus, Convention
from conventions.texts import check_typed, written_field

TITLE_LENGTH, NOTE_LENGTH = 160, 500
ALL, LATE = "toutes", "en_retard"


class ActionFields(forms.Form):
    """Title, owner and due date; `owners` are the organisations among which one chooses."""

    title = text_field(
        "Que faire", TITLE_LENGTH, validators=[check_typed], help_text="Ni nom, ni lieu, ni numéro, ni adresse."
    )
    owner = choice_field("Organisation chargée", ())
    due_on = day_field("Échéance")

    def __init__(self, *args: Any, owners: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._owners = {str(one.id): one for one in owners}
        fields: dict[str, Any] = self.fields
        fields["owner"].choices = [("", "Choisir…"), *((key, one.name) for key, one in self._owners.items())]
        for name, sentence in (
            ("title", "Dites ce qui est à faire."),
            ("owner", "Choisissez qui s’en charge."),
            ("due_on", "Donnez l’échéance."),
        ):
            fields[name].required = True
            fields[name].error_messages["required"] = sentence

    def clean_owner(self) -> Organisation:
        return self._owners[self.cleaned_data["owner"]]

    def clean_due_on(self) -> Any:
        """The one that it had may stay, past or not."""
        day = self.cleaned_data["due_on"]
        if day != self.initial.get("due_on"):
            try:
                check_due(day, timezone.localdate())
            except WrongState as error:
                raise ValidationError(str(error)) from None
        return day


class NewActionForm(ActionFields):
    """`id`: the same form sent twice opens one action."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    convention = choice_field("Convention", ())

    field_order = ["id", "convention", "title", "owner", "due_on"]

    def __init__(self, *args: Any, conventions: Iterable[Convention], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._conventions = {str(one.id): one for one in conventions}
        fields: dict[str, Any] = self.fields
        fields["id"].initial = uuid4
        fields["convention"].choices = [
            ("", "Choisir…"),
            *((key, f"{one.name}, {one.signed_on.year}") for key, one in self._conventions.items()),
        ]
        fields["convention"].required = True
        fields["convention"].error_messages["required"] = "Choisissez la convention."

    def clean_id(self) -> Any:
        return self.cleaned_data["id"] or uuid4()

    def clean_convention(self) -> Convention:
        return self._conventions[self.cleaned_data["convention"]]


class ProgressForm(forms.Form):
    """A word on how it goes and its status; an ended action may be reopened, no other way."""

    text = written_field(
        "Où en est-elle", NOTE_LENGTH, help_text="500 signes au plus. Ni nom, ni lieu, ni numéro, ni adresse."
    )
    status = choice_field("État", (), "")

    def __init__(self, *args: Any, action: Action, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._action = action
        self.initial["status"] = action.status
        offered = ActionStatus.choices if is_running(action) else _reopening(action)
        fields: dict[str, Any] = self.fields
        fields["status"].choices = offered

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        if self.errors:
            return typed
        status = typed["status"] = typed.get("status") or self._action.status
        try:
            check_can_become(self._action, status, typed["text"], timezone.localdate())
        except WrongState as error:
            self.add_error("text" if status == ActionStatus.DROPPED else "status", str(error))
        if status == self._action.status and not typed["text"]:
            self.add_error("text", "Écrivez où elle en est, ou changez son état.")
        return typed


class FilterForm(forms.Form):
    """What narrows the list. A choice that does not exist narrows nothing."""

    etat = choice_field("État", [*ActionStatus.choices, (LATE, "En retard"), (ALL, "Toutes")], "En cours et à faire")
    organisation = choice_field("Organisation chargée", (), "Toutes")
    convention = choice_field("Convention", (), "Toutes")

    def __init__(
        self, *args: Any, owners: Iterable[tuple[Any, str]], conventions: Iterable[Convention], **kwargs: Any
    ) -> None:
        """`owners`: id and name; the field goes away when there is but one."""
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        for name, choices in (
            ("organisation", [(str(key), label) for key, label in owners]),
            ("convention", [(str(one.id), f"{one.name}, {one.signed_on.year}") for one in conventions]),
        ):
            if len(choices) > 1:
                fields[name].choices = [("", "Toutes"), *choices]
            else:
                del fields[name]

    def narrowed(self, actions: Any) -> Any:
        """The actions that the valid choices keep."""
        self.full_clean()
        typed = self.cleaned_data
        if owner := typed.get("organisation"):
            actions = actions.filter(owner=owner)
        if convention := typed.get("convention"):
            actions = actions.filter(convention=convention)
        state = typed.get("etat")
        if state in ActionStatus.values:
            return actions.filter(status=state)
        if state == LATE:
            return actions.late_on(timezone.localdate())
        return actions if state == ALL else actions.running()


def owners_for(member: Membership) -> list[Organisation]:
    """Who may be put in charge of an action: all organisations for the federation; for a regional union, itself, the
    federation, those of its regions or of none in particular, and those that signed the conventions it follows."""
    found = Organisation.objects.order_by("kind", "name", "id")
    if member.role == Role.FEDERATION:
        return list(found)
    followed = Convention.objects.followed_by(member)
    near = Q(id=member.organisation_id) | Q(kind=OrganisationKind.FEDERATION)
    near |= Q(regions__isnull=True) | Q(regions__in=member.organisation.regions.order_by().values("pk"))
    near |= Q(signatures__convention__in=followed.order_by().values("pk"))
    return list(found.filter(id__in=Organisation.objects.filter(near).order_by().values("pk")))


def _reopening(action: Action) -> list[tuple[str, str]]:
    return [(action.status, action.get_status_display()), *((one.value, str(one.label)) for one in RUNNING)]
