"""What time does to households: orphan keys, ids and files that are over, ceilings of a new year."""

from celery import shared_task
from django.utils import timezone

from associations.actions import derive_eligibility, purge_out_of_time, sweep, warn_of_erasure
from associations.actions.dossier import REMINDERS_DAYS, remind_of_registration
from associations.actions.drafts import forget_drafts
from associations.actions.households import remind_of_need
from associations.models import Household, Registration


@shared_task
def sweep_vault() -> None:
    """Each night."""
    sweep()


@shared_task
def forget_old_drafts() -> None:
    """Each night."""
    forget_drafts()


@shared_task
def retain() -> None:
    """Each night: announces what will be erased, erases what was announced 30 days ago. One transaction a file."""
    today = timezone.localdate()
    for household_id in list(Household.objects.to_warn(today).order_by("id").values_list("id", flat=True)):
        warn_of_erasure(household_id=household_id)
    for household_id in list(Household.objects.to_erase(today).order_by("id").values_list("id", flat=True)):
        purge_out_of_time(household_id=household_id)


@shared_task
def remind_of_registrations() -> None:
    """Each morning: numbers that end in 60, 30 or 7 days."""
    ending = Registration.objects.ending(timezone.localdate(), max(REMINDERS_DAYS)).order_by("id")
    for registration_id in list(ending.values_list("id", flat=True)):
        remind_of_registration(registration_id=registration_id)


@shared_task
def remind_of_needs() -> None:
    """Each morning: needs that nobody confirmed for 45 days."""
    old = Household.objects.with_old_need(timezone.localdate()).order_by("id")
    for household_id in list(old.values_list("id", flat=True)):
        remind_of_need(household_id=household_id)


@shared_task
def derive_ceilings() -> None:
    """Each 2 January, and whenever a year's figures are entered: which financings each income reaches now."""
    derive_eligibility()
