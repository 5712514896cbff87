"""A figure of the context, as its source gives it."""

from typing import Any

from accounts.models import Membership
from common.form_fields import choice_field, day_field, number_field
from conventions.forms import PlacedForm, words_field
from conventions.models import ContextFigure, Measure
from conventions.policies import LEAST_FIGURE
from conventions.territory import Place

MOST = 1_000_000_000
COPIED = ("measure", "period", "counted_on", "value", "source", "published_on")


class FigureForm(PlacedForm):
    """`figure`: the one that is corrected."""

    measure = choice_field("Ce qui est compté", Measure.choices)
    period = words_field("Période", 40, help_text="Comme la source l’écrit : « 2019 », « au 31 juillet 2019 ».")
    counted_on = day_field("Dernier jour de la période", help_text="Pour ranger les chiffres dans l’ordre.")
    value = number_field("Valeur", LEAST_FIGURE, MOST)
    source = words_field("Source", 250, help_text="Qui l’a publié, dans quel texte, sans lien.")
    published_on = day_field("Date de la source")
    needed = {
        "where": "Choisissez le territoire.",
        "measure": "Choisissez ce qui est compté.",
        "period": "Donnez la période, comme la source l’écrit.",
        "counted_on": "Donnez le dernier jour de la période.",
        "value": "Donnez le chiffre.",
        "source": "Donnez la source : qui l’a publié, où.",
    }

    def __init__(self, *args: Any, member: Membership, figure: ContextFigure | None = None, **kwargs: Any) -> None:
        if figure is not None:
            initial = {name: getattr(figure, name) for name in COPIED}
            kwargs["initial"] = {"where": Place(figure.region_id, figure.departement_id).code, **initial}
        super().__init__(*args, member=member, **kwargs)
        least: Any = self.fields["value"]
        least.error_messages["min_value"] = (
            f"Au moins {LEAST_FIGURE} : un compte plus petit désigne des personnes, et ne se saisit pas ici."
        )
