"""Needs put to a landlord, its answers, and rehousings declared with it, for its software: what its pages show."""

import uuid
from datetime import date
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.idempotency import KEY, idempotent
from accounts.api.views import ClientView
from accounts.models import Scope
from common.housing import SolutionType, Typology
from common.rest.calls import checked, moved
from common.rest.fields import CodeField, DayField, TextField, WholeField
from common.rest.pagination import OpaqueOrder
from common.rest.problems import Conflict, RuleBroken
from conventions.models import Channel
from matching import actions
from matching.declared import Declared
from matching.declared_file import association_named
from matching.forms.declared import MOST_CHILDREN, MOST_WOMEN
from matching.models import AnswerKind, DeclaredRehousing, DeclaredState, NeedCard, NotNow
from matching.models.need_card import NeedCardQuerySet
from matching.need_words import answered, weeks_since
from offers.models import Offer
from territories.departements import departements

NEEDS, REHOUSINGS = ["Besoins"], ["Relogements déclarés"]


class CardSerializer(serializers.Serializer[Any]):
    """Une demande qui vous est adressée, sans nom : des tranches, et rien qui la relie à une autre."""

    id = serializers.UUIDField()
    reference = serializers.CharField()
    semaines = serializers.IntegerField(help_text="Depuis combien de semaines entières elle est là.")
    taille = serializers.CharField()
    typologie = serializers.CharField(help_text="La plus petite qui convient.")
    solutions = serializers.ListField(child=serializers.CharField())
    ou = serializers.ListField(child=serializers.CharField())
    loyer = serializers.CharField(help_text="Par mois, charges comprises ; vide quand il n’est pas dit.")
    plain_pied = serializers.BooleanField(allow_null=True, help_text="null : cela n’est pas dit.")
    reponse = serializers.CharField(help_text="La vôtre, en une phrase ; vide tant que vous n’avez pas répondu.")
    logement = serializers.UUIDField(allow_null=True, help_text="Celui que vous lui réservez.")

    def to_representation(self, card: NeedCard) -> dict[str, Any]:
        last = max(card.answers.all(), key=lambda one: one.at, default=None)
        told = answered(last) if last else None
        said = card.content
        return dict(
            super().to_representation(
                {
                    "id": card.id,
                    "reference": card.reference,
                    "semaines": weeks_since(card.sent_at, timezone.localdate()),
                    "taille": said.size,
                    "typologie": said.typology,
                    "solutions": list(said.solutions),
                    "ou": list(said.places),
                    "loyer": said.rent,
                    "plain_pied": said.step_free,
                    "reponse": told.words if told else "",
                    "logement": told.offer_id if told and told.kept else None,
                }
            )
        )


class AnswerSerializer(serializers.Serializer[Any]):
    """Un logement réservé, un motif, ou une date : ce que dit « reponse »."""

    reponse = CodeField(choices=AnswerKind.choices)
    logement = serializers.UUIDField(required=False, help_text="Un de vos brouillons complets, avec « logement ».")
    motif = CodeField(choices=NotNow.choices, required=False, help_text="Avec « pas_maintenant ».")
    des_le = DayField(required=False, help_text="Avec « peut_etre » : une date à venir.")


class CardView(ClientView):
    scopes = {"GET": Scope.READ_NEEDS}

    def own(self) -> NeedCardQuerySet:
        return NeedCard.objects.addressed_to(self.caller).prefetch_related("answers__offer")

    def one(self, card_id: uuid.UUID) -> NeedCard:
        return get_object_or_404(self.own(), id=card_id)


