"""The rows of what was promised against what was done, and of how a dwelling suited (tests.authorisation.table)."""

FOLLOW_UP = """
# A convention's years, and a landlord's own
GET  /union/                                                        in  -   -   -   -   -   -   -   ok  ok  -   -
POST /union/                                                        in  -   -   -   -   -   -   -   405 405 -   -
GET  /resultats/tableur/                                            in  -   -   -   -   -   -   ok  -   -   -   -
POST /resultats/tableur/                                            in  -   -   -   -   -   -   405 -   -   -   -
# How a dwelling suited: its référente, once the request has ended
GET  /candidatures/{ended_a}/adaptation/                            in  405 405 405 -   -   -   -   -   -   -   -
POST /candidatures/{ended_a}/adaptation/                            in  no  -   -   -   -   -   -   -   -   -   -
POST /candidatures/{ended_a}/adaptation/ + grade                    in  go  -   -   -   -   -   -   -   -   -   -
POST /candidatures/{ended_b}/adaptation/ + grade                    in  -   -   go  -   -   -   -   -   -   -   -
POST /candidatures/{unknown}/adaptation/                            in  -   -   -   -   -   -   -   -   -   -   -
POST /candidatures/{unknown}/adaptation/ + grade                    in  -   -   -   -   -   -   -   -   -   -   -
"""
