"""Forms of conventions: facts typed, refused beside their field."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from accounts.models import Membership
from common.form_fields import choice_field, text_field
from conventions.policies import WrongFact
from conventions.territory import Place, place_choices
from conventions.texts import check_typed


def words_field(label: str, most: int, **options: Any) -> forms.CharField:
    """A line that several organisations read: nothing in it by which somebody is found."""
    return text_field(label, most, validators=[check_typed], **options)


class FactsForm(forms.Form):
    """`needed`: what to say of each field that may not stay empty. `facts`: what its action takes."""

    needed: ClassVar[dict[str, str]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, sentence in self.needed.items():
            if name in self.fields:
                self.fields[name].required = True
                self.fields[name].error_messages["required"] = sentence

    @property
    def facts(self) -> dict[str, Any]:
        """Of a valid form."""
        return dict(self.cleaned_data)

    def refuse(self, error: WrongFact) -> None:
        """The refusal of an action, beside the field that it names."""
        self.add_error(error.field if error.field in self.fields else None, str(error))


class PlacedForm(FactsForm):
    """Facts that hold somewhere: `where` among the places of its reader; `place` in its facts."""

    where = choice_field("Territoire", ())

    def __init__(self, *args: Any, member: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places: Any = self.fields["where"]
        places.choices = [("", "Choisir…"), *place_choices(member)]

    def clean_where(self) -> str:
        code: str = self.cleaned_data["where"]
        try:
            Place.read(code)
        except ValueError as error:
            raise ValidationError("Choisissez dans la liste.") from error
        return code

    @property
    def facts(self) -> dict[str, Any]:
        typed = super().facts
        return {"place": Place.read(typed.pop("where")), **typed}
