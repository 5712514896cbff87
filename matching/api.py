"""The requests transmitted to a landlord, for its software: state and dates alone, as its pages show them.

Nothing before the transmission, nothing of the household. What happened elsewhere shows after the nightly release: the
same QuerySet and the same words as the pages (matching.views.received).
"""

import uuid
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.text import slugify
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.views import ClientView
from accounts.models import Scope
from common.rest.pagination import OpaqueOrder
from matching.models import Candidature, CandidatureState, Decision
from matching.models.candidature import CandidatureQuerySet
from matching.views.received import LANDLORD_WORDS, FileState, file_state, landlord_words, received_row

TAG = ["Demandes transmises"]


def state_code(words: str) -> str:
    """ "offre_notifiee" for « Offre notifiée »."""
    return slugify(words).replace("-", "_")


STATES = [(state_code(words), words) for words in LANDLORD_WORDS]


class CandidatureSerializer(serializers.Serializer[Any]):
    """Une demande transmise pour l’un de vos logements."""

    id = serializers.UUIDField()
    reference = serializers.CharField(help_text="Celle qui se lit au téléphone ; elle ne dit rien du ménage.")
    logement = serializers.UUIDField()
    logement_reference = serializers.CharField()
    etat = serializers.ChoiceField(choices=STATES)
    transmise_le = serializers.DateTimeField()
    a_faire_avant = serializers.DateTimeField(allow_null=True, help_text="Ce qui vous attend, quand cela vous attend.")
    decision = serializers.ChoiceField(choices=[("", "Pas encore"), *Decision.choices])
    notifiee_le = serializers.DateField(allow_null=True)
    reponse_avant = serializers.DateTimeField(allow_null=True, help_text="Sans réponse, la loi compte un refus.")
    acceptee_le = serializers.DateTimeField(allow_null=True)
    bail_signe_le = serializers.DateField(allow_null=True)
    entree_le = serializers.DateField(allow_null=True)

    def to_representation(self, candidature: Candidature) -> dict[str, Any]:
        row, told = received_row(candidature), file_state(candidature, with_reason=False)
        return dict(
            super().to_representation(
                {
                    "id": row.id,
                    "reference": row.reference,
                    "logement": candidature.offer_id,
                    "logement_reference": row.dwelling_reference,
                    "etat": state_code(landlord_words(candidature)),
                    "transmise_le": row.transmitted_at,
                    "a_faire_avant": row.due,
                    "decision": candidature.decision,
                    "notifiee_le": told.notified_on,
                    "reponse_avant": _answer_due(candidature, told),
                    "acceptee_le": told.accepted_at,
                    "bail_signe_le": told.lease_signed_on,
                    "entree_le": told.entered_on,
                }
            )
        )


def _answer_due(candidature: Candidature, told: FileState) -> Any:
    """As the page: while the answer is awaited."""
    return told.answer_due if candidature.state == CandidatureState.OFFER_NOTIFIED else None


class CandidatureView(ClientView):
    scopes = {"GET": Scope.READ_CANDIDATURES}

    def told(self) -> CandidatureQuerySet:
        return Candidature.objects.told_to(self.caller).with_offer()


class Candidatures(CandidatureView):
    problems = {"GET": (400, 404)}
    pagination_class = OpaqueOrder

    @extend_schema(
        operation_id="demandes_lister",
        summary="Les demandes qui vous sont transmises",
        tags=TAG,
        responses=CandidatureSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        pages = OpaqueOrder()
        page = pages.paginate_queryset(self.told(), request, view=self)
        return pages.get_paginated_response(CandidatureSerializer(page, many=True).data)


class OneCandidature(CandidatureView):
    @extend_schema(operation_id="demandes_lire", summary="Une demande", tags=TAG, responses=CandidatureSerializer)
    def get(self, request: Request, candidature_id: uuid.UUID) -> Response:
        return Response(CandidatureSerializer(get_object_or_404(self.told(), id=candidature_id)).data)
