"""Addresses of the conventions."""

from django.urls import include, path

from conventions.views import conventions

app_name = "conventions"
urlpatterns = [
    path("conventions/", conventions.conventions, name="conventions"),
    path("conventions/<uuid:convention_id>/ordre/", conventions.automatic_order, name="automatic_order"),
    path("", include("conventions.follow_up_urls")),
]
