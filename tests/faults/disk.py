"""A small disk for photos, temporary files and beat's schedule: mounted where that is allowed, else a storage that
says that it is full."""

import errno
import os
import subprocess
from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage

MIB = 1024 * 1024
SIZE = 16 * MIB


class StorageThatFills(FileSystemStorage):
    """Full as long as the file FAULTS_DISK/full.flag is there."""

    def _save(self, name: str, content: Any) -> str:
        if (Path(os.environ["FAULTS_DISK"]) / "full.flag").exists():
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return super()._save(name, content)


class Disk:
    """`mounted`: a file system of its own; otherwise the faults are injected."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.mkdir()
        mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=0755", "faults", str(path)]
        self.mounted = not os.environ.get("FAULTS_WITHOUT_MOUNT") and _succeeds(mount)
        for folder in ("photos", "tmp"):
            (path / folder).mkdir()

    def fill(self) -> None:
        if not self.mounted:
            (self.path / "full.flag").touch()
            return
        with (self.path / "ballast").open("wb", buffering=0) as ballast:
            try:
                while ballast.write(bytes(4096)):
                    pass
            except OSError as error:
                if error.errno != errno.ENOSPC:
                    raise

    def empty(self) -> None:
        (self.path / "full.flag").unlink(missing_ok=True)
        (self.path / "ballast").unlink(missing_ok=True)

    def unmount(self) -> None:
        if self.mounted:
            subprocess.run(["umount", "--lazy", str(self.path)], check=True)


def _succeeds(command: list[str]) -> bool:
    try:
        return subprocess.run(command, check=False, capture_output=True).returncode == 0
    except FileNotFoundError:
        return False
