"""Addresses of the routes of requests, needs and declared rehousings under /api/v1/."""

from django.urls import path

from matching import api, need_api

urlpatterns = [
    path("demandes/", api.Candidatures.as_view(), name="candidatures"),
    path("demandes/<uuid:candidature_id>/", api.OneCandidature.as_view(), name="candidature"),
    path("besoins/", need_api.Cards.as_view(), name="need_cards"),
    path("besoins/<uuid:card_id>/", need_api.OneCard.as_view(), name="need_card"),
    path("besoins/<uuid:card_id>/reponse/", need_api.CardAnswer.as_view(), name="need_answer"),
    path("relogements/", need_api.Rehousings.as_view(), name="rehousings"),
]
