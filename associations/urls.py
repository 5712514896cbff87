"""Addresses of households, under /menages/, and of the income ceilings."""

from django.urls import path

from associations.views import ceilings, households

app_name = "associations"
urlpatterns = [
    path("menages/", households.households, name="households"),
    path("menages/nouveau/", households.new_household, name="new_household"),
    path("menages/<uuid:household_id>/", households.household, name="household"),
    path("menages/<uuid:household_id>/modifier/", households.edit_household, name="edit_household"),
    path("plafonds/", ceilings.ceilings, name="ceilings"),
]
