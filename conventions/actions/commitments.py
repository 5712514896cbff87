"""Writes of what was promised: each published figure with its source, and which one is retained."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import Membership, Organisation
from conventions.actions.writing import locked, refusing
from conventions.models import Channel, Commitment, Convention
from conventions.policies import UNITS, WrongFact, check_can_change, check_commitment, check_why

KNOWN = "Ce chiffre, de cette source, est déjà saisi."
OVERTAKEN = "Un autre chiffre vient d’être retenu pour la même chose : relisez, puis décidez."


@transaction.atomic
def add_commitment(
    *,
    convention: Convention,
    channel: str,
    starts_on: date,
    ends_on: date,
    quantity: int,
    source: str,
    bailleur: Organisation | None = None,
    by: Membership,
) -> Commitment:
    """A yearly quantity, both days included, not retained yet; collective without `bailleur`. Raises WrongFact."""
    commitment = Commitment(convention=locked(convention, by))
    return _save(commitment, channel, starts_on, ends_on, quantity, source, bailleur)


@transaction.atomic
def correct_commitment(
    *,
    commitment: Commitment,
    channel: str,
    starts_on: date,
    ends_on: date,
    quantity: int,
    source: str,
    bailleur: Organisation | None = None,
    by: Membership,
) -> Commitment:
    """The same facts typed anew, of one that is not retained. Raises WrongFact."""
    found = _found(commitment, by)
    check_can_change(found)
    return _save(found, channel, starts_on, ends_on, quantity, source, bailleur)


def _save(
    commitment: Commitment,
    channel: str,
    starts_on: date,
    ends_on: date,
    quantity: int,
    source: str,
    bailleur: Organisation | None,
) -> Commitment:
    commitment.bailleur = bailleur
    commitment.channel, commitment.unit = channel, UNITS[Channel(channel)]
    commitment.starts_on, commitment.ends_on = starts_on, ends_on
    commitment.quantity, commitment.source = quantity, source
    check_commitment(commitment)
    with refusing({"commitment_once": WrongFact("source", KNOWN)}):
        commitment.save()
    return commitment


@transaction.atomic
def remove_commitment(*, commitment: Commitment, by: Membership) -> None:
    """One typed by mistake, not retained. Raises WrongFact."""
    found = _found(commitment, by)
    check_can_change(found)
    found.delete()


@transaction.atomic
def retain_commitment(
    *, commitment: Commitment, why: str, instead_of: Collection[UUID] | None = None, by: Membership
) -> Commitment:
    """Of the figures published for the same thing, the one that counts; another one retained so far no longer is.

    `instead_of`: ids of those that whoever decides saw retained; None asks nothing. Raises WrongFact without a reason,
    and when somebody else decided meanwhile.
    """
    check_why(why)
    found = _found(commitment, by)
    before = Commitment.objects.rivals_of(found).retained_ones()
    if instead_of is not None and set(before.values_list("id", flat=True)) != set(instead_of):
        raise WrongFact("", OVERTAKEN)
    before.update(retained=False, decided_by=None, decided_on=None, why="")
    found.retained, found.why = True, why
    found.decided_by, found.decided_on = by.user, timezone.localdate()
    with refusing({"commitment_one_retained": WrongFact("", OVERTAKEN)}):
        found.save(update_fields=["retained", "why", "decided_by", "decided_on"])
    return found


@transaction.atomic
def let_go_commitment(*, commitment: Commitment, by: Membership) -> Commitment:
    """Takes the decision back: no figure is retained for that thing. What is already so changes nothing."""
    found = _found(commitment, by)
    found.retained, found.why, found.decided_by, found.decided_on = False, "", None, None
    found.save(update_fields=["retained", "why", "decided_by", "decided_on"])
    return found


def _found(commitment: Commitment, by: Membership) -> Commitment:
    """As it is now, its convention locked. Raises DoesNotExist once removed, or for whoever does not follow it."""
    locked(commitment.convention, by)
    return Commitment.objects.select_related("convention").get(id=commitment.id)
