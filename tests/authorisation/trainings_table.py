"""The rows of training, awareness and lists to import (tests.authorisation.table says how they read).

What ends in `_a` is of bailleur A or association A, in `_b` of the others, in `_far` of a landlord that the union does
not follow (tests.authorisation.world_trainings).
"""

TRAININGS = """
# Sessions
GET  /formations/                                                   in  -   -   -   ok  -   -   ok  ok  ok  -   -
POST /formations/                                                   in  -   -   -   405 -   -   405 405 405 -   -
GET  /formations/nouvelle/                                          in  -   -   -   ok  -   -   -   ok  ok  -   -
POST /formations/nouvelle/                                          in  -   -   -   no  -   -   -   no  no  -   -
POST /formations/nouvelle/ + session                                in  -   -   -   go  -   -   -   go  go  -   -
GET  /formations/{session_a}/                                       in  -   -   -   ok  -   -   -   ok  ok  -   -
GET  /formations/{session_b}/                                       in  -   -   -   -   -   -   -   ok  ok  -   -
GET  /formations/{session_far}/                                     in  -   -   -   -   -   -   -   ok  -   -   -
GET  /formations/{unknown}/                                         in  -   -   -   -   -   -   -   -   -   -   -
POST /formations/{session_a}/                                       in  -   -   -   no  -   -   -   no  no  -   -
POST /formations/{session_a}/ + session                             in  -   -   -   go  -   -   -   go  go  -   -
POST /formations/{session_b}/ + session                             in  -   -   -   -   -   -   -   go  go  -   -
POST /formations/{session_far}/ + session                           in  -   -   -   -   -   -   -   go  -   -   -
POST /formations/{unknown}/ + session                               in  -   -   -   -   -   -   -   -   -   -   -
GET  /formations/{session_a}/retirer/                               in  -   -   -   405 -   -   -   405 405 -   -
POST /formations/{session_a}/retirer/                               in  -   -   -   go  -   -   -   go  go  -   -
POST /formations/{session_b}/retirer/                               in  -   -   -   -   -   -   -   go  go  -   -
POST /formations/{session_far}/retirer/                             in  -   -   -   -   -   -   -   go  -   -   -
POST /formations/{unknown}/retirer/                                 in  -   -   -   -   -   -   -   -   -   -   -
# Staff who meet the public
GET  /formations/equipes/                                           in  -   -   -   -   -   -   ok  ok  ok  -   -
POST /formations/equipes/                                           in  -   -   -   -   -   -   405 405 405 -   -
GET  /formations/effectif/                                          in  -   -   -   -   -   -   ok  ok  ok  -   -
POST /formations/effectif/                                          in  -   -   -   -   -   -   no  no  no  -   -
POST /formations/effectif/ + staff                                  in  -   -   -   -   -   -   go  go  go  -   -
# Posters
GET  /formations/affiches/                                          in  -   -   -   -   -   -   ok  ok  ok  -   -
POST /formations/affiches/                                          in  -   -   -   -   -   -   405 405 405 -   -
GET  /formations/affiches/{landlord_a}/                             in  -   -   -   -   -   -   ok  ok  ok  -   -
GET  /formations/affiches/{landlord_b}/                             in  -   -   -   -   -   -   -   ok  ok  -   -
GET  /formations/affiches/{landlord_far}/                           in  -   -   -   -   -   -   -   ok  -   -   -
GET  /formations/affiches/{unknown}/                                in  -   -   -   -   -   -   -   -   -   -   -
POST /formations/affiches/{landlord_a}/                             in  -   -   -   -   -   -   no  no  no  -   -
POST /formations/affiches/{landlord_a}/ + site                      in  -   -   -   -   -   -   go  go  go  -   -
POST /formations/affiches/{landlord_b}/ + site                      in  -   -   -   -   -   -   -   go  go  -   -
POST /formations/affiches/{landlord_far}/ + site                    in  -   -   -   -   -   -   -   go  -   -   -
POST /formations/affiches/{unknown}/ + site                         in  -   -   -   -   -   -   -   -   -   -   -
GET  /formations/affiches/sites/{site_a}/poser/                     in  -   -   -   -   -   -   405 405 405 -   -
POST /formations/affiches/sites/{site_a}/poser/                     in  -   -   -   -   -   -   no  no  no  -   -
POST /formations/affiches/sites/{site_a}/poser/ + equipped          in  -   -   -   -   -   -   go  go  go  -   -
POST /formations/affiches/sites/{site_b}/poser/ + equipped          in  -   -   -   -   -   -   -   go  go  -   -
POST /formations/affiches/sites/{site_far}/poser/ + equipped        in  -   -   -   -   -   -   -   go  -   -   -
POST /formations/affiches/sites/{unknown}/poser/ + equipped         in  -   -   -   -   -   -   -   -   -   -   -
GET  /formations/affiches/sites/{site_a}/annuler/                   in  -   -   -   -   -   -   405 405 405 -   -
POST /formations/affiches/sites/{site_a}/annuler/                   in  -   -   -   -   -   -   go  go  go  -   -
POST /formations/affiches/sites/{site_b}/annuler/                   in  -   -   -   -   -   -   -   go  go  -   -
POST /formations/affiches/sites/{site_far}/annuler/                 in  -   -   -   -   -   -   -   go  -   -   -
POST /formations/affiches/sites/{unknown}/annuler/                  in  -   -   -   -   -   -   -   -   -   -   -
GET  /formations/affiches/sites/{site_a}/retirer/                   in  -   -   -   -   -   -   405 405 405 -   -
POST /formations/affiches/sites/{site_a}/retirer/                   in  -   -   -   -   -   -   go  go  go  -   -
POST /formations/affiches/sites/{site_b}/retirer/                   in  -   -   -   -   -   -   -   go  go  -   -
POST /formations/affiches/sites/{site_far}/retirer/                 in  -   -   -   -   -   -   -   go  -   -   -
POST /formations/affiches/sites/{unknown}/retirer/                  in  -   -   -   -   -   -   -   -   -   -   -
# Accompaniments: an association's own; for the union and the federation totals alone
GET  /formations/accompagnements/                                   in  -   -   -   ok  -   -   -   ok  ok  -   -
POST /formations/accompagnements/                                   in  -   -   -   no  -   -   -   405 405 -   -
POST /formations/accompagnements/ + count                           in  -   -   -   go  -   -   -   405 405 -   -
GET  /formations/accompagnements/{count_a}/                         in  -   -   -   ok  -   -   -   -   -   -   -
GET  /formations/accompagnements/{count_b}/                         in  -   -   -   -   -   -   -   -   -   -   -
GET  /formations/accompagnements/{unknown}/                         in  -   -   -   -   -   -   -   -   -   -   -
POST /formations/accompagnements/{count_a}/                         in  -   -   -   no  -   -   -   -   -   -   -
POST /formations/accompagnements/{count_a}/ + count                 in  -   -   -   go  -   -   -   -   -   -   -
POST /formations/accompagnements/{count_b}/ + count                 in  -   -   -   -   -   -   -   -   -   -   -
POST /formations/accompagnements/{unknown}/ + count                 in  -   -   -   -   -   -   -   -   -   -   -
GET  /formations/accompagnements/{count_a}/retirer/                 in  -   -   -   405 -   -   -   -   -   -   -
POST /formations/accompagnements/{count_a}/retirer/                 in  -   -   -   go  -   -   -   -   -   -   -
POST /formations/accompagnements/{count_b}/retirer/                 in  -   -   -   -   -   -   -   -   -   -   -
POST /formations/accompagnements/{unknown}/retirer/                 in  -   -   -   -   -   -   -   -   -   -   -
# Lists to import
GET  /formations/importer/                                          in  -   -   -   -   -   -   -   ok  ok  -   -
POST /formations/importer/                                          in  -   -   -   -   -   -   -   no  no  -   -
POST /formations/importer/ + sealed                                 in  -   -   -   -   -   -   -   go  go  -   -
GET  /formations/importer/modele/                                   in  -   -   -   -   -   -   -   ok  ok  -   -
POST /formations/importer/modele/                                   in  -   -   -   -   -   -   -   405 405 -   -
GET  /conventions/contexte/importer/                                in  -   -   -   -   -   -   -   ok  ok  -   -
POST /conventions/contexte/importer/                                in  -   -   -   -   -   -   -   no  no  -   -
POST /conventions/contexte/importer/ + sealed                       in  -   -   -   -   -   -   -   go  go  -   -
GET  /conventions/contexte/importer/modele/                         in  -   -   -   -   -   -   -   ok  ok  -   -
POST /conventions/contexte/importer/modele/                         in  -   -   -   -   -   -   -   405 405 -   -
GET  /conventions/{convention_near}/engagements/importer/           in  -   -   -   -   -   -   -   ok  ok  -   -
GET  /conventions/{convention_far}/engagements/importer/            in  -   -   -   -   -   -   -   ok  -   -   -
GET  /conventions/{unknown}/engagements/importer/                   in  -   -   -   -   -   -   -   -   -   -   -
POST /conventions/{convention_near}/engagements/importer/           in  -   -   -   -   -   -   -   no  no  -   -
POST /conventions/{convention_near}/engagements/importer/ + sealed  in  -   -   -   -   -   -   -   go  go  -   -
POST /conventions/{unknown}/engagements/importer/ + sealed          in  -   -   -   -   -   -   -   -   -   -   -
GET  /conventions/{convention_near}/engagements/importer/modele/    in  -   -   -   -   -   -   -   ok  ok  -   -
GET  /conventions/{unknown}/engagements/importer/modele/            in  -   -   -   -   -   -   -   -   -   -   -
POST /conventions/{convention_near}/engagements/importer/modele/    in  -   -   -   -   -   -   -   405 405 -   -
"""
