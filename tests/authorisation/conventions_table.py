"""The rows of conventions (tests.authorisation.table says how they read).

The federation follows all of them, the coordinator those of her region; nobody else knows that they exist.
"""

CONVENTIONS = """
GET  /conventions/                                                    in  -   -   -   -   -   -   -   ok  ok  -   -
POST /conventions/                                                    in  -   -   -   -   -   -   -   405 405 -   -
GET  /conventions/nouvelle/                                           in  -   -   -   -   -   -   -   ok  -   -   -
POST /conventions/nouvelle/                                           in  -   -   -   -   -   -   -   no  -   -   -
POST /conventions/nouvelle/ + convention                              in  -   -   -   -   -   -   -   go  -   -   -
# One of the coordinator's region, one of another, which is the federation's alone
GET  /conventions/{convention}/                                       in  -   -   -   -   -   -   -   ok  ok  -   -
POST /conventions/{convention}/                                       in  -   -   -   -   -   -   -   405 405 -   -
GET  /conventions/{convention_away}/                                  in  -   -   -   -   -   -   -   ok  -   -   -
GET  /conventions/{unknown}/                                          in  -   -   -   -   -   -   -   -   -   -   -
GET  /conventions/{convention}/corriger/                              in  -   -   -   -   -   -   -   ok  ok  -   -
POST /conventions/{convention}/corriger/                              in  -   -   -   -   -   -   -   no  no  -   -
POST /conventions/{convention}/corriger/ + convention                 in  -   -   -   -   -   -   -   go  go  -   -
GET  /conventions/{convention_away}/corriger/                         in  -   -   -   -   -   -   -   ok  -   -   -
POST /conventions/{convention_away}/corriger/ + convention            in  -   -   -   -   -   -   -   go  -   -   -
POST /conventions/{unknown}/corriger/ + convention                    in  -   -   -   -   -   -   -   -   -   -   -
GET  /conventions/{convention}/ordre/                                 in  -   -   -   -   -   -   -   405 -   -   -
POST /conventions/{convention}/ordre/                                 in  -   -   -   -   -   -   -   go  -   -   -
POST /conventions/{unknown}/ordre/                                    in  -   -   -   -   -   -   -   -   -   -   -
# Its signatories and the titles of its documents
GET  /conventions/{convention}/signataires/ajouter/                   in  -   -   -   -   -   -   -   ok  ok  -   -
POST /conventions/{convention}/signataires/ajouter/                   in  -   -   -   -   -   -   -   no  no  -   -
POST /conventions/{convention}/signataires/ajouter/ + signatory       in  -   -   -   -   -   -   -   go  go  -   -
POST /conventions/{convention_away}/signataires/ajouter/ + signatory  in  -   -   -   -   -   -   -   go  -   -   -
POST /conventions/{unknown}/signataires/ajouter/ + signatory          in  -   -   -   -   -   -   -   -   -   -   -
GET  /conventions/{convention}/signataires/{signed}/                  in  -   -   -   -   -   -   -   ok  ok  -   -
POST /conventions/{convention}/signataires/{signed}/                  in  -   -   -   -   -   -   -   no  no  -   -
POST /conventions/{convention}/signataires/{signed}/ + signed_on      in  -   -   -   -   -   -   -   go  go  -   -
GET  /conventions/{convention_away}/signataires/{signed}/             in  -   -   -   -   -   -   -   ok  -   -   -
POST /conventions/{convention_away}/signataires/{signed}/ + signed_on in  -   -   -   -   -   -   -   go  -   -   -
POST /conventions/{unknown}/signataires/{signed}/ + signed_on         in  -   -   -   -   -   -   -   -   -   -   -
POST /conventions/{convention}/signataires/{unknown}/ + signed_on     in  -   -   -   -   -   -   -   -   -   -   -
GET  /conventions/{convention}/signataires/{signed}/retirer/          in  -   -   -   -   -   -   -   ok  ok  -   -
POST /conventions/{convention}/signataires/{signed}/retirer/          in  -   -   -   -   -   -   -   go  go  -   -
GET  /conventions/{convention_away}/signataires/{signed}/retirer/     in  -   -   -   -   -   -   -   ok  -   -   -
POST /conventions/{convention_away}/signataires/{signed}/retirer/     in  -   -   -   -   -   -   -   go  -   -   -
POST /conventions/{unknown}/signataires/{signed}/retirer/             in  -   -   -   -   -   -   -   -   -   -   -
POST /conventions/{convention}/signataires/{unknown}/retirer/         in  -   -   -   -   -   -   -   -   -   -   -
GET  /conventions/{convention}/documents/ajouter/                     in  -   -   -   -   -   -   -   ok  ok  -   -
POST /conventions/{convention}/documents/ajouter/                     in  -   -   -   -   -   -   -   no  no  -   -
POST /conventions/{convention}/documents/ajouter/ + document          in  -   -   -   -   -   -   -   go  go  -   -
POST /conventions/{convention_away}/documents/ajouter/ + document     in  -   -   -   -   -   -   -   go  -   -   -
POST /conventions/{unknown}/documents/ajouter/ + document             in  -   -   -   -   -   -   -   -   -   -   -
GET  /conventions/documents/{document}/retirer/                       in  -   -   -   -   -   -   -   ok  ok  -   -
POST /conventions/documents/{document}/retirer/                       in  -   -   -   -   -   -   -   go  go  -   -
GET  /conventions/documents/{document_away}/retirer/                  in  -   -   -   -   -   -   -   ok  -   -   -
POST /conventions/documents/{document_away}/retirer/                  in  -   -   -   -   -   -   -   go  -   -   -
POST /conventions/documents/{unknown}/retirer/                        in  -   -   -   -   -   -   -   -   -   -   -
# What was promised
GET  /conventions/{convention}/engagements/ajouter/                   in  -   -   -   -   -   -   -   ok  ok  -   -
POST /conventions/{convention}/engagements/ajouter/                   in  -   -   -   -   -   -   -   no  no  -   -
POST /conventions/{convention}/engagements/ajouter/ + promise         in  -   -   -   -   -   -   -   go  go  -   -
POST /conventions/{convention_away}/engagements/ajouter/ + promise    in  -   -   -   -   -   -   -   go  -   -   -
POST /conventions/{unknown}/engagements/ajouter/ + promise            in  -   -   -   -   -   -   -   -   -   -   -
GET  /conventions/engagements/{promise}/                              in  -   -   -   -   -   -   -   ok  ok  -   -
POST /conventions/engagements/{promise}/                              in  -   -   -   -   -   -   -   no  no  -   -
POST /conventions/engagements/{promise}/ + promise                    in  -   -   -   -   -   -   -   go  go  -   -
GET  /conventions/engagements/{promise_away}/                         in  -   -   -   -   -   -   -   ok  -   -   -
POST /conventions/engagements/{promise_away}/ + promise               in  -   -   -   -   -   -   -   go  -   -   -
POST /conventions/engagements/{unknown}/ + promise                    in  -   -   -   -   -   -   -   -   -   -   -
GET  /conventions/engagements/{promise}/retenir/                      in  -   -   -   -   -   -   -   ok  ok  -   -
POST /conventions/engagements/{promise}/retenir/                      in  -   -   -   -   -   -   -   no  no  -   -
POST /conventions/engagements/{promise}/retenir/ + why                in  -   -   -   -   -   -   -   go  go  -   -
GET  /conventions/engagements/{promise_away}/retenir/                 in  -   -   -   -   -   -   -   ok  -   -   -
POST /conventions/engagements/{promise_away}/retenir/ + why           in  -   -   -   -   -   -   -   go  -   -   -
POST /conventions/engagements/{unknown}/retenir/ + why                in  -   -   -   -   -   -   -   -   -   -   -
GET  /conventions/engagements/{promise}/ne-plus-retenir/              in  -   -   -   -   -   -   -   ok  ok  -   -
POST /conventions/engagements/{promise}/ne-plus-retenir/              in  -   -   -   -   -   -   -   go  go  -   -
GET  /conventions/engagements/{promise_away}/ne-plus-retenir/         in  -   -   -   -   -   -   -   ok  -   -   -
POST /conventions/engagements/{promise_away}/ne-plus-retenir/         in  -   -   -   -   -   -   -   go  -   -   -
POST /conventions/engagements/{unknown}/ne-plus-retenir/              in  -   -   -   -   -   -   -   -   -   -   -
GET  /conventions/engagements/{promise}/retirer/                      in  -   -   -   -   -   -   -   ok  ok  -   -
POST /conventions/engagements/{promise}/retirer/                      in  -   -   -   -   -   -   -   go  go  -   -
GET  /conventions/engagements/{promise_away}/retirer/                 in  -   -   -   -   -   -   -   ok  -   -   -
POST /conventions/engagements/{promise_away}/retirer/                 in  -   -   -   -   -   -   -   go  -   -   -
POST /conventions/engagements/{unknown}/retirer/                      in  -   -   -   -   -   -   -   -   -   -   -
# The context: national figures are the federation's to write, all read them
GET  /conventions/contexte/                                           in  -   -   -   -   -   -   -   ok  ok  -   -
POST /conventions/contexte/                                           in  -   -   -   -   -   -   -   405 405 -   -
GET  /conventions/contexte/ajouter/                                   in  -   -   -   -   -   -   -   ok  ok  -   -
POST /conventions/contexte/ajouter/                                   in  -   -   -   -   -   -   -   no  no  -   -
POST /conventions/contexte/ajouter/ + figure                          in  -   -   -   -   -   -   -   go  go  -   -
GET  /conventions/contexte/{figure}/                                  in  -   -   -   -   -   -   -   ok  ok  -   -
POST /conventions/contexte/{figure}/                                  in  -   -   -   -   -   -   -   no  no  -   -
POST /conventions/contexte/{figure}/ + figure                         in  -   -   -   -   -   -   -   go  go  -   -
GET  /conventions/contexte/{figure_away}/                             in  -   -   -   -   -   -   -   ok  -   -   -
POST /conventions/contexte/{figure_away}/ + figure                    in  -   -   -   -   -   -   -   go  -   -   -
POST /conventions/contexte/{unknown}/ + figure                        in  -   -   -   -   -   -   -   -   -   -   -
GET  /conventions/contexte/{figure_national}/                         in  -   -   -   -   -   -   -   ok  -   -   -
POST /conventions/contexte/{figure_national}/ + figure                in  -   -   -   -   -   -   -   go  -   -   -
GET  /conventions/contexte/{figure}/retirer/                          in  -   -   -   -   -   -   -   ok  ok  -   -
POST /conventions/contexte/{figure}/retirer/                          in  -   -   -   -   -   -   -   go  go  -   -
GET  /conventions/contexte/{figure_away}/retirer/                     in  -   -   -   -   -   -   -   ok  -   -   -
POST /conventions/contexte/{figure_away}/retirer/                     in  -   -   -   -   -   -   -   go  -   -   -
POST /conventions/contexte/{unknown}/retirer/                         in  -   -   -   -   -   -   -   -   -   -   -
POST /conventions/contexte/{figure_national}/retirer/                 in  -   -   -   -   -   -   -   go  -   -   -
"""
