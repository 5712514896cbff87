"""The rows of households: their files, who opens them, ceilings (tests.authorisation.table says how they read)."""

HOUSEHOLDS = """
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
"""
