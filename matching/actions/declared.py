"""Rehousings done outside the platform: declared, one or a year of them, then answered by the other side."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.authors import Author
from accounts.models import Membership, OrganisationKind, Role
from associations.models import Association
from common.transitions import WrongState
from matching.declared import SENTENCES, Declared, Fate, columns_of, known, said_before
from matching.models.declared_rehousing import CONFIRM_WITHIN, DeclaredRehousing, DeclaredState
from matching.notices import TO_CONFIRM
from notifications.actions import notify

TO_COME = "Le mois d’entrée est à venir : un relogement se déclare une fois fait."
NOT_YOURS = "Vous déclarez les relogements de votre organisme, ou de votre association."
ANSWERED = "Il a déjà reçu sa réponse."


class AlreadyKnown(Exception):
    """The same facts are declared, or counted, already: `fate` says how, `str(error)` a sentence for the reader.

    Only as far as the author reads them.
    """

    def __init__(self, fate: Fate) -> None:
        self.fate = fate
        super().__init__(SENTENCES[fate])


@dataclass(frozen=True)
class Imported:
    """How many were declared, and how many were known to her by then."""

    declared: int
    known: int


@transaction.atomic
def declare_rehousing(*, declared: Declared, another: bool = False, by: Author) -> DeclaredRehousing:
    """A rehousing that the other side is asked to confirm.

    `another`: the same facts are those of one more household. Raises AlreadyKnown, WrongState for a month to come or
    another organisation's rehousing.
    """
    _check(declared, by)
    _one_at_a_time({declared.association_id})
    fate = known([declared], by).get(declared)
    if fate is not None and not another:
        raise AlreadyKnown(fate)
    row = _write(declared, by)
    _ask(row)
    return row


@transaction.atomic
def import_rehousings(*, declared: Iterable[Declared], by: Membership) -> Imported:
    """All of them or none; those that are known by now are left out. Sent twice, nothing is written twice.

    Raises WrongState as declare_rehousing does.
    """
    declared = list(dict.fromkeys(declared))
    for one in declared:
        _check(one, by)
    _one_at_a_time({one.association_id for one in declared})
    before = known(declared, by)
    rows = [_write(one, by) for one in declared if one not in before]
    for row in {_other_side(row): row for row in rows}.values():
        _ask(row)
    return Imported(len(rows), len(declared) - len(rows))


@transaction.atomic
def answer_rehousing(
    *, rehousing: DeclaredRehousing, confirmed: bool, another: bool = False, by: Membership
) -> DeclaredRehousing:
    """The other side says yes or no. The same answer again changes nothing.

    `another`: it is not the one with the same facts. Raises AlreadyKnown for a yes without it where there is one,
    WrongState once answered otherwise, DeclaredRehousing.DoesNotExist for whoever is not the other side.
    """
    _one_at_a_time({rehousing.association_id})
    theirs = DeclaredRehousing.objects.read_by(by).exclude(declared_for=by.organisation_id)
    rehousing = theirs.select_for_update(of=("self",)).get(id=rehousing.id)
    state = DeclaredState.CONFIRMED if confirmed else DeclaredState.DENIED
    if rehousing.state == state:
        return rehousing
    if rehousing.state != DeclaredState.DECLARED:
        raise WrongState(ANSWERED)
    fate = said_before([rehousing], by).get(rehousing.id)
    if confirmed and not another and fate is not None:
        raise AlreadyKnown(fate)
    rehousing.state, rehousing.answered_by, rehousing.answered_at = state, by.user, timezone.now()
    rehousing.save(update_fields=["state", "answered_by", "answered_at"])
    return rehousing


@transaction.atomic
def remind_to_confirm() -> int:
    """Each morning: who has declarations to confirm that are past their day hears of it, once a month. How many."""
    today = timezone.localdate()
    late = DeclaredRehousing.objects.late_on(today).select_related("bailleur", "association").order_by("id")
    sides = {_other_side(row) for row in late}
    for organisation_id in sorted(sides):
        once = f"{TO_CONFIRM}:{organisation_id}:{today:%Y-%m}"
        notify(recipients=_who_answers(organisation_id), kind=TO_CONFIRM, once=once)
    return len(sides)


def _check(declared: Declared, by: Author) -> None:
    if by.organisation_id not in (declared.bailleur_id, declared.association_id):
        raise WrongState(NOT_YOURS)
    if declared.month > timezone.localdate():
        raise WrongState(TO_COME)


def _one_at_a_time(associations: Iterable[UUID]) -> None:
    """What is known of these associations, and the next number of equal facts, hold until the end of the write."""
    list(Association.objects.select_for_update(no_key=True).filter(pk__in=associations).order_by("pk"))


def _write(declared: Declared, by: Author) -> DeclaredRehousing:
    """Beside those with the same facts, read by this author or not: a refusal would tell her that there are some."""
    columns = columns_of(declared)
    last = DeclaredRehousing.objects.standing().filter(**columns).aggregate(last=Max("number"))["last"]
    now = timezone.now()
    return DeclaredRehousing.objects.create(
        **columns,
        number=(last or 0) + 1,
        declared_for_id=by.organisation_id,
        declared_by=by.user,
        declared_at=now,
        answer_by=timezone.localdate(now) + CONFIRM_WITHIN,
    )


def _other_side(row: DeclaredRehousing) -> UUID:
    other: UUID = row.association_id if row.declared_for_id == row.bailleur_id else row.bailleur_id
    return other


def _ask(row: DeclaredRehousing) -> None:
    notify(recipients=_who_answers(_other_side(row)), kind=TO_CONFIRM)


def _who_answers(organisation_id: UUID) -> list[Membership]:
    """Of an association, its managers: a référente reads her own households alone. Of a landlord, everybody."""
    staff = Membership.objects.active().filter(organisation=organisation_id)
    answering = staff.exclude(organisation__kind=OrganisationKind.ASSOCIATION) | staff.filter(
        role=Role.ASSOCIATION_MANAGER
    )
    return list(answering.select_related("user", "organisation").order_by("id"))
