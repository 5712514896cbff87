"""One test for each cell of the API's table, and the table is whole."""

import json
import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import get_resolver, resolve

from tests.authorisation.api_table import ApiCell, api_cells
from tests.authorisation.test_table import is_for_software, routes
from tests.authorisation.world import SECRETS, World, what_is_written

pytestmark = [pytest.mark.authorisation, pytest.mark.django_db]
CONTENTS: dict[str, Any] = {
    "": {},
    "new": {"reference": "UG-9000", "typologie": "T2"},
    "batch": {"logements": [{"reference": "UG-9000"}, {"reference": "UG-B72"}]},
    "rent": {"loyer_centimes": 40000},
    "reason": {"motif": "travaux"},
    "not_now": {"reponse": "pas_maintenant", "motif": "pas_de_secteur"},
    "rehousing": {
        "association": "Association A",
        "mois": "2026-01-15",
        "voie": "interpellation",
        "typologie": "T4",
        "departement": "59",
        "solution": "BAIL_DIRECT",
        "femmes": 1,
        "enfants": 0,
    },
}
REFUSED = {400, 401, 403, 404, 405, 409}
METHODS = {"GET", "POST", "PATCH"}


def ask(cell: ApiCell, world: World) -> tuple[int, str]:
    client = world.client("agent") if cell.token == "ses" else Client()
    headers = {"Authorization": f"Bearer {world.tokens[cell.token]}"} if cell.token in world.tokens else {}
    address = cell.address.format(**world.ids)
    if cell.method == "GET":
        answer = client.get(address, headers=headers)
    else:
        content = json.dumps(CONTENTS[cell.content])
        answer = client.generic(cell.method, address, content, "application/json", headers=headers)
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize("cell", api_cells(), ids=str)
def test_cell(world: World, cell: ApiCell) -> None:
    before = what_is_written() if cell.expected in REFUSED else ()

    status, text = ask(cell, world)

    assert status == cell.expected, text
    if cell.expected in {401, 403, 404}:
        assert not [secret for secret in SECRETS if secret in text]
    if cell.expected in REFUSED:
        assert what_is_written() == before


def test_a_list_holds_what_is_of_the_caller_alone(world: World) -> None:
    for token, own, others in (("a", "UG-A71", "UG-B72"), ("b", "UG-B72", "UG-A71")):
        for address in ("/api/v1/logements/", "/api/v1/demandes/"):
            _, text = ask(ApiCell("GET", address, "", token, 200), world)
            assert own in text
            assert others not in text


def test_every_route_of_the_api_has_its_rows() -> None:
    written = {(cell.method, _route(cell)) for cell in api_cells()}
    expected = {route for route in routes(get_resolver(None)) if is_for_software(route)}

    assert {route for _, route in written} == expected
    for route in expected:
        view = getattr(resolve(f"/{_filled(route)}").func, "cls", None)
        own = {name.upper() for name in ("get", "post", "put", "patch", "delete") if hasattr(view, name)}
        assert {"GET", "POST", *own} == {method for method, one in written if one == route}


def test_every_route_that_takes_an_id_is_asked_for_what_is_of_no_one() -> None:
    with_id = {route for route in routes(get_resolver(None)) if is_for_software(route) and "<uuid:" in route}
    asked = {_route(cell) for cell in api_cells() if "{unknown}" in cell.address and cell.expected == 404}

    assert with_id == asked


def _route(cell: ApiCell) -> str:
    return resolve(re.sub(r"\{\w+\}", str(uuid4()), cell.address.partition("?")[0])).route


def _filled(route: str) -> str:
    return re.sub(r"<uuid:\w+>", str(uuid4()), route)
