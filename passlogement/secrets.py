"""`python -m passlogement.secrets FOLDER`: the secrets of a new installation, one file each, none twice.

It needs neither settings nor servers. A file that is there already is left as it is.
"""

import base64
import os
import secrets
import sys
from collections.abc import Callable
from pathlib import Path

import pyrage

PRIVATE_KEY = "backup_identity"


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    folder = Path(arguments[0])
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    password = secrets.token_urlsafe(32)
    identity = pyrage.x25519.Identity.generate()
    contents: dict[str, Callable[[], str]] = {
        "secret_key": lambda: secrets.token_urlsafe(64),
        "encryption_keys": lambda: f"{secrets.token_hex(4)}:{base64.b64encode(secrets.token_bytes(32)).decode()}",
        "metrics_token": lambda: secrets.token_urlsafe(32),
        # Given by others: to be filled in where they are needed.
        "email_host_password": lambda: "",
        "photos_s3_secret_key": lambda: "",
    }
    made = [name for name, content in contents.items() if _write(folder / name, content())]
    # What belongs together is made together, or not at all.
    if not (folder / "postgres_password").exists():
        address = f"postgres://passlogement:{password}@postgres:5432"
        made += [
            name
            for name, content in {
                "database_url": f"{address}/passlogement",
                "vault_database_url": f"{address}/vault",
                "postgres_password": password,
            }.items()
            if _write(folder / name, content)
        ]
    if not (folder / "backup_recipient").exists():
        made += [
            name
            for name, content in {PRIVATE_KEY: str(identity), "backup_recipient": str(identity.to_public())}.items()
            if _write(folder / name, content)
        ]
    sys.stdout.write(f"Made in {folder}: {', '.join(made) or 'nothing, all are there'}.\n")
    if PRIVATE_KEY in made:
        sys.stdout.write(
            f"Move {folder / PRIVATE_KEY} to another place now: with it, backups open. Keep a copy of encryption_keys "
            "apart as well: without it, nothing of them can be read.\n"
        )
    return 0


def _write(path: Path, content: str) -> bool:
    """False when it is there already."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(descriptor, "w") as file:
        file.write(content + "\n")
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
