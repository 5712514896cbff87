"""Keeping what is being typed, sealed, until it is sent or a week has passed."""

import json
from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import Membership
from associations.files import FileGone, key_of
from associations.models import FormDraft, Household
from common.encryption import Place, keyring, open_with, seal_with

MOST_BYTES = 64 * 1024
MOST_KEPT = 10


class DraftRefused(Exception):
    """Too long to be kept."""


def _place(draft: FormDraft) -> Place:
    return Place("associations_formdraft", str(draft.id), "sealed")


def _household(household_id: UUID | None, by: Membership) -> Household | None:
    """Raises Household.DoesNotExist for whoever is not named on it."""
    return Household.objects.readable_by(by).get(id=household_id) if household_id else None


@transaction.atomic
def save_draft(
    *, form: str, household_id: UUID | None, fields: Mapping[str, Sequence[str]], by: Membership
) -> FormDraft:
    """Keeps what stands in a form, in place of what was kept of it before; a person's ten last are kept.

    Raises DraftRefused beyond 64 KiB, FileGone when the household's key is gone, Household.DoesNotExist.
    """
    content = json.dumps(dict(fields)).encode()
    if len(content) > MOST_BYTES:
        raise DraftRefused
    household = _household(household_id, by)
    # Two tabs, or the page and the quick exit, may keep the first one at the same moment.
    draft, _ = FormDraft.objects.select_for_update(of=("self",)).get_or_create(
        user=by.user, form=form, household=household, defaults={"sealed": b"", "saved_at": timezone.now()}
    )
    key = key_of(household) if household else None
    draft.sealed = seal_with(key, content, _place(draft)) if key else keyring().seal(content, _place(draft))
    draft.saved_at = timezone.now()
    draft.save()
    kept = FormDraft.objects.of(by).order_by("-saved_at", "id").values_list("id", flat=True)
    FormDraft.objects.filter(id__in=list(kept[MOST_KEPT:])).delete()
    return draft


def open_draft(draft: FormDraft) -> dict[str, list[str]]:
    """What was typed. Raises FileGone, common.encryption.CannotOpen."""
    place, sealed = _place(draft), bytes(draft.sealed)
    content = open_with(key_of(draft.household), sealed, place) if draft.household else keyring().open(sealed, place)
    fields: dict[str, list[str]] = json.loads(content)
    return fields


@transaction.atomic
def discard_draft(*, form: str, household_id: UUID | None, by: Membership) -> None:
    """Forgets what was kept of a form: it was sent, or she does not want it."""
    FormDraft.objects.of(by).filter(form=form, household=household_id).delete()


@transaction.atomic
def forget_drafts() -> None:
    """Those older than a week."""
    FormDraft.objects.over(timezone.now()).delete()


__all__ = ["DraftRefused", "FileGone", "discard_draft", "forget_drafts", "open_draft", "save_draft"]
