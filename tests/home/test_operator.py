"""What the operator sees: how the installation fares, and nothing of anybody."""

import json
import re
from datetime import timedelta
from html import unescape
from io import StringIO
from pathlib import Path
from typing import Any
from unittest.mock import patch
from uuid import uuid4

import pyrage
import pytest
from celery import Celery
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.models import Membership
from associations.models import Household
from common.backups import keeping
from common.last_beat import LAST_BEAT
from common.views import CHECKS
from home.operator import status
from notifications.actions import record_bounce
from notifications.models import Notice, NoticeSettings
from offers.models import OfferImport
from offers.models.offer_import import ImportState
from passlogement.settings.embedded import broker_url
from tests import factories
from tests.personas import SignIn

pytestmark = pytest.mark.django_db
TOKEN = "a-token-of-the-operator"


@pytest.fixture
def _fine(settings: Settings, tmp_path: Path) -> None:
    """An installation that lacks nothing."""
    settings.BACKUP_DIR = str(tmp_path)
    settings.BACKUP_RECIPIENT = str(pyrage.x25519.Identity.generate().to_public())
    for kind in keeping.Kind:
        keeping.write(kind, [b"content"])
    cache.set(LAST_BEAT, timezone.now().timestamp(), None)


def ask(token: str = TOKEN) -> Any:
    return Client().get("/metrics", headers={"Authorization": f"Bearer {token}"})


@pytest.mark.parametrize("token", ["", "x", TOKEN[:-1], f"{TOKEN}x", "é"])
def test_without_the_token_it_does_not_exist(token: str, settings: Settings) -> None:
    settings.METRICS_TOKEN = TOKEN

    assert ask(token).status_code == 404


def test_without_a_setting_nobody_has_it(settings: Settings) -> None:
    settings.METRICS_TOKEN = ""

    assert ask("").status_code == 404


@pytest.mark.usefixtures("_fine")
def test_figures_name_no_one(settings: Settings, caseworker: Membership) -> None:
    settings.METRICS_TOKEN = TOKEN
    household: Household = factories.HouseholdFactory(member=caseworker, code="Mésange 42")
    notice = Notice.objects.create(
        recipient=caseworker.user, organisation=caseworker.organisation, kind="replacement", urgent=True,
        due_at=timezone.now() - timedelta(minutes=20),
    )  # fmt: skip
    record_bounce(notice_id=notice.id)

    text = ask().content.decode()

    assert 'passlogement_up{service="vault"} 1.0' in text
    assert re.search(r'passlogement_oldest_due_seconds\{work="notices"\} 1\d{3}\.', text)
    assert "passlogement_mail_bounced 1.0" in text
    assert set(re.findall(r"\{(\w+)=", text)) <= {"service", "queue", "work", "kind"}
    for secret in (str(household.id), caseworker.user.email, caseworker.organisation.name, "Mésange", str(notice.id)):
        assert secret not in text
    # Nor how many there are of anything but work that waits.
    assert not re.search(r"household|offer|dwelling|member|candidature", text)


@pytest.mark.usefixtures("_fine")
def test_all_is_well() -> None:
    said = StringIO()

    call_command("operator_status", stdout=said)

    assert status().troubles() == []
    assert "services vault" in said.getvalue()
    call_command("operator_status", "--json", stdout=(line := StringIO()))
    assert json.loads(line.getvalue())["services"]["database"] is True


