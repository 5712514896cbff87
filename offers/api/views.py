"""Routes of a landlord's dwellings. Those of others do not exist: 404."""

import uuid
from collections import Counter
from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.idempotency import KEY, idempotent
from accounts.api.views import ClientView
from accounts.models import Scope
from common.rest.calls import checked, moved
from common.rest.etags import MATCH, check_version
from common.rest.filter_parameters import check_filled, filter_parameters
from common.rest.pagination import OpaqueOrder
from common.rest.problems import Conflict, RuleBroken
from offers import actions
from offers.actions import Outcome, SentDwelling, Upserted
from offers.api.filters import OwnOfferFilter
from offers.api.serializers import (
    BatchAnswerSerializer,
    BatchSerializer,
    DwellingFields,
    DwellingSerializer,
    NewDwellingSerializer,
    WithdrawalSerializer,
    broken_rules,
)
from offers.models import Offer
from offers.models.offer import OfferQuerySet

TAG = ["Logements"]
VERSION = OpenApiParameter(
    MATCH, str, OpenApiParameter.HEADER, description="L’ETag lu : refuse (412) si le logement a changé depuis."
)
EXAMPLE = {
    "reference": "UG-1042",
    "residence": "Les Tilleuls",
    "adresse": "12 rue des Arts",
    "commune": "59512",
    "typologie": "T3",
    "surface_m2": 62.5,
    "etage": 3,
    "loyer_centimes": 51240,
    "charges_centimes": 10000,
    "financement": "PLAI",
    "reservataire": "ETAT_PRIORITAIRE",
    "disponible_le": "2027-03-12",
}
SENT = OpenApiExample("Un T3 à Roubaix", value=EXAMPLE, request_only=True)


class DwellingView(ClientView):
    """What the routes of dwellings share: those of the caller's organisation."""

    def own(self) -> OfferQuerySet:
        return Offer.objects.owned_by(self.caller).with_location()

    def one(self, offer_id: uuid.UUID) -> Offer:
        return get_object_or_404(self.own(), id=offer_id)


class Dwellings(DwellingView):
    scopes = {"GET": Scope.READ_DWELLINGS, "POST": Scope.WRITE_DWELLINGS}
    problems = {"GET": (400, 404), "POST": (409, 422)}
    links = {
        "POST": {f"logements_{operation}": "offer_id" for operation in ("lire", "corriger", "publier", "retirer")}
    }
    pagination_class = OpaqueOrder

    @extend_schema(
        operation_id="logements_lister",
        summary="Vos logements",
        tags=TAG,
        responses=DwellingSerializer(many=True),
        parameters=filter_parameters(OwnOfferFilter),
    )
    def get(self, request: Request) -> Response:
        facts = OwnOfferFilter(request.query_params, queryset=self.own())
        check_filled(request.query_params, facts.filters)
        if not facts.is_valid():
            raise ValidationError({name: list(errors) for name, errors in facts.errors.items()})
        pages = OpaqueOrder()
        page: Any = pages.paginate_queryset(facts.qs, request, view=self)
        return pages.get_paginated_response(DwellingSerializer(page, many=True).data)

    @extend_schema(
        operation_id="logements_creer",
        summary="Créer un brouillon",
        tags=TAG,
        request=NewDwellingSerializer,
        responses={201: DwellingSerializer},
        parameters=[KEY],
        examples=[SENT],
    )
    @idempotent
    def post(self, request: Request) -> Response:
        sent = checked(NewDwellingSerializer(data=request.data))
        _hold(broken_rules(sent))
        try:
            offer = actions.create_draft(fields=sent, by=self.caller)
        except actions.DuplicateReference:
            raise Conflict("Vous avez déjà un logement de cette référence qui n’est pas terminé.") from None
        return Response(DwellingSerializer(self.one(offer.id)).data, status=201)


class OneDwelling(DwellingView):
    scopes = {"GET": Scope.READ_DWELLINGS, "PATCH": Scope.WRITE_DWELLINGS}
    problems = {"PATCH": (409, 412, 422)}

    @extend_schema(operation_id="logements_lire", summary="Un logement", tags=TAG, responses=DwellingSerializer)
    def get(self, request: Request, offer_id: uuid.UUID) -> Response:
        return Response(DwellingSerializer(self.one(offer_id)).data)

    @extend_schema(
        operation_id="logements_corriger",
        summary="Corriger un brouillon",
        description="Seuls les champs envoyés changent. Un logement publié ne se corrige plus.",
        tags=TAG,
        request=DwellingFields,
        responses=DwellingSerializer,
        parameters=[VERSION],
        examples=[OpenApiExample("Un autre loyer", value={"loyer_centimes": 49900}, request_only=True)],
    )
    def patch(self, request: Request, offer_id: uuid.UUID) -> Response:
        offer = self.one(offer_id)
        sent = checked(DwellingFields(data=request.data))
        check_version(request, DwellingSerializer(offer).data)
        _hold(broken_rules(sent, offer))
        moved(lambda: actions.correct_draft(offer=offer, fields=sent, by=self.caller))
        return Response(DwellingSerializer(self.one(offer_id)).data)


