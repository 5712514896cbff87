"""What a landlord promised and did, for its own software: exactly, as its manager reads it (home.results).

Nothing of another landlord, nor of the collective commitments.
"""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.views import ClientView
from accounts.models import Scope
from conventions.models import Channel, Commitment, Unit
from home.results import OwnYear, own_years

TAG = ["Engagements et résultats"]


class CommitmentSerializer(serializers.Serializer[Commitment]):
    """Un de vos engagements. Des chiffres publiés peuvent se contredire : un seul est retenu pour une même période."""

    convention = serializers.UUIDField(source="convention_id")
    convention_nom = serializers.CharField(source="convention.name")
    voie = serializers.ChoiceField(choices=Channel.choices, source="channel")
    unite = serializers.ChoiceField(choices=Unit.choices, source="unit")
    debut = serializers.DateField(source="starts_on")
    fin = serializers.DateField(source="ends_on")
    quantite = serializers.IntegerField(source="quantity", help_text="Par an.")
    source = serializers.CharField()  # type: ignore[assignment]  # a field's name, no attribute
    retenu = serializers.BooleanField(source="retained")


class YearSerializer(serializers.Serializer[OwnYear]):
    """Une année de convention. Les logements et les relogements sur demande ne s’additionnent pas."""

    convention = serializers.UUIDField(source="convention.id")
    convention_nom = serializers.CharField(source="convention.name")
    annee = serializers.IntegerField(source="year.number", help_text="La première est 1.")
    debut = serializers.DateField(source="year.starts_on")
    fin = serializers.DateField(source="year.ends_on")
    terminee = serializers.BooleanField(source="is_over")
    engagement = serializers.IntegerField(
        source="committed", allow_null=True, help_text="null : votre part est dans l’engagement collectif."
    )
    attendu = serializers.IntegerField(source="due", allow_null=True, help_text="De l’engagement, à ce jour.")
    logements = serializers.IntegerField(source="put", help_text="Mis sur la plateforme.")
    relogements_plateforme = serializers.IntegerField(source="on_platform")
    relogements_sur_demande = serializers.IntegerField(source="on_request")


class ResultsView(ClientView):
    scopes = {"GET": Scope.READ_RESULTS}


class Commitments(ResultsView):
    @extend_schema(
        operation_id="engagements_lister",
        summary="Vos engagements",
        description="Les vôtres, de chaque convention, en cours ou passée. L’engagement collectif n’y est pas.",
        tags=TAG,
        responses={200: serializers.ListSerializer(child=CommitmentSerializer())},
    )
    def get(self, request: Request) -> Response:
        own = Commitment.objects.of_landlord(self.caller.organisation_id).select_related("convention")
        found: Any = own.order_by("-convention__starts_on", "convention_id", "channel", "starts_on", "quantity", "id")
        return Response(CommitmentSerializer(found, many=True).data)


class Results(ResultsView):
    @extend_schema(
        operation_id="resultats_lister",
        summary="Vos résultats, année par année",
        description="De chaque convention en cours que vous avez signée, l’année la plus récente d’abord.",
        tags=TAG,
        responses={200: serializers.ListSerializer(child=YearSerializer())},
    )
    def get(self, request: Request) -> Response:
        found: Any = own_years(self.caller.organisation_id)
        return Response(YearSerializer(found, many=True).data)
