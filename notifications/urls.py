"""Addresses of notices."""

from django.urls import path

from notifications import views

app_name = "notifications"
urlpatterns = [
    path("avis/", views.notices, name="notices"),
    path("avis/nombre/", views.unread, name="unread"),
    path("avis/reglages/", views.settings, name="settings"),
    path("avis/lus/", views.read_all, name="read_all"),
    path("avis/<uuid:notice_id>/", views.open_notice, name="open_notice"),
]
