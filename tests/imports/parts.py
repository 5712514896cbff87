"""A spreadsheet through the pages of a landlord: sent, its columns said, written."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from offers.models import OfferImport

FILES = Path(__file__).parent / "files"
# The communes of the ten files.
COMMUNES = ("59512", "59009", "62193", "59178", "59183", "02691", "60159", "80021", "62498", "60057", "59350")


def send(client: Client, content: bytes, capture: Any, import_id: str = "") -> Any:
    """The answer of the page; the tasks that it woke have run."""
    with capture(execute=True):
        return client.post(
            reverse("offers:imports"),
            {"file": SimpleUploadedFile("export", content or b"\n"), "import_id": import_id},
        )


def sent(client: Client, content: bytes, capture: Any) -> OfferImport:
    """The import of a file that was taken."""
    answer = send(client, content, capture)
    if answer.status_code != 302:
        pytest.fail(answer.content.decode())
    return OfferImport.objects.get(id=answer["Location"].rstrip("/").rpartition("/")[2])


def say_columns(client: Client, one: OfferImport, said: dict[str, str], capture: Any) -> None:
    """Header -> column, on top of what the page proposes."""
    names = [said.get(header, name) for header, name in zip(one.headers, one.columns, strict=True)]
    with capture(execute=True):
        answer = client.post(
            reverse("offers:import", args=[one.id]), {f"column_{at}": name for at, name in enumerate(names)}
        )
    assert answer.status_code == 302, answer.content.decode()
    one.refresh_from_db()


def write(client: Client, one: OfferImport, capture: Any, *, publish: bool = False) -> OfferImport:
    with capture(execute=True):
        answer = client.post(reverse("offers:write_import", args=[one.id]), {"publier": "1"} if publish else {})
    assert answer.status_code == 302
    one.refresh_from_db()
    return one
