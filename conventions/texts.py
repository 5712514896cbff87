"""Free texts about conventions: what they may not hold (common.text_scan), said where it stands."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from common.text_scan import refusals

_TELLING = re.compile(r"\b(?:violen|conjuga|femme|victime|agress|f[ée]minicide)\w*", re.IGNORECASE)


class Unwritable(Exception):
    """The text may not be kept: `str(error)` says in French what to take out of it."""


def check_text(text: str) -> str:
    """The text, trimmed, when it may be kept. Raises Unwritable."""
    text = text.strip()
    if said := refusals(text):
        where = next((number for number, line in enumerate(text.splitlines(), 1) if refusals(line)), 0)
        line = f"Ligne {where} : " if where and "\n" in text else ""
        raise Unwritable(line + " ".join(said))
    return text


def check_mailed(text: str) -> str:
    """The same, for what leaves by mail: a mailbox is read by others, its messages never say what the platform is for.

    Raises Unwritable.
    """
    if found := _TELLING.search(text):
        raise Unwritable(
            f"Retirez « {found[0]} » : un message peut être lu par d’autres, il ne dit jamais de quoi il s’agit."
        )
    return check_text(text)


def check_typed(text: str) -> None:
    """The same, for a field of a form. Raises ValidationError."""
    try:
        check_text(text)
    except Unwritable as error:
        raise ValidationError(str(error)) from None


def written_field(label: str, most: int, *, long: bool = False, required: str = "", **options: Any) -> forms.CharField:
    """A text of `most` signs, scanned; `required`: what is said when it is empty, which it may be otherwise; `long`:
    a tall box, for what is read as a whole."""
    field = forms.CharField(
        label=label,
        required=bool(required),
        max_length=most,
        widget=forms.Textarea(attrs={"class": "form-control long-text" if long else "form-control"}),
        validators=[check_typed],
        error_messages={
            "required": required,
            "max_length": "Ce texte est trop long : %(limit_value)d signes au plus, il y en a %(show_value)d.",
        },
        **options,
    )
    del field.widget.attrs["maxlength"]  # the browser would cut a pasted text without a word
    return field
