"""The rows of needs put to landlords (tests.authorisation.table says how they read)."""

NEEDS = """
# An association
GET  /besoins/                                                      in  ok  ok  ok  -   -   -   -   -   -   -   -
POST /besoins/                                                      in  405 405 405 -   -   -   -   -   -   -   -
GET  /menages/{household_a}/besoin/                                 in  ok  -   -   -   -   -   -   -   -   -   -
GET  /menages/{household_b}/besoin/                                 in  -   -   ok  -   -   -   -   -   -   -   -
GET  /menages/{unknown}/besoin/                                     in  -   -   -   -   -   -   -   -   -   -   -
POST /menages/{household_a}/besoin/                                 in  no  -   -   -   -   -   -   -   -   -   -
POST /menages/{household_b}/besoin/                                 in  -   -   no  -   -   -   -   -   -   -   -
POST /menages/{unknown}/besoin/                                     in  -   -   -   -   -   -   -   -   -   -   -
GET  /besoins/{need_a}/renouveler/                                  in  405 405 405 -   -   -   -   -   -   -   -
POST /besoins/{need_a}/renouveler/                                  in  go  -   -   -   -   -   -   -   -   -   -
POST /besoins/{need_b}/renouveler/                                  in  -   -   go  -   -   -   -   -   -   -   -
POST /besoins/{unknown}/renouveler/                                 in  -   -   -   -   -   -   -   -   -   -   -
GET  /besoins/{need_a}/retirer/                                     in  405 405 405 -   -   -   -   -   -   -   -
POST /besoins/{need_a}/retirer/                                     in  go  -   -   -   -   -   -   -   -   -   -
POST /besoins/{need_b}/retirer/                                     in  -   -   go  -   -   -   -   -   -   -   -
POST /besoins/{unknown}/retirer/                                    in  -   -   -   -   -   -   -   -   -   -   -
GET  /besoins/reponses/{kept_a}/choisir/                            in  ok  -   -   -   -   -   -   -   -   -   -
GET  /besoins/reponses/{kept_b}/choisir/                            in  -   -   ok  -   -   -   -   -   -   -   -
GET  /besoins/reponses/{unknown}/choisir/                           in  -   -   -   -   -   -   -   -   -   -   -
POST /besoins/reponses/{kept_a}/choisir/                            in  go  -   -   -   -   -   -   -   -   -   -
POST /besoins/reponses/{kept_b}/choisir/                            in  -   -   go  -   -   -   -   -   -   -   -
POST /besoins/reponses/{unknown}/choisir/                           in  -   -   -   -   -   -   -   -   -   -   -
GET  /besoins/reponses/{kept_a}/ecarter/                            in  405 405 405 -   -   -   -   -   -   -   -
POST /besoins/reponses/{kept_a}/ecarter/                            in  go  -   -   -   -   -   -   -   -   -   -
POST /besoins/reponses/{kept_b}/ecarter/                            in  -   -   go  -   -   -   -   -   -   -   -
POST /besoins/reponses/{unknown}/ecarter/                           in  -   -   -   -   -   -   -   -   -   -   -
# A landlord: `card_a` is before bailleur A, of household A's need; the dwelling of `kept_a` is bailleur B's
GET  /bailleur/besoins/                                             in  -   -   -   -   ok  ok  ok  -   -   -   -
POST /bailleur/besoins/                                             in  -   -   -   -   405 405 405 -   -   -   -
GET  /bailleur/besoins/{card_a}/                                    in  -   -   -   -   ok  -   ok  -   -   -   -
GET  /bailleur/besoins/{card_b}/                                    in  -   -   -   -   -   ok  -   -   -   -   -
GET  /bailleur/besoins/{unknown}/                                   in  -   -   -   -   -   -   -   -   -   -   -
POST /bailleur/besoins/{card_a}/                                    in  -   -   -   -   405 405 405 -   -   -   -
GET  /bailleur/besoins/{card_a}/reserver/                           in  -   -   -   -   405 405 405 -   -   -   -
POST /bailleur/besoins/{card_a}/reserver/                           in  -   -   -   -   no  -   no  -   -   -   -
POST /bailleur/besoins/{card_a}/reserver/ + kept_draft_a            in  -   -   -   -   go  -   go  -   -   -   -
POST /bailleur/besoins/{card_b}/reserver/ + kept_draft_b            in  -   -   -   -   -   go  -   -   -   -   -
POST /bailleur/besoins/{card_a}/reserver/ + kept_draft_b            in  -   -   -   -   no  -   no  -   -   -   -
POST /bailleur/besoins/{unknown}/reserver/ + kept_draft_b           in  -   -   -   -   -   -   -   -   -   -   -
GET  /bailleur/besoins/{card_a}/decrire/                            in  -   -   -   -   405 405 405 -   -   -   -
POST /bailleur/besoins/{card_a}/decrire/                            in  -   -   -   -   go  -   go  -   -   -   -
POST /bailleur/besoins/{card_b}/decrire/                            in  -   -   -   -   -   go  -   -   -   -   -
POST /bailleur/besoins/{unknown}/decrire/                           in  -   -   -   -   -   -   -   -   -   -   -
GET  /bailleur/besoins/{card_a}/pas-maintenant/                     in  -   -   -   -   405 405 405 -   -   -   -
POST /bailleur/besoins/{card_a}/pas-maintenant/                     in  -   -   -   -   no  -   no  -   -   -   -
POST /bailleur/besoins/{card_a}/pas-maintenant/ + not_now           in  -   -   -   -   go  -   go  -   -   -   -
POST /bailleur/besoins/{card_b}/pas-maintenant/ + not_now           in  -   -   -   -   -   go  -   -   -   -   -
POST /bailleur/besoins/{unknown}/pas-maintenant/ + not_now          in  -   -   -   -   -   -   -   -   -   -   -
GET  /bailleur/besoins/{card_a}/peut-etre/                          in  -   -   -   -   405 405 405 -   -   -   -
POST /bailleur/besoins/{card_a}/peut-etre/                          in  -   -   -   -   no  -   no  -   -   -   -
POST /bailleur/besoins/{card_a}/peut-etre/ + maybe                  in  -   -   -   -   go  -   go  -   -   -   -
POST /bailleur/besoins/{card_b}/peut-etre/ + maybe                  in  -   -   -   -   -   go  -   -   -   -   -
POST /bailleur/besoins/{unknown}/peut-etre/ + maybe                 in  -   -   -   -   -   -   -   -   -   -   -
GET  /bailleur/besoins/reponses/{kept_a}/reprendre/                 in  -   -   -   -   405 405 405 -   -   -   -
POST /bailleur/besoins/reponses/{kept_a}/reprendre/                 in  -   -   -   -   -   go  -   -   -   -   -
POST /bailleur/besoins/reponses/{kept_b}/reprendre/                 in  -   -   -   -   go  -   go  -   -   -   -
POST /bailleur/besoins/reponses/{unknown}/reprendre/                in  -   -   -   -   -   -   -   -   -   -   -
# The federation
GET  /federation/besoins/                                           in  -   -   -   -   -   -   -   ok  -   -   -
POST /federation/besoins/                                           in  -   -   -   -   -   -   -   405 -   -   -
GET  /federation/besoins/{need_a}/elargir/                          in  -   -   -   -   -   -   -   405 -   -   -
POST /federation/besoins/{need_a}/elargir/ + widen                  in  -   -   -   -   -   -   -   go  -   -   -
POST /federation/besoins/{unknown}/elargir/ + widen                 in  -   -   -   -   -   -   -   -   -   -   -
# Rehousings: `done_a` is declared by bailleur A, `said_a` by the référente of association A, with each other
GET  /relogements/                                                  in  ok  ok  ok  ok  ok  ok  ok  -   -   -   -
POST /relogements/                                                  in  405 405 405 405 405 405 405 -   -   -   -
GET  /relogements/declarer/                                         in  ok  ok  ok  ok  ok  ok  ok  -   -   -   -
POST /relogements/declarer/                                         in  no  no  no  no  no  no  no  -   -   -   -
POST /relogements/declarer/ + rehousing                             in  no  no  no  no  go  go  go  -   -   -   -
GET  /relogements/importer/                                         in  ok  ok  ok  ok  ok  ok  ok  -   -   -   -
POST /relogements/importer/                                         in  no  no  no  no  no  no  no  -   -   -   -
POST /relogements/importer/ + sealed                                in  go  go  go  go  go  go  go  -   -   -   -
GET  /relogements/importer/modele.xlsx                              in  ok  ok  ok  ok  ok  ok  ok  -   -   -   -
POST /relogements/importer/modele.xlsx                              in  405 405 405 405 405 405 405 -   -   -   -
GET  /relogements/{done_a}/repondre/                                in  405 405 405 405 405 405 405 -   -   -   -
POST /relogements/{done_a}/repondre/ + yes                          in  -   -   -   go  -   -   -   -   -   -   -
POST /relogements/{done_b}/repondre/ + yes                          in  -   -   -   -   -   -   -   -   -   -   -
POST /relogements/{said_a}/repondre/ + yes                          in  -   -   -   -   go  -   go  -   -   -   -
POST /relogements/{unknown}/repondre/ + yes                         in  -   -   -   -   -   -   -   -   -   -   -
"""
