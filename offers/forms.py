"""The form of a dwelling. Nothing is required by the form itself: a draft keeps whatever holds, publishing asks for
what is missing (offers.policies.missing)."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from common.form_fields import EurosField, choice_field, day_field, number_field, text_field, yes_field
from common.housing import Contingent, Financing, SolutionType, Typology
from offers import closing, rules
from offers.form_fields import PhotosField, SurfaceField
from offers.models import Offer, OfferLocation, WithdrawalReason
from offers.models.offer import MAX_RENT_CENTS, Dpe, Heating, Occupancy
from territories.communes import CommuneRecord
from territories.distance import Position
from territories.forms import CommuneField
from territories.models import Commune
from territories.places import UnclearPlaceError, find_place

# Beyond, coordinates say less than the cell of a door does (design: a door is known to 0.75 km in lists).
DOUBT_AT_MOST_KM = 0.04


class OfferForm(forms.Form):
    """A dwelling as it is typed, in the order of the page."""

    reference = text_field(
        "Référence du logement", 40, help_text="Celle de votre logiciel : elle est unique chez vous."
    )
    residence = text_field("Résidence", 120)
    residence.widget.attrs["list"] = "residences"
    address = text_field("Adresse", 200, help_text="Numéro et rue. Jamais montrée dans les listes.")
    commune = CommuneField(label="Commune", required=False)
    quarter = text_field("Quartier", 80, help_text="Montré dans les listes, avec la commune.")
    door = text_field("Porte", 40)
    coordinates = text_field(
        "Coordonnées",
        60,
        help_text="Latitude, longitude : 50.6312, 3.0612. Sans elles, le logement est connu par sa commune.",
    )

    typology = choice_field("Typologie", Typology.choices)
    surface_m2 = SurfaceField(label="Surface (m²)")
    floor = number_field("Étage", -2, 60, help_text="0 pour le rez-de-chaussée.")
    lift = yes_field("Ascenseur")
    step_free = yes_field("Accessible sans marche")

    rent_cents = EurosField(label="Loyer hors charges (€)", most_cents=MAX_RENT_CENTS)
    charges_cents = EurosField(label="Charges (€)", most_cents=MAX_RENT_CENTS)
    annex_rent_cents = EurosField(label="Loyer annexe (€)", most_cents=MAX_RENT_CENTS)
    financing = choice_field("Financement", Financing.choices)
    contingent = choice_field("Réservataire", Contingent.choices)

    available_on = day_field("Disponible le")
    closes_on = day_field("Clôture, à 18 h", help_text="Les associations répondent jusque-là.")

    solution_type = choice_field("Solution", SolutionType.choices, empty="", initial=SolutionType.DIRECT_LEASE)
    occupancy = choice_field("Occupation", Occupancy.choices, empty="", initial=Occupancy.FREE)
    heating = choice_field("Chauffage", Heating.choices, empty="Non précisé")
    heating_cost_cents = EurosField(label="Chauffage, par mois (€)", most_cents=MAX_RENT_CENTS)
    water_cost_cents = EurosField(label="Eau, par mois (€)", most_cents=MAX_RENT_CENTS)
    dpe = choice_field("DPE", Dpe.choices, empty="Non précisé")
    in_qpv = yes_field("En quartier prioritaire (QPV)")
    wanted_candidatures = number_field("Candidatures souhaitées", 1, 10, initial=rules.WANTED)
    caleol_on = day_field("Date de CALEOL")
    visit_contact = text_field("Contact pour la visite", 120)
    visit_slots = text_field("Créneaux de visite", 250)
    photos = PhotosField()

    # What the page folds at its end.
    folded = (
        "solution_type", "occupancy", "heating", "dpe", "heating_cost_cents", "water_cost_cents",
        "wanted_candidatures", "caleol_on", "visit_contact", "visit_slots",
    )  # fmt: skip

    @property
    def folded_errors(self) -> bool:
        """Whether the fold must open: it hides a field to correct."""
        return any(name in self.errors for name in self.folded)

    def clean_available_on(self) -> date | None:
        today = timezone.localdate()
        return self._held("available_on", lambda day: rules.check_available_on(day, today))

    def clean_closes_on(self) -> date | None:
        now = timezone.now()
        return self._held("closes_on", lambda day: rules.check_closing_day(day, now))

    def clean_caleol_on(self) -> date | None:
        today = timezone.localdate()
        return self._held("caleol_on", lambda day: rules.check_caleol_day(day, today))

    def _held(self, name: str, check: Callable[[date], None]) -> date | None:
        day: date | None = self.cleaned_data[name]
        try:
            if day:
                check(day)
        except rules.BrokenRule as error:
            raise ValidationError(str(error)) from error
        return day

    def clean_commune(self) -> CommuneRecord | None:
        commune: CommuneRecord | None = self.cleaned_data["commune"]
        if commune and not Commune.objects.filter(code=commune.code).exists():
            raise ValidationError(rules.NOT_LOADED)
        return commune

    def clean(self) -> dict[str, Any] | None:
        data = super().clean() or {}
        if data.get("coordinates") and "commune" not in self.errors:
            try:
                data["position"] = self._position(data["coordinates"], data.get("commune"))
            except ValidationError as error:
                self.add_error("coordinates", error)
        return data

    @staticmethod
    def _position(typed: str, commune: CommuneRecord | None) -> Position:
        """The door of coordinates typed, which hold only within the commune's radius of its centre: further, they are
        another commune's, and distances would be counted from there. Raises ValidationError."""
        if commune is None:
            raise ValidationError("Indiquez d’abord la commune de ces coordonnées.")
        if commune.position is None:
            raise ValidationError(f"Le centre de {commune.label} n’est pas connu : laissez les coordonnées vides.")
        try:
            place = find_place(typed)
        except UnclearPlaceError:
            place = None
        position = place.site.position if place and place.site.commune is None else None
        if position is None:
            raise ValidationError("Écrivez la latitude puis la longitude, par exemple : 50.6312, 3.0612.")
        try:
            rules.check_in_commune(commune.code, position.lat, position.lon)
        except rules.BrokenRule as error:
            raise ValidationError(str(error)) from error
        if position.precision_km > DOUBT_AT_MOST_KM:
            raise ValidationError("Donnez au moins 4 décimales, par exemple : 50.6312, 3.0612, ou laissez vide.")
        return position

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
            "wanted_candidatures": rules.WANTED,
        }
        columns |= {name: data[name] or default for name, default in defaults.items() if name in data}
        if "commune" in data:
            columns["commune_id"] = data["commune"].code if data["commune"] else None
        if "closes_on" in data:
            day = data["closes_on"]
            columns["closes_at"] = closing.closing_of(day) if day else None
        # A position that does not hold is never kept, nor an older one beside another commune.
        position = data.get("position")
        columns |= {"lat": position.lat if position else None, "lon": position.lon if position else None}
        return columns


def initial_of(offer: Offer) -> dict[str, Any]:
    """What the form shows of a draft."""
    location = offer.location
    initial: dict[str, Any] = {
        name: getattr(location if hasattr(OfferLocation, name) else offer, name)
        for name in OfferForm.base_fields
        if name not in {"commune", "coordinates", "closes_on", "photos"}
    }
    initial["annex_rent_cents"] = offer.annex_rent_cents or None
    initial["commune"] = location.commune_id
    if location.lat is not None and location.lon is not None:
        initial["coordinates"] = f"{location.lat:.6f}, {location.lon:.6f}"
    if offer.closes_at is not None:
        initial["closes_on"] = timezone.localdate(offer.closes_at, closing.PARIS)
    return initial


class ClosingForm(forms.Form):
    """Another closing, at 18:00 in Paris on that day."""

    closes_on = day_field("Nouvelle clôture, à 18 h")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["closes_on"].required = True
        self.fields["closes_on"].error_messages["required"] = "Donnez la date."


class WithdrawalForm(forms.Form):
    reason = forms.ChoiceField(
        label="Motif du retrait",
        choices=[("", "Choisir…"), *WithdrawalReason.choices],
        widget=forms.Select(attrs={"class": "form-select"}),
    )
