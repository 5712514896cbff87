"""Files sent by a hostile hand: two kinds at once, drawings that run, sizes that fill memory, names that climb."""

import io
import zipfile
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pytest_django import Settings

from accounts.models import Membership
from bailleurs.models import Bailleur
from offers.models import ImportState, Offer, OfferImport, OfferPhoto
from tests import factories
from tests.offers.test_photos import add, address_of
from tests.personas import SignIn

pytestmark = pytest.mark.django_db
SCRIPT = b"<script>alert(1)</script>"
PHP = b"<?php system($_GET['c']); ?>"
IMPORT = "/bailleur/logements/import/"
NAMES = [
    "../../../etc/cron.d/x",
    "..\\..\\x.jpg",
    "/etc/passwd",
    "x.php",
    "x.svg",
    "a" * 300 + ".jpg",
    "x\0.jpg",
    ".htaccess",
]


@pytest.fixture(autouse=True)
def _photos_in(tmp_path: Path, settings: Settings) -> None:
    settings.MEDIA_ROOT = tmp_path / "photos"


@pytest.fixture
def offer(bailleur: Bailleur) -> Offer:
    return factories.OfferFactory(bailleur=bailleur)  # type: ignore[no-any-return]


def jpeg(size: tuple[int, int] = (20, 20), **options: object) -> bytes:
    content = io.BytesIO()
    Image.new("RGB", size).save(content, "JPEG", **options)
    return content.getvalue()


def polyglots() -> dict[str, bytes]:
    """Pictures that are something else as well to whoever reads them otherwise."""
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as made:
        made.writestr("x.html", SCRIPT)
    return {
        "page": jpeg(comment=SCRIPT),
        "program": jpeg() + PHP,
        "package": jpeg() + package.getvalue(),
        "drawing": jpeg() + b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    }


@pytest.mark.parametrize("kind", polyglots())
def test_only_the_picture_of_a_file_of_two_kinds_remains(
    kind: str, agent: Membership, offer: Offer, sign_in: SignIn
) -> None:
    client = sign_in(agent)

    add(client, offer, SimpleUploadedFile("x.html", polyglots()[kind], content_type="text/html"))

    answer = client.get(address_of(OfferPhoto.objects.get()))
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    for trace in (b"<script", b"<?php", b"PK\x03\x04", b"<svg"):
        assert trace not in answer.content


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><image href='http://169.254.169.254/'/></svg>",
        b"<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>",
        b"%!PS\n(/etc/passwd) (r) file",
        b"push graphic-context\nviewbox 0 0 1 1\nimage over 0,0 0,0 'https://ailleurs.invalid'",
        b"II*\0" + b"\xff" * 400,
        b"\0\0\x01\0\x01\0" + b"\xff" * 60,
        b"BM" + b"\xff" * 60,
    ],
    ids=["svg", "entity", "postscript", "magick", "tiff", "icon", "bitmap"],
)
def test_what_is_no_photo_is_kept_nowhere(content: bytes, agent: Membership, offer: Offer, sign_in: SignIn) -> None:
    page = add(sign_in(agent), offer, SimpleUploadedFile("photo.jpg", content, content_type="image/jpeg"))

    assert "pas une photo lisible" in page
    assert not OfferPhoto.objects.exists()
    assert not [file for file in Path(django_settings.MEDIA_ROOT).rglob("*") if file.is_file()]


@pytest.mark.parametrize("size", [(65_000, 1_300), (1, 60_000), (9_000, 9_000)], ids=str)
def test_huge_sides_are_reduced_or_refused_never_held_whole(
    size: tuple[int, int], agent: Membership, offer: Offer, sign_in: SignIn
) -> None:
    content = jpeg(size)

    add(sign_in(agent), offer, SimpleUploadedFile("photo.jpg", content, content_type="image/jpeg"))

    for photo in OfferPhoto.objects.order_by("id"):
        with photo.image.open("rb") as file, Image.open(file) as kept:
            assert max(kept.size) <= 1600


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_the_name_of_a_file_names_nothing_here(name: str, agent: Membership, offer: Offer, sign_in: SignIn) -> None:
    file = SimpleUploadedFile("x", jpeg(), content_type="image/jpeg")
    file._name = name  # as no browser sends it: the class itself would clean it

    add(sign_in(agent), offer, file)

    for photo in OfferPhoto.objects.order_by("id"):
        assert photo.image.name.removesuffix(".jpg").isalnum()
        assert Path(photo.image.path).parent == Path(django_settings.MEDIA_ROOT)


# --- Spreadsheets ------------------------------------------------------------------------------------------------------


def package(**parts: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as made:
        for name, part in parts.items():
            made.writestr(name.replace("__", "/"), part)
    return content.getvalue()


ENTITIES = (
    b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">"""
    + b"".join(b'<!ENTITY %c "%b">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]><x>&j;</x>"
)
OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>"""


@pytest.mark.parametrize(
    "content",
    [
        package(xl__workbook_xml=ENTITIES),
        package(**{"[Content_Types].xml": ENTITIES, "xl__workbook.xml": ENTITIES}),
        package(**{"[Content_Types].xml": OUTSIDE, "xl__workbook.xml": OUTSIDE, "xl__sharedStrings.xml": OUTSIDE}),
        package(**{"xl__worksheets__sheet1.xml": b"0" * 30_000_000}),
        package(**{"..__..__..__etc__passwd": b"x", "[Content_Types].xml": b"<x/>"}),
        jpeg() + package(**{"[Content_Types].xml": b"<x/>"}),
        b"<html><table><tr><td>" + SCRIPT + b"</td></tr></table></html>",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2_000,
    ],
    ids=["entities", "entities of the package", "file outside", "bomb", "climbs", "picture too", "page", "old excel"],
)
def test_a_hostile_workbook_is_refused_in_a_sentence(content: bytes, agent: Membership, sign_in: SignIn) -> None:
    client = sign_in(agent)

    answer = client.post(IMPORT, {"file": SimpleUploadedFile("../../liste.xlsx", content)}, follow=True)

    assert answer.status_code in (200, 422)
    assert "root:x:" not in answer.content.decode()
    assert SCRIPT.decode() not in answer.content.decode()
    assert not Offer.objects.exists()
    assert set(OfferImport.objects.values_list("state", flat=True)) <= {ImportState.REFUSED, ImportState.COLUMNS}
