"""Backup files in their folder: written whole or not at all, read again once written, refused when altered."""

import hashlib
import hmac
import json
import os
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import IO, Final

import pyrage
from django.conf import settings
from django.utils import timezone

from common.encryption import keyring

CHUNK_BYTES: Final = 1024 * 1024
HEADER: Final = b"age-encryption.org/v1\n-> "
PURPOSE: Final = "sheet of a backup"
STAMP: Final = "%Y%m%dT%H%M%SZ"


class Kind(StrEnum):
    MAIN = "main"
    VAULT = "vault"
    PHOTOS = "photos"


# docs/retention.md: the vault's are what a purge does not reach, hence the shortest.
DAYS_KEPT: Final[dict[Kind, int]] = {Kind.MAIN: 30, Kind.VAULT: 7, Kind.PHOTOS: 30}
SUFFIX: Final[dict[Kind, str]] = {Kind.MAIN: ".sql.gz.age", Kind.VAULT: ".sql.gz.age", Kind.PHOTOS: ".tar.gz.age"}
NAME: Final = re.compile(r"(main|vault|photos)-(\d{8}T\d{6}Z)\.(?:sql|tar)\.gz\.age")


class BackupError(Exception):
    """A backup that cannot be made or used. `str(error)` is a sentence that says what to do."""


@dataclass(frozen=True)
class Sheet:
    """What a backup file must be: its name, its length in bytes, its SHA-256 in hexadecimal."""

    kind: str
    made_at: str  # ISO 8601, UTC
    file: str
    bytes: int
    sha256: str

    def signature(self) -> str:
        """By the oldest key of the ring, which outlives rotations: whoever holds the public key cannot forge it."""
        return keyring().blind_index(json.dumps(asdict(self), sort_keys=True), PURPOSE).hex()


@dataclass(frozen=True)
class Kept:
    """A backup in the folder, as its name says: nothing of it was read."""

    kind: Kind
    made_at: datetime
    path: Path


def folder() -> Path:
    """BACKUP_DIR, made when absent, for the platform's user alone. Raises BackupError."""
    if not settings.BACKUP_DIR:
        raise BackupError("BACKUP_DIR is not set: give the folder where backups go.")
    where = Path(settings.BACKUP_DIR)
    try:
        where.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise BackupError(f"BACKUP_DIR={where} cannot be made ({error.strerror}): give another folder.") from error
    return where


def recipient() -> pyrage.x25519.Recipient:
    """The public key of BACKUP_RECIPIENT. Raises BackupError."""
    if not settings.BACKUP_RECIPIENT:
        raise BackupError("BACKUP_RECIPIENT is not set: give an age public key (age1...), made by `age-keygen`.")
    try:
        return pyrage.x25519.Recipient.from_str(settings.BACKUP_RECIPIENT)
    except pyrage.RecipientError as error:
        raise BackupError("BACKUP_RECIPIENT is no age public key: it begins with age1 and is one line.") from error


def identities(file: Path) -> list[pyrage.x25519.Identity]:
    """The private keys of an `age` key file. Raises BackupError."""
    try:
        lines = [line.strip() for line in file.read_text().splitlines()]
        found = [pyrage.x25519.Identity.from_str(line) for line in lines if line and not line.startswith("#")]
    except (OSError, ValueError, pyrage.IdentityError) as error:
        raise BackupError(f"{file} holds no age private key (AGE-SECRET-KEY-1...).") from error
    if not found:
        raise BackupError(f"{file} holds no age private key (AGE-SECRET-KEY-1...).")
    return found


# --- Writing -----------------------------------------------------------------------------------------------------


