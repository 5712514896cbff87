"""Addresses of the routes of published reports under /api/v1/."""

from django.urls import path

from reporting import api

urlpatterns = [
    path("rapports/", api.Reports.as_view(), name="reports"),
    path("rapports/<uuid:report_id>/", api.OneReport.as_view(), name="report"),
    path("chiffres/", api.Figures.as_view(), name="figures"),
]
