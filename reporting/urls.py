"""Addresses of reports."""

from django.urls import path

from reporting.views import dwellings, report, reports

app_name = "reporting"
urlpatterns = [
    path("rapports/", reports.reports, name="reports"),
    path("rapports/<uuid:report_id>/", report.report, name="report"),
    path("rapports/<uuid:report_id>/etat/", reports.progress, name="progress"),
    path("rapports/<uuid:report_id>/actions/", report.decide, name="decide"),
    path("rapports/<uuid:report_id>/publier/", report.publish, name="publish"),
    path("rapports/<uuid:report_id>/corriger/", report.correct, name="correct"),
    path("rapports/<uuid:report_id>/logements/", dwellings.dwellings, name="dwellings"),
    path("rapports/<uuid:report_id>/fichiers/<str:audience>/<str:kind>/", report.file, name="file"),
]
