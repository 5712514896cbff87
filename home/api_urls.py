"""Everything under /api/: how to sign in, the routes of version 1, their description."""

from allauth.idp.oidc.views import revoke, token
from django.urls import include, path

from accounts.api.throttling import few_refusals
from home import api_page, results_api

app_name = "api"
urlpatterns = [
    path("", api_page.documentation, name="documentation"),
    path("openapi.json", api_page.description, name="description"),
    # Of allauth's OpenID Connect, these two alone: client credentials have no other.
    path("oauth/token", few_refusals(token), name="token"),
    path("oauth/revoke", few_refusals(revoke), name="revoke"),
    path("v1/", include("offers.api.urls")),
    path("v1/", include("matching.api_urls")),
    path("v1/", include("reporting.api_urls")),
    path("v1/engagements/", results_api.Commitments.as_view(), name="commitments"),
    path("v1/resultats/", results_api.Results.as_view(), name="results"),
]
