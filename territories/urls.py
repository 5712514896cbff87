"""Addresses of the suggestions of communes."""

from django.urls import path

from territories import views

app_name = "territories"
urlpatterns = [
    path("communes/", views.commune_suggestions, name="commune_suggestions"),
    path("voisines/", views.neighbours, name="neighbours"),
]
