"""The landing page of each role, and the pages that stand apart from any role."""

from django.urls import path

from home import views

urlpatterns = [
    path("", views.index, name="home"),
    path("union/", views.union, name="union"),
    path("resultats/tableur/", views.own_results, name="own_results"),
    path("exploitation/", views.operation, name="operation"),
    path("mentions/", views.legal, name="legal"),
    path("encore/", views.awake, name="awake"),
    path("pause/", views.pause, name="pause"),
]
