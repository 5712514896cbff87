"""A published figure of what was promised, and why one of them is retained."""

from typing import Any

from accounts.models import Organisation
from common.form_fields import choice_field, day_field, number_field
from conventions.forms import FactsForm, words_field
from conventions.models import Channel, Commitment, Convention

COLLECTIVE = "Tous ensemble : engagement collectif"
MOST = 100_000


class CommitmentForm(FactsForm):
    """`commitment`: the one that is corrected."""

    bailleur = choice_field(
        "Qui s’engage", (), COLLECTIVE, help_text="Un engagement propre est une part du collectif, jamais en plus."
    )
    channel = choice_field(
        "Voie", Channel.choices, help_text="Des logements sur la plateforme, des relogements sur demande."
    )
    quantity = number_field("Combien par an", 1, MOST)
    starts_on = day_field("Du")
    ends_on = day_field("Au", help_text="Dernier jour compris.")
    source = words_field("Source", 250, help_text="Le texte publié et sa date, sans lien.")
    needed = {
        "channel": "Choisissez la voie.",
        "quantity": "Donnez la quantité promise pour un an.",
        "starts_on": "Donnez le premier jour.",
        "ends_on": "Donnez le dernier jour.",
        "source": "Donnez la source : le texte, sa date.",
    }

    def __init__(
        self, *args: Any, convention: Convention, commitment: Commitment | None = None, **kwargs: Any
    ) -> None:
        known = commitment or Commitment(starts_on=convention.starts_on, ends_on=convention.ends_on)
        initial = {name: getattr(known, name) for name in ("channel", "quantity", "starts_on", "ends_on", "source")}
        super().__init__(*args, initial={**initial, "bailleur": known.bailleur_id}, **kwargs)
        signed = convention.signatories.landlords().by_kind()
        self._landlords = {str(one.organisation_id): one.organisation for one in signed}
        landlords: Any = self.fields["bailleur"]
        landlords.choices = [("", COLLECTIVE), *((key, one.name) for key, one in self._landlords.items())]

    def clean_bailleur(self) -> Organisation | None:
        return self._landlords.get(self.cleaned_data["bailleur"])


class RetainForm(FactsForm):
    why = words_field("Pourquoi ce chiffre", 250, help_text="Le comité le lira à côté du chiffre, avec votre nom.")
    needed = {"why": "Dites pourquoi ce chiffre : le comité le lira."}
