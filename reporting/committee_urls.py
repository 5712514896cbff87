"""Addresses of the comités de suivi."""

from django.urls import path

from reporting.views import committees

app_name = "committees"
urlpatterns = [
    path("", committees.committees, name="committees"),
    path("nouveau/", committees.new_committee, name="new_committee"),
    path("<uuid:committee_id>/", committees.committee, name="committee"),
    path("<uuid:committee_id>/decisions/", committees.decide, name="decide"),
    path("<uuid:committee_id>/agenda.ics", committees.calendar, name="calendar"),
]
