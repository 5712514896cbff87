"""Addresses of accounts under /compte/, before allauth's own: ours, then those of allauth that stay closed.

Of allauth there remain:

- login/, logout/ (by POST), reauthenticate/
- password/change/, password/reset/ and what its e-mail leads to
- 2fa/ (what is active), 2fa/authenticate/ (the code, at sign-in), 2fa/reauthenticate/, 2fa/totp/activate/
- 2fa/recovery-codes/ with generate/ and download/
- 2fa/webauthn/ (passkeys) with add/ and keys/<pk>/remove/

Signing up, changing one's address, removing the application of codes and signing in by an e-mailed code answer 404, to
everybody; a passkey is not renamed, and does not confirm who is there: the code of the application does. Social
sign-in and trusted browsers are not installed.
"""

from django.urls import path, re_path

from accounts.views import clients, decisions, invitations, sessions

app_name = "accounts"
urlpatterns = [
    path("invitations/", invitations.invitations, name="invitations"),
    path("invitations/<uuid:invitation_id>/annuler/", invitations.revoke, name="revoke_invitation"),
    path("equipe/<uuid:membership_id>/fin/", invitations.end, name="end_membership"),
    path("sessions/", sessions.sessions, name="sessions"),
    path("sessions/autres/fermer/", sessions.close_others, name="close_other_sessions"),
    path("sessions/<slug:session_id>/fermer/", sessions.close, name="close_session"),
    path("clients/", clients.clients, name="clients"),
    path("clients/nouveau/", clients.new_client, name="new_client"),
    path("clients/<uuid:client_id>/revoquer/", clients.revoke, name="revoke_client"),
    path("decisions/", decisions.decisions, name="decisions"),
    path("decisions/<uuid:decision_id>/confirmer/", decisions.confirm, name="confirm_decision"),
    path("decisions/<uuid:decision_id>/refuser/", decisions.refuse, name="refuse_decision"),
    path("equipe/<uuid:membership_id>/second-facteur/", decisions.ask_reset, name="ask_reset"),
    path("invitation/", invitations.accept, name="accept_invitation"),
    path("invitation/<str:secret>/", invitations.invitation_link, name="invitation_link"),
    # An address belongs to an invitation, a second factor is compulsory, nobody signs in by an e-mailed code.
    re_path(r"^(?:signup|email|inactive|password/set|login/code/confirm|2fa/totp/deactivate)/$", invitations.closed),
    re_path(r"^2fa/webauthn/(?:reauthenticate|keys/\d+/edit)/$", invitations.closed),
    re_path(r"^confirm-email/.*$", invitations.closed),
]
