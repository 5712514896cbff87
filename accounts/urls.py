"""Addresses of accounts under /compte/, before allauth's own."""

from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("invitations/", views.invitations, name="invitations"),
]
