"""The rows of accounts, accesses, sessions, notices (tests.authorisation.table says how they read)."""

ACCOUNTS = """
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
"""
