"""The message to a landlord that is late."""

from uuid import uuid4

from django import forms

from conventions.texts import written_field

TEXT_LENGTH = 2_000


class ChaseForm(forms.Form):
    """`id`: the same form sent twice is one message."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)
    text = written_field(
        "Message",
        TEXT_LENGTH,
        long=True,
        required="Écrivez le message.",
        help_text="2 000 signes au plus. Ni nom de personne, ni lieu, ni numéro, ni adresse.",
    )
