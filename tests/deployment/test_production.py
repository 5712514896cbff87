"""The start of production: what is missing or known to everybody stops it; the checks say what to do."""

import base64
import importlib
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

import psycopg
import pyrage
import pytest
import yaml
from django.core.exceptions import ImproperlyConfigured
from psycopg import sql
from pytest_django import Settings

from common import checks
from common.backups import keeping
from passlogement.embedded import postgres, valkey
from tests.deployment.parts import ROOT, environment, mail_server, manage

DEVELOPMENT_KEY = "ZGV2ZWxvcG1lbnQta2V5LWtub3duLXRvLWFsbC0tLS0="
SHORT_KEY = base64.b64encode(b"short").decode()


def start(**given: str) -> None:
    """Reads the production settings as a process that starts does."""
    with patch.dict(os.environ, environment(**given), clear=True):
        importlib.reload(importlib.import_module("passlogement.settings.production"))


@pytest.fixture(autouse=True)
def _readable() -> None:
    """The module is imported under a sound environment once, so that a reload is what refuses."""
    with patch.dict(os.environ, environment(), clear=True):
        importlib.import_module("passlogement.settings.production")


def test_sound_values_start() -> None:
    start()


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY is not set: give it, or SECRET_KEY_FILE"),
        ({"SECRET_KEY": "development-only-known-to-everybody-refused-in-production"}, "which everybody knows"),
        ({"ENCRYPTION_KEYS": f"development:{DEVELOPMENT_KEY}"}, "key of the demonstration"),
        ({"ENCRYPTION_KEYS": f"ours:{DEVELOPMENT_KEY}"}, "key of the demonstration"),
        ({"ENCRYPTION_KEYS": f"ours:{SHORT_KEY}"}, "each is id:base64 of 32 bytes"),
        ({"ENCRYPTION_KEYS": "no key at all"}, "passlogement.secrets FOLDER"),
        ({"ALLOWED_HOSTS": "*"}, "name the hosts of the site"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS is not set"),
        ({"VAULT_DATABASE_URL": ""}, "VAULT_DATABASE_URL is not set"),
        ({"VAULT_DATABASE_URL": "postgres://u:p@main/passlogement"}, "Create another database"),
        ({"DATABASE_URL": "sqlite:///here.db"}, "DATABASE_URL is no address of PostgreSQL"),
        ({"DATABASE_URL": "postgres://u:p@main/"}, "names no database"),
        ({"DATABASE_URL": "postgres://%2Ftmp%2Fpasslogement-0-0123456789ab/x"}, "DATABASE_URL leads to an embedded"),
        ({"REDIS_URL": "unix:///tmp/passlogement-0-0123456789ab/valkey.sock"}, "REDIS_URL leads to an embedded"),
        ({"REDIS_URL": ""}, "REDIS_URL is not set"),
        ({"EMAIL_HOST": ""}, "EMAIL_HOST is not set"),
        ({"EMAIL_PORT": "smtp"}, "EMAIL_PORT=smtp is no number"),
        ({"SECRET_KEY_FILE": "/nowhere/secret"}, "SECRET_KEY_FILE=/nowhere/secret cannot be read"),
        ({"PHOTOS_S3_BUCKET": "photos"}, "PHOTOS_S3_ACCESS_KEY is not set"),
    ],
    ids=str,
)
def test_a_start_that_would_harm_is_refused(given: dict[str, str], sentence: str) -> None:
    with pytest.raises(ImproperlyConfigured) as refusal:
        start(**given)

    assert sentence in str(refusal.value)


def test_the_real_embedded_servers_are_refused() -> None:
    """Those of this checkout, whatever they are called one day."""
    host = str(postgres.Instance("main").host).replace("/", "%2F")
    for given in ({"DATABASE_URL": f"postgres://{host}/x"}, {"REDIS_URL": valkey.Instance("main").url}):
        with pytest.raises(ImproperlyConfigured, match="server of your own"):
            start(**given)


def test_a_refusal_tells_no_secret() -> None:
    for given in (
        {"DATABASE_URL": "postgres://u:hunter2@main:port/x"},
        {"ENCRYPTION_KEYS": "ours:hunter2"},
        {"SECRET_KEY": "development-only-hunter2"},
    ):
        with pytest.raises(ImproperlyConfigured) as refusal:
            start(**given)
        assert "hunter2" not in str(refusal.value)


@pytest.mark.parametrize("program", ["passlogement.wsgi", "passlogement.asgi"])
def test_the_web_server_stops_with_the_sentence(program: str) -> None:
    env = environment(VAULT_DATABASE_URL="")

    done = subprocess.run(
        [sys.executable, "-c", f"import {program}"], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )

    assert done.returncode
    assert "VAULT_DATABASE_URL is not set" in done.stderr


# --- A whole installation ------------------------------------------------------------------------------------------