@pytest.mark.usefixtures("_fine")
def test_what_is_to_be_looked_at_is_said(
    settings: Settings, caseworker: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise ConnectionError

    monkeypatch.setitem(CHECKS, "valkey", fail)
    cache.set(LAST_BEAT, timezone.now().timestamp() - 600, None)
    Notice.objects.create(
        recipient=caseworker.user, organisation=caseworker.organisation, kind="replacement", urgent=True,
        due_at=timezone.now() - timedelta(hours=1),
    )  # fmt: skip
    settings.BACKUP_DIR = ""

    with pytest.raises(CommandError) as told:
        call_command("operator_status", stdout=StringIO())

    for sentence in (
        "valkey does not answer",
        "beat has sent nothing",
        "notices: the oldest",
        "no backup of today (vault)",
    ):
        assert sentence in str(told.value)
    assert not NoticeSettings.objects.exists()


@pytest.mark.usefixtures("_fine")
@pytest.mark.parametrize(("minutes", "late"), [(25, False), (35, True)])
def test_an_import_may_take_longer_than_a_message(
    minutes: int, late: bool, agent: Membership, federation_member: Membership, sign_in: SignIn
) -> None:
    moved_at = timezone.now() - timedelta(minutes=minutes)
    OfferImport.objects.create(
        bailleur_id=agent.organisation_id, by=agent, state=ImportState.CHECKING, moved_at=moved_at
    )

    page = sign_in(federation_member).get("/exploitation/").content.decode()

    assert ("Ce travail prend du retard" in page) is late


@pytest.mark.usefixtures("_fine")
def test_a_page_that_is_often_slow_is_said_by_its_pattern(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.METRICS_TOKEN = TOKEN
    monkeypatch.setattr("home.operator.slow_pages", lambda: {"/logements/<uuid:offer_id>/": 21, "/avis/": 20})

    assert 'passlogement_slow_pages{page="/logements/<uuid:offer_id>/"} 21.0' in ask().content.decode()
    with pytest.raises(CommandError) as told:
        call_command("operator_status", stdout=(said := StringIO()))
    assert "/logements/<uuid:offer_id>/: 21 answers" in str(told.value)
    assert "/avis/" not in str(told.value)
    assert "slow /avis/" in said.getvalue()


def test_messages_that_wait_are_counted_in_the_real_broker(settings: Settings) -> None:
    """By Valkey itself, as a worker of that queue would find them."""
    # Names of its own: no worker of another test takes them.
    settings.CELERY_TASK_QUEUES = {f"{queue}-{uuid4().hex}": {} for queue in ("alerts", "imports", "reports")}
    alerts, imports, reports = settings.CELERY_TASK_QUEUES
    real = Celery("counted", broker=broker_url(settings.VALKEY_URL), set_as_current=False)
    real.conf.update(task_queues=settings.CELERY_TASK_QUEUES, task_default_queue=alerts)
    for queue, times in ((alerts, 2), (imports, 1)):
        for _ in range(times):
            real.send_task("some.task", queue=queue)

    with patch("home.operator.current_app", real):
        assert status().queued == {alerts: 2, imports: 1, reports: 0}

    with real.connection_for_write() as connection:
        for queue in settings.CELERY_TASK_QUEUES:
            connection.default_channel.client.delete(queue)
    real.close()


@pytest.mark.usefixtures("_fine")
def test_the_federation_reads_it_in_french(federation_member: Membership, sign_in: SignIn) -> None:
    page = sign_in(federation_member).get("/exploitation/").content.decode()

    assert "Tout fonctionne." in page
    assert "Coffre des fiches" in page
    assert "il y a moins d’une minute" in page


@pytest.mark.usefixtures("_fine")
def test_and_whom_to_call(
    federation_member: Membership, sign_in: SignIn, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise ConnectionError

    monkeypatch.setitem(CHECKS, "vault", fail)
    cache.set(LAST_BEAT, timezone.now().timestamp() - 7_300, None)
    settings.BACKUP_DIR = ""

    page = unescape(sign_in(federation_member).get("/exploitation/").content.decode())

    assert "5\u00a0points sont à regarder" in page  # the vault, the clock, three backups
    assert "Personne ne peut travailler : appelez l’exploitant maintenant." in page
    assert "il y a 2\u00a0heures" in page
    assert "Tout fonctionne" not in page
    assert page.index("Aucune sauvegarde") < page.index("Base de données")
