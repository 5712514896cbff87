"""The rows of reports (tests.authorisation.table says how they read).

`report_a`, published, `draft_report_a` and `building_a` are of a convention that association A, bailleur A and the
partner signed, in the coordinator's region; `report_b` is of another region, whose convention bailleur B signed.
"""

REPORTS = """
# Reports: who prepares them, who reads what is published
GET  /rapports/                                                     in  -   -   -   ok  -   -   ok  ok  ok  ok  -
POST /rapports/                                                     in  -   -   -   -   -   -   -   no  no  -   -
POST /rapports/ + report_period                                     in  -   -   -   -   -   -   -   go  go  -   -
POST /rapports/ + report_elsewhere                                  in  -   -   -   -   -   -   -   go  no  -   -
GET  /rapports/{report_a}/                                          in  -   -   -   ok  -   -   ok  ok  ok  ok  -
GET  /rapports/{draft_report_a}/                                    in  -   -   -   -   -   -   -   ok  ok  -   -
GET  /rapports/{building_a}/                                        in  -   -   -   -   -   -   -   ok  ok  -   -
GET  /rapports/{report_b}/                                          in  -   -   -   -   -   -   -   ok  -   -   -
GET  /rapports/{unknown}/                                           in  -   -   -   -   -   -   -   -   -   -   -
POST /rapports/{report_a}/                                          in  -   -   -   -   -   -   -   no  no  -   -
POST /rapports/{draft_report_a}/ + report_texts                     in  -   -   -   -   -   -   -   go  go  -   -
POST /rapports/{building_a}/ + report_texts                         in  -   -   -   -   -   -   -   no  no  -   -
POST /rapports/{report_b}/ + report_texts                           in  -   -   -   -   -   -   -   no  -   -   -
POST /rapports/{unknown}/                                           in  -   -   -   -   -   -   -   -   -   -   -
GET  /rapports/{building_a}/etat/                                   in  -   -   -   -   -   -   -   ok  ok  -   -
GET  /rapports/{report_a}/etat/                                     in  -   -   -   -   -   -   -   ok  ok  -   -
GET  /rapports/{report_b}/etat/                                     in  -   -   -   -   -   -   -   ok  -   -   -
GET  /rapports/{unknown}/etat/                                      in  -   -   -   -   -   -   -   -   -   -   -
POST /rapports/{building_a}/etat/                                   in  -   -   -   -   -   -   -   405 405 -   -
GET  /rapports/{draft_report_a}/actions/                            in  -   -   -   -   -   -   -   405 405 -   -
POST /rapports/{draft_report_a}/actions/                            in  -   -   -   -   -   -   -   no  no  -   -
POST /rapports/{draft_report_a}/actions/ + decided                  in  -   -   -   -   -   -   -   go  go  -   -
POST /rapports/{report_a}/actions/ + decided                        in  -   -   -   -   -   -   -   no  no  -   -
POST /rapports/{report_b}/actions/ + decided                        in  -   -   -   -   -   -   -   no  -   -   -
POST /rapports/{unknown}/actions/ + decided                         in  -   -   -   -   -   -   -   -   -   -   -
GET  /rapports/{draft_report_a}/publier/                            in  -   -   -   -   -   -   -   405 405 -   -
POST /rapports/{draft_report_a}/publier/                            in  -   -   -   -   -   -   -   go  go  -   -
POST /rapports/{building_a}/publier/                                in  -   -   -   -   -   -   -   go  go  -   -
POST /rapports/{report_b}/publier/                                  in  -   -   -   -   -   -   -   go  -   -   -
POST /rapports/{unknown}/publier/                                   in  -   -   -   -   -   -   -   -   -   -   -
GET  /rapports/{report_a}/corriger/                                 in  -   -   -   -   -   -   -   405 405 -   -
POST /rapports/{report_a}/corriger/                                 in  -   -   -   -   -   -   -   no  no  -   -
POST /rapports/{report_a}/corriger/ + correction                    in  -   -   -   -   -   -   -   go  go  -   -
POST /rapports/{draft_report_a}/corriger/ + correction              in  -   -   -   -   -   -   -   no  no  -   -
POST /rapports/{report_b}/corriger/ + correction                    in  -   -   -   -   -   -   -   go  -   -   -
POST /rapports/{unknown}/corriger/ + correction                     in  -   -   -   -   -   -   -   -   -   -   -
GET  /rapports/{report_a}/logements/                                in  -   -   -   ok  -   -   ok  ok  ok  ok  -
GET  /rapports/{draft_report_a}/logements/                          in  -   -   -   -   -   -   -   ok  ok  -   -
GET  /rapports/{building_a}/logements/                              in  -   -   -   -   -   -   -   -   -   -   -
GET  /rapports/{report_b}/logements/                                in  -   -   -   -   -   -   -   ok  -   -   -
GET  /rapports/{unknown}/logements/                                 in  -   -   -   -   -   -   -   -   -   -   -
POST /rapports/{report_a}/logements/                                in  -   -   -   405 -   -   405 405 405 405 -
GET  /rapports/{report_a}/fichiers/comite/csv/                      in  -   -   -   ok  -   -   ok  ok  ok  ok  -
GET  /rapports/{report_a}/fichiers/public/csv/                      in  -   -   -   -   -   -   -   ok  ok  -   -
GET  /rapports/{draft_report_a}/fichiers/comite/csv/                in  -   -   -   -   -   -   -   -   -   -   -
GET  /rapports/{report_b}/fichiers/comite/csv/                      in  -   -   -   -   -   -   -   ok  -   -   -
GET  /rapports/{unknown}/fichiers/comite/csv/                       in  -   -   -   -   -   -   -   -   -   -   -
POST /rapports/{report_a}/fichiers/comite/csv/                      in  -   -   -   405 -   -   405 405 405 405 -
"""