class PublishDwelling(DwellingView):
    scopes = {"POST": Scope.WRITE_DWELLINGS}
    problems = {"POST": (409,)}

    @extend_schema(
        operation_id="logements_publier",
        summary="Publier",
        description="Le montre aux associations, aussitôt. 409 dit ce qui manque.",
        tags=TAG,
        request=None,
        responses=DwellingSerializer,
        parameters=[KEY],
    )
    @idempotent
    def post(self, request: Request, offer_id: uuid.UUID) -> Response:
        offer = self.one(offer_id)
        moved(lambda: actions.publish_offer(offer=offer, by=self.caller))
        return Response(DwellingSerializer(self.one(offer_id)).data)


class WithdrawDwelling(DwellingView):
    scopes = {"POST": Scope.WRITE_DWELLINGS}
    problems = {"POST": (409,)}

    @extend_schema(
        operation_id="logements_retirer",
        summary="Retirer",
        description="Les associations l’apprennent dans la nuit.",
        tags=TAG,
        request=WithdrawalSerializer,
        responses=DwellingSerializer,
        parameters=[KEY],
        examples=[OpenApiExample("Travaux imprévus", value={"motif": "travaux"}, request_only=True)],
    )
    @idempotent
    def post(self, request: Request, offer_id: uuid.UUID) -> Response:
        offer = self.one(offer_id)
        reason = checked(WithdrawalSerializer(data=request.data))["motif"]
        moved(lambda: actions.withdraw_offer(offer=offer, reason=reason, by=self.caller))
        return Response(DwellingSerializer(self.one(offer_id)).data)


class DwellingBatch(DwellingView):
    scopes = {"POST": Scope.WRITE_DWELLINGS}
    problems = {"POST": (409,)}

    @extend_schema(
        operation_id="logements_envoyer",
        summary="Envoyer jusqu’à 500 logements",
        description="Créés ou corrigés d’après leur référence, chacun avec son résultat : un refus n’arrête pas les "
        "autres. Envoyer deux fois la même chose ne change rien.",
        tags=TAG,
        request=BatchSerializer,
        responses=BatchAnswerSerializer,
        parameters=[KEY],
        examples=[OpenApiExample("Un envoi", value={"publier": True, "logements": [EXAMPLE]}, request_only=True)],
    )
    @idempotent
    def post(self, request: Request) -> Response:
        sent = checked(BatchSerializer(data=request.data))
        good, errors = _each(sent["logements"])
        done = iter(actions.upsert_offers(sent=good, publish=sent.get("publier", False), by=self.caller))
        results = [
            _item(str(one.get("reference", ""))[:40], error) if error else _told(next(done))
            for one, error in zip(sent["logements"], errors, strict=True)
        ]
        counts = Counter(one["resultat"] for one in results)
        answer = {
            "crees": counts[Outcome.CREATED],
            "modifies": counts[Outcome.UPDATED],
            "inchanges": counts[Outcome.UNCHANGED],
            "refuses": counts[Outcome.REFUSED],
            "resultats": results,
        }
        return Response(BatchAnswerSerializer(answer).data)


def _each(items: list[Any]) -> tuple[list[SentDwelling], list[dict[str, str]]]:
    """Those that hold, and for each item its errors, none for those."""
    good, errors = [], []
    for item in items:
        serializer = NewDwellingSerializer(data=item)
        if not serializer.is_valid():
            errors.append({name: " ".join(map(str, found)) for name, found in serializer.errors.items()})
            continue
        columns = dict(serializer.validated_data)
        broken = broken_rules(columns)
        errors.append(broken)
        if not broken:
            good.append(SentDwelling(columns.pop("reference"), columns))
    return good, errors


def _item(reference: str, errors: dict[str, str]) -> dict[str, Any]:
    return {
        "reference": reference,
        "resultat": Outcome.REFUSED,
        "id": None,
        "etat": None,
        "remarque": "",
        "erreurs": [{"champ": field, "message": message} for field, message in errors.items()],
    }


def _told(done: Upserted) -> dict[str, Any]:
    return {
        "reference": done.reference,
        "resultat": done.outcome,
        "id": done.offer and done.offer.id,
        "etat": done.offer and done.offer.state,
        "remarque": done.remark,
        "erreurs": [],
    }


def _hold(broken: dict[str, str]) -> None:
    if broken:
        raise RuleBroken(broken)
