"""Everything under /api/: how to sign in, the routes of version 1, their description."""

from allauth.idp.oidc.views import revoke, token
from django.urls import include, path

from home import api_page, results_api

app_name = "api"
urlpatterns = [
    path("", api_page.documentation, name="documentation"),
    path("openapi.json", api_page.description, name="description"),
    # Of allauth's OpenID Connect, these two alone: client credentials have no other.
    path("oauth/token", token, name="token"),
    path("oauth/revoke", revoke, name="revoke"),
    path("v1/", include("offers.api.urls")),
    path("v1/", include("matching.api_urls")),
    path("v1/", include("reporting.api_urls")),
    path("v1/engagements/", results_api.Commitments.as_view(), name="commitments"),
    path("v1/resultats/", results_api.Results.as_view(), name="results"),
]
