"""Photos: only the picture remains of the agent's file, and only her organisation reads it here."""

import io
import struct
import zlib
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from accounts.models import Membership
from bailleurs.models import Bailleur
from offers.models import Offer, OfferPhoto, OfferState
from offers.photos import MAX_PHOTOS
from tests import factories
from tests.offers.forms import NEW, page_of, typed
from tests.personas import SignIn

pytestmark = pytest.mark.django_db

GPS = 0x8825
ORIENTATION = 0x0112
TURNED = 6
MARK = b"CANARI-49-rue-secrete"


@pytest.fixture(autouse=True)
def _photos_in(tmp_path: Path, settings: Settings) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def offer(bailleur: Bailleur) -> Offer:
    return factories.OfferFactory(bailleur=bailleur)


def picture(
    kind: str = "JPEG", size: tuple[int, int] = (2400, 1200), name: str = "IMG_1234.jpg"
) -> SimpleUploadedFile:
    """A picture as a telephone makes it: turned, with the place where it was taken."""
    content = io.BytesIO()
    exif = Image.Exif()
    exif[ORIENTATION] = TURNED
    exif[0x010E] = MARK.decode()
    exif.get_ifd(GPS)[2] = (50.0, 37.0, 45.0)
    Image.new("RGB", size, (200, 30, 60)).save(content, kind, exif=exif)
    return SimpleUploadedFile(name, content.getvalue(), content_type="image/jpeg")