def write(kind: Kind, chunks: Iterable[bytes]) -> Sheet:
    """Compresses, encrypts and keeps what `chunks` give, then reads it again; a megabyte at a time in memory.

    The sheet is written last: a file without one is a backup cut short, and counts for nothing. Whatever `chunks`
    raises leaves the folder as it was. Raises BackupError.
    """
    key, where, now = recipient(), folder(), timezone.now().astimezone(UTC)
    path = where / f"{kind}-{now:{STAMP}}{SUFFIX[kind]}"
    partial = path.with_name(f".{path.name}.partial")
    source = _Source(_compressed(chunks))
    try:
        with os.fdopen(os.open(partial, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as file:
            hashed = _Hashed(file)
            pyrage.encrypt_io(source, hashed, [key])
            if hashed.error:  # of the last block the library says nothing
                raise hashed.error
            file.flush()
            os.fsync(file.fileno())
        sheet = Sheet(kind, now.isoformat(), path.name, hashed.bytes, hashed.sha256.hexdigest())
        _check_file(partial, sheet)
        partial.rename(path)
        _write_sheet(path, sheet)
    except pyrage.EncryptError as error:
        raise source.error or BackupError(f"The backup could not be encrypted: {error}.") from error
    except FileExistsError as error:
        raise BackupError("Another backup is being written: wait for its end.") from error
    except OSError as error:
        raise source.error or BackupError(f"The backup could not be written: {error.strerror or error}.") from error
    finally:
        partial.unlink(missing_ok=True)
    check(path)
    return sheet


def _write_sheet(path: Path, sheet: Sheet) -> None:
    target = sheet_of(path)
    partial = target.with_name(f".{target.name}.partial")
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(asdict(sheet) | {"signature": sheet.signature()}, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    partial.rename(target)
    directory = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)


def _compressed(chunks: Iterable[bytes]) -> Iterator[bytes]:
    compressor = zlib.compressobj(6, zlib.DEFLATED, 31)  # 31: with the header of gzip
    for chunk in chunks:
        if made := compressor.compress(chunk):
            yield made
    yield compressor.flush()


class _Source:
    """What `encrypt_io` reads from. It keeps the first error: the library makes another one of it."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self.chunks = chunks
        self.left = b""
        self.error: Exception | None = None

    def read(self, size: int = -1) -> bytes:
        try:
            while not self.left:
                self.left = next(self.chunks)
        except StopIteration:
            return b""
        except Exception as error:
            self.error = error
            raise
        given, self.left = self.left[:size], self.left[size:]
        return given


class _Hashed:
    """A file that counts and hashes what is written to it, and keeps its first error."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.sha256 = hashlib.sha256()
        self.bytes = 0
        self.error: OSError | None = None

    def write(self, content: bytes) -> int:
        try:
            self.file.write(content)
        except OSError as error:
            self.error = self.error or error
            raise
        self.sha256.update(content)
        self.bytes += len(content)
        return len(content)

    def flush(self) -> None:
        self.file.flush()


# --- Reading -----------------------------------------------------------------------------------------------------


def sheet_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.json")


def check(path: Path) -> Sheet:
    """The sheet of a backup that is what its sheet says, and whose sheet is ours. Raises BackupError."""
    try:
        read = json.loads(sheet_of(path).read_text())
        signature = read.pop("signature")
        sheet = Sheet(**read)
        ours = hmac.compare_digest(str(signature), sheet.signature())
    except FileNotFoundError as error:
        raise BackupError(f"{path.name} has no {sheet_of(path).name} beside it: take another backup.") from error
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise BackupError(f"{sheet_of(path).name} cannot be read: take another backup.") from error
    if not ours or sheet.file != path.name:
        raise BackupError(
            f"{sheet_of(path).name} was altered, or ENCRYPTION_KEYS is of another installation: take another backup."
        )
    _check_file(path, sheet)
    return sheet


def _check_file(path: Path, sheet: Sheet) -> None:
    digest, length = hashlib.sha256(), 0
    try:
        with path.open("rb") as file:
            readable = file.read(len(HEADER)) == HEADER
            file.seek(0)
            while chunk := file.read(CHUNK_BYTES):
                digest.update(chunk)
                length += len(chunk)
    except OSError as error:
        raise BackupError(f"{path.name} cannot be read ({error.strerror}): take another backup.") from error
    if not readable or length != sheet.bytes or not hmac.compare_digest(digest.hexdigest(), sheet.sha256):
        raise BackupError(f"{path.name} is damaged, its content is not what was written: take another backup.")


def read(path: Path, keys: list[pyrage.x25519.Identity], write_to: Callable[[bytes], object]) -> None:
    """Gives the content of a backup already checked, chunk by chunk.

    Raises BackupError when it does not open to its very end: what was given until then is not to be used. Whatever
    `write_to` raises comes out as it is.
    """
    sink = _Sink(write_to)
    try:
        with path.open("rb") as file:
            pyrage.decrypt_io(file, sink, keys)
        sink.close()
    except pyrage.DecryptError as error:
        raise sink.error or BackupError(f"{path.name} is for another key than the one given: {error}.") from error
    except (OSError, zlib.error) as error:
        raise sink.error or BackupError(f"{path.name} does not open to its end: take another backup.") from error


class _Sink:
    """What `decrypt_io` writes to: it takes the compression off."""

    def __init__(self, write_to: Callable[[bytes], object]) -> None:
        self.write_to = write_to
        self.decompressor = zlib.decompressobj(31)
        self.error: Exception | None = None

    def write(self, content: bytes) -> int:
        left = content
        while left:
            self._give(self.decompressor.decompress(left, CHUNK_BYTES))
            left = self.decompressor.unconsumed_tail
        return len(content)

    def flush(self) -> None:
        pass

    def close(self) -> None:
        self._give(self.decompressor.flush())
        if not self.decompressor.eof:
            raise zlib.error("cut short")

    def _give(self, content: bytes) -> None:
        try:
            if content:
                self.write_to(content)
        except Exception as error:
            self.error = error
            raise


# --- How long ----------------------------------------------------------------------------------------------------


def kept() -> list[Kept]:
    """The finished backups of the folder, the last first. Empty where there is no folder."""
    if not settings.BACKUP_DIR:
        return []
    found = []
    with suppress(OSError):
        for path in Path(settings.BACKUP_DIR).iterdir():
            if (match := NAME.fullmatch(path.name)) and sheet_of(path).exists():
                made_at = datetime.strptime(match[2], STAMP).replace(tzinfo=UTC)
                found.append(Kept(Kind(match[1]), made_at, path))
    return sorted(found, key=lambda one: (one.made_at, one.kind), reverse=True)


def last(kind: Kind) -> datetime | None:
    """When the last finished backup of a kind was begun; None when there is none."""
    return next((one.made_at for one in kept() if one.kind == kind), None)


def forget() -> int:
    """Deletes the backups whose days are over, and what unfinished ones left a day ago; gives how many files went.

    Whether or not a new one could be made: what a purge promised does not wait for a repair.
    """
    now, gone = timezone.now(), 0
    for path in sorted(folder().iterdir()):
        name = path.name.removesuffix(".partial").removesuffix(".json").removeprefix(".")
        match = NAME.fullmatch(name)
        if match is None:
            continue
        made_at = datetime.strptime(match[2], STAMP).replace(tzinfo=UTC)
        finished = path.name in (name, f"{name}.json") and sheet_of(path.with_name(name)).exists()
        days = DAYS_KEPT[Kind(match[1])] if finished else 1
        if now - made_at >= timedelta(days=days):
            path.unlink(missing_ok=True)
            gone += 1
    return gone
