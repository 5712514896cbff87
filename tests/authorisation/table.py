"""The table of authorisations: one row for each route, method and object, one column for each persona.

What is written here is what the design says, not what the code answers. A route without its rows fails.

A row: the method, the address, after `+` the name of what is typed (World.body), then the answers:

- `in`: sent to the sign-in page
- `-`: 404, it does not exist for her; the page tells nothing, nothing is written
- `ok`: 200
- `no`: the form again with its error, nothing is written
- `go`: it is done, or leads elsewhere
- `re`: asked to confirm that it is her (password or second factor)
- `405`: the address is hers, not by this method

The columns: visitor, signed in as nobody; caseworker, référente of household A; her colleague, named on no file; the
référente of household B in another association; the manager of association A; an agent of bailleur A, one of bailleur
B, the manager of bailleur A; federation; coordinator; partner; a superuser without any membership.

`draft`: a dwelling not published yet; `offer`: open, with a waiting request; `taken`: with a request transmitted.
`waiting` and `sent` are those requests. What ends in `_a` is of association A or bailleur A.
"""

from dataclasses import dataclass

from tests.authorisation.actions_table import ACTIONS
from tests.authorisation.conventions_table import CONVENTIONS
from tests.authorisation.follow_up_table import FOLLOW_UP
from tests.authorisation.needs_table import NEEDS
from tests.authorisation.operator_table import OPERATOR
from tests.authorisation.reports_table import REPORTS
from tests.authorisation.trainings_table import TRAININGS
from tests.authorisation.world import SUPERUSER, VISITOR

COLUMNS = {
    "vis": VISITOR,
    "cw": "caseworker",
    "col": "colleague",
    "ocw": "other_caseworker",
    "am": "association_manager",
    "ag": "agent",
    "oag": "other_agent",
    "bm": "bailleur_manager",
    "fed": "federation_member",
    "coo": "coordinator",
    "par": "partner",
    "sup": SUPERUSER,
}
ANSWERS = {"in", "-", "ok", "no", "go", "re", "405"}
# Routes of allauth that ours stand before (accounts.urls): no request reaches them.
SHADOWED = {
    "compte/signup/",
    "compte/email/",
    "compte/inactive/",
    "compte/password/set/",
    "compte/login/code/confirm/",
    "compte/2fa/totp/deactivate/",
    "compte/2fa/webauthn/reauthenticate/",
    "compte/2fa/webauthn/keys/<int:pk>/edit/",
    "compte/confirm-email/",
    "compte/confirm-email/(?P<key>[-:\\w]+)/$",
}

