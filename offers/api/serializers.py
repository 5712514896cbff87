"""A dwelling as software reads and sends it: money in cents a month, surface in m², days as 2027-03-12.

What is well formed is said here; what holds is offers.rules.
"""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from common.housing import Contingent, Financing, SolutionType, Typology
from common.rest.fields import CodeField, DayField, NumberField, TextField, WholeField, YesField
from offers import closing, rules
from offers.actions import Outcome
from offers.models import Offer, OfferState, WithdrawalReason
from offers.models.offer import MAX_RENT_CENTS, SURFACES_M2, Dpe, Heating, Occupancy

MOST_AT_ONCE = 500


class CentsField(WholeField):
    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=0, max_value=MAX_RENT_CENTS, **options)


class SurfaceField(NumberField):
    """Kept to a tenth of a m²."""

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=SURFACES_M2[0], max_value=SURFACES_M2[1], **options)

    def run_validation(self, data: Any = serializers.empty) -> Any:
        """Rounded once within its bounds: a decimal has no tenth of 1e300."""
        value = super().run_validation(data)
        return Decimal(str(value)).quantize(Decimal("0.1")) if isinstance(value, float) else value


@extend_schema_field(OpenApiTypes.DATE)
class ClosingField(DayField):
    """The day of the closing, at 18:00 in Paris."""

    def to_internal_value(self, data: Any) -> Any:
        return closing.closing_of(super().to_internal_value(data))

    def to_representation(self, value: Any) -> str | None:  # type: ignore[override]
        return timezone.localdate(value, closing.PARIS).isoformat() if isinstance(value, datetime) else None


class CodeOrEmpty(CodeField):
    """A code, or "" for what is not known."""

    def __init__(self, choices: Any, **options: Any) -> None:
        super().__init__(choices=[("", "Non précisé"), *choices], **options)


class DwellingFields(serializers.Serializer[Any]):
    """What a landlord says of a dwelling. Everything may wait but the reference, until the publication."""

    residence = TextField(max_length=120, allow_blank=True, required=False, source="location.residence")
    adresse = TextField(
        max_length=200,
        allow_blank=True,
        required=False,
        source="location.address",
        help_text="Numéro et rue. Jamais montrée dans les listes.",
    )
    commune = TextField(
        pattern=r"^[0-9][0-9AB][0-9]{3}$",
        sentence="Donnez le code INSEE de la commune, comme 59350.",
        allow_null=True,
        required=False,
        source="location.commune_id",
        help_text="Code INSEE.",
    )
    quartier = TextField(max_length=80, allow_blank=True, required=False, source="location.quarter")
    porte = TextField(max_length=40, allow_blank=True, required=False, source="location.door")
    latitude = NumberField(min_value=-90, max_value=90, allow_null=True, required=False, source="location.lat")
    longitude = NumberField(min_value=-180, max_value=180, allow_null=True, required=False, source="location.lon")
    typologie = CodeOrEmpty(Typology.choices, required=False, source="typology")
    surface_m2 = SurfaceField(allow_null=True, required=False)
    etage = WholeField(min_value=-2, max_value=60, allow_null=True, required=False, source="floor")
    ascenseur = YesField(required=False, source="lift")
    plain_pied = YesField(required=False, source="step_free", help_text="Accessible sans marche.")
    loyer_centimes = CentsField(allow_null=True, required=False, source="rent_cents", help_text="Hors charges.")
    loyer_annexe_centimes = CentsField(required=False, source="annex_rent_cents")
    charges_centimes = CentsField(allow_null=True, required=False, source="charges_cents")
    financement = CodeOrEmpty(Financing.choices, required=False, source="financing")
    reservataire = CodeOrEmpty(Contingent.choices, required=False, source="contingent")
    disponible_le = DayField(allow_null=True, required=False, source="available_on")
    cloture_le = ClosingField(
        allow_null=True, required=False, source="closes_at", help_text="À 18 h ; par défaut 5 jours ouvrés après."
    )
    solution = CodeField(choices=SolutionType.choices, required=False, source="solution_type")
    occupation = CodeField(choices=Occupancy.choices, required=False, source="occupancy")
    chauffage = CodeOrEmpty(Heating.choices, required=False, source="heating")
    chauffage_centimes = CentsField(allow_null=True, required=False, source="heating_cost_cents")
    eau_centimes = CentsField(allow_null=True, required=False, source="water_cost_cents")
    dpe = CodeOrEmpty(Dpe.choices, required=False)
    qpv = YesField(required=False, source="in_qpv", help_text="En quartier prioritaire.")
    candidatures_souhaitees = WholeField(min_value=1, max_value=10, required=False, source="wanted_candidatures")
    caleol_le = DayField(allow_null=True, required=False, source="caleol_on")
    contact_visite = TextField(max_length=120, allow_blank=True, required=False, source="visit_contact")
    creneaux_visite = TextField(max_length=250, allow_blank=True, required=False, source="visit_slots")

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        """Columns of Offer and OfferLocation, those given alone."""
        nested = super().to_internal_value(data)
        where = nested.pop("location", {})
        return {**nested, **where}


