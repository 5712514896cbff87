"""What a référente types of a household: one minute, nothing in free text."""

from collections.abc import Iterable
from typing import Any

from django import forms

from associations.files import HouseholdFile
from associations.models import Household
from associations.needs import Need
from associations.situations import Situation
from common.form_fields import EurosField, day_field, yes_field
from common.housing import AgeBand, SolutionType, Typology
from territories.communes import CommuneRecord
from territories.departements import departements
from territories.forms import CommuneListField
from territories.places import labels

MAX_ADULTS = 6
MAX_CHILDREN_OF_BAND = 8
MAX_UNBORN = 3
MOST_RENT_CENTS = 300_000  # a month; no social dwelling costs more
CODE_LENGTH = 40


def band_field(band: str) -> str:
    """Name of the field that counts the children of a band: "3-5" -> "children_3_5"."""
    return f"children_{band.replace('-', '_').replace('+', '_plus')}"


BAND_FIELDS = {str(band): band_field(band) for band in AgeBand}


def count_field(label: str, lowest: int, highest: int, **options: Any) -> forms.IntegerField:
    message = f"Indiquez un nombre entier de {lowest} à {highest}."
    return forms.IntegerField(
        label=label,
        min_value=lowest,
        max_value=highest,
        error_messages={"invalid": message, "min_value": message, "max_value": message, "required": message},
        **options,
    )


class HouseholdForm(forms.Form):
    """The need. `Need` in `need()` once valid."""

    adults = count_field("Adultes", 1, MAX_ADULTS, initial=1)
    unborn = count_field("Enfants à naître", 0, MAX_UNBORN, required=False, initial=0)
    shared_custody = yes_field("Des enfants sont en garde partagée")
    situation = forms.ChoiceField(
        label="Situation actuelle",
        choices=[("", "Choisir…"), *Situation.choices],
        error_messages={
            "required": "Choisissez la situation actuelle.",
            "invalid_choice": "Choisissez une situation de la liste.",
        },
    )
    departement = forms.ChoiceField(
        label="Département d’origine",
        error_messages={
            "required": "Choisissez le département d’origine.",
            "invalid_choice": "Choisissez un département de la liste.",
        },
    )
    typologies = forms.MultipleChoiceField(
        label="Typologies recherchées",
        choices=Typology.choices,
        required=False,
        help_text="Sans choix de votre part : la taille qui convient au ménage.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Cochez des typologies de la liste."},
    )
    communes_wanted = CommuneListField(label="Communes souhaitées", required=False)
    communes_refused = CommuneListField(label="Communes refusées", required=False)
    solution_types = forms.MultipleChoiceField(
        label="Types de solution",
        choices=SolutionType.choices,
        required=False,
        help_text="Aucune case : toutes.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Cochez des solutions de la liste."},
    )
    rent_ceiling_cents = EurosField(label="Loyer maximal, charges comprises (€ par mois)", most_cents=MOST_RENT_CENTS)
    step_free = yes_field("De plain-pied, sans marche")
    wanted_from = day_field("À partir du")
    departements = forms.MultipleChoiceField(
        label="Départements souhaités",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Cochez des départements de la liste."},
    )
    other_departements = forms.MultipleChoiceField(
        label="Ailleurs en France",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Cochez des départements de la liste."},
    )

    def __init__(self, *args: Any, own_departements: Iterable[str] = (), **kwargs: Any) -> None:
        """`own_departements`: codes of those where the association works, offered first and ticked at first."""
        super().__init__(*args, **kwargs)
        known = departements()
        own = sorted(code for code in own_departements if code in known)
        regions = {known[code].region for code in own}
        near = [(one.code, one.label) for one in known.values() if one.region in regions]
        far = [(one.code, one.label) for one in known.values() if one.region not in regions]
        for band, name in BAND_FIELDS.items():
            self.fields[name] = count_field(
                str(AgeBand(band).label), 0, MAX_CHILDREN_OF_BAND, required=False, initial=0
            )
        # Without a known region, every département is near: none may be out of reach.
        self._choose("departements", near or far, own)
        self._choose("other_departements", far if near else [], [])
        origin = self.fields["departement"]
        origin.choices = [("", "Choisir…"), *near, *far]  # type: ignore[attr-defined]
        origin.initial = own[0] if own else ""

    def _choose(self, name: str, choices: list[tuple[str, str]], initial: list[str]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]
        self.fields[name].initial = initial

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        either = {"departements", "other_departements"}
        if not either & self.errors.keys() and not any(data.get(name) for name in either):
            self.add_error("departements", "Cochez au moins un département.")
        both = {one.code for one in data.get("communes_wanted") or ()} & {
            one.code for one in data.get("communes_refused") or ()
        }
        if both:
            self.add_error("communes_refused", f"À la fois souhaitée et refusée : {labels(sorted(both))}.")
        return data

    @property
    def band_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in BAND_FIELDS.values()]

    def need(self) -> Need:
        """What was typed. Valid forms only."""
        data = self.cleaned_data
        children = {band: data[name] for band, name in BAND_FIELDS.items() if data.get(name)}
        return Need(
            adults=data["adults"],
            children=children,
            unborn=data["unborn"] or 0,
            shared_custody=data["shared_custody"],
            situation=data["situation"],
            departement=data["departement"],
            typologies=tuple(data["typologies"]),
            departements=tuple(sorted({*data["departements"], *data["other_departements"]})),
            communes_wanted=_codes(data["communes_wanted"]),
            communes_refused=_codes(data["communes_refused"]),
            solution_types=tuple(data["solution_types"]),
            rent_ceiling_cents=data["rent_ceiling_cents"],
            step_free=data["step_free"],
            wanted_from=data["wanted_from"],
        )


def _codes(communes: Iterable[CommuneRecord]) -> tuple[str, ...]:
    return tuple(one.code for one in communes)


def initial_of(household: Household, file: HouseholdFile) -> dict[str, Any]:
    """A file as the form shows it."""
    return {
        "adults": file.adults,
        "unborn": file.unborn,
        "shared_custody": file.shared_custody,
        "communes_wanted": file.communes_wanted,
        "communes_refused": file.communes_refused,
        "solution_types": household.solution_types,
        "rent_ceiling_cents": household.rent_ceiling_cents,
        "step_free": household.step_free,
        "wanted_from": household.wanted_from,
        "situation": file.situation,
        "departement": file.departement,
        "typologies": household.typologies,
        "departements": household.departements,
        "other_departements": household.departements,
        **{name: file.children.get(band, 0) for band, name in BAND_FIELDS.items()},
    }


class CodeSearchForm(forms.Form):
    """A household by its code. Posted: a code never stands in an address."""

    code = forms.CharField(
        label="Chercher un ménage par son code",
        max_length=CODE_LENGTH,
        widget=forms.TextInput(attrs={"placeholder": "Mésange 42", "autocomplete": "off"}),
        error_messages={
            "required": "Écrivez le code du ménage, par exemple « Mésange 42 ».",
            "max_length": "Un code est un mot et un nombre, par exemple « Mésange 42 ».",
        },
    )