TABLE = """
                                                                    vis cw  col ocw am  ag  oag bm  fed coo par sup
# Public pages, and pages of everybody who is signed in
GET  /                                                              in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
POST /                                                              in  405 405 405 405 405 405 405 405 405 405 405
GET  /mentions/                                                     ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
POST /mentions/                                                     405 405 405 405 405 405 405 405 405 405 405 405
GET  /pause/                                                        ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
POST /pause/                                                        405 405 405 405 405 405 405 405 405 405 405 405
GET  /healthz                                                       ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
POST /healthz                                                       405 405 405 405 405 405 405 405 405 405 405 405
GET  /readyz                                                        ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
POST /readyz                                                        405 405 405 405 405 405 405 405 405 405 405 405
GET  /demo/                                                         ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
POST /demo/ + persona                                               -   -   -   -   -   -   -   -   -   -   -   -
GET  /demo/confirmer/                                               in  405 405 405 405 405 405 405 405 405 405 405
POST /demo/confirmer/                                               in  go  go  go  go  go  go  go  go  go  go  go
GET  /demo/courriels/                                               ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
POST /demo/courriels/                                               405 405 405 405 405 405 405 405 405 405 405 405
GET  /demo/courriels/1/                                             ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /demo/courriels/2/                                             -   -   -   -   -   -   -   -   -   -   -   -
POST /demo/courriels/1/                                             405 405 405 405 405 405 405 405 405 405 405 405
# One's own account
GET  /compte/login/                                                 ok  go  go  go  go  go  go  go  go  go  go  go
POST /compte/login/                                                 ok  go  go  go  go  go  go  go  go  go  go  go
GET  /compte/logout/                                                in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
POST /compte/logout/                                                in  in  in  in  in  in  in  in  in  in  in  in
GET  /compte/reauthenticate/                                        in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
POST /compte/reauthenticate/                                        in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /compte/password/change/                                       in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
POST /compte/password/change/                                       in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /compte/password/reset/                                        ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
POST /compte/password/reset/                                        ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /compte/password/reset/done/                                   ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
POST /compte/password/reset/done/                                   405 405 405 405 405 405 405 405 405 405 405 405
GET  /compte/password/reset/key/1-abc/                              ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
POST /compte/password/reset/key/1-abc/                              ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /compte/password/reset/key/done/                               ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
POST /compte/password/reset/key/done/                               405 405 405 405 405 405 405 405 405 405 405 405
GET  /compte/2fa/                                                   in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
POST /compte/2fa/                                                   in  405 405 405 405 405 405 405 405 405 405 405
GET  /compte/2fa/authenticate/                                      in  go  go  go  go  go  go  go  go  go  go  go
POST /compte/2fa/authenticate/                                      in  go  go  go  go  go  go  go  go  go  go  go
GET  /compte/2fa/reauthenticate/                                    in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
POST /compte/2fa/reauthenticate/                                    in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /compte/2fa/totp/activate/                                     in  re  re  re  re  re  re  re  re  re  re  re
POST /compte/2fa/totp/activate/                                     in  re  re  re  re  re  re  re  re  re  re  re
GET  /compte/2fa/recovery-codes/                                    in  re  re  re  re  re  re  re  re  re  re  re
POST /compte/2fa/recovery-codes/                                    in  405 405 405 405 405 405 405 405 405 405 405
GET  /compte/2fa/recovery-codes/generate/                           in  re  re  re  re  re  re  re  re  re  re  re
POST /compte/2fa/recovery-codes/generate/                           in  re  re  re  re  re  re  re  re  re  re  re
GET  /compte/2fa/recovery-codes/download/                           in  re  re  re  re  re  re  re  re  re  re  re
POST /compte/2fa/recovery-codes/download/                           in  re  re  re  re  re  re  re  re  re  re  re
GET  /compte/2fa/webauthn/                                          in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
POST /compte/2fa/webauthn/                                          in  405 405 405 405 405 405 405 405 405 405 405
GET  /compte/2fa/webauthn/add/                                      in  re  re  re  re  re  re  re  re  re  re  re
POST /compte/2fa/webauthn/add/                                      in  re  re  re  re  re  re  re  re  re  re  re
GET  /compte/2fa/webauthn/keys/1/remove/                            in  re  re  re  re  re  re  re  re  re  re  re
POST /compte/2fa/webauthn/keys/1/remove/                            in  re  re  re  re  re  re  re  re  re  re  re
# Of allauth, what is closed to all
GET  /compte/signup/                                                -   -   -   -   -   -   -   -   -   -   -   -
POST /compte/signup/                                                -   -   -   -   -   -   -   -   -   -   -   -
GET  /compte/email/                                                 -   -   -   -   -   -   -   -   -   -   -   -
POST /compte/email/                                                 -   -   -   -   -   -   -   -   -   -   -   -
GET  /compte/inactive/                                              -   -   -   -   -   -   -   -   -   -   -   -
POST /compte/inactive/                                              -   -   -   -   -   -   -   -   -   -   -   -
GET  /compte/password/set/                                          -   -   -   -   -   -   -   -   -   -   -   -
POST /compte/password/set/                                          -   -   -   -   -   -   -   -   -   -   -   -
GET  /compte/login/code/confirm/                                    -   -   -   -   -   -   -   -   -   -   -   -
POST /compte/login/code/confirm/                                    -   -   -   -   -   -   -   -   -   -   -   -
GET  /compte/2fa/webauthn/reauthenticate/                           -   -   -   -   -   -   -   -   -   -   -   -
POST /compte/2fa/webauthn/reauthenticate/                           -   -   -   -   -   -   -   -   -   -   -   -
GET  /compte/2fa/webauthn/keys/1/edit/                              -   -   -   -   -   -   -   -   -   -   -   -
POST /compte/2fa/webauthn/keys/1/edit/                              -   -   -   -   -   -   -   -   -   -   -   -
GET  /compte/2fa/totp/deactivate/                                   -   -   -   -   -   -   -   -   -   -   -   -
POST /compte/2fa/totp/deactivate/                                   -   -   -   -   -   -   -   -   -   -   -   -
GET  /compte/confirm-email/                                         -   -   -   -   -   -   -   -   -   -   -   -
POST /compte/confirm-email/                                         -   -   -   -   -   -   -   -   -   -   -   -
GET  /compte/confirm-email/abc/                                     -   -   -   -   -   -   -   -   -   -   -   -
POST /compte/confirm-email/abc/                                     -   -   -   -   -   -   -   -   -   -   -   -
# Invitations and accesses
GET  /compte/invitations/                                           in  -   -   -   ok  -   -   ok  ok  -   -   -
POST /compte/invitations/                                           in  -   -   -   ok  -   -   ok  ok  -   -   -
GET  /compte/invitations/{invitation_association_a}/annuler/        in  -   -   -   405 -   -   405 405 -   -   -
POST /compte/invitations/{invitation_association_a}/annuler/        in  -   -   -   go  -   -   -   -   -   -   -
POST /compte/invitations/{invitation_association_b}/annuler/        in  -   -   -   -   -   -   -   -   -   -   -
POST /compte/invitations/{invitation_bailleur_a}/annuler/           in  -   -   -   -   -   -   go  -   -   -   -
POST /compte/invitations/{invitation_union}/annuler/                in  -   -   -   -   -   -   -   go  -   -   -
POST /compte/invitations/{unknown}/annuler/                         in  -   -   -   -   -   -   -   -   -   -   -
GET  /compte/equipe/{member_colleague}/fin/                         in  -   -   -   405 -   -   405 405 -   -   -
POST /compte/equipe/{member_colleague}/fin/                         in  -   -   -   go  -   -   -   -   -   -   -
POST /compte/equipe/{member_other_caseworker}/fin/                  in  -   -   -   -   -   -   -   -   -   -   -
POST /compte/equipe/{member_association_manager}/fin/               in  -   -   -   -   -   -   -   -   -   -   -
POST /compte/equipe/{member_agent}/fin/                             in  -   -   -   -   -   -   go  -   -   -   -
POST /compte/equipe/{member_other_agent}/fin/                       in  -   -   -   -   -   -   -   -   -   -   -
POST /compte/equipe/{member_bailleur_manager}/fin/                  in  -   -   -   -   -   -   -   -   -   -   -
POST /compte/equipe/{member_federation_member}/fin/                 in  -   -   -   -   -   -   -   -   -   -   -
POST /compte/equipe/{member_coordinator}/fin/                       in  -   -   -   -   -   -   -   go  -   -   -
POST /compte/equipe/{member_partner}/fin/                           in  -   -   -   -   -   -   -   go  -   -   -
POST /compte/equipe/{unknown}/fin/                                  in  -   -   -   -   -   -   -   -   -   -   -
GET  /compte/invitation/                                            -   -   -   -   -   -   -   -   -   -   -   -
POST /compte/invitation/                                            -   -   -   -   -   -   -   -   -   -   -   -
GET  /compte/invitation/{secret}/                                   go  go  go  go  go  go  go  go  go  go  go  go
POST /compte/invitation/{secret}/                                   405 405 405 405 405 405 405 405 405 405 405 405
GET  /compte/invitation/{unknown}/                                  go  go  go  go  go  go  go  go  go  go  go  go
# Suggestions of communes
GET  /territoires/communes/                                         -   405 405 405 405 405 405 405 405 405 405 -
POST /territoires/communes/ + commune                               -   ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  -
GET  /territoires/voisines/                                         -   405 405 405 405 405 405 405 405 405 405 -
POST /territoires/voisines/ + commune                               -   ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  -
# Households: the référente named on the file
GET  /menages/                                                      in  ok  ok  ok  ok  -   -   -   -   -   -   -
POST /menages/ + code_a                                             in  go  no  no  no  -   -   -   -   -   -   -
POST /menages/ + code_b                                             in  no  no  go  no  -   -   -   -   -   -   -
GET  /menages/nouveau/                                              in  ok  ok  ok  -   -   -   -   -   -   -   -
POST /menages/nouveau/ + need                                       in  go  go  go  -   -   -   -   -   -   -   -
GET  /menages/{household_a}/                                        in  ok  -   -   -   -   -   -   -   -   -   -
GET  /menages/{household_b}/                                        in  -   -   ok  -   -   -   -   -   -   -   -
GET  /menages/{unknown}/                                            in  -   -   -   -   -   -   -   -   -   -   -
POST /menages/{household_a}/                                        in  405 405 405 -   -   -   -   -   -   -   -
POST /menages/{household_b}/                                        in  405 405 405 -   -   -   -   -   -   -   -
GET  /menages/{household_a}/modifier/                               in  ok  -   -   -   -   -   -   -   -   -   -
GET  /menages/{household_b}/modifier/                               in  -   -   ok  -   -   -   -   -   -   -   -
GET  /menages/{unknown}/modifier/                                   in  -   -   -   -   -   -   -   -   -   -   -
POST /menages/{household_a}/modifier/ + need                        in  go  -   -   -   -   -   -   -   -   -   -
POST /menages/{household_b}/modifier/ + need                        in  -   -   go  -   -   -   -   -   -   -   -
# One's own sessions
GET  /compte/sessions/                                              in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  -
POST /compte/sessions/                                              in  405 405 405 405 405 405 405 405 405 405 -
POST /compte/sessions/autres/fermer/                                in  go  go  go  go  go  go  go  go  go  go  -
GET  /compte/sessions/autres/fermer/                                in  405 405 405 405 405 405 405 405 405 405 -
POST /compte/sessions/{unknown}/fermer/                             in  -   -   -   -   -   -   -   -   -   -   -
GET  /compte/sessions/{unknown}/fermer/                             in  405 405 405 405 405 405 405 405 405 405 -
# Decisions of two people: of the federation, of an organisation's manager, and of the person concerned
GET  /compte/decisions/                                             in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  -
POST /compte/decisions/                                             in  -   -   -   -   -   -   -   no  -   -   -
POST /compte/decisions/{decision_a}/confirmer/                      in  go  -   -   go  -   -   -   go  -   -   -
POST /compte/decisions/{decision_b}/confirmer/                      in  -   -   go  -   -   -   -   go  -   -   -
POST /compte/decisions/{unknown}/confirmer/                         in  -   -   -   -   -   -   -   -   -   -   -
GET  /compte/decisions/{decision_a}/confirmer/                      in  405 405 405 405 405 405 405 405 405 405 -
POST /compte/decisions/{decision_a}/refuser/                        in  go  -   -   go  -   -   -   go  -   -   -
POST /compte/decisions/{decision_b}/refuser/                        in  -   -   go  -   -   -   -   go  -   -   -
POST /compte/decisions/{unknown}/refuser/                           in  -   -   -   -   -   -   -   -   -   -   -
GET  /compte/decisions/{decision_a}/refuser/                        in  405 405 405 405 405 405 405 405 405 405 -
POST /compte/equipe/{member_colleague}/second-facteur/              in  -   -   -   go  -   -   -   go  -   -   -
POST /compte/equipe/{member_other_agent}/second-facteur/            in  -   -   -   -   -   -   -   go  -   -   -
POST /compte/equipe/{unknown}/second-facteur/                       in  -   -   -   -   -   -   -   -   -   -   -
GET  /compte/equipe/{member_colleague}/second-facteur/              in  -   -   -   405 -   -   405 405 -   -   -
# Drafts of forms, and leaving at once
POST /brouillons/sne/ + draft_of_a                                  in  ok  -   -   -   -   -   -   -   -   -   -
POST /brouillons/sne/ + draft_of_b                                  in  -   -   ok  -   -   -   -   -   -   -   -
POST /brouillons/inconnu/ + draft_of_a                              in  -   -   -   -   -   -   -   -   -   -   -
GET  /brouillons/sne/                                               in  405 405 405 -   -   -   -   -   -   -   -
POST /brouillons/sne/effacer/ + draft_of_a                          in  go  go  go  -   -   -   -   -   -   -   -
GET  /brouillons/sne/effacer/                                       in  405 405 405 -   -   -   -   -   -   -   -
GET  /quitter/                                                      in  405 405 405 405 -   -   -   -   -   -   -
POST /quitter/                                                      in  go  go  go  go  -   -   -   -   -   -   -
GET  /encore/                                                       in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
POST /encore/                                                       in  405 405 405 405 405 405 405 405 405 405 405
# Notices: of everybody who has an organisation, each her own
GET  /avis/reglages/                                                in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  -
POST /avis/reglages/ + messages                                     in  go  go  go  go  go  go  go  go  go  go  -
GET  /avis/nombre/                                                  in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  -
POST /avis/nombre/                                                  in  405 405 405 405 405 405 405 405 405 405 -
GET  /avis/                                                         in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  -
POST /avis/                                                         in  405 405 405 405 405 405 405 405 405 405 -
POST /avis/lus/                                                     in  go  go  go  go  go  go  go  go  go  go  -
GET  /avis/lus/                                                     in  405 405 405 405 405 405 405 405 405 405 -
POST /avis/{notice_a}/                                              in  go  -   -   -   -   -   -   -   -   -   -
POST /avis/{notice_b}/                                              in  -   -   go  -   -   -   -   -   -   -   -
POST /avis/{unknown}/                                               in  -   -   -   -   -   -   -   -   -   -   -
GET  /avis/{notice_a}/                                              in  405 405 405 405 405 405 405 405 405 405 -
# What a manager sees of her colleagues' openings
GET  /equipe/{member_caseworker}/acces/                             in  -   -   -   ok  -   -   -   -   -   -   -
GET  /equipe/{member_other_caseworker}/acces/                       in  -   -   -   -   -   -   -   -   -   -   -
GET  /equipe/{unknown}/acces/                                       in  -   -   -   -   -   -   -   -   -   -   -
POST /equipe/{member_caseworker}/acces/                             in  -   -   -   405 -   -   -   -   -   -   -
# The parts of a file; zones ask for a recent confirmation
GET  /menages/{household_a}/dossier/ressources/                     in  ok  -   -   -   -   -   -   -   -   -   -
GET  /menages/{household_b}/dossier/ressources/                     in  -   -   ok  -   -   -   -   -   -   -   -
GET  /menages/{unknown}/dossier/ressources/                         in  -   -   -   -   -   -   -   -   -   -   -
POST /menages/{household_a}/dossier/ressources/ + means             in  go  -   -   -   -   -   -   -   -   -   -
POST /menages/{household_b}/dossier/ressources/ + means             in  -   -   go  -   -   -   -   -   -   -   -
GET  /menages/{household_a}/dossier/inconnu/                        in  -   -   -   -   -   -   -   -   -   -   -
GET  /menages/{household_a}/inscriptions/                           in  ok  -   -   -   -   -   -   -   -   -   -
GET  /menages/{household_b}/inscriptions/                           in  -   -   ok  -   -   -   -   -   -   -   -
GET  /menages/{unknown}/inscriptions/                               in  -   -   -   -   -   -   -   -   -   -   -
POST /menages/{household_a}/inscriptions/ + rows                    in  go  -   -   -   -   -   -   -   -   -   -
POST /menages/{household_b}/inscriptions/ + rows                    in  -   -   go  -   -   -   -   -   -   -   -
GET  /menages/{household_a}/zones/                                  in  re  -   -   -   -   -   -   -   -   -   -
GET  /menages/{household_b}/zones/                                  in  -   -   re  -   -   -   -   -   -   -   -
GET  /menages/{unknown}/zones/                                      in  -   -   -   -   -   -   -   -   -   -   -
POST /menages/{household_a}/zones/ + rows                           in  no  -   -   -   -   -   -   -   -   -   -
POST /menages/{household_b}/zones/ + rows                           in  -   -   no  -   -   -   -   -   -   -   -
GET  /menages/{household_a}/accords/                                in  ok  -   -   -   -   -   -   -   -   -   -
GET  /menages/{household_b}/accords/                                in  -   -   ok  -   -   -   -   -   -   -   -
GET  /menages/{unknown}/accords/                                    in  -   -   -   -   -   -   -   -   -   -   -
POST /menages/{household_a}/accords/ + consent                      in  go  -   -   -   -   -   -   -   -   -   -
POST /menages/{household_b}/accords/ + consent                      in  -   -   go  -   -   -   -   -   -   -   -
GET  /menages/{household_a}/papier/                                 in  ok  -   -   -   -   -   -   -   -   -   -
GET  /menages/{household_b}/papier/                                 in  -   -   ok  -   -   -   -   -   -   -   -
GET  /menages/{unknown}/papier/                                     in  -   -   -   -   -   -   -   -   -   -   -
POST /menages/{household_a}/papier/                                 in  405 405 405 -   -   -   -   -   -   -   -
POST /menages/{household_b}/papier/                                 in  405 405 405 -   -   -   -   -   -   -   -
GET  /menages/{household_a}/lectrices/                              in  ok  -   -   -   -   -   -   -   -   -   -
GET  /menages/{household_b}/lectrices/                              in  -   -   ok  -   -   -   -   -   -   -   -
GET  /menages/{unknown}/lectrices/                                  in  -   -   -   -   -   -   -   -   -   -   -
POST /menages/{household_a}/lectrices/                              in  405 405 405 -   -   -   -   -   -   -   -
POST /menages/{household_b}/lectrices/                              in  405 405 405 -   -   -   -   -   -   -   -
GET  /bailleur/logements/{offer_a}/cloture/                          in  -   -   -   -   405 405 405 -   -   -   -
POST /bailleur/logements/{offer_a}/cloture/                          in  -   -   -   -   no  -   no  -   -   -   -
POST /bailleur/logements/{offer_b}/cloture/                          in  -   -   -   -   -   no  -   -   -   -   -
POST /bailleur/logements/{unknown}/cloture/                          in  -   -   -   -   -   -   -   -   -   -   -
POST /menages/{household_a}/accords/{consent}/retirer/              in  go  -   -   -   -   -   -   -   -   -   -
POST /menages/{household_b}/accords/{consent}/retirer/              in  -   -   go  -   -   -   -   -   -   -   -
POST /menages/{unknown}/accords/{consent}/retirer/                  in  -   -   -   -   -   -   -   -   -   -   -
GET  /menages/{household_a}/accords/{consent}/retirer/              in  405 405 405 -   -   -   -   -   -   -   -
POST /menages/{household_a}/toujours/                               in  go  -   -   -   -   -   -   -   -   -   -
POST /menages/{household_b}/toujours/                               in  -   -   go  -   -   -   -   -   -   -   -
POST /menages/{unknown}/toujours/                                   in  -   -   -   -   -   -   -   -   -   -   -
GET  /menages/{household_a}/toujours/                               in  405 405 405 -   -   -   -   -   -   -   -
# Dwellings for a household, and the check of a location for it
GET  /menages/{household_a}/logements/                              in  ok  -   -   -   -   -   -   -   -   -   -
GET  /menages/{household_b}/logements/                              in  -   -   ok  -   -   -   -   -   -   -   -
GET  /menages/{unknown}/logements/                                  in  -   -   -   -   -   -   -   -   -   -   -
POST /menages/{household_a}/logements/                              in  go  -   -   -   -   -   -   -   -   -   -
POST /menages/{household_b}/logements/                              in  -   -   go  -   -   -   -   -   -   -   -
GET  /menages/{household_a}/logements/{offer_a}/                    in  ok  -   -   -   -   -   -   -   -   -   -
GET  /menages/{household_a}/logements/{offer_b}/                    in  ok  -   -   -   -   -   -   -   -   -   -
GET  /menages/{household_a}/logements/{doubt_b}/                    in  ok  -   -   -   -   -   -   -   -   -   -
GET  /menages/{household_a}/logements/{draft_a}/                    in  -   -   -   -   -   -   -   -   -   -   -
GET  /menages/{household_b}/logements/{offer_a}/                    in  -   -   ok  -   -   -   -   -   -   -   -
GET  /menages/{household_a}/logements/{unknown}/                    in  -   -   -   -   -   -   -   -   -   -   -
GET  /menages/{unknown}/logements/{offer_a}/                        in  -   -   -   -   -   -   -   -   -   -   -
POST /menages/{household_a}/logements/{offer_a}/                    in  405 405 405 -   -   -   -   -   -   -   -
GET  /menages/{household_a}/logements/{doubt_a}/emplacement/        in  re  -   -   -   -   -   -   -   -   -   -
GET  /menages/{household_b}/logements/{doubt_a}/emplacement/        in  -   -   re  -   -   -   -   -   -   -   -
GET  /menages/{household_a}/logements/{offer_a}/emplacement/        in  -   -   -   -   -   -   -   -   -   -   -
GET  /menages/{household_a}/logements/{unknown}/emplacement/        in  -   -   -   -   -   -   -   -   -   -   -
GET  /menages/{unknown}/logements/{doubt_a}/emplacement/            in  -   -   -   -   -   -   -   -   -   -   -
POST /menages/{household_a}/logements/{doubt_a}/emplacement/ + far  in  no  -   -   -   -   -   -   -   -   -   -
POST /menages/{household_b}/logements/{doubt_a}/emplacement/ + far  in  -   -   no  -   -   -   -   -   -   -   -
POST /menages/{household_a}/logements/{offer_a}/emplacement/ + far  in  -   -   -   -   -   -   -   -   -   -   -
GET  /menages/{household_a}/fiche-anonyme/                          in  ok  -   -   -   -   -   -   -   -   -   -
GET  /menages/{household_b}/fiche-anonyme/                          in  -   -   ok  -   -   -   -   -   -   -   -
GET  /menages/{unknown}/fiche-anonyme/                              in  -   -   -   -   -   -   -   -   -   -   -
POST /menages/{household_a}/fiche-anonyme/                          in  405 405 405 -   -   -   -   -   -   -   -
# Who opens a file
POST /menages/{household_a}/suppleantes/ + colleague                in  go  -   -   -   -   -   -   -   -   -   -
POST /menages/{household_b}/suppleantes/ + colleague                in  -   -   no  -   -   -   -   -   -   -   -
POST /menages/{unknown}/suppleantes/ + colleague                    in  -   -   -   -   -   -   -   -   -   -   -
GET  /menages/{household_a}/suppleantes/                            in  405 405 405 -   -   -   -   -   -   -   -
POST /menages/{household_a}/suppleantes/{deputy}/retirer/           in  go  -   -   -   -   -   -   -   -   -   -
POST /menages/{household_b}/suppleantes/{deputy}/retirer/           in  -   -   go  -   -   -   -   -   -   -   -
POST /menages/{unknown}/suppleantes/{deputy}/retirer/               in  -   -   -   -   -   -   -   -   -   -   -
GET  /menages/{household_a}/suppleantes/{deputy}/retirer/           in  405 405 405 -   -   -   -   -   -   -   -
GET  /menages/{household_a}/confier/                                in  ok  -   -   ok  -   -   -   -   -   -   -
GET  /menages/{household_b}/confier/                                in  -   -   ok  -   -   -   -   -   -   -   -
GET  /menages/{unknown}/confier/                                    in  -   -   -   -   -   -   -   -   -   -   -
POST /menages/{household_a}/confier/ + colleague                    in  go  -   -   go  -   -   -   -   -   -   -
POST /menages/{household_b}/confier/ + colleague                    in  -   -   no  -   -   -   -   -   -   -   -
GET  /menages/{household_a}/effacer/                                in  -   -   -   ok  -   -   -   -   -   -   -
GET  /menages/{household_b}/effacer/                                in  -   -   -   -   -   -   -   -   -   -   -
GET  /menages/{unknown}/effacer/                                    in  -   -   -   -   -   -   -   -   -   -   -
POST /menages/{household_a}/effacer/ + purge_a                      in  -   -   -   go  -   -   -   -   -   -   -
POST /menages/{household_a}/effacer/ + purge_b                      in  -   -   -   no  -   -   -   -   -   -   -
POST /menages/{household_b}/effacer/ + purge_b                      in  -   -   -   -   -   -   -   -   -   -   -
GET  /menages/absences/                                             in  ok  ok  ok  ok  -   -   -   -   -   -   -
POST /menages/absences/ + absence                                   in  go  no  no  no  -   -   -   -   -   -   -
POST /menages/absences/{absence_a}/retirer/                         in  go  -   -   go  -   -   -   -   -   -   -
POST /menages/absences/{absence_b}/retirer/                         in  -   -   go  -   -   -   -   -   -   -   -
POST /menages/absences/{unknown}/retirer/                           in  -   -   -   -   -   -   -   -   -   -   -
GET  /menages/absences/{absence_a}/retirer/                         in  405 405 405 405 -   -   -   -   -   -   -
GET  /menages/urgence/                                              in  ok  ok  ok  -   -   -   -   -   -   -   -
POST /menages/urgence/ + emergency_a                                in  no  go  no  -   -   -   -   -   -   -   -
POST /menages/urgence/ + emergency_b                                in  no  no  no  -   -   -   -   -   -   -   -
# Income ceilings: the federation enters a year
GET  /plafonds/                                                     in  -   -   -   -   -   -   -   ok  -   -   -
POST /plafonds/ + year                                              in  -   -   -   -   -   -   -   no  -   -   -
# Dwellings, read by associations: open ones by all of them
GET  /logements/                                                    in  ok  ok  ok  ok  -   -   -   -   -   -   -
POST /logements/                                                    in  no  no  no  no  -   -   -   -   -   -   -
GET  /logements/{offer_a}/                                          in  ok  ok  ok  ok  -   -   -   -   -   -   -
GET  /logements/{offer_b}/                                          in  ok  ok  ok  ok  -   -   -   -   -   -   -
GET  /logements/{taken_a}/                                          in  ok  ok  ok  ok  -   -   -   -   -   -   -
GET  /logements/{draft_a}/                                          in  -   -   -   -   -   -   -   -   -   -   -
GET  /logements/{unknown}/                                          in  -   -   -   -   -   -   -   -   -   -   -
POST /logements/{offer_a}/                                          in  405 405 405 405 -   -   -   -   -   -   -
# A dwelling is asked for by those whose households it fits
GET  /logements/{offer_a}/demander/                                 in  ok  -   ok  -   -   -   -   -   -   -   -
GET  /logements/{offer_b}/demander/                                 in  ok  -   ok  -   -   -   -   -   -   -   -
GET  /logements/{draft_a}/demander/                                 in  -   -   -   -   -   -   -   -   -   -   -
GET  /logements/{unknown}/demander/                                 in  -   -   -   -   -   -   -   -   -   -   -
POST /logements/{offer_a}/demander/ + household_a                   in  go  -   no  -   -   -   -   -   -   -   -
POST /logements/{offer_b}/demander/ + household_a                   in  go  -   no  -   -   -   -   -   -   -   -
POST /logements/{offer_a}/demander/ + household_b                   in  no  -   go  -   -   -   -   -   -   -   -
POST /logements/{offer_b}/demander/ + household_b                   in  no  -   go  -   -   -   -   -   -   -   -
POST /logements/{draft_a}/demander/ + household_a                   in  -   -   -   -   -   -   -   -   -   -   -
# Door and photos
GET  /logements/{offer_a}/emplacement/                              in  ok  -   ok  -   -   -   -   -   -   -   -
GET  /logements/{offer_b}/emplacement/                              in  ok  -   ok  -   -   -   -   -   -   -   -
GET  /logements/{taken_a}/emplacement/                              in  ok  -   ok  -   -   -   -   -   -   -   -
GET  /logements/{taken_b}/emplacement/                              in  ok  -   ok  -   -   -   -   -   -   -   -
GET  /logements/{draft_a}/emplacement/                              in  -   -   -   -   -   -   -   -   -   -   -
GET  /logements/{unknown}/emplacement/                              in  -   -   -   -   -   -   -   -   -   -   -
POST /logements/{offer_a}/emplacement/                              in  ok  -   ok  -   -   -   -   -   -   -   -
POST /logements/{offer_b}/emplacement/                              in  ok  -   ok  -   -   -   -   -   -   -   -
POST /logements/{taken_a}/emplacement/                              in  ok  -   -   -   -   -   -   -   -   -   -
POST /logements/{taken_b}/emplacement/                              in  -   -   ok  -   -   -   -   -   -   -   -
POST /logements/{draft_a}/emplacement/                              in  -   -   -   -   -   -   -   -   -   -   -
GET  /logements/{offer_a}/emplacement/{offer_photo_a}/              in  ok  -   -   -   -   -   -   -   -   -   -
GET  /logements/{taken_a}/emplacement/{taken_photo_a}/              in  ok  -   -   -   -   -   -   -   -   -   -
GET  /logements/{taken_b}/emplacement/{taken_photo_b}/              in  -   -   ok  -   -   -   -   -   -   -   -
GET  /logements/{draft_a}/emplacement/{draft_photo_a}/              in  -   -   -   -   -   -   -   -   -   -   -
GET  /logements/{taken_a}/emplacement/{taken_photo_b}/              in  -   -   -   -   -   -   -   -   -   -   -
GET  /logements/{taken_a}/emplacement/{unknown}/                    in  -   -   -   -   -   -   -   -   -   -   -
POST /logements/{offer_a}/emplacement/{offer_photo_a}/              in  405 405 405 -   -   -   -   -   -   -   -
# Dwellings of a landlord: its own staff
GET  /bailleur/logements/                                           in  -   -   -   -   ok  ok  ok  -   -   -   -
POST /bailleur/logements/                                           in  -   -   -   -   go  go  go  -   -   -   -
GET  /bailleur/logements/nouveau/                                   in  -   -   -   -   ok  ok  ok  -   -   -   -
POST /bailleur/logements/nouveau/ + dwelling                        in  -   -   -   -   go  go  go  -   -   -   -
POST /bailleur/logements/nouveau/ + draft_a                         in  -   -   -   -   go  -   go  -   -   -   -
POST /bailleur/logements/nouveau/ + draft_b                         in  -   -   -   -   -   go  -   -   -   -   -
GET  /bailleur/logements/brouillon/                                 in  -   -   -   -   405 405 405 -   -   -   -
POST /bailleur/logements/brouillon/ + dwelling                      in  -   -   -   -   ok  ok  ok  -   -   -   -
POST /bailleur/logements/brouillon/ + draft_a                       in  -   -   -   -   ok  -   ok  -   -   -   -
POST /bailleur/logements/brouillon/ + draft_b                       in  -   -   -   -   -   ok  -   -   -   -   -
GET  /bailleur/logements/{offer_a}/                                 in  -   -   -   -   ok  -   ok  -   -   -   -
GET  /bailleur/logements/{offer_b}/                                 in  -   -   -   -   -   ok  -   -   -   -   -
GET  /bailleur/logements/{draft_a}/                                 in  -   -   -   -   ok  -   ok  -   -   -   -
GET  /bailleur/logements/{draft_b}/                                 in  -   -   -   -   -   ok  -   -   -   -   -
GET  /bailleur/logements/{taken_a}/                                 in  -   -   -   -   ok  -   ok  -   -   -   -
GET  /bailleur/logements/{unknown}/                                 in  -   -   -   -   -   -   -   -   -   -   -
POST /bailleur/logements/{draft_a}/ + draft_a                       in  -   -   -   -   go  -   go  -   -   -   -
POST /bailleur/logements/{draft_b}/ + draft_b                       in  -   -   -   -   -   go  -   -   -   -   -
POST /bailleur/logements/{offer_a}/ + dwelling                      in  -   -   -   -   go  -   go  -   -   -   -
GET  /bailleur/logements/{offer_a}/retirer/                         in  -   -   -   -   405 405 405 -   -   -   -
POST /bailleur/logements/{offer_a}/retirer/ + reason                in  -   -   -   -   go  -   go  -   -   -   -
POST /bailleur/logements/{offer_b}/retirer/ + reason                in  -   -   -   -   -   go  -   -   -   -   -
POST /bailleur/logements/{unknown}/retirer/ + reason                in  -   -   -   -   -   -   -   -   -   -   -
GET  /bailleur/logements/{draft_a}/supprimer/                       in  -   -   -   -   405 405 405 -   -   -   -
POST /bailleur/logements/{draft_a}/supprimer/                       in  -   -   -   -   go  -   go  -   -   -   -
POST /bailleur/logements/{draft_b}/supprimer/                       in  -   -   -   -   -   go  -   -   -   -   -
POST /bailleur/logements/{unknown}/supprimer/                       in  -   -   -   -   -   -   -   -   -   -   -
GET  /bailleur/logements/{offer_a}/dupliquer/                       in  -   -   -   -   405 405 405 -   -   -   -
POST /bailleur/logements/{offer_a}/dupliquer/                       in  -   -   -   -   go  -   go  -   -   -   -
POST /bailleur/logements/{offer_b}/dupliquer/                       in  -   -   -   -   -   go  -   -   -   -   -
POST /bailleur/logements/{unknown}/dupliquer/                       in  -   -   -   -   -   -   -   -   -   -   -
GET  /bailleur/logements/{offer_a}/photos/                          in  -   -   -   -   405 405 405 -   -   -   -
POST /bailleur/logements/{offer_a}/photos/                          in  -   -   -   -   go  -   go  -   -   -   -
POST /bailleur/logements/{offer_b}/photos/                          in  -   -   -   -   -   go  -   -   -   -   -
POST /bailleur/logements/{unknown}/photos/                          in  -   -   -   -   -   -   -   -   -   -   -
GET  /bailleur/logements/{offer_a}/photos/{offer_photo_a}/          in  -   -   -   -   ok  -   ok  -   -   -   -
GET  /bailleur/logements/{offer_b}/photos/{offer_photo_b}/          in  -   -   -   -   -   ok  -   -   -   -   -
GET  /bailleur/logements/{offer_a}/photos/{offer_photo_b}/          in  -   -   -   -   -   -   -   -   -   -   -
GET  /bailleur/logements/{offer_a}/photos/{unknown}/                in  -   -   -   -   -   -   -   -   -   -   -
POST /bailleur/logements/{offer_a}/photos/{offer_photo_a}/          in  -   -   -   -   405 405 405 -   -   -   -
GET  /bailleur/logements/{offer_a}/photos/{offer_photo_a}/retirer/  in  -   -   -   -   405 405 405 -   -   -   -
POST /bailleur/logements/{offer_a}/photos/{offer_photo_a}/retirer/  in  -   -   -   -   go  -   go  -   -   -   -
POST /bailleur/logements/{offer_b}/photos/{offer_photo_b}/retirer/  in  -   -   -   -   -   go  -   -   -   -   -
POST /bailleur/logements/{offer_a}/photos/{offer_photo_b}/retirer/  in  -   -   -   -   -   -   -   -   -   -   -
POST /bailleur/logements/{offer_a}/photos/{unknown}/retirer/        in  -   -   -   -   -   -   -   -   -   -   -
# Requests: the référente's own, and what was transmitted to this landlord
GET  /candidatures/                                                 in  ok  ok  ok  -   ok  ok  ok  -   -   -   -
POST /candidatures/                                                 in  405 405 405 -   405 405 405 -   -   -   -
GET  /candidatures/{waiting_a}/                                     in  ok  -   -   -   -   -   -   -   -   -   -
GET  /candidatures/{waiting_b}/                                     in  -   -   ok  -   -   -   -   -   -   -   -
GET  /candidatures/{sent_a}/                                        in  ok  -   -   -   ok  -   ok  -   -   -   -
GET  /candidatures/{sent_b}/                                        in  -   -   ok  -   -   ok  -   -   -   -   -
GET  /candidatures/{unknown}/                                       in  -   -   -   -   -   -   -   -   -   -   -
POST /candidatures/{sent_a}/                                        in  405 405 405 -   405 405 405 -   -   -   -
GET  /candidatures/{waiting_a}/annuler/                             in  405 405 405 -   -   -   -   -   -   -   -
POST /candidatures/{waiting_a}/annuler/                             in  go  -   -   -   -   -   -   -   -   -   -
POST /candidatures/{waiting_b}/annuler/                             in  -   -   go  -   -   -   -   -   -   -   -
POST /candidatures/{sent_a}/annuler/                                in  go  -   -   -   -   -   -   -   -   -   -
POST /candidatures/{sent_b}/annuler/                                in  -   -   go  -   -   -   -   -   -   -   -
POST /candidatures/{unknown}/annuler/                               in  -   -   -   -   -   -   -   -   -   -   -
# The federation
GET  /federation/                                                   in  -   -   -   -   -   -   -   ok  -   -   -
POST /federation/                                                   in  -   -   -   -   -   -   -   405 -   -   -
GET  /federation/logements/{offer_a}/                               in  -   -   -   -   -   -   -   ok  -   -   -
GET  /federation/logements/{offer_b}/                               in  -   -   -   -   -   -   -   ok  -   -   -
GET  /federation/logements/{draft_a}/                               in  -   -   -   -   -   -   -   -   -   -   -
GET  /federation/logements/{unknown}/                               in  -   -   -   -   -   -   -   -   -   -   -
POST /federation/logements/{offer_a}/                               in  -   -   -   -   -   -   -   405 -   -   -
GET  /federation/candidatures/{waiting_a}/transmettre/              in  -   -   -   -   -   -   -   405 -   -   -
POST /federation/candidatures/{waiting_a}/transmettre/              in  -   -   -   -   -   -   -   go  -   -   -
POST /federation/candidatures/{waiting_b}/transmettre/              in  -   -   -   -   -   -   -   go  -   -   -
POST /federation/candidatures/{unknown}/transmettre/                in  -   -   -   -   -   -   -   -   -   -   -
# What its référente does with a request
GET  /candidatures/{waiting_a}/envoyer/                              in  405 405 405 -   -   -   -   -   -   -   -
POST /candidatures/{waiting_a}/envoyer/                              in  go  -   -   -   -   -   -   -   -   -   -
POST /candidatures/{waiting_b}/envoyer/                              in  -   -   go  -   -   -   -   -   -   -   -
POST /candidatures/{unknown}/envoyer/                                in  -   -   -   -   -   -   -   -   -   -   -
GET  /candidatures/{waiting_a}/reprendre/                            in  405 405 405 -   -   -   -   -   -   -   -
POST /candidatures/{waiting_a}/reprendre/                            in  go  -   -   -   -   -   -   -   -   -   -
POST /candidatures/{waiting_b}/reprendre/                            in  -   -   go  -   -   -   -   -   -   -   -
POST /candidatures/{unknown}/reprendre/                              in  -   -   -   -   -   -   -   -   -   -   -
GET  /candidatures/{waiting_a}/dossier-complet/                      in  405 405 405 -   -   -   -   -   -   -   -
POST /candidatures/{waiting_a}/dossier-complet/                      in  go  -   -   -   -   -   -   -   -   -   -
POST /candidatures/{waiting_b}/dossier-complet/                      in  -   -   go  -   -   -   -   -   -   -   -
POST /candidatures/{unknown}/dossier-complet/                        in  -   -   -   -   -   -   -   -   -   -   -
GET  /candidatures/{waiting_a}/pieces-envoyees/                      in  405 405 405 -   -   -   -   -   -   -   -
POST /candidatures/{waiting_a}/pieces-envoyees/                      in  go  -   -   -   -   -   -   -   -   -   -
POST /candidatures/{waiting_b}/pieces-envoyees/                      in  -   -   go  -   -   -   -   -   -   -   -
POST /candidatures/{unknown}/pieces-envoyees/                        in  -   -   -   -   -   -   -   -   -   -   -
GET  /candidatures/{waiting_a}/accepter/                             in  405 405 405 -   -   -   -   -   -   -   -
POST /candidatures/{waiting_a}/accepter/                             in  go  -   -   -   -   -   -   -   -   -   -
POST /candidatures/{waiting_b}/accepter/                             in  -   -   go  -   -   -   -   -   -   -   -
POST /candidatures/{unknown}/accepter/                               in  -   -   -   -   -   -   -   -   -   -   -
GET  /candidatures/{waiting_a}/refuser/                              in  405 405 405 -   -   -   -   -   -   -   -
POST /candidatures/{waiting_a}/refuser/                              in  no  -   -   -   -   -   -   -   -   -   -
POST /candidatures/{waiting_b}/refuser/                              in  -   -   no  -   -   -   -   -   -   -   -
POST /candidatures/{unknown}/refuser/                                in  -   -   -   -   -   -   -   -   -   -   -
# A bail glissant, its référente's
GET  /candidatures/{sent_a}/bail-glissant/                           in  ok  -   -   -   -   -   -   -   -   -   -
GET  /candidatures/{sent_b}/bail-glissant/                           in  -   -   ok  -   -   -   -   -   -   -   -
GET  /candidatures/{waiting_a}/bail-glissant/                        in  -   -   -   -   -   -   -   -   -   -   -
GET  /candidatures/{unknown}/bail-glissant/                          in  -   -   -   -   -   -   -   -   -   -   -
POST /candidatures/{sent_a}/bail-glissant/                           in  405 405 405 -   -   -   -   -   -   -   -
GET  /candidatures/{sent_a}/bail-glissant/papier/                    in  405 405 405 -   -   -   -   -   -   -   -
POST /candidatures/{sent_a}/bail-glissant/papier/                    in  no  -   -   -   -   -   -   -   -   -   -
POST /candidatures/{sent_b}/bail-glissant/papier/                    in  -   -   no  -   -   -   -   -   -   -   -
POST /candidatures/{unknown}/bail-glissant/papier/                   in  -   -   -   -   -   -   -   -   -   -   -
GET  /candidatures/{sent_a}/bail-glissant/revision/                  in  405 405 405 -   -   -   -   -   -   -   -
POST /candidatures/{sent_a}/bail-glissant/revision/                  in  no  -   -   -   -   -   -   -   -   -   -
POST /candidatures/{sent_b}/bail-glissant/revision/                  in  -   -   no  -   -   -   -   -   -   -   -
POST /candidatures/{unknown}/bail-glissant/revision/                 in  -   -   -   -   -   -   -   -   -   -   -
# What the landlord does with a file transmitted to it; the number is for those named on the dwelling
GET  /candidatures/{sent_a}/pieces/                                  in  -   -   -   -   405 405 405 -   -   -   -
POST /candidatures/{sent_a}/pieces/                                  in  -   -   -   -   no  -   no  -   -   -   -
POST /candidatures/{sent_b}/pieces/                                  in  -   -   -   -   -   no  -   -   -   -   -
POST /candidatures/{waiting_a}/pieces/                               in  -   -   -   -   -   -   -   -   -   -   -
POST /candidatures/{unknown}/pieces/                                 in  -   -   -   -   -   -   -   -   -   -   -
GET  /candidatures/{sent_a}/complet/                                 in  -   -   -   -   405 405 405 -   -   -   -
POST /candidatures/{sent_a}/complet/                                 in  -   -   -   -   go  -   go  -   -   -   -
POST /candidatures/{sent_b}/complet/                                 in  -   -   -   -   -   go  -   -   -   -   -
POST /candidatures/{waiting_a}/complet/                              in  -   -   -   -   -   -   -   -   -   -   -
POST /candidatures/{unknown}/complet/                                in  -   -   -   -   -   -   -   -   -   -   -
GET  /candidatures/{sent_a}/numero/                                  in  -   -   -   -   405 405 405 -   -   -   -
POST /candidatures/{sent_a}/numero/                                  in  -   -   -   -   ok  -   -   -   -   -   -
POST /candidatures/{sent_b}/numero/                                  in  -   -   -   -   -   ok  -   -   -   -   -
POST /candidatures/{waiting_a}/numero/                               in  -   -   -   -   -   -   -   -   -   -   -
POST /candidatures/{unknown}/numero/                                 in  -   -   -   -   -   -   -   -   -   -   -
GET  /candidatures/{sent_a}/place/                                   in  -   -   -   -   405 405 405 -   -   -   -
POST /candidatures/{sent_a}/place/                                   in  -   -   -   -   go  -   go  -   -   -   -
POST /candidatures/{sent_b}/place/                                   in  -   -   -   -   -   go  -   -   -   -   -
POST /candidatures/{waiting_a}/place/                                in  -   -   -   -   -   -   -   -   -   -   -
POST /candidatures/{unknown}/place/                                  in  -   -   -   -   -   -   -   -   -   -   -
GET  /candidatures/{sent_a}/bail/                                    in  -   -   -   -   405 405 405 -   -   -   -
POST /candidatures/{sent_a}/bail/                                    in  -   -   -   -   no  -   no  -   -   -   -
POST /candidatures/{sent_b}/bail/                                    in  -   -   -   -   -   no  -   -   -   -   -
POST /candidatures/{waiting_a}/bail/                                 in  -   -   -   -   -   -   -   -   -   -   -
POST /candidatures/{unknown}/bail/                                   in  -   -   -   -   -   -   -   -   -   -   -
GET  /candidatures/{sent_a}/cles/                                    in  -   -   -   -   405 405 405 -   -   -   -
POST /candidatures/{sent_a}/cles/                                    in  -   -   -   -   no  -   no  -   -   -   -
POST /candidatures/{sent_b}/cles/                                    in  -   -   -   -   -   no  -   -   -   -   -
POST /candidatures/{waiting_a}/cles/                                 in  -   -   -   -   -   -   -   -   -   -   -
POST /candidatures/{unknown}/cles/                                   in  -   -   -   -   -   -   -   -   -   -   -
GET  /candidatures/{sent_a}/arrivee/                                 in  -   -   -   -   405 405 405 -   -   -   -
POST /candidatures/{sent_a}/arrivee/                                 in  -   -   -   -   no  -   no  -   -   -   -
POST /candidatures/{sent_b}/arrivee/                                 in  -   -   -   -   -   no  -   -   -   -   -
POST /candidatures/{waiting_a}/arrivee/                              in  -   -   -   -   -   -   -   -   -   -   -
POST /candidatures/{unknown}/arrivee/                                in  -   -   -   -   -   -   -   -   -   -   -
GET  /candidatures/{sent_a}/arreter/                                 in  -   -   -   -   405 405 405 -   -   -   -
POST /candidatures/{sent_a}/arreter/                                 in  -   -   -   -   go  -   go  -   -   -   -
POST /candidatures/{sent_b}/arreter/                                 in  -   -   -   -   -   go  -   -   -   -   -
POST /candidatures/{waiting_a}/arreter/                              in  -   -   -   -   -   -   -   -   -   -   -
POST /candidatures/{unknown}/arreter/                                in  -   -   -   -   -   -   -   -   -   -   -
GET  /bailleur/logements/{taken_a}/dossiers/                         in  -   -   -   -   ok  -   ok  -   -   -   -
GET  /bailleur/logements/{taken_b}/dossiers/                         in  -   -   -   -   -   ok  -   -   -   -   -
GET  /bailleur/logements/{offer_a}/dossiers/                         in  -   -   -   -   -   -   -   -   -   -   -
GET  /bailleur/logements/{unknown}/dossiers/                         in  -   -   -   -   -   -   -   -   -   -   -
POST /bailleur/logements/{taken_a}/dossiers/                         in  -   -   -   -   405 405 405 -   -   -   -
GET  /bailleur/logements/{taken_a}/numeros/                          in  -   -   -   -   405 405 405 -   -   -   -
POST /bailleur/logements/{taken_a}/numeros/                          in  -   -   -   -   ok  -   -   -   -   -   -
POST /bailleur/logements/{taken_b}/numeros/                          in  -   -   -   -   -   ok  -   -   -   -   -
POST /bailleur/logements/{offer_a}/numeros/                          in  -   -   -   -   -   -   -   -   -   -   -
POST /bailleur/logements/{unknown}/numeros/                          in  -   -   -   -   -   -   -   -   -   -   -
GET  /bailleur/logements/{taken_a}/agents/                           in  -   -   -   -   405 405 405 -   -   -   -
POST /bailleur/logements/{taken_a}/agents/                           in  -   -   -   -   no  -   no  -   -   -   -
POST /bailleur/logements/{taken_b}/agents/                           in  -   -   -   -   -   no  -   -   -   -   -
POST /bailleur/logements/{offer_a}/agents/                           in  -   -   -   -   -   -   -   -   -   -   -
POST /bailleur/logements/{unknown}/agents/                           in  -   -   -   -   -   -   -   -   -   -   -
GET  /bailleur/logements/{taken_a}/caleol/                           in  -   -   -   -   ok  -   ok  -   -   -   -
GET  /bailleur/logements/{taken_b}/caleol/                           in  -   -   -   -   -   ok  -   -   -   -   -
GET  /bailleur/logements/{offer_a}/caleol/                           in  -   -   -   -   -   -   -   -   -   -   -
GET  /bailleur/logements/{unknown}/caleol/                           in  -   -   -   -   -   -   -   -   -   -   -
POST /bailleur/logements/{taken_a}/caleol/                           in  -   -   -   -   no  -   no  -   -   -   -
POST /bailleur/logements/{taken_b}/caleol/                           in  -   -   -   -   -   no  -   -   -   -   -
POST /bailleur/logements/{offer_a}/caleol/                           in  -   -   -   -   -   -   -   -   -   -   -
POST /bailleur/logements/{unknown}/caleol/                           in  -   -   -   -   -   -   -   -   -   -   -
# Threads: an address for the two sides of a candidature, one for the federation
GET  /candidatures/{sent_a}/messages/                                in  405 405 405 -   405 405 405 -   -   -   -
POST /candidatures/{sent_a}/messages/                                in  no  -   -   -   no  -   no  -   -   -   -
POST /candidatures/{sent_b}/messages/                                in  -   -   no  -   -   no  -   -   -   -   -
POST /candidatures/{waiting_a}/messages/                             in  no  -   -   -   -   -   -   -   -   -   -
POST /candidatures/{unknown}/messages/                               in  -   -   -   -   -   -   -   -   -   -   -
GET  /federation/candidatures/{waiting_a}/messages/                  in  -   -   -   -   -   -   -   ok  -   -   -
GET  /federation/candidatures/{unknown}/messages/                    in  -   -   -   -   -   -   -   -   -   -   -
POST /federation/candidatures/{waiting_a}/messages/                  in  -   -   -   -   -   -   -   no  -   -   -
POST /federation/candidatures/{unknown}/messages/                    in  -   -   -   -   -   -   -   -   -   -   -
# The order of a dwelling's requests
GET  /federation/logements/{offer_a}/classer/                        in  -   -   -   -   -   -   -   405 -   -   -
POST /federation/logements/{offer_a}/classer/                        in  -   -   -   -   -   -   -   no  -   -   -
POST /federation/logements/{draft_a}/classer/                        in  -   -   -   -   -   -   -   -   -   -   -
POST /federation/logements/{unknown}/classer/                        in  -   -   -   -   -   -   -   -   -   -   -
GET  /federation/candidatures/{waiting_a}/ecarter/                   in  -   -   -   -   -   -   -   405 -   -   -
POST /federation/candidatures/{waiting_a}/ecarter/                   in  -   -   -   -   -   -   -   no  -   -   -
POST /federation/candidatures/{unknown}/ecarter/                     in  -   -   -   -   -   -   -   -   -   -   -
GET  /federation/candidatures/{waiting_a}/remettre/                  in  -   -   -   -   -   -   -   405 -   -   -
POST /federation/candidatures/{waiting_a}/remettre/                  in  -   -   -   -   -   -   -   go  -   -   -
POST /federation/candidatures/{unknown}/remettre/                    in  -   -   -   -   -   -   -   -   -   -   -
GET  /federation/candidatures/{waiting_a}/reprendre/                 in  -   -   -   -   -   -   -   405 -   -   -
POST /federation/candidatures/{waiting_a}/reprendre/                 in  -   -   -   -   -   -   -   go  -   -   -
POST /federation/candidatures/{unknown}/reprendre/                   in  -   -   -   -   -   -   -   -   -   -   -
# Software reached by the API, and its description
GET  /api/                                                          in  -   -   -   -   -   -   ok  ok  -   -   -
POST /api/                                                          in  -   -   -   -   -   -   405 405 -   -   -
GET  /api/openapi.json                                              in  -   -   -   -   -   -   ok  ok  -   -   -
POST /api/openapi.json                                              in  -   -   -   -   -   -   405 405 -   -   -
GET  /compte/clients/                                               in  -   -   -   -   -   -   ok  ok  -   -   -
POST /compte/clients/                                               in  -   -   -   -   -   -   405 405 -   -   -
GET  /compte/clients/nouveau/                                       in  -   -   -   -   -   -   re  re  -   -   -
POST /compte/clients/nouveau/ + client                              in  -   -   -   -   -   -   no  no  -   -   -
GET  /compte/clients/{client_a}/revoquer/                           in  -   -   -   -   -   -   405 405 -   -   -
POST /compte/clients/{client_a}/revoquer/                           in  -   -   -   -   -   -   go  -   -   -   -
POST /compte/clients/{client_b}/revoquer/                           in  -   -   -   -   -   -   -   -   -   -   -
POST /compte/clients/{client_obs}/revoquer/                         in  -   -   -   -   -   -   -   go  -   -   -
POST /compte/clients/{unknown}/revoquer/                            in  -   -   -   -   -   -   -   -   -   -   -
# Spreadsheets of dwellings
GET  /bailleur/logements/import/                                    in  -   -   -   -   ok  ok  ok  -   -   -   -
POST /bailleur/logements/import/                                    in  -   -   -   -   no  no  no  -   -   -   -
POST /bailleur/logements/import/ + upload                           in  -   -   -   -   go  go  go  -   -   -   -
GET  /bailleur/logements/import/modele.xlsx                         in  -   -   -   -   ok  ok  ok  -   -   -   -
POST /bailleur/logements/import/modele.xlsx                         in  -   -   -   -   405 405 405 -   -   -   -
GET  /bailleur/logements/export.xlsx                                in  -   -   -   -   ok  ok  ok  -   -   -   -
POST /bailleur/logements/export.xlsx                                in  -   -   -   -   405 405 405 -   -   -   -
GET  /bailleur/logements/export.csv                                 in  -   -   -   -   ok  ok  ok  -   -   -   -
POST /bailleur/logements/export.csv                                 in  -   -   -   -   405 405 405 -   -   -   -
GET  /bailleur/logements/import/{import_a}/                         in  -   -   -   -   ok  -   ok  -   -   -   -
GET  /bailleur/logements/import/{import_b}/                         in  -   -   -   -   -   ok  -   -   -   -   -
GET  /bailleur/logements/import/{unknown}/                          in  -   -   -   -   -   -   -   -   -   -   -
POST /bailleur/logements/import/{import_a}/                         in  -   -   -   -   no  -   no  -   -   -   -
POST /bailleur/logements/import/{import_b}/                         in  -   -   -   -   -   no  -   -   -   -   -
GET  /bailleur/logements/import/{import_a}/etat/                    in  -   -   -   -   ok  -   ok  -   -   -   -
GET  /bailleur/logements/import/{unknown}/etat/                     in  -   -   -   -   -   -   -   -   -   -   -
POST /bailleur/logements/import/{import_a}/etat/                    in  -   -   -   -   405 405 405 -   -   -   -
GET  /bailleur/logements/import/{import_a}/enregistrer/             in  -   -   -   -   405 405 405 -   -   -   -
POST /bailleur/logements/import/{import_a}/enregistrer/             in  -   -   -   -   go  -   go  -   -   -   -
POST /bailleur/logements/import/{import_b}/enregistrer/             in  -   -   -   -   -   go  -   -   -   -   -
POST /bailleur/logements/import/{unknown}/enregistrer/              in  -   -   -   -   -   -   -   -   -   -   -
GET  /bailleur/logements/import/{import_a}/abandonner/              in  -   -   -   -   405 405 405 -   -   -   -
POST /bailleur/logements/import/{import_a}/abandonner/              in  -   -   -   -   go  -   go  -   -   -   -
POST /bailleur/logements/import/{unknown}/abandonner/               in  -   -   -   -   -   -   -   -   -   -   -
GET  /bailleur/logements/import/{import_a}/a-corriger.xlsx          in  -   -   -   -   ok  -   ok  -   -   -   -
GET  /bailleur/logements/import/{unknown}/a-corriger.xlsx           in  -   -   -   -   -   -   -   -   -   -   -
POST /bailleur/logements/import/{import_a}/a-corriger.xlsx          in  -   -   -   -   405 405 405 -   -   -   -
"""