def bomb() -> SimpleUploadedFile:
    """A small PNG that announces 30,000 x 30,000 pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    content = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(1000)))
    return SimpleUploadedFile("bombe.png", content + chunk(b"IEND", b""), content_type="image/png")


def truncated() -> SimpleUploadedFile:
    whole = picture().read()
    return SimpleUploadedFile("coupee.jpg", whole[: len(whole) // 3], content_type="image/jpeg")


def add(client: Client, offer: Offer, *files: SimpleUploadedFile) -> str:
    address = reverse("offers:add_photo", args=[offer.id])
    return client.post(address, {"photos": list(files)}, follow=True).text


def address_of(photo: OfferPhoto) -> str:
    return reverse("offers:photo", args=[photo.location_id, photo.id])


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_of_the_file_remains_but_the_picture(
    agent: Membership, offer: Offer, sign_in: SignIn, kind: str
) -> None:
    client = sign_in(agent)
    add(client, offer, picture(kind))
    photo = OfferPhoto.objects.get()
    answer = client.get(address_of(photo))
    content = answer.content
    image = Image.open(io.BytesIO(content))
    assert (image.format, image.mode) == ("JPEG", "RGB")
    assert image.size == (800, 1600), "upright, and at most 1600 px"
    assert not image.getexif()
    assert MARK not in content
    assert "IMG_1234" not in photo.image.name
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Disposition"] == 'inline; filename="photo.jpg"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("file", "message"),
    [
        (lambda: SimpleUploadedFile("plan.jpg", b"%PDF-1.7\n" + b"0" * 500, "image/jpeg"), "pas une photo lisible"),
        (lambda: SimpleUploadedFile("a.jpg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/jpeg"), "lisible"),
        (lambda: SimpleUploadedFile("vide.jpg", b"\xff\xd8\xff", "image/jpeg"), "pas une photo lisible"),
        (truncated, "pas une photo lisible"),
        (bomb, "trop de pixels"),
        (
            lambda: SimpleUploadedFile("lourde.jpg", bytes(30 * 1024 * 1024), "image/jpeg"),
            "trop lourde, 12 Mo au plus",
        ),
        (lambda: picture("GIF", (10, 10), "anim.gif"), "pas une photo lisible"),
    ],
    ids=["pdf", "svg", "nothing", "truncated", "bomb", "30 MB", "gif"],
)
def test_what_is_no_photo_is_refused_in_clear_words(
    agent: Membership, offer: Offer, sign_in: SignIn, file: object, message: str
) -> None:
    page = add(sign_in(agent), offer, file(), picture())  # type: ignore[operator]
    assert message in page
    assert OfferPhoto.objects.count() == 1, "the good one is kept all the same"


def test_photos_come_with_the_form_and_a_bad_one_loses_nothing(agent: Membership, sign_in: SignIn) -> None:
    factories.commune("59512")
    client = sign_in(agent)
    files = [picture(), SimpleUploadedFile("plan.jpg", b"%PDF-1.7", "image/jpeg")]
    page = client.post(NEW, typed(photos=files) | {"publier": "1"})
    assert page.status_code == 422
    assert set(page.context["form"].errors) == {"photos"}
    assert "« plan.jpg »" in page.text
    offer = Offer.objects.get()
    assert (offer.state, offer.reference) == (OfferState.DRAFT, "UG-1042")
    assert offer.location.photos.count() == 1


def test_a_photo_is_taken_away_with_what_was_typed_kept(
    agent: Membership,
    sign_in: SignIn,
    tmp_path: Path,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    client = sign_in(agent)
    form = typed(commune=None)
    client.post(NEW, {**form, "photos": [picture(), picture()]})
    photo = OfferPhoto.objects.order_by("position").first()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(NEW, {**form, "floor": "9", "retirer_photo": str(photo.id)})
    assert OfferPhoto.objects.count() == 1
    assert len(list(tmp_path.iterdir())) == 1
    assert Offer.objects.get().floor == 9


@pytest.mark.parametrize("photo", ["x", "", "00000000-0000-4000-8000-000000000000"])
def test_taking_away_no_photo_is_no_fault(agent: Membership, sign_in: SignIn, photo: str) -> None:
    assert sign_in(agent).post(NEW, typed(commune=None, retirer_photo=photo)).status_code == 302


def test_eight_photos_at_most(agent: Membership, offer: Offer, sign_in: SignIn) -> None:
    small = [picture(size=(20, 20)) for _ in range(MAX_PHOTOS + 2)]
    page = add(sign_in(agent), offer, *small)
    assert "8 photos au plus" in page
    assert OfferPhoto.objects.count() == MAX_PHOTOS


def test_no_file_chosen(agent: Membership, offer: Offer, sign_in: SignIn) -> None:
    assert "Choisissez au moins une photo." in add(sign_in(agent), offer)


@pytest.fixture
def photo(offer: Offer) -> OfferPhoto:
    return OfferPhoto.objects.create(location=offer.location, image=ContentFile(b"...", name="x.jpg"))


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("agent", 200),
        ("bailleur_manager", 200),
        ("other_agent", 404),
        ("caseworker", 404),
        ("association_manager", 404),
        ("federation_member", 404),
        ("coordinator", 404),
        ("partner", 404),
    ],
)
def test_only_its_landlord_reads_a_photo_here(
    request: pytest.FixtureRequest, photo: OfferPhoto, sign_in: SignIn, who: str, status: int
) -> None:
    assert sign_in(request.getfixturevalue(who)).get(address_of(photo)).status_code == status


def test_a_photo_asks_who_reads(photo: OfferPhoto) -> None:
    assert Client().get(address_of(photo)).status_code == 302


def test_others_neither_add_nor_take_away(
    photo: OfferPhoto, offer: Offer, other_agent: Membership, caseworker: Membership, sign_in: SignIn
) -> None:
    for member in (other_agent, caseworker):
        client = sign_in(member)
        addresses = [
            reverse("offers:add_photo", args=[offer.id]),
            reverse("offers:remove_photo", args=[offer.id, photo.id]),
        ]
        assert [client.post(address).status_code for address in addresses] == [404, 404]
    assert OfferPhoto.objects.count() == 1


def test_a_photo_answers_under_its_own_dwelling_alone(
    photo: OfferPhoto, bailleur: Bailleur, agent: Membership, sign_in: SignIn
) -> None:
    elsewhere = factories.OfferFactory(bailleur=bailleur)
    assert sign_in(agent).get(reverse("offers:photo", args=[elsewhere.id, photo.id])).status_code == 404


def test_a_photo_whose_file_is_gone(photo: OfferPhoto, agent: Membership, sign_in: SignIn) -> None:
    photo.image.storage.delete(photo.image.name)
    assert sign_in(agent).get(address_of(photo)).status_code == 404


def test_once_ended_photos_do_not_change(photo: OfferPhoto, offer: Offer, agent: Membership, sign_in: SignIn) -> None:
    Offer.objects.update(state=OfferState.WITHDRAWN, ended_at=timezone.now())
    client = sign_in(agent)
    assert "ses photos ne changent plus" in add(client, offer, picture())
    client.post(reverse("offers:remove_photo", args=[offer.id, photo.id]))
    assert OfferPhoto.objects.get() == photo
    assert "Ajouter des photos" not in client.get(page_of(offer)).text


def test_a_deleted_draft_takes_its_files_along(
    photo: OfferPhoto,
    offer: Offer,
    agent: Membership,
    sign_in: SignIn,
    tmp_path: Path,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    Offer.objects.update(state=OfferState.DRAFT)
    with django_capture_on_commit_callbacks(execute=True):
        sign_in(agent).post(reverse("offers:delete_draft", args=[offer.id]))
    assert not Offer.objects.exists()
    assert list(tmp_path.iterdir()) == []
