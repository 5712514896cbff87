"""What a person chooses for her messages, and what their not arriving changes."""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import Membership, Role
from notifications.actions.notices import notify
from notifications.kinds import BOUNCED
from notifications.models import Notice, NoticeSettings

LONGEST_SNOOZE = timedelta(days=30)
MANAGERS = (Role.ASSOCIATION_MANAGER, Role.BAILLEUR_MANAGER)


@transaction.atomic
def choose_messages(*, when: str, snoozed_until: date | None, by: Membership) -> NoticeSettings:
    """When her messages leave, and until which day those that can wait do not."""
    settings, _ = NoticeSettings.objects.get_or_create(user=by.user)
    settings.when, settings.snoozed_until = when, snoozed_until
    settings.save(update_fields=["when", "snoozed_until"])
    return settings


@transaction.atomic
def try_again(*, by: Membership) -> None:
    """Her address receives messages again, she says."""
    NoticeSettings.objects.filter(user=by.user).update(bounced_at=None)


@transaction.atomic
def record_bounce(*, notice_id: UUID) -> bool:
    """The message that this notice leads did not arrive, for good: no other leaves until she says so.

    The managers of her organisations hear of it once, without a name. False for a notice that does not exist.
    """
    notice = Notice.objects.filter(id=notice_id).first()
    if notice is None:
        return False
    settings, _ = NoticeSettings.objects.select_for_update().get_or_create(user_id=notice.recipient_id)
    if settings.bounced_at is not None:
        return True
    settings.bounced_at = timezone.now()
    settings.save(update_fields=["bounced_at"])
    hers = Membership.objects.active().filter(user=notice.recipient_id).values("organisation")
    managers = (
        Membership.objects.active()
        .filter(organisation__in=hers, role__in=MANAGERS)
        .exclude(user=notice.recipient_id)
        .select_related("user", "organisation")
        .order_by("id")
    )
    notify(recipients=managers, kind=BOUNCED)
    return True
