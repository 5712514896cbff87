"""Households accompanied, and referrals received: counted by each association for itself."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import Membership, Organisation
from common.templatetags.formats import date_fr
from common.transitions import WrongState
from conventions.models import SupportCount
from conventions.support_policies import check_can_change_count

TO_COME = "Cette période n’est pas finie : comptez-la une fois passée."
UPSIDE_DOWN = "La fin est avant le début."
OVERLAPS = "Vous avez déjà compté du {} au {} : une période ne se compte pas deux fois."


@transaction.atomic
def count_support(*, kind: str, starts_on: date, ends_on: date, quantity: int, by: Membership) -> SupportCount:
    """Raises WrongState for a period that is not over, or that overlaps another of the same kind."""
    _lock(by)
    count = SupportCount(
        kind=kind,
        association_id=by.organisation_id,
        starts_on=starts_on,
        ends_on=ends_on,
        quantity=quantity,
        typed_by=by.user,
    )
    _check(count)
    count.save()
    return count


@transaction.atomic
def correct_support(
    *, count: SupportCount, kind: str, starts_on: date, ends_on: date, quantity: int, by: Membership
) -> SupportCount:
    """Raises WrongState as count_support does, and for a count that stands; SupportCount.DoesNotExist for others'."""
    count = _own(count, by)
    count.kind, count.starts_on, count.ends_on, count.quantity = kind, starts_on, ends_on, quantity
    # Typed now: what it says today was in no total before.
    count.typed_by, count.typed_at = by.user, timezone.now()
    _check(count)
    count.save()
    return count


@transaction.atomic
def remove_support(*, count: SupportCount, by: Membership) -> None:
    """Raises WrongState for a count that stands, SupportCount.DoesNotExist for others'."""
    _own(count, by).delete()


def _lock(by: Membership) -> None:
    """One writer at a time for an association: periods are compared with each other."""
    Organisation.objects.select_for_update().get(id=by.organisation_id)


def _own(count: SupportCount, by: Membership) -> SupportCount:
    _lock(by)
    count = SupportCount.objects.of_association(by).get(id=count.id)
    check_can_change_count(count, timezone.localdate())
    return count


def _check(count: SupportCount) -> None:
    if count.ends_on < count.starts_on:
        raise WrongState(UPSIDE_DOWN)
    if count.ends_on >= timezone.localdate():
        raise WrongState(TO_COME)
    others = SupportCount.objects.filter(
        kind=count.kind,
        association=count.association_id,
        starts_on__lte=count.ends_on,
        ends_on__gte=count.starts_on,
    )
    if other := others.exclude(id=count.id).order_by("starts_on").first():
        raise WrongState(OVERLAPS.format(date_fr(other.starts_on), date_fr(other.ends_on)))
