"""What `manage.py check --deploy` asks of an installation, beside Django's own checks: each answer says what to do."""

import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from email.utils import parseaddr
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache
from django.core.checks import CheckMessage, Error, register
from django.core.checks import Warning as Remark
from django.core.mail import get_connection
from django.db import Error as DatabaseError
from django.db import connections
from django.utils import timezone

from common.backups import keeping
from common.backups.keeping import BackupError, Kind

TAG: Final = "installation"
# What PostgreSQL's log may hold of a statement -> the only value under which it holds nothing.
SILENT: Final = {
    "log_statement": ("none",),
    "log_min_error_statement": ("panic",),
    "log_parameter_max_length_on_error": ("0",),
    "log_min_duration_statement": ("-1",),
    "log_min_duration_sample": ("-1",),
    "log_transaction_sample_rate": ("0",),
}
MOST_SECONDS_APART: Final = 5.0
OLDEST_BACKUP: Final = timedelta(hours=26)  # one a day, and two hours to make it


@register(TAG, deploy=True)
def keys_are_fit(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if {"development", "test"} & set(settings.ENCRYPTION_KEYS):
        hint = "Take new ones (`python -m passlogement.secrets FOLDER`) and load real data into new databases."
        return [Error("ENCRYPTION_KEYS holds a key that everybody knows.", hint=hint, id="common.E001")]
    return []


@register(TAG, deploy=True)
def addresses_are_the_sites(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """The hosts that Django answers to, the address that messages lead to, the one they come from."""
    found: list[CheckMessage] = []
    site = urlsplit(settings.SITE_ADDRESS)
    if any("*" in host or host in ("localhost", "127.0.0.1") for host in settings.ALLOWED_HOSTS):
        hint = "Name the hosts of the site, and these alone."
        found.append(Error("ALLOWED_HOSTS is too wide.", hint=hint, id="common.E002"))
    if site.scheme != "https" or site.hostname not in settings.ALLOWED_HOSTS:
        hint = "Give https:// and one of ALLOWED_HOSTS: messages lead there."
        found.append(Error("SITE_ADDRESS is not the site's.", hint=hint, id="common.E003"))
    if parseaddr(settings.DEFAULT_FROM_EMAIL)[1].endswith((".invalid", "@localhost")):
        hint = "Give an address of a domain of yours: DEFAULT_FROM_EMAIL."
        found.append(Error("Messages come from an address that does not exist.", hint=hint, id="common.E004"))
    return found


@register(TAG, deploy=True)
def databases_are_silent_and_apart(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Neither database logs a statement, and the vault is not the main one under another address."""
    found: list[CheckMessage] = []
    places = set()
    for alias in settings.DATABASES:
        try:
            with connections[alias].cursor() as cursor:
                cursor.execute(
                    "SELECT name, setting FROM pg_settings WHERE name = ANY(%s) ORDER BY name", [list(SILENT)]
                )
                loud = [name for name, value in cursor.fetchall() if value not in SILENT[name]]
                cursor.execute(
                    "SELECT current_database(), pg_postmaster_start_time(), inet_server_addr(), inet_server_port()"
                )
                places.add(cursor.fetchone())
        except (DatabaseError, OSError):
            hint = "Start it, or mend its address."
            found.append(Error(f"The database « {alias} » does not answer.", hint=hint, id="common.E005"))
            places.add(alias)
            continue
        if loud:
            hint = f"In postgresql.conf: {', '.join(f'{name} = {SILENT[name][0]}' for name in loud)}."
            message = f"The server of « {alias} » may write statements in its log."
            found.append(Error(message, hint=hint, id="common.E006"))
    if len(places) < len(settings.DATABASES):
        hint = "Create another database and name it in VAULT_DATABASE_URL."
        found.append(Error("The vault is the main database.", hint=hint, id="common.E007"))
    return found


@register(TAG, deploy=True)
def backups_are_recent(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    try:
        keeping.recipient()
        keeping.folder()
    except BackupError as error:
        return [Error("No backup can be made.", hint=str(error), id="common.E008")]
    since = timezone.now() - OLDEST_BACKUP
    old = [kind for kind in Kind if (made := keeping.last(kind)) is None or made < since]
    if not old:
        return []
    hint = f"Run `manage.py backup` each day ({', '.join(old)})."
    return [Remark("There is no backup of today.", hint=hint, id="common.W001")]


@register(TAG, deploy=True)
def mail_leaves(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """The mail server answers and knows us. Nothing is sent."""
    connection = get_connection()
    try:
        connection.open()
    except Exception as error:  # noqa: BLE001 - sockets, TLS and SMTP each have their own
        hint = f"Mend EMAIL_HOST, EMAIL_PORT, EMAIL_HOST_USER or EMAIL_HOST_PASSWORD ({type(error).__name__})."
        return [Error("The mail server does not answer.", hint=hint, id="common.E009")]
    finally:
        with suppress(Exception):
            connection.close()
    return []


@register(TAG, deploy=True)
def clocks_agree(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """This machine and the servers: legal delays are counted with each of their clocks."""
    apart = [name for name, theirs in _clocks() if abs(theirs - time.time()) > MOST_SECONDS_APART]
    if not apart:
        return []
    hint = "Let every machine follow an NTP server (chrony, systemd-timesyncd)."
    return [Error(f"The clock of {', '.join(apart)} is not this machine's.", hint=hint, id="common.E010")]


def _clocks() -> Iterator[tuple[str, float]]:
    for alias in settings.DATABASES:
        with suppress(DatabaseError, OSError), connections[alias].cursor() as cursor:
            cursor.execute("SELECT extract(epoch FROM clock_timestamp())")
            yield alias, float(cursor.fetchone()[0])


@register(TAG, deploy=True)
def valkey_answers(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    try:
        cache.get("check")
    except Exception as error:  # noqa: BLE001 - the driver's own and the socket's
        hint = f"Start it, or mend REDIS_URL ({type(error).__name__})."
        return [Error("Valkey does not answer.", hint=hint, id="common.E011")]
    return []
