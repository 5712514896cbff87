"""A worker killed with SIGKILL loses nothing, and sends no second Message-ID."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.utils import timezone

from accounts.models import Membership
from notifications.models import Notice
from notifications.tasks import sweep
from tests.killing import kill_midway

pytestmark = pytest.mark.django_db(transaction=True)


def wait(member: Membership, since: datetime) -> None:
    Notice.objects.create(
        recipient=member.user, organisation=member.organisation, kind="replacement", created_at=since, due_at=since
    )


def test_the_message_sent_again_is_the_same_whatever_became_due_meanwhile(
    caseworker: Membership, tmp_path: Path
) -> None:
    wait(caseworker, timezone.now())
    first = kill_midway("announce", caseworker.user_id, tmp_path / "sent")
    # Older than all that the first message told: it would lead, were the message composed anew.
    wait(caseworker, timezone.now() - timedelta(days=1))

    sweep()
    sweep()

    again, other = (message.message()["Message-ID"] for message in mail.outbox)
    assert again == first
    assert other != first
    assert not Notice.objects.filter(mailed_at__isnull=True).exists()
