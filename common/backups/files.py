"""Files of the storage (photos) as one archive: those that a row refers to, and no other."""

import os
import tarfile
import threading
from collections.abc import Callable, Iterator
from typing import IO

from django.apps import apps
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.utils import validate_file_name
from django.db.models import FileField

from common.backups.keeping import BackupError


def names() -> Iterator[str]:
    """The name in the storage of every file that a row of the main database refers to."""
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if isinstance(field, FileField):
                stored = model._base_manager.exclude(**{field.name: ""}).order_by("pk")
                yield from stored.values_list(field.name, flat=True).iterator()


def archive() -> Iterator[bytes]:
    """A tar of these files, one in memory at a time: each is small, photos are encoded anew. One gone is left out."""
    for name in names():
        try:
            with default_storage.open(name, "rb") as file:
                content = file.read()
        except FileNotFoundError:
            continue
        entry = tarfile.TarInfo(name)
        entry.size = len(content)
        yield entry.tobuf(tarfile.PAX_FORMAT)
        yield content
        yield b"\0" * (-len(content) % tarfile.BLOCKSIZE)
    yield b"\0" * (2 * tarfile.BLOCKSIZE)


def put_back(feed: Callable[[Callable[[bytes], object]], None]) -> int:
    """Stores again the files of an archive that a row refers to and the storage lacks; gives how many.

    What was destroyed since has no row any more: it stays destroyed. Raises BackupError, and whatever `feed` raises.
    """
    wanted, stored = set(names()), 0
    reader, writer = os.pipe()
    failure: list[BaseException] = []

    def pump() -> None:
        with os.fdopen(writer, "wb") as pipe:
            try:
                feed(pipe.write)
            except BaseException as error:  # noqa: BLE001 - told to the other thread
                failure.append(error)

    thread = threading.Thread(target=pump)
    with os.fdopen(reader, "rb") as pipe:
        thread.start()
        try:
            stored = _store(pipe, wanted)
            while pipe.read(tarfile.RECORDSIZE):
                pass  # what follows the archive's end
        except (tarfile.TarError, OSError) as error:
            raise BackupError("The archive of files does not read to its end: take another backup.") from error
        finally:
            pipe.close()
            thread.join()
            if failure and not isinstance(failure[0], BrokenPipeError):
                raise failure[0]
    return stored


def _store(pipe: IO[bytes], wanted: set[str]) -> int:
    stored = 0
    with tarfile.open(fileobj=pipe, mode="r|") as tar:
        for entry in tar:
            file = tar.extractfile(entry) if entry.isreg() else None
            if file is None or entry.name not in wanted:
                continue
            try:
                validate_file_name(entry.name, allow_relative_path=True)
            except SuspiciousFileOperation:
                continue
            if not default_storage.exists(entry.name):
                default_storage.save(entry.name, ContentFile(file.read()))
                stored += 1
    return stored
