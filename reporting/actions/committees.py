"""Committees: when they meet, who came, what was said; their decisions are actions."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction

from accounts.models import Membership, Organisation
from common.transitions import WrongState
from conventions.actions import open_action
from conventions.models import Action, Committee, CommitteeParticipant, Convention
from conventions.texts import check_text

TAKEN = "Un comité de cette convention a déjà cette date."


@transaction.atomic
def convene_committee(*, convention: Convention, held_on: date, by: Membership) -> Committee:
    """A committee of a convention that she follows. Raises Convention.DoesNotExist, WrongState for a date taken."""
    convention = Convention.objects.followed_by(by).get(id=convention.id)
    committee = Committee(convention=convention, held_on=held_on, created_by=by.user)
    _save(committee)
    return committee


@transaction.atomic
def write_committee(
    *,
    committee: Committee,
    held_on: date,
    agenda: str,
    minutes: str,
    participants: Mapping[UUID, int],
    by: Membership,
) -> Committee:
    """Its date, agenda, minutes, and how many people of each organisation came (those with none go away).

    Raises Committee.DoesNotExist for one that she does not prepare, WrongState for a date taken, Unwritable.
    """
    committee = Committee.objects.prepared_by(by).select_for_update(of=("self",)).get(id=committee.id)
    committee.held_on = held_on
    committee.agenda, committee.minutes = check_text(agenda), check_text(minutes)
    _save(committee)
    came = {key: people for key, people in participants.items() if people > 0}
    committee.participants.exclude(organisation__in=came).delete()
    CommitteeParticipant.objects.bulk_create(
        (
            CommitteeParticipant(committee=committee, organisation_id=key, people=people)
            for key, people in came.items()
        ),
        update_conflicts=True,
        unique_fields=["committee", "organisation"],
        update_fields=["people"],
    )
    return committee


@transaction.atomic
def decide_at_committee(
    *, committee: Committee, action_id: UUID, title: str, owner: Organisation, due_on: date, by: Membership
) -> Action:
    """A decision: an action that names its committee. Sent twice, it is decided once.

    Raises as conventions.actions.open_action does, Committee.DoesNotExist for one that she does not prepare.
    """
    committee = Committee.objects.prepared_by(by).select_related("convention").get(id=committee.id)
    return open_action(
        action_id=action_id,
        convention=committee.convention,
        committee=committee,
        title=title,
        owner=owner,
        due_on=due_on,
        by=by,
    )


def _save(committee: Committee) -> None:
    try:
        with transaction.atomic():
            committee.save()
    except IntegrityError as error:
        if "committee_once" not in str(error):
            raise
        raise WrongState(TAKEN) from None
