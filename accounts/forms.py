"""Forms of accounts."""

import re
import uuid
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from accounts.models import SCOPES_OF_KIND, Invitation, Membership, Organisation, OrganisationKind, Role, User
from accounts.models.membership import ROLES_OF_KIND
from accounts.permissions import Permission, permitted
from territories.departements import regions

PHONE = re.compile(r"^(\+?\d{2,3}[ .]?|0)[1-9]([ .-]?\d{2}){4}$")


class InvitationForm(forms.Form):
    """Whom to invite, as what; the federation also chooses where."""

    email = forms.EmailField(label="Adresse électronique professionnelle", max_length=254)
    role = forms.ChoiceField(label="Rôle")

    def __init__(self, *args: Any, member: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member = member
        if permitted(member, Permission.INVITE_ORGANISATIONS):
            self.fields["organisation"] = forms.ModelChoiceField(
                Organisation.objects.order_by("kind", "name", "id"), label="Organisation"
            )
            choices = Role.choices
        else:
            choices = [(role.value, role.label) for role in ROLES_OF_KIND[member.organisation.kind]]
        self.fields["role"].choices = choices  # type: ignore[attr-defined]

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        return email.lower()

    @property
    def organisation(self) -> Organisation:
        return self.cleaned_data.get("organisation") or self.member.organisation


class ClientForm(forms.Form):
    """A client of the API: its name, what it may do; the federation says for which observatory.

    The page draws the id: sent twice, it is one client.
    """

    client_id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(
        label="Nom du logiciel",
        max_length=80,
        help_text="Pour le reconnaître : « Imhoweb, production ».",
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )
    scopes = forms.MultipleChoiceField(
        label="Ce qu’il pourra faire",
        widget=forms.CheckboxSelectMultiple(attrs={"class": "one-a-line"}),
        error_messages={"required": "Choisissez au moins un droit."},
    )

    def __init__(self, *args: Any, member: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member = member
        kind = member.organisation.kind
        if kind == OrganisationKind.FEDERATION:
            kind = OrganisationKind.PARTNER
            self.fields["organisation"] = forms.ModelChoiceField(
                Organisation.objects.filter(kind=kind).order_by("name", "id"),
                label="Observatoire",
                widget=forms.Select(attrs={"class": "form-select"}),
            )
        self.fields["scopes"].choices = [  # type: ignore[attr-defined]
            (scope.value, scope.label) for scope in SCOPES_OF_KIND[kind]
        ]

    def clean_client_id(self) -> uuid.UUID:
        """A page that lost its id makes a new client."""
        return self.cleaned_data["client_id"] or uuid.uuid4()

    @property
    def organisation(self) -> Organisation:
        return self.cleaned_data.get("organisation") or self.member.organisation


class OrganisationForm(forms.Form):
    """A new organisation, as one of the federation proposes it."""

    kind = forms.ChoiceField(
        label="Nature",
        choices=[(kind.value, kind.label) for kind in OrganisationKind if kind != OrganisationKind.FEDERATION],
    )
    name = forms.CharField(label="Nom", max_length=120)
    regions = forms.MultipleChoiceField(label="Régions", widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["regions"].choices = [  # type: ignore[attr-defined]
            (one.code, one.name) for one in regions().values()
        ]


class AcceptForm(forms.Form):
    """What the invited person says of herself."""

    name = forms.CharField(label="Prénom et nom, ou fonction", max_length=120)
    work_phone = forms.CharField(
        label="Téléphone professionnel", max_length=20, help_text="Le seul moyen de vous joindre que d’autres verront."
    )
    password = forms.CharField(
        label="Mot de passe",
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="14 caractères au moins : quatre ou cinq mots qui ne se suivent pas font un bon mot de passe.",
    )
    again = forms.CharField(
        label="Le même, encore une fois",
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.invitation = invitation

    def clean_work_phone(self) -> str:
        phone: str = self.cleaned_data["work_phone"]
        if not PHONE.match(phone):
            raise ValidationError("Donnez un numéro de téléphone, par exemple 03 20 12 34 56.")
        return phone

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, User(email=self.invitation.email, name=self.data.get("name", "")))
        return password

    def clean(self) -> dict[str, Any] | None:
        data = super().clean()
        if data and data.get("password") and data.get("again") and data["password"] != data["again"]:
            self.add_error("again", "Les deux mots de passe diffèrent.")
        return data
