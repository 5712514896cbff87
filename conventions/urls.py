"""Addresses of the conventions."""

from django.urls import path

from conventions import views

app_name = "conventions"
urlpatterns = [
    path("conventions/", views.conventions, name="conventions"),
    path("conventions/<uuid:convention_id>/ordre/", views.automatic_order, name="automatic_order"),
]
