"""Addresses of the routes of transmitted requests under /api/v1/."""

from django.urls import path

from matching import api

urlpatterns = [
    path("demandes/", api.Candidatures.as_view(), name="candidatures"),
    path("demandes/<uuid:candidature_id>/", api.OneCandidature.as_view(), name="candidature"),
]
