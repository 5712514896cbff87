"""The table of authorisations: one row for each route, method and object, one column for each persona.

What is written here is what the design says, not what the code answers. A route without its rows fails.

A row: the method, the address, after `+` the name of what is typed (World.body), then the answers:

- `in`: sent to the sign-in page
- `-`: 404, it does not exist for her; the page tells nothing, nothing is written
- `ok`: 200
- `no`: the form again with its error, nothing is written
- `go`: it is done, or leads elsewhere
- `re`: asked to confirm that it is her (password or second factor)
- `405`: the address is hers, not by this method

The columns: visitor, signed in as nobody; caseworker, référente of household A; her colleague, named on no file; the
référente of household B in another association; the manager of association A; an agent of bailleur A, one of bailleur
B, the manager of bailleur A; federation; coordinator; partner; a superuser without any membership.

`draft`: a dwelling not published yet; `offer`: open, with a waiting request; `taken`: with a request transmitted.
`waiting` and `sent` are those requests. What ends in `_a` is of association A or bailleur A.
"""

from dataclasses import dataclass

from tests.authorisation.accounts_table import ACCOUNTS
from tests.authorisation.actions_table import ACTIONS
from tests.authorisation.candidatures_table import CANDIDATURES
from tests.authorisation.conventions_table import CONVENTIONS
from tests.authorisation.follow_up_table import FOLLOW_UP
from tests.authorisation.households_table import HOUSEHOLDS
from tests.authorisation.needs_table import NEEDS
from tests.authorisation.offers_table import OFFERS
from tests.authorisation.operator_table import OPERATOR
from tests.authorisation.reports_table import REPORTS
from tests.authorisation.trainings_table import TRAININGS
from tests.authorisation.world import SUPERUSER, VISITOR

COLUMNS = {
    "vis": VISITOR,
    "cw": "caseworker",
    "col": "colleague",
    "ocw": "other_caseworker",
    "am": "association_manager",
    "ag": "agent",
    "oag": "other_agent",
    "bm": "bailleur_manager",
    "fed": "federation_member",
    "coo": "coordinator",
    "par": "partner",
    "sup": SUPERUSER,
}
ANSWERS = {"in", "-", "ok", "no", "go", "re", "405"}
# Routes of allauth that ours stand before (accounts.urls): no request reaches them.
SHADOWED = {
    "compte/signup/",
    "compte/email/",
    "compte/inactive/",
    "compte/password/set/",
    "compte/login/code/confirm/",
    "compte/2fa/totp/deactivate/",
    "compte/2fa/webauthn/reauthenticate/",
    "compte/2fa/webauthn/keys/<int:pk>/edit/",
    "compte/confirm-email/",
    "compte/confirm-email/(?P<key>[-:\\w]+)/$",
}

TABLE = """
                                                                    vis cw  col ocw am  ag  oag bm  fed coo par sup
# Public pages, and pages of everybody who is signed in
GET  /                                                              in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
POST /                                                              in  405 405 405 405 405 405 405 405 405 405 405
GET  /mentions/                                                     ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
POST /mentions/                                                     405 405 405 405 405 405 405 405 405 405 405 405
GET  /pause/                                                        ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
POST /pause/                                                        405 405 405 405 405 405 405 405 405 405 405 405
GET  /healthz                                                       ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
POST /healthz                                                       405 405 405 405 405 405 405 405 405 405 405 405
GET  /readyz                                                        ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
POST /readyz                                                        405 405 405 405 405 405 405 405 405 405 405 405
GET  /demo/                                                         ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
POST /demo/ + persona                                               -   -   -   -   -   -   -   -   -   -   -   -
GET  /demo/confirmer/                                               in  405 405 405 405 405 405 405 405 405 405 405
POST /demo/confirmer/                                               in  go  go  go  go  go  go  go  go  go  go  go
GET  /demo/courriels/                                               ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
POST /demo/courriels/                                               405 405 405 405 405 405 405 405 405 405 405 405
GET  /demo/courriels/1/                                             ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
GET  /demo/courriels/2/                                             -   -   -   -   -   -   -   -   -   -   -   -
POST /demo/courriels/1/                                             405 405 405 405 405 405 405 405 405 405 405 405
# Suggestions of communes
GET  /territoires/communes/                                         -   405 405 405 405 405 405 405 405 405 405 -
POST /territoires/communes/ + commune                               -   ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  -
GET  /territoires/voisines/                                         -   405 405 405 405 405 405 405 405 405 405 -
POST /territoires/voisines/ + commune                               -   ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  -
"""


PARTS = (
    ACCOUNTS, HOUSEHOLDS, OFFERS, CANDIDATURES, NEEDS, REPORTS, ACTIONS, CONVENTIONS, TRAININGS, FOLLOW_UP, OPERATOR,
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    method: str
    address: str
    body: str
    answers: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.method} {self.address}" + (f" + {self.body}" if self.body else "")

    @property
    def cells(self) -> "list[Cell]":
        return [Cell(self, persona, one) for persona, one in zip(COLUMNS.values(), self.answers, strict=True)]


@dataclass(frozen=True)
class Cell:
    row: Row
    persona: str
    expected: str

    def __str__(self) -> str:
        return f"{self.persona}: {self.row}"


def rows() -> list[Row]:
    """The table, read. Raises ValueError at a row that lacks a cell, or at an answer that means nothing."""
    whole = "".join((TABLE, *PARTS))
    head, *lines = [line for line in whole.splitlines() if line and not line.startswith("#")]
    if head.split() != list(COLUMNS):
        raise ValueError(head)
    read = []
    for line in lines:
        method, address, *rest = line.split()
        body = rest[1] if rest[0] == "+" else ""
        answers = tuple(rest[2:] if body else rest)
        if len(answers) != len(COLUMNS) or not ANSWERS.issuperset(answers) or method not in {"GET", "POST"}:
            raise ValueError(line)
        read.append(Row(method, address, body, answers))
    return read
