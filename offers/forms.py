"""The form of a dwelling. Nothing is required by the form itself: a draft keeps whatever holds, publishing asks for
what is missing (offers.policies.missing)."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from common.housing import Contingent, Financing, SolutionType, Typology
from common.money import parse_euros, type_euros
from common.working_days import add_working_days
from offers.models import Offer, OfferLocation, WithdrawalReason
from offers.models.offer import MAX_RENT_CENTS, SURFACES_M2, Dpe, Heating, Occupancy
from territories.communes import index
from territories.distance import kilometres
from territories.forms import CommuneField
from territories.places import UnclearPlaceError, find_place

PARIS = ZoneInfo("Europe/Paris")
CLOSING_HOUR = time(18, 0)
CLOSING_WORKING_DAYS = 5
CLOSING_AT_MOST = timedelta(days=60)
AVAILABLE_SINCE_AT_MOST = timedelta(days=365)
AVAILABLE_IN_AT_MOST = timedelta(days=730)


def default_closing(today: date) -> date:
    return add_working_days(today, CLOSING_WORKING_DAYS)


class EurosField(forms.CharField):
    """An amount typed in euros, given in cents."""

    def __init__(self, *, label: str, max_cents: int = MAX_RENT_CENTS) -> None:
        attributes = {"class": "form-control", "inputmode": "decimal"}
        super().__init__(label=label, required=False, max_length=20, widget=forms.TextInput(attrs=attributes))
        self.max_cents = max_cents

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            cents = parse_euros(text)
        except ValueError as error:
            raise ValidationError("Donnez un montant en euros, par exemple 612,40.") from error
        if cents > self.max_cents:
            raise ValidationError(f"Au plus {self.max_cents // 100} €.")
        return cents

    def prepare_value(self, value: Any) -> Any:
        return type_euros(value) if isinstance(value, int) else value


def _text(label: str, most: int, **options: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        required=False,
        widget=forms.TextInput(attrs={"class": "form-control"}),
        error_messages={"max_length": "Au plus %(limit_value)d caractères (il y en a %(show_value)d)."},
        **options,
    )


def _choice(label: str, choices: Any, empty: str = "Choisir…", **options: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=[("", empty), *choices],
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
        **options,
    )


def _number(label: str, low: int, high: int, **options: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=low,
        max_value=high,
        required=False,
        widget=forms.NumberInput(attrs={"class": "form-control", "inputmode": "numeric"}),
        error_messages={
            "invalid": "Donnez un nombre entier.",
            "min_value": "Au moins %(limit_value)s.",
            "max_value": "Au plus %(limit_value)s.",
        },
        **options,
    )


def _day(label: str, **options: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Donnez une date, par exemple 12/03/2027."},
        **options,
    )


class OfferForm(forms.Form):
    """A dwelling as it is typed, in the order of the page."""

    reference = _text("Référence du logement", 40, help_text="Celle de votre logiciel : elle est unique chez vous.")
    residence = _text("Résidence", 120)
    address = _text("Adresse", 200, help_text="Numéro et rue. Montrée plus tard, et à peu de personnes.")
    commune = CommuneField(label="Commune", required=False)
    quarter = _text("Quartier", 80, help_text="Montré dans les listes, avec la commune.")
    door = _text("Porte", 40)
    coordinates = _text("Coordonnées", 60, help_text="Latitude, longitude. Par exemple 50.6312, 3.0612.")

    typology = _choice("Typologie", Typology.choices)
    surface_m2 = forms.DecimalField(
        label="Surface (m²)",
        required=False,
        localize=True,
        min_value=SURFACES_M2[0],
        max_value=SURFACES_M2[1],
        max_digits=5,
        decimal_places=1,
        widget=forms.TextInput(attrs={"class": "form-control", "inputmode": "decimal"}),
        error_messages={
            "invalid": "Donnez une surface en m², par exemple 62,5.",
            "min_value": "Au moins %(limit_value)s m².",
            "max_value": "Au plus %(limit_value)s m².",
            "max_decimal_places": "Un chiffre après la virgule suffit.",
            "max_digits": "Donnez une surface en m², par exemple 62,5.",
            "max_whole_digits": "Donnez une surface en m², par exemple 62,5.",
        },
    )
    floor = _number("Étage", -2, 60, help_text="0 pour le rez-de-chaussée.")
    lift = forms.BooleanField(label="Ascenseur", required=False)
    step_free = forms.BooleanField(label="Accessible sans marche", required=False)

    rent_cents = EurosField(label="Loyer hors charges (€)")
    charges_cents = EurosField(label="Charges (€)")
    annex_rent_cents = EurosField(label="Loyer annexe (€)")
    financing = _choice("Financement", Financing.choices)
    contingent = _choice("Réservataire", Contingent.choices)

    available_on = _day("Disponible le")
    closes_on = _day("Clôture, à 18 h", help_text="Les associations répondent jusque-là.")

    solution_type = _choice("Solution", SolutionType.choices, empty="Bail direct")
    occupancy = _choice("Occupation", Occupancy.choices, empty="Libre")
    heating = _choice("Chauffage", Heating.choices, empty="Non précisé")
    heating_cost_cents = EurosField(label="Chauffage, par mois (€)")
    water_cost_cents = EurosField(label="Eau, par mois (€)")
    dpe = _choice("DPE", Dpe.choices, empty="Non précisé")
    in_qpv = forms.BooleanField(label="En quartier prioritaire (QPV)", required=False)
    wanted_candidatures = _number("Candidatures souhaitées", 1, 10)
    caleol_on = _day("Date de CALEOL")
    visit_contact = _text("Contact pour la visite", 120)
    visit_slots = _text("Créneaux de visite", 250)

    def clean_available_on(self) -> date | None:
        day: date | None = self.cleaned_data["available_on"]
        today = timezone.localdate()
        if day and day < today - AVAILABLE_SINCE_AT_MOST:
            raise ValidationError("Cette date est passée depuis plus d’un an.")
        if day and day > today + AVAILABLE_IN_AT_MOST:
            raise ValidationError("Cette date est dans plus de deux ans.")
        return day

    def clean_closes_on(self) -> date | None:
        day: date | None = self.cleaned_data["closes_on"]
        now = timezone.localtime(timezone=PARIS)
        if day and datetime.combine(day, CLOSING_HOUR, PARIS) <= now:
            raise ValidationError("Cette date est passée : choisissez un jour à venir.")
        if day and day > now.date() + CLOSING_AT_MOST:
            raise ValidationError(f"Au plus {CLOSING_AT_MOST.days} jours.")
        return day

    def clean_caleol_on(self) -> date | None:
        day: date | None = self.cleaned_data["caleol_on"]
        if day and day < timezone.localdate():
            raise ValidationError("Cette date est passée.")
        return day

    def clean(self) -> dict[str, Any] | None:
        data = super().clean() or {}
        if data.get("coordinates") and "commune" not in self.errors:
            self._check_coordinates(data)
        return data

    def _check_coordinates(self, data: dict[str, Any]) -> None:
        """Coordinates hold only within the commune's radius of its centre: further, they are another commune's."""
        commune = data.get("commune")
        if commune is None:
            self.add_error("commune", "Indiquez la commune de ces coordonnées.")
            return
        try:
            place = find_place(data["coordinates"])
        except UnclearPlaceError as error:
            self.add_error("coordinates", str(error))
            return
        position = place.site.position
        if place.site.commune is not None or position is None:
            self.add_error("coordinates", "Écrivez la latitude puis la longitude, par exemple : 50.6312, 3.0612.")
        elif not index().contains(commune.code, position.lat, position.lon):
            centre = commune.position
            far = centre and round(kilometres(position.lat, position.lon, centre.lat, centre.lon))
            self.add_error(
                "coordinates",
                f"Ce point est à {far} km du centre de {commune.label} : corrigez-le, ou corrigez la commune.",
            )
        else:
            data["position"] = position

    def columns(self) -> dict[str, Any]:
        """What of it holds, as columns of Offer and OfferLocation. What was typed wrong is left as it was."""
        data = self.cleaned_data
        same = (
            "reference", "residence", "address", "quarter", "door", "typology", "surface_m2", "floor", "lift",
            "step_free", "rent_cents", "charges_cents", "financing", "contingent", "available_on", "heating",
            "heating_cost_cents", "water_cost_cents", "dpe", "in_qpv", "caleol_on", "visit_contact", "visit_slots",
        )  # fmt: skip
        columns: dict[str, Any] = {name: data[name] for name in same if name in data}
        defaults = {
            "annex_rent_cents": 0,
            "solution_type": SolutionType.DIRECT_LEASE,
            "occupancy": Occupancy.FREE,
            "wanted_candidatures": 3,
        }
        columns |= {name: data[name] or default for name, default in defaults.items() if name in data}
        if "commune" in data:
            columns["commune_id"] = data["commune"].code if data["commune"] else None
        if "coordinates" in data:
            position = data.get("position")
            columns["lat"] = position.lat if position else None
            columns["lon"] = position.lon if position else None
        if "closes_on" in data:
            day = data["closes_on"]
            columns["closes_at"] = datetime.combine(day, CLOSING_HOUR, PARIS) if day else None
        return columns


def initial_of(offer: Offer, location: OfferLocation) -> dict[str, Any]:
    """What the form shows of a draft."""
    initial: dict[str, Any] = {
        name: getattr(location if hasattr(OfferLocation, name) else offer, name)
        for name in OfferForm.base_fields
        if name not in {"commune", "coordinates", "closes_on"}
    }
    initial["commune"] = location.commune_id
    if location.lat is not None:
        initial["coordinates"] = f"{location.lat}, {location.lon}"
    if offer.closes_at is not None:
        initial["closes_on"] = timezone.localtime(offer.closes_at, PARIS).date()
    return initial


class WithdrawalForm(forms.Form):
    reason = forms.ChoiceField(
        label="Motif du retrait",
        choices=[("", "Choisir…"), *WithdrawalReason.choices],
        widget=forms.Select(attrs={"class": "form-select"}),
    )
