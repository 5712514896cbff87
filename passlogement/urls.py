"""Addresses of the platform. They are stable: an address that is not for a role answers 404."""

from django.conf import settings
from django.urls import include, path

from common import views
from home.metrics import metrics

handler404 = "common.views.not_found"
handler500 = "common.views.failed"

urlpatterns = [
    path("", include("home.urls")),
    path("compte/", include("accounts.urls")),
    path("compte/", include("allauth.urls")),
    path("territoires/", include("territories.urls")),
    path("", include("associations.urls")),
    path("", include("conventions.urls")),
    path("comites/", include("reporting.committee_urls")),
    path("", include("offers.urls")),
    path("", include("matching.urls")),
    path("", include("reporting.urls")),
    path("", include("notifications.urls")),
    path("api/", include("home.api_urls")),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
]
if settings.DEMONSTRATION:
    urlpatterns.insert(0, path("demo/", include("accounts.demonstration.urls")))
