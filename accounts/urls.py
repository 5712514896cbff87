"""Addresses of accounts under /compte/, before allauth's own: ours, then those of allauth that stay closed.

Of allauth there remain:

- login/, logout/ (by POST), reauthenticate/
- password/change/, password/reset/ and what its e-mail leads to
- 2fa/ (what is active), 2fa/authenticate/ (the code, at sign-in), 2fa/reauthenticate/, 2fa/totp/activate/
- 2fa/recovery-codes/ with generate/ and download/

Signing up, changing one's address, removing the second factor and signing in by an e-mailed code answer 404, to
everybody. Social sign-in, trusted browsers and passkeys are not installed.
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