needs_embedded = pytest.mark.skipif(
    "DATABASE_URL" in os.environ, reason="its databases are made on the embedded server"
)


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[dict[str, str]]:
    """Two silent databases and Valkey under another name than the embedded servers', and mail with TLS."""
    server = postgres.Instance("test")
    own = f"deployment_{os.environ.get('PYTEST_XDIST_WORKER', '')}"
    names = {"main": own, "vault": f"{own}_vault"}
    where = {"host": str(server.host), "port": server.port, "user": server.user}
    sockets = tmp_path / "sockets"
    sockets.symlink_to(server.host)
    host = str(sockets).replace("/", "%2F")
    key = str(pyrage.x25519.Identity.generate().to_public())
    with psycopg.connect(**where, dbname="postgres", autocommit=True) as connection:  # type: ignore[arg-type]
        for name in names.values():
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
            for setting, (value, *_) in checks.SILENT.items():
                connection.execute(
                    sql.SQL("ALTER DATABASE {} SET {} = {}").format(
                        sql.Identifier(name), sql.Identifier(setting), sql.Literal(value)
                    )
                )
        with mail_server(tmp_path) as mail:
            address = f"postgres://{server.user}@{host}:{server.port}"
            yield environment(
                DATABASE_URL=f"{address}/{names['main']}",
                VAULT_DATABASE_URL=f"{address}/{names['vault']}",
                REDIS_URL=f"unix://{sockets}/valkey.sock?db=15",
                BACKUP_RECIPIENT=key,
                BACKUP_DIR=str(tmp_path / "backups"),
                **mail,
            )
        for name in names.values():
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def back_up(env: dict[str, str], settings: Settings) -> None:
    settings.BACKUP_RECIPIENT, settings.BACKUP_DIR = env["BACKUP_RECIPIENT"], env["BACKUP_DIR"]
    for kind in keeping.Kind:
        keeping.write(kind, [b"content"])


@needs_embedded
def test_a_sound_installation_has_no_warning(installation: dict[str, str], settings: Settings) -> None:
    """With every variable that the compose file gives its processes, and no other."""
    back_up(installation, settings)
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    given = {name.removesuffix("_FILE") for name in compose["services"]["web"]["environment"]}
    assert {"BACKUP_RECIPIENT", "BACKUP_DIR"} <= given

    done = manage("check", "--deploy", "--fail-level", "WARNING", env=installation)

    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


@needs_embedded
def test_the_check_says_what_is_wrong(installation: dict[str, str]) -> None:
    """All at once: one look tells all that is to be mended."""
    env = installation | {
        "SITE_ADDRESS": "http://localhost:8000/",
        "DEFAULT_FROM_EMAIL": "x@passlogement.invalid",
        "VAULT_DATABASE_URL": installation["DATABASE_URL"].replace("@", ":p@"),
        "EMAIL_PORT": "9",
        "REDIS_URL": "redis://127.0.0.1:9/0",
    }
    # The same place by another name: the settings cannot see it, the server can.
    env["VAULT_DATABASE_URL"] = env["VAULT_DATABASE_URL"].replace("sockets", "sockets%2F.")

    done = manage("check", "--deploy", env=env)

    assert done.returncode
    for message in ("E003", "E004", "E007", "W001", "E009", "E011"):
        assert f"common.{message}" in done.stderr, done.stderr


@pytest.mark.django_db
def test_a_server_that_logs_statements_is_told() -> None:
    """As that of the tests does, on purpose."""
    (message, *_) = checks.databases_are_silent_and_apart(None)

    assert message.id == "common.E006"
    assert "log_statement = none" in message.hint


@pytest.mark.django_db
def test_a_clock_that_jumped_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    assert checks.clocks_agree(None) == []
    now = checks.time.time()
    monkeypatch.setattr(checks.time, "time", lambda: now + 3600)

    (message,) = checks.clocks_agree(None)

    assert message.id == "common.E010"
    assert "NTP" in message.hint


def test_old_backups_are_told(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    env = {
        "BACKUP_RECIPIENT": str(pyrage.x25519.Identity.generate().to_public()),
        "BACKUP_DIR": str(tmp_path / "backups"),
    }
    back_up(env, settings)
    assert checks.backups_are_recent(None) == []
    monkeypatch.setattr(checks, "OLDEST_BACKUP", timedelta(seconds=-5))

    (message,) = checks.backups_are_recent(None)
    assert "main, vault, photos" in message.hint
    settings.BACKUP_DIR = ""
    (message,) = checks.backups_are_recent(None)
    assert "BACKUP_DIR is not set" in message.hint


def test_our_checks_are_asked_only_before_a_start_in_production() -> None:
    """They open connections: `runserver` and `migrate` do not wait for a mail server."""
    from django.core.checks.registry import registry  # noqa: PLC0415

    assert checks.mail_leaves in registry.get_checks(include_deployment_checks=True)
    assert checks.mail_leaves not in registry.get_checks(include_deployment_checks=False)
