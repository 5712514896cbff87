"""Addresses of the routes under /api/v1/."""

from django.urls import path

from offers.api import territories, views

urlpatterns = [
    path("territoires/departements/", territories.Departements.as_view(), name="departements"),
    path("territoires/communes/", territories.Communes.as_view(), name="communes"),
    path("logements/", views.Dwellings.as_view(), name="dwellings"),
    path("logements/lot/", views.DwellingBatch.as_view(), name="dwelling_batch"),
    path("logements/<uuid:offer_id>/", views.OneDwelling.as_view(), name="dwelling"),
    path("logements/<uuid:offer_id>/publier/", views.PublishDwelling.as_view(), name="publish_dwelling"),
    path("logements/<uuid:offer_id>/retirer/", views.WithdrawDwelling.as_view(), name="withdraw_dwelling"),
]
