"""The rows of actions, chases and committees (tests.authorisation.table says how they read).

`near` is the union's convention, `far` another region's.
"""

ACTIONS = """
# Actions: of the conventions one follows, or that one's organisation is in charge of
GET  /actions/                                                      in  -   -   -   ok  -   -   ok  ok  ok  ok  -
POST /actions/                                                      in  -   -   -   405 -   -   405 405 405 405 -
GET  /actions/nouvelle/                                             in  -   -   -   -   -   -   -   ok  ok  -   -
POST /actions/nouvelle/                                             in  -   -   -   -   -   -   -   no  no  -   -
POST /actions/nouvelle/ + action_near                               in  -   -   -   -   -   -   -   go  go  -   -
POST /actions/nouvelle/ + action_far                                in  -   -   -   -   -   -   -   go  no  -   -
GET  /actions/{action_b}/                                           in  -   -   -   -   -   -   -   ok  ok  -   -
GET  /actions/{action_par}/                                         in  -   -   -   -   -   -   -   ok  ok  ok  -
GET  /actions/{action_far}/                                         in  -   -   -   ok  -   -   -   ok  -   -   -
GET  /actions/{unknown}/                                            in  -   -   -   -   -   -   -   -   -   -   -
POST /actions/{action_par}/                                         in  -   -   -   -   -   -   -   no  no  no  -
POST /actions/{action_b}/ + progress                                in  -   -   -   -   -   -   -   go  go  -   -
POST /actions/{action_par}/ + progress                              in  -   -   -   -   -   -   -   go  go  go  -
POST /actions/{action_far}/ + progress                              in  -   -   -   go  -   -   -   go  -   -   -
POST /actions/{unknown}/ + progress                                 in  -   -   -   -   -   -   -   -   -   -   -
GET  /actions/{action_par}/modifier/                                in  -   -   -   -   -   -   -   ok  ok  -   -
GET  /actions/{action_far}/modifier/                                in  -   -   -   -   -   -   -   ok  -   -   -
GET  /actions/{unknown}/modifier/                                   in  -   -   -   -   -   -   -   -   -   -   -
POST /actions/{action_par}/modifier/                                in  -   -   -   -   -   -   -   no  no  -   -
POST /actions/{action_par}/modifier/ + decision                     in  -   -   -   -   -   -   -   go  go  -   -
POST /actions/{action_far}/modifier/ + decision                     in  -   -   -   -   -   -   -   go  -   -   -
POST /actions/{unknown}/modifier/ + decision                        in  -   -   -   -   -   -   -   -   -   -   -
# « Relancer »: a landlord that signed a convention one follows
GET  /union/relances/{convention_near}/{landlord}/                  in  -   -   -   -   -   -   -   ok  ok  -   -
GET  /union/relances/{convention_far}/{landlord}/                   in  -   -   -   -   -   -   -   ok  -   -   -
GET  /union/relances/{convention_near}/{no_landlord}/               in  -   -   -   -   -   -   -   -   -   -   -
GET  /union/relances/{convention_near}/{unknown}/                   in  -   -   -   -   -   -   -   -   -   -   -
POST /union/relances/{convention_near}/{landlord}/                  in  -   -   -   -   -   -   -   no  no  -   -
POST /union/relances/{convention_near}/{landlord}/ + chase          in  -   -   -   -   -   -   -   go  go  -   -
POST /union/relances/{convention_far}/{landlord}/ + chase           in  -   -   -   -   -   -   -   go  -   -   -
POST /union/relances/{unknown}/{landlord}/ + chase                  in  -   -   -   -   -   -   -   -   -   -   -
# Committees: of the conventions one follows
GET  /comites/                                                      in  -   -   -   -   -   -   -   ok  ok  -   -
POST /comites/                                                      in  -   -   -   -   -   -   -   405 405 -   -
GET  /comites/nouveau/                                              in  -   -   -   -   -   -   -   ok  ok  -   -
POST /comites/nouveau/                                              in  -   -   -   -   -   -   -   no  no  -   -
POST /comites/nouveau/ + committee_near                             in  -   -   -   -   -   -   -   go  go  -   -
POST /comites/nouveau/ + committee_far                              in  -   -   -   -   -   -   -   go  no  -   -
GET  /comites/{committee_near}/                                     in  -   -   -   -   -   -   -   ok  ok  -   -
GET  /comites/{committee_far}/                                      in  -   -   -   -   -   -   -   ok  -   -   -
GET  /comites/{unknown}/                                            in  -   -   -   -   -   -   -   -   -   -   -
POST /comites/{committee_near}/                                     in  -   -   -   -   -   -   -   no  no  -   -
POST /comites/{committee_near}/ + minutes                           in  -   -   -   -   -   -   -   go  go  -   -
POST /comites/{committee_far}/ + minutes                            in  -   -   -   -   -   -   -   go  -   -   -
POST /comites/{unknown}/ + minutes                                  in  -   -   -   -   -   -   -   -   -   -   -
GET  /comites/{committee_near}/decisions/                           in  -   -   -   -   -   -   -   405 405 -   -
POST /comites/{committee_near}/decisions/                           in  -   -   -   -   -   -   -   no  no  -   -
POST /comites/{committee_near}/decisions/ + decision                in  -   -   -   -   -   -   -   go  go  -   -
POST /comites/{committee_far}/decisions/ + decision                 in  -   -   -   -   -   -   -   go  -   -   -
POST /comites/{unknown}/decisions/ + decision                       in  -   -   -   -   -   -   -   -   -   -   -
GET  /comites/{committee_near}/agenda.ics                           in  -   -   -   -   -   -   -   ok  ok  -   -
GET  /comites/{committee_far}/agenda.ics                            in  -   -   -   -   -   -   -   ok  -   -   -
GET  /comites/{unknown}/agenda.ics                                  in  -   -   -   -   -   -   -   -   -   -   -
POST /comites/{committee_near}/agenda.ics                           in  -   -   -   -   -   -   -   405 405 -   -
"""
