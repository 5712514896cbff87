"""Addresses of requests: from an association, through the federation, to a landlord."""

from django.urls import path

from matching.views import (
    anonymous_card,
    candidatures,
    federation,
    household_dwellings,
    location,
    location_decision,
    requests,
)

app_name = "matching"
urlpatterns = [
    path("menages/<uuid:household_id>/fiche-anonyme/", anonymous_card.anonymous_card, name="anonymous_card"),
    path(
        "menages/<uuid:household_id>/logements/", household_dwellings.household_dwellings, name="household_dwellings"
    ),
    path(
        "menages/<uuid:household_id>/logements/<uuid:offer_id>/",
        household_dwellings.household_dwelling,
        name="household_dwelling",
    ),
    path(
        "menages/<uuid:household_id>/logements/<uuid:offer_id>/emplacement/",
        location_decision.decide_location,
        name="decide_location",
    ),
    path("logements/<uuid:offer_id>/demander/", requests.request_dwelling, name="request_dwelling"),
    path("logements/<uuid:offer_id>/emplacement/", location.check_location, name="check_location"),
    path("logements/<uuid:offer_id>/emplacement/<uuid:photo_id>/", location.photo, name="location_photo"),
    path("candidatures/", candidatures.candidatures, name="candidatures"),
    path("candidatures/<uuid:candidature_id>/", candidatures.candidature, name="candidature"),
    path("candidatures/<uuid:candidature_id>/annuler/", candidatures.cancel, name="cancel"),
    path("federation/", federation.federation, name="federation"),
    path("federation/logements/<uuid:offer_id>/", federation.offer, name="federation_offer"),
    path("federation/candidatures/<uuid:candidature_id>/transmettre/", federation.transmit, name="transmit"),
]
