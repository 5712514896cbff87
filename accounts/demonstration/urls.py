"""Addresses that exist in the demonstration only."""

from django.urls import path

from accounts.demonstration import views

urlpatterns = [
    path("", views.personas, name="demo"),
    path("confirmer/", views.reauthenticate, name="demo_reauthenticate"),
    path("courriels/", views.mails, name="demo_mails"),
    path("courriels/<int:number>/", views.mail, name="demo_mail"),
]
