"""What a référente types about a bail glissant: a paper signed, a review held."""

from django import forms

from common.form_fields import choice_field, day_field
from matching.models.sliding_lease import Outcome

PAPERS = (
    ("lease_on", "Bail entre le bailleur et l’association"),
    ("sublease_on", "Sous-location avec elle"),
    ("tripartite_on", "Convention tripartite"),
)


class PaperForm(forms.Form):
    paper = choice_field("Papier", PAPERS)
    on = day_field("Signé le")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        _required(self, paper="Choisissez le papier.", on="Donnez la date.")


class ReviewForm(forms.Form):
    on = day_field("Révision faite le")
    outcome = choice_field("Issue", Outcome.choices)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        _required(self, on="Donnez la date.", outcome="Choisissez l’issue.")


def _required(form: forms.Form, **messages: str) -> None:
    for name, words in messages.items():
        form.fields[name].required = True
        form.fields[name].error_messages["required"] = words
