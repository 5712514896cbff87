"""Every cell of the table: who asks for what, and the answer that is written there."""

from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client

from tests.authorisation.table import Cell, Row, rows
from tests.authorisation.world import SECRETS, World, what_is_written

pytestmark = [pytest.mark.authorisation, pytest.mark.django_db]
REFUSED = {"-", "in", "no", "405"}
CONFIRM = {"/compte/reauthenticate/", "/compte/2fa/reauthenticate/"}


def answer_of(response: HttpResponseBase) -> str:
    """The answer in the notation of the table."""
    if response.status_code in {301, 302, 303}:
        target = urlsplit(response["Location"]).path
        return "in" if target == "/compte/login/" else "re" if target in CONFIRM else "go"
    return {200: "ok", 204: "ok", 404: "-", 422: "no"}.get(response.status_code, str(response.status_code))


def ask(client: Client, row: Row, world: World) -> tuple[str, str]:
    """The answer and the text of the page."""
    address = row.address.format(**world.ids)
    response = client.get(address) if row.method == "GET" else client.post(address, world.body(row.body))
    content: bytes = response.getvalue() if response.streaming else response.content  # type: ignore[attr-defined]
    return answer_of(response), content.decode(errors="replace")


@pytest.mark.parametrize("row", rows(), ids=str)
def test_row(world: World, row: Row) -> None:
    """All personas in one test, each undone: a test of its own for each would cost more than what it asks."""
    wrong = {}
    before = what_is_written()
    for cell in row.cells:
        with transaction.atomic():
            if found := wrong_of(cell, world, before):
                wrong[cell.persona] = found
            transaction.set_rollback(True)
    assert not wrong


def wrong_of(cell: Cell, world: World, before: tuple[str, ...]) -> str:
    """What is not as the table says; "" when all is. `before`: what was written."""
    cache.clear()

    answer, page = ask(world.client(cell.persona), cell.row, world)

    # A form that shows its error again may do it with 200.
    if answer != cell.expected and (answer, cell.expected) != ("ok", "no"):
        return f"{answer} instead of {cell.expected}"
    if cell.expected in {"-", "in"} and (told := [secret for secret in SECRETS if secret in page]):
        return f"tells {told}"
    refused = cell.row.method == "POST" and cell.expected in REFUSED
    return "writes" if refused and what_is_written() != before else ""
