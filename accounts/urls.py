"""Addresses of accounts under /compte/, before allauth's own: ours, then those of allauth that stay closed.

Of allauth there remain: login, logout, reauthenticate, password change and reset, and under 2fa/ the index,
authenticate, reauthenticate, TOTP activation and recovery codes.
"""

from django.urls import path, re_path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("invitations/", views.invitations, name="invitations"),
    path("invitations/<uuid:invitation_id>/annuler/", views.revoke, name="revoke_invitation"),
    path("equipe/<uuid:membership_id>/fin/", views.end, name="end_membership"),
    path("invitation/", views.accept, name="accept_invitation"),
    path("invitation/<str:secret>/", views.invitation_link, name="invitation_link"),
    # An address belongs to an invitation, a second factor is compulsory, nobody signs in by an e-mailed code.
    re_path(r"^(?:signup|email|inactive|password/set|login/code/confirm|2fa/totp/deactivate)/$", views.closed),
    re_path(r"^confirm-email/.*$", views.closed),
]
