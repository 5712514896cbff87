"""The same table for software: one row for each route of the API, method and object, one column for each token.

The columns: no token; `ses`, the session of an agent of bailleur A; a token of bailleur A with every scope; of
bailleur B; of an observatory; of a client of A since revoked; of A, which may read dwellings alone. An answer is a
status.

What is of A is 404 to B, as what never was. The contents that `+` names are in test_api_routes.
"""

from dataclasses import dataclass

TOKENS = ("none", "ses", "a", "b", "obs", "rev", "read")

API_TABLE = """
                                                                    none ses a   b   obs rev read
GET    /api/oauth/token                                             405  405 405 405 405 405 405
POST   /api/oauth/token                                             400  400 400 400 400 400 400
GET    /api/oauth/revoke                                            405  405 405 405 405 405 405
POST   /api/oauth/revoke                                            400  400 400 400 400 400 400
GET    /api/v1/territoires/departements/                            401  401 200 200 200 401 200
POST   /api/v1/territoires/departements/                            401  401 405 405 405 401 405
GET    /api/v1/territoires/communes/?code_postal=59100              401  401 200 200 200 401 200
POST   /api/v1/territoires/communes/                                401  401 405 405 405 401 405
GET    /api/v1/logements/                                           401  401 200 200 403 401 200
POST   /api/v1/logements/ + new                                     401  401 201 201 403 401 403
GET    /api/v1/logements/lot/                                       401  401 405 405 405 401 405
POST   /api/v1/logements/lot/ + batch                               401  401 200 200 403 401 403
GET    /api/v1/logements/{draft_a}/                                 401  401 200 404 403 401 200
GET    /api/v1/logements/{offer_a}/                                 401  401 200 404 403 401 200
GET    /api/v1/logements/{offer_b}/                                 401  401 404 200 403 401 404
GET    /api/v1/logements/{unknown}/                                 401  401 404 404 403 401 404
POST   /api/v1/logements/{draft_a}/                                 401  401 405 405 405 401 405
PATCH  /api/v1/logements/{draft_a}/ + rent                          401  401 200 404 403 401 403
PATCH  /api/v1/logements/{draft_b}/ + rent                          401  401 404 200 403 401 403
PATCH  /api/v1/logements/{offer_a}/ + rent                          401  401 409 404 403 401 403
PATCH  /api/v1/logements/{unknown}/ + rent                          401  401 404 404 403 401 403
GET    /api/v1/logements/{draft_a}/publier/                         401  401 405 405 405 401 405
POST   /api/v1/logements/{draft_a}/publier/                         401  401 200 404 403 401 403
POST   /api/v1/logements/{draft_b}/publier/                         401  401 404 200 403 401 403
POST   /api/v1/logements/{offer_a}/publier/                         401  401 409 404 403 401 403
POST   /api/v1/logements/{unknown}/publier/                         401  401 404 404 403 401 403
GET    /api/v1/logements/{offer_a}/retirer/                         401  401 405 405 405 401 405
POST   /api/v1/logements/{offer_a}/retirer/ + reason                401  401 200 404 403 401 403
POST   /api/v1/logements/{offer_b}/retirer/ + reason                401  401 404 200 403 401 403
POST   /api/v1/logements/{draft_a}/retirer/ + reason                401  401 409 404 403 401 403
POST   /api/v1/logements/{unknown}/retirer/ + reason                401  401 404 404 403 401 403
GET    /api/v1/demandes/                                            401  401 200 200 403 401 403
POST   /api/v1/demandes/                                            401  401 405 405 405 401 405
GET    /api/v1/demandes/{sent_a}/                                   401  401 200 404 403 401 403
GET    /api/v1/demandes/{sent_b}/                                   401  401 404 200 403 401 403
GET    /api/v1/demandes/{waiting_a}/                                401  401 404 404 403 401 403
GET    /api/v1/demandes/{unknown}/                                  401  401 404 404 403 401 403
POST   /api/v1/demandes/{sent_a}/                                   401  401 405 405 405 401 405
GET    /api/v1/besoins/                                             401  401 200 200 403 401 403
POST   /api/v1/besoins/                                             401  401 405 405 405 401 405
GET    /api/v1/besoins/{card_a}/                                    401  401 200 404 403 401 403
GET    /api/v1/besoins/{card_b}/                                    401  401 404 200 403 401 403
GET    /api/v1/besoins/{unknown}/                                   401  401 404 404 403 401 403
POST   /api/v1/besoins/{card_a}/                                    401  401 405 405 405 401 405
GET    /api/v1/besoins/{card_a}/reponse/                            401  401 405 405 405 401 405
POST   /api/v1/besoins/{card_a}/reponse/ + not_now                  401  401 200 404 403 401 403
POST   /api/v1/besoins/{card_b}/reponse/ + not_now                  401  401 404 200 403 401 403
POST   /api/v1/besoins/{unknown}/reponse/ + not_now                 401  401 404 404 403 401 403
GET    /api/v1/relogements/                                         401  401 200 200 403 401 403
POST   /api/v1/relogements/ + rehousing                             401  401 201 201 403 401 403
GET    /api/v1/engagements/                                         401  401 200 200 403 401 403
POST   /api/v1/engagements/                                         401  401 405 405 405 401 405
GET    /api/v1/resultats/                                           401  401 200 200 403 401 403
POST   /api/v1/resultats/                                           401  401 405 405 405 401 405
GET    /api/v1/rapports/                                            401  401 403 403 200 401 403
POST   /api/v1/rapports/                                            401  401 405 405 405 401 405
GET    /api/v1/rapports/{report_a}/                                 401  401 403 403 200 401 403
GET    /api/v1/rapports/{draft_report_a}/                           401  401 403 403 404 401 403
GET    /api/v1/rapports/{report_b}/                                 401  401 403 403 404 401 403
GET    /api/v1/rapports/{unknown}/                                  401  401 403 403 404 401 403
POST   /api/v1/rapports/{report_a}/                                 401  401 405 405 405 401 405
GET    /api/v1/chiffres/                                            401  401 403 403 200 401 403
POST   /api/v1/chiffres/                                            401  401 405 405 405 401 405
"""


@dataclass(frozen=True)
class ApiCell:
    method: str
    address: str
    content: str
    token: str
    expected: int

    def __str__(self) -> str:
        return f"{self.token}: {self.method} {self.address}" + (f" + {self.content}" if self.content else "")


def api_cells() -> list[ApiCell]:
    """The table, read. Raises ValueError at a row that lacks a cell."""
    head, *lines = [line for line in API_TABLE.splitlines() if line]
    if tuple(head.split()) != TOKENS:
        raise ValueError(head)
    cells = []
    for line in lines:
        method, address, *rest = line.split()
        content = rest[1] if rest[0] == "+" else ""
        answers = rest[2:] if content else rest
        for token, answer in zip(TOKENS, answers, strict=True):
            cells.append(ApiCell(method, address, content, token, int(answer)))
    return cells
