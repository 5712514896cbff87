"""Addresses of households, under /menages/."""

from django.urls import path

from associations import views

app_name = "associations"
urlpatterns = [
    path("", views.households, name="households"),
    path("nouveau/", views.new_household, name="new_household"),
    path("<uuid:household_id>/", views.household, name="household"),
    path("<uuid:household_id>/modifier/", views.edit_household, name="edit_household"),
]
