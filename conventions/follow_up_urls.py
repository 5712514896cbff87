"""Addresses of actions and of « Relancer »."""

from django.urls import path

from conventions.views import chases, follow_up

urlpatterns = [
    path("actions/", follow_up.actions_list, name="actions"),
    path("actions/nouvelle/", follow_up.new_action, name="new_action"),
    path("actions/<uuid:action_id>/", follow_up.action, name="action"),
    path("actions/<uuid:action_id>/modifier/", follow_up.edit_action, name="edit_action"),
    path("union/relances/<uuid:convention_id>/<uuid:bailleur_id>/", chases.chase, name="chase"),
]