class Cards(CardView):
    problems = {"GET": (400, 404)}
    pagination_class = OpaqueOrder

    @extend_schema(
        operation_id="besoins_lister",
        summary="Les demandes qui vous sont adressées",
        tags=NEEDS,
        responses=CardSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        pages = OpaqueOrder()
        page: Any = pages.paginate_queryset(self.own(), request, view=self)
        return pages.get_paginated_response(CardSerializer(page, many=True).data)


class OneCard(CardView):
    @extend_schema(operation_id="besoins_lire", summary="Une demande", tags=NEEDS, responses=CardSerializer)
    def get(self, request: Request, card_id: uuid.UUID) -> Response:
        return Response(CardSerializer(self.one(card_id)).data)


class CardAnswer(CardView):
    scopes = {"POST": Scope.ANSWER_NEEDS}
    problems = {"POST": (409, 422)}

    @extend_schema(
        operation_id="besoins_repondre",
        summary="Répondre à une demande",
        description="Un logement réservé n’est vu que de l’association qui l’a adressée.",
        tags=NEEDS,
        request=AnswerSerializer,
        responses=CardSerializer,
        parameters=[KEY],
        examples=[
            OpenApiExample(
                "Pas pour l’instant",
                value={"reponse": "pas_maintenant", "motif": "pas_de_typologie"},
                request_only=True,
            )
        ],
    )
    @idempotent
    def post(self, request: Request, card_id: uuid.UUID) -> Response:
        card = self.one(card_id)
        sent = checked(AnswerSerializer(data=request.data))
        self._answer(card, sent)
        return Response(CardSerializer(self.one(card_id)).data)

    def _answer(self, card: NeedCard, sent: dict[str, Any]) -> None:
        match sent["reponse"]:
            case AnswerKind.DWELLING:
                if "logement" not in sent:
                    raise RuleBroken({"logement": "Donnez le brouillon que vous réservez."})
                offer = get_object_or_404(Offer.objects.owned_by(self.caller), id=sent["logement"])
                moved(lambda: actions.answer_with_dwelling(card=card, offer=offer, by=self.caller))
            case AnswerKind.NOT_NOW:
                if "motif" not in sent:
                    raise RuleBroken({"motif": "Donnez un motif."})
                moved(lambda: actions.answer_not_now(card=card, reason=sent["motif"], by=self.caller))
            case AnswerKind.MAYBE:
                day: date | None = sent.get("des_le")
                if day is None or day <= timezone.localdate():
                    raise RuleBroken({"des_le": "Donnez une date à venir."})
                moved(lambda: actions.answer_maybe(card=card, from_on=day, by=self.caller))


class RehousingSerializer(serializers.Serializer[Any]):
    """Un relogement fait hors de la plateforme, déclaré d’un côté, confirmé de l’autre."""

    id = serializers.UUIDField(read_only=True)
    reference = serializers.CharField(read_only=True)
    etat = serializers.ChoiceField(choices=DeclaredState.choices, read_only=True)
    association = TextField(max_length=200, help_text="Son nom, tel que la plateforme l’écrit.")
    mois = DayField(help_text="Un jour du mois d’entrée.")
    voie = CodeField(choices=Channel.choices)
    typologie = CodeField(choices=Typology.choices)
    departement = TextField(max_length=3, help_text="Son numéro.")
    solution = CodeField(choices=SolutionType.choices)
    femmes = WholeField(min_value=1, max_value=MOST_WOMEN)
    enfants = WholeField(min_value=0, max_value=MOST_CHILDREN)
    un_autre = serializers.BooleanField(
        write_only=True, required=False, help_text="Un relogement de plus, avec les mêmes chiffres."
    )

    def to_representation(self, one: DeclaredRehousing) -> dict[str, Any]:
        return {
            "id": str(one.id),
            "reference": one.reference,
            "etat": one.state,
            "association": one.association.organisation.name,
            "mois": one.month.isoformat(),
            "voie": one.channel,
            "typologie": one.typology,
            "departement": one.departement,
            "solution": one.solution_type,
            "femmes": one.women,
            "enfants": one.children,
        }


class Rehousings(ClientView):
    scopes = {"GET": Scope.READ_REHOUSINGS, "POST": Scope.DECLARE_REHOUSINGS}
    problems = {"GET": (400, 404), "POST": (409, 422)}
    pagination_class = OpaqueOrder

    @extend_schema(
        operation_id="relogements_lister",
        summary="Les relogements déclarés avec vous",
        tags=REHOUSINGS,
        responses=RehousingSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        pages = OpaqueOrder()
        own = DeclaredRehousing.objects.of_landlord(self.caller).select_related("association__organisation")
        page: Any = pages.paginate_queryset(own, request, view=self)
        return pages.get_paginated_response(RehousingSerializer(page, many=True).data)

    @extend_schema(
        operation_id="relogements_declarer",
        summary="Déclarer un relogement",
        description="L’association est invitée à le confirmer. 409 : les mêmes faits sont déjà connus.",
        tags=REHOUSINGS,
        request=RehousingSerializer,
        responses={201: RehousingSerializer},
        parameters=[KEY],
    )
    @idempotent
    def post(self, request: Request) -> Response:
        sent = checked(RehousingSerializer(data=request.data))
        declared = self._declared(sent)
        another = sent.get("un_autre", False)
        try:
            made = moved(lambda: actions.declare_rehousing(declared=declared, another=another, by=self.caller))
        except actions.AlreadyKnown as error:
            raise Conflict(str(error)) from None
        return Response(RehousingSerializer(made).data, status=201)

    def _declared(self, sent: dict[str, Any]) -> Declared:
        association = association_named(sent["association"])
        broken = {}
        if association is None:
            broken["association"] = "Association inconnue de la plateforme."
        if sent["departement"] not in departements():
            broken["departement"] = "Département inconnu."
        if sent["mois"].replace(day=1) > timezone.localdate():
            broken["mois"] = "Ce mois est à venir."
        if broken or association is None:
            raise RuleBroken(broken)
        return Declared(
            bailleur_id=self.caller.organisation_id,
            association_id=association,
            month=sent["mois"].replace(day=1),
            channel=sent["voie"],
            typology=sent["typologie"],
            departement=sent["departement"],
            solution_type=sent["solution"],
            women=sent["femmes"],
            children=sent["enfants"],
        )
