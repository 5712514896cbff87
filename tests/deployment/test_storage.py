"""Photos in an S3-compatible store, by settings alone: played against a store of a few lines on this machine."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.test import Client
from pytest_django import Settings

from accounts.models import Membership
from offers.models import OfferPhoto
from passlogement.settings.environment import photo_storage
from tests import factories
from tests.personas import SignIn

pytestmark = pytest.mark.django_db


class Store(BaseHTTPRequestHandler):
    """Objects by their path. It knows who asks by the header alone."""

    objects: ClassVar[dict[str, bytes]] = {}
    asked: ClassVar[list[tuple[str, str]]] = []

    def _answer(self, status: int, content: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Last-Modified", "Mon, 23 Nov 2026 10:00:00 GMT")
        self.send_header("ETag", '"1"')
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def _serve(self) -> None:
        path = self.path.split("?")[0]
        self.asked.append((self.command, self.headers.get("Authorization", "")))
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.command == "PUT":
            if "aws-chunked" in self.headers.get("Content-Encoding", ""):
                size, _, rest = body.partition(b"\r\n")
                body = rest[: int(size.split(b";")[0], 16)]
            self.objects[path] = body
            self._answer(200)
        elif self.command == "DELETE":
            self.objects.pop(path, None)
            self._answer(204)
        elif path in self.objects:
            self._answer(200, self.objects[path])
        else:
            self._answer(404)

    do_GET = do_HEAD = do_PUT = do_DELETE = _serve

    def log_message(self, *arguments: Any) -> None:
        pass


@pytest.fixture
def store(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Store]]:
    Store.objects.clear()
    Store.asked.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Store)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    for name, value in {
        "PHOTOS_S3_ENDPOINT": f"http://127.0.0.1:{server.server_address[1]}",
        "PHOTOS_S3_REGION": "eu-west-3",
        "PHOTOS_S3_ACCESS_KEY": "who",
        "PHOTOS_S3_SECRET_KEY": "secret",
    }.items():
        monkeypatch.setenv(name, value)
    settings.STORAGES = settings.STORAGES | {"default": photo_storage("photos")}
    yield Store
    storage = storages["default"]
    storage.connection.meta.client.close()
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_photo_goes_there_comes_back_to_its_reader_and_is_destroyed(
    store: type[Store], agent: Membership, sign_in: SignIn
) -> None:
    offer = factories.OfferFactory(bailleur_id=agent.organisation_id)
    photo = OfferPhoto.objects.create(location=offer.location, image=ContentFile(b"a picture", name="x.jpg"))
    assert list(store.objects) == [f"/photos/{photo.image.name}"]
    address = f"/bailleur/logements/{offer.id}/photos/{photo.id}/"

    answer = sign_in(agent).get(address)

    assert (answer.status_code, answer.content) == (200, b"a picture")
    # The browser hears nothing of the store, and the store is asked by nobody who is not known.
    assert not {"Location"} & set(answer.headers)
    assert all("Credential=who/" in known for _, known in store.asked)
    assert Client().get(address).status_code == 302

    photo.image.delete(save=False)
    assert store.objects == {}
    assert sign_in(agent).get(address).status_code == 404


def test_without_a_bucket_photos_stay_on_the_machine() -> None:
    assert photo_storage("")["BACKEND"].endswith("FileSystemStorage")
