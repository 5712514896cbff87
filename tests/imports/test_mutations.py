"""Files that were broken on the way, in a thousand manners: refused or read, never an error, never half an import."""

import io
import os
import random
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from accounts.models import Membership
from offers.models import ImportState, Offer, OfferImport, OfferLocation
from tests import factories
from tests.imports.parts import COMMUNES, FILES, send, write
from tests.personas import SignIn

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(1800)]
FULL = bool(os.environ.get("FULL_COUNTS"))
SHARES = 4
EACH = (2_000 if FULL else 40) // SHARES
SNIPPETS = [
    b"<script>alert(1)</script>", b"=1+1", b"=HYPERLINK(\"http://x\")", b"\x00", b"\xff\xfe", b"-1", b"1e999", b"NaN",
    b"31/02/2027", b"T0", b"' OR 1=1--", b"&lt;!ENTITY", b";;;;;;;;", b"\"", b"\r\n\r\n", "é’ñ".encode(),
    b"99999999999999", b"0" * 3_000, b"{{ 7*7 }}", b"%s%n", b"\xe2\x80\xae", b"0000-00-00", b"Total",
]  # fmt: skip


def mutated(content: bytes, rng: random.Random) -> bytes:
    """A file with one to four wounds."""
    for _ in range(rng.randrange(1, 5)):
        if content.startswith(b"PK") and rng.random() < 0.75:
            content = _inside(content, rng)
        else:
            content = _wounded(content, rng)
    return content


def _wounded(content: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(content) + 1)
    kind = rng.randrange(5)
    if kind == 0:
        return content[:at]
    if kind == 1:
        return content[:at] + rng.choice(SNIPPETS) + content[at:]
    if kind == 2:
        return content[:at] + bytes([rng.randrange(256)]) + content[at + 1 :]
    other = rng.randrange(len(content) + 1)
    start, end = min(at, other), max(at, other)
    if kind == 3:
        return content[:start] + content[end:]
    return content[:start] + content[start:end] * 2 + content[end:]


def _inside(content: bytes, rng: random.Random) -> bytes:
    """A wound in one part of a workbook, whose package stays sound."""
    output = io.BytesIO()
    try:
        with (
            zipfile.ZipFile(io.BytesIO(content)) as before,
            zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as after,
        ):
            names = before.namelist()
            hurt = rng.choice(names)
            for name in dict.fromkeys(names):
                part = before.read(name)
                if name == hurt:
                    if rng.random() < 0.15:
                        continue
                    part = _text_wounded(part, rng) if rng.random() < 0.6 else _wounded(part, rng)
                after.writestr(name, part)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError, zlib.error):
        return _wounded(content, rng)
    return output.getvalue()


def _text_wounded(part: bytes, rng: random.Random) -> bytes:
    """Another text between two tags: the XML stays sound, a cell says something else."""
    pieces = part.split(b">")
    texts = [at for at, piece in enumerate(pieces) if not piece.startswith(b"<") and b"<" in piece]
    if not texts:
        return _wounded(part, rng)
    at = rng.choice(texts)
    said = rng.choice(SNIPPETS).replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b"\x00", b"")
    pieces[at] = said + pieces[at][pieces[at].index(b"<") :]
    return b">".join(pieces)


@pytest.mark.parametrize("share", range(SHARES))
def test_a_broken_file_is_refused_or_read(
    share: int, agent: Membership, sign_in: SignIn, django_capture_on_commit_callbacks: Any
) -> None:
    for code in COMMUNES:
        factories.commune(code)
    client, capture = sign_in(agent), django_capture_on_commit_callbacks
    files = sorted(Path(FILES).iterdir())
    seen = set()
    for number in range(EACH):
        rng = random.Random(f"{share} {number}")
        name = rng.choice(files)
        content = mutated(name.read_bytes(), rng)
        with transaction.atomic():
            answer = send(client, content, capture)
            assert answer.status_code in {302, 422}, (share, number, name.name)
            if answer.status_code == 302:
                seen.add(_follow(client, answer["Location"], capture, (share, number, name.name)))
            else:
                assert "field-error" in answer.content.decode(), (share, number, name.name)
                seen.add("not taken")
            transaction.set_rollback(True)
    assert seen >= {"not taken", ImportState.DONE}


def _follow(client: Any, address: str, capture: Any, which: tuple[Any, ...]) -> str:
    """To the end of the import; what its page says was written is what is there."""
    assert client.get(address).status_code == 200, which
    one = OfferImport.objects.get(id=address.rstrip("/").rpartition("/")[2])
    assert one.state in {ImportState.COLUMNS, ImportState.CHECKED, ImportState.REFUSED}, which
    assert not Offer.objects.exists(), which
    if one.state == ImportState.CHECKED:
        if one.refused:
            book = client.get(f"{address}a-corriger.xlsx")
            assert book.status_code == 200, which
            assert book.content.startswith(b"PK"), which
        write(client, one, capture, publish=True)
        assert one.state == ImportState.DONE, which
        assert (one.written, one.written) == (Offer.objects.count(), OfferLocation.objects.count()), which
        assert client.get(address).status_code == 200, which
    return one.state