class NewDwellingSerializer(DwellingFields):
    reference = TextField(
        pattern=r"^[!-~]([ -~]{0,38}[!-~])?$",
        sentence="Sans accent, ni espace au bord, en 40 caractères au plus.",
        max_length=40,
        help_text="Celle de votre logiciel : unique chez vous tant que le logement est proposé.",
    )


class DwellingSerializer(NewDwellingSerializer):
    """Un logement, tel que son bailleur le lit."""

    id = serializers.UUIDField(read_only=True)
    etat = serializers.ChoiceField(choices=OfferState.choices, read_only=True, source="state")
    departement = serializers.CharField(read_only=True, allow_null=True)
    publie_le = serializers.SerializerMethodField()
    motif_retrait = serializers.ChoiceField(
        choices=[("", "Sans objet"), *WithdrawalReason.choices], read_only=True, source="withdrawal_reason"
    )

    @extend_schema_field({"type": ["string", "null"], "format": "date"})
    def get_publie_le(self, offer: Offer) -> date | None:
        return timezone.localdate(offer.published_at) if offer.published_at else None


class WithdrawalSerializer(serializers.Serializer[Any]):
    motif = CodeField(choices=WithdrawalReason.choices)


@extend_schema_field(
    {
        "type": "array",
        "minItems": 1,
        "maxItems": MOST_AT_ONCE,
        "items": {"anyOf": [{"$ref": "#/components/schemas/NewDwellingRequest"}, {"type": "object"}]},
    }
)
class DwellingsField(serializers.ListField):
    """Objects, each checked on its own afterwards: one that is wrong is refused alone."""

    child = serializers.DictField()
    default_error_messages = {"not_a_list": "Donnez une liste de logements."}


class BatchSerializer(serializers.Serializer[Any]):
    publier = YesField(required=False, help_text="Publie ceux qui sont complets ; sinon ils sont des brouillons.")
    logements = DwellingsField(min_length=1, max_length=MOST_AT_ONCE)


class ItemErrorSerializer(serializers.Serializer[Any]):
    champ = serializers.CharField()
    message = serializers.CharField()


class ItemSerializer(serializers.Serializer[Any]):
    reference = serializers.CharField(allow_blank=True)
    resultat = serializers.ChoiceField(choices=Outcome.choices)
    id = serializers.UUIDField(allow_null=True)
    etat = serializers.ChoiceField(choices=OfferState.choices, allow_null=True)
    remarque = serializers.CharField(allow_blank=True)
    erreurs = ItemErrorSerializer(many=True)


class BatchAnswerSerializer(serializers.Serializer[Any]):
    """Un résultat par logement, dans l’ordre de l’envoi."""

    crees = serializers.IntegerField()
    modifies = serializers.IntegerField()
    inchanges = serializers.IntegerField()
    refuses = serializers.IntegerField()
    resultats = ItemSerializer(many=True)


def _names() -> dict[str, str]:
    """Column -> name of the field."""
    return {str(field.source).removeprefix("location."): name for name, field in DwellingSerializer().fields.items()}


def named(errors: Mapping[str, str]) -> dict[str, str]:
    """Sentences by column, as sentences by field of the API."""
    names = _names()
    return {names[column]: sentence for column, sentence in errors.items()}


def broken_rules(columns: Mapping[str, Any], offer: Offer | None = None) -> dict[str, str]:
    """The rules that columns break, by field of the API; on top of what the dwelling already says of its place."""
    whole = dict(columns)
    if offer is not None and {"lat", "lon"} & whole.keys():
        whole = {name: getattr(offer.location, name) for name in ("commune_id", "lat", "lon")} | whole
    return named(rules.broken_rules(whole, timezone.now()))
