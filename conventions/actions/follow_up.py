"""Actions: opened by whoever follows a convention, updated by the organisation in charge, reminded each morning."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import Membership, Organisation
from common.templatetags.formats import date_fr
from conventions.follow_up_policies import check_can_become, check_can_change, check_due
from conventions.models import RUNNING, Action, ActionNote, Committee, Convention
from conventions.notices import ACTION_DUE, ACTION_GIVEN, ACTION_LATE, ACTION_SOON, in_charge_of_actions
from conventions.texts import check_text
from notifications.actions import forget_reference, notify

TOLD_BEFORE = timedelta(days=7)
LATE_EVERY = timedelta(days=14)
NOTE_LENGTH = 500


@transaction.atomic
def open_action(
    *,
    action_id: UUID,
    convention: Convention,
    title: str,
    owner: Organisation,
    due_on: date,
    by: Membership,
    committee: Committee | None = None,
) -> Action:
    """An action of a convention that one follows, decided by one of its committees or not. Its owner is told.

    The same id again changes nothing. Raises Convention.DoesNotExist for a convention that she does not follow,
    Action.DoesNotExist for the id of somebody else's action, Committee.DoesNotExist for another convention's
    committee, WrongState for a due date that is past or too far, Unwritable.
    """
    convention = Convention.objects.followed_by(by).get(id=convention.id)
    if Action.objects.filter(id=action_id).exists():
        return Action.objects.directed_by(by).get(id=action_id)
    if committee is not None and committee.convention_id != convention.id:
        raise Committee.DoesNotExist
    check_due(due_on, timezone.localdate())
    action, made = Action.objects.get_or_create(
        id=action_id,
        defaults={
            "convention": convention,
            "committee": committee,
            "title": check_text(title),
            "owner": owner,
            "due_on": due_on,
            "created_by": by.user,
        },
    )
    if made:
        _tell_owner(action, by)
    return action


@transaction.atomic
def write_note(*, action: Action, text: str, status: str, by: Membership) -> Action:
    """A word on how it goes, a new status, or both: one row. Nothing new, or the same again, writes nothing.

    Raises Action.DoesNotExist for an action that is not hers, WrongState (conventions.follow_up_policies), Unwritable.
    """
    action = Action.objects.read_by(by).select_for_update(of=("self",)).get(id=action.id)
    text = check_text(text)
    today = timezone.localdate()
    check_can_become(action, status, text, today)
    if status != action.status:
        action.status = status
        action.ended_on = None if status in RUNNING else today
        action.save(update_fields=["status", "ended_on"])
    elif not text or _said_already(action, text, by):
        return action
    _note(action, text, by)
    return action


@transaction.atomic
def change_action(*, action: Action, title: str, owner: Organisation, due_on: date, by: Membership) -> Action:
    """What whoever follows its convention decides of a running action; one row says what was before.

    Raises Action.DoesNotExist for whoever does not follow it, WrongState once ended or for a due date that is past
    or too far, Unwritable.
    """
    action = Action.objects.directed_by(by).select_for_update(of=("self",)).get(id=action.id)
    check_can_change(action)
    title = check_text(title)
    said = []
    if title != action.title:
        said.append(f"Intitulé précédent : « {action.title} ».")
    if owner.id != action.owner_id:
        said.append(f"Confiée à {owner.name}, auparavant à {action.owner.name}.")
    if due_on != action.due_on:
        check_due(due_on, timezone.localdate())
        said.append(f"Échéance précédente : {date_fr(action.due_on)}.")
    if not said:
        return action
    given = owner.id != action.owner_id
    action.title, action.owner, action.due_on, action.reminded_on = title, owner, due_on, None
    action.save(update_fields=["title", "owner", "due_on", "reminded_on"])
    _note(action, " ".join(said)[:NOTE_LENGTH], by)
    if given:
        forget_reference(reference=action.id)
        _tell_owner(action, by)
    return action


@transaction.atomic
def remind_of_actions(*, today: date) -> int:
    """Each morning: those in charge hear of an action 7 days before its end, on the day, then every 14 days. How
    many actions.

    A morning that was missed is made up for the next one, and the same one twice tells nothing twice.
    """
    running = Action.objects.due_until(today + TOLD_BEFORE).order_by("due_on", "id")
    to_tell = [
        (action, kind, since)
        for action in running.select_for_update(of=("self",), skip_locked=True)
        for kind, since in [_reminder(action.due_on, today)]
        if action.reminded_on is None or action.reminded_on < since
    ]
    told = in_charge_of_actions({action.owner_id for action, _, _ in to_tell})
    for action, kind, since in to_tell:
        once = f"{kind}:{action.id}:{action.due_on}:{since}"
        notify(recipients=told[action.owner_id], kind=kind, reference=action.id, once=once)
        action.reminded_on = today
    Action.objects.bulk_update((action for action, _, _ in to_tell), ["reminded_on"])
    return len(to_tell)


def _reminder(due_on: date, today: date) -> tuple[str, date]:
    """What is to be said of an action on a day, and since which day it is."""
    if today < due_on:
        return ACTION_SOON, due_on - TOLD_BEFORE
    times = (today - due_on) // LATE_EVERY
    return (ACTION_LATE if times else ACTION_DUE), due_on + times * LATE_EVERY


def _tell_owner(action: Action, by: Membership) -> None:
    """Whoever wrote it needs no notice of it."""
    told: Iterable[Membership] = in_charge_of_actions([action.owner_id])[action.owner_id]
    notify(recipients=[one for one in told if one.user_id != by.user_id], kind=ACTION_GIVEN, reference=action.id)


def _said_already(action: Action, text: str, by: Membership) -> bool:
    """A form sent twice: the last word is this one, of the same person."""
    last = action.notes.order_by("-at", "-id").first()
    return last is not None and (last.text, last.by_id) == (text, by.user_id)


def _note(action: Action, text: str, by: Membership) -> None:
    ActionNote.objects.create(
        action=action,
        at=timezone.now(),
        by=by.user,
        organisation=by.organisation,
        status=action.status,
        due_on=action.due_on,
        text=text,
    )