@dataclass(frozen=True)
class Row:
    method: str
    address: str
    body: str
    answers: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.method} {self.address}" + (f" + {self.body}" if self.body else "")

    @property
    def cells(self) -> "list[Cell]":
        return [Cell(self, persona, one) for persona, one in zip(COLUMNS.values(), self.answers, strict=True)]


@dataclass(frozen=True)
class Cell:
    row: Row
    persona: str
    expected: str

    def __str__(self) -> str:
        return f"{self.persona}: {self.row}"


def rows() -> list[Row]:
    """The table, read. Raises ValueError at a row that lacks a cell, or at an answer that means nothing."""
    whole = "".join((TABLE, NEEDS, REPORTS, ACTIONS, CONVENTIONS, TRAININGS, FOLLOW_UP, OPERATOR))
    head, *lines = [line for line in whole.splitlines() if line and not line.startswith("#")]
    if head.split() != list(COLUMNS):
        raise ValueError(head)
    read = []
    for line in lines:
        method, address, *rest = line.split()
        body = rest[1] if rest[0] == "+" else ""
        answers = tuple(rest[2:] if body else rest)
        if len(answers) != len(COLUMNS) or not ANSWERS.issuperset(answers) or method not in {"GET", "POST"}:
            raise ValueError(line)
        read.append(Row(method, address, body, answers))
    return read
