"""The rows of dwellings, lists to import, software (tests.authorisation.table says how they read)."""

OFFERS = """
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
