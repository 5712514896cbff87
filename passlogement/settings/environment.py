"""What production reads from the environment. What is missing or unfit stops the start with a sentence: what to do."""

import base64
import binascii
import os
import re
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from passlogement.settings.base import database

# Known to everybody who reads this project: by name, and by value under another name.
PUBLIC_KEY_NAMES = frozenset({"development", "test"})
PUBLIC_KEYS = frozenset(
    {"ZGV2ZWxvcG1lbnQta2V5LWtub3duLXRvLWFsbC0tLS0=", "dGVzdC1rZXkta25vd24tdG8tYWxsLS0tLS0tLS0tLS0="}
)
PUBLIC_SECRETS = ("development-only", "test-only")
KEY_BYTES = 32
# The folder of the sockets of the embedded servers (passlogement.embedded.paths.socket_dir).
EMBEDDED = re.compile(r"/passlogement-\d+-[0-9a-f]{12}(/|$)")
NEW_SECRETS = "`python -m passlogement.secrets FOLDER` makes new ones."


def optional(name: str, default: str = "") -> str:
    """The value of an environment variable, or of the file that NAME_FILE points to (a mounted secret)."""
    if path := os.environ.get(f"{name}_FILE"):
        try:
            return Path(path).read_text().strip()
        except (OSError, UnicodeDecodeError) as error:
            raise ImproperlyConfigured(
                f"{name}_FILE={path} cannot be read: put there a file that the platform's user may read."
            ) from error
    return os.environ.get(name) or default


def required(name: str) -> str:
    if value := optional(name):
        return value
    raise ImproperlyConfigured(f"{name} is not set: give it, or {name}_FILE with the path of a file that holds it.")


def number(name: str, default: int) -> int:
    text = optional(name, str(default))
    if not text.isdecimal():
        raise ImproperlyConfigured(f"{name}={text} is no number: give one, for example {default}.")
    return int(text)


def secret_key(text: str) -> str:
    if text.startswith(PUBLIC_SECRETS):
        raise ImproperlyConfigured(
            f"SECRET_KEY is that of the demonstration, which everybody knows: give another. {NEW_SECRETS}"
        )
    return text


def keys(text: str) -> dict[str, str]:
    """ "id:base64 id:base64": the first seals, the others still open."""
    found: dict[str, str] = {}
    for entry in text.split():
        name, _, value = entry.partition(":")
        try:
            fits = len(base64.b64decode(value, validate=True)) == KEY_BYTES
        except binascii.Error:
            fits = False
        if not fits or not name or len(name.encode()) > 255 or name in found:  # noqa: PLR2004 - one byte tells it
            raise ImproperlyConfigured(
                f"ENCRYPTION_KEYS holds an entry that is no key: each is id:base64 of {KEY_BYTES} bytes. {NEW_SECRETS}"
            )
        if name in PUBLIC_KEY_NAMES or value in PUBLIC_KEYS:
            raise ImproperlyConfigured(
                "ENCRYPTION_KEYS holds a key of the demonstration, which everybody knows: take it out, and load real "
                f"data into new databases. {NEW_SECRETS}"
            )
        found[name] = value
    return found


def hosts(text: str) -> list[str]:
    found = text.split()
    if any("*" in host for host in found):
        raise ImproperlyConfigured("ALLOWED_HOSTS holds a *: name the hosts of the site, separated by spaces.")
    return found


def databases(main: str, vault: str) -> dict[str, dict[str, Any]]:
    found = {"default": _database("DATABASE_URL", main), "vault": _database("VAULT_DATABASE_URL", vault)}
    places = [[str(one.get(part) or "") for part in ("HOST", "PORT", "NAME")] for one in found.values()]
    if places[0] == places[1]:
        raise ImproperlyConfigured(
            "VAULT_DATABASE_URL is the main database: the keys of households stand apart, with backups of their own. "
            "Create another database, for example `createdb vault`, and give its address."
        )
    return found


def _database(name: str, url: str) -> dict[str, Any]:
    if not url.startswith(("postgres://", "postgresql://")):
        raise ImproperlyConfigured(f"{name} is no address of PostgreSQL: postgres://user:password@host/name.")
    try:
        found = database(url)
    except ValueError as error:
        # Without the address, which holds a password.
        raise ImproperlyConfigured(f"{name} cannot be read: postgres://user:password@host/name.") from error
    if not found.get("NAME"):
        raise ImproperlyConfigured(f"{name} names no database: postgres://user:password@host/name.")
    refuse_embedded(name, str(found.get("HOST") or ""))
    return found


def valkey(url: str) -> str:
    refuse_embedded("REDIS_URL", url)
    return url


def refuse_embedded(name: str, where: str) -> None:
    if EMBEDDED.search(where):
        raise ImproperlyConfigured(
            f"{name} leads to an embedded server, made for a laptop and without a password: give the address of a "
            "server of your own."
        )


def photo_storage(bucket: str) -> dict[str, Any]:
    """Where photos go: the disk of this machine, or a bucket of an S3-compatible store that several machines share.

    The platform reads them and gives them to whom they are for: the bucket stays closed to everybody else.
    """
    if not bucket:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": bucket,
            "endpoint_url": optional("PHOTOS_S3_ENDPOINT") or None,
            "region_name": optional("PHOTOS_S3_REGION") or None,
            "access_key": required("PHOTOS_S3_ACCESS_KEY"),
            "secret_key": required("PHOTOS_S3_SECRET_KEY"),
            "addressing_style": "path",
            "signature_version": "s3v4",
            "default_acl": None,
            "file_overwrite": False,
        },
    }
