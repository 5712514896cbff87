"""Rehousings done outside the platform: declared, one or a year of them, then answered by the other side."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.authors import Author
from accounts.models import Membership, OrganisationKind, Role
from common.transitions import WrongState
from matching.declared import SENTENCES, Declared, Fate, columns_of, known
from matching.models.declared_rehousing import CONFIRM_WITHIN, DeclaredRehousing, DeclaredState
from matching.notices import TO_CONFIRM
from notifications.actions import notify

TO_COME = "Le mois d’entrée est à venir : un relogement se déclare une fois fait."
NOT_YOURS = "Vous déclarez les relogements de votre organisme, ou de votre association."
ANSWERED = "Il a déjà reçu sa réponse."


class AlreadyKnown(Exception):
    """The same facts are declared, or counted, already: `fate` says how, `str(error)` a sentence for the reader."""

    def __init__(self, fate: Fate) -> None:
        self.fate = fate
        super().__init__(SENTENCES[fate])


@dataclass(frozen=True)
class Imported:
    """How many were declared, and how many were known by then."""

    declared: int
    known: int


@transaction.atomic
def declare_rehousing(*, declared: Declared, another: bool = False, by: Author) -> DeclaredRehousing:
    """A rehousing that the other side is asked to confirm.

    `another`: the same facts are those of one more household. Raises AlreadyKnown, WrongState for a month to come or
    another organisation's rehousing.
    """
    _check(declared, by)
    fate = known([declared]).get(declared)
    if fate is not None and not another:
        raise AlreadyKnown(fate)
    row = _write(declared, by, another=another)
    if row is None:
        raise AlreadyKnown(Fate.WAITING)
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
    before = known(declared)
    rows = [row for one in declared if one not in before and (row := _write(one, by)) is not None]
    for row in {_other_side(row): row for row in rows}.values():
        _ask(row)
    return Imported(len(rows), len(declared) - len(rows))


@transaction.atomic
def answer_rehousing(*, rehousing: DeclaredRehousing, confirmed: bool, by: Membership) -> DeclaredRehousing:
    """The other side says yes or no. The same answer again changes nothing.

    Raises WrongState once answered otherwise, DeclaredRehousing.DoesNotExist for whoever is not the other side.
    """
    theirs = DeclaredRehousing.objects.read_by(by).exclude(declared_for=by.organisation_id)
    rehousing = theirs.select_for_update(of=("self",)).get(id=rehousing.id)
    state = DeclaredState.CONFIRMED if confirmed else DeclaredState.DENIED
    if rehousing.state == state:
        return rehousing
    if rehousing.state != DeclaredState.DECLARED:
        raise WrongState(ANSWERED)
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


def _write(declared: Declared, by: Author, *, another: bool = False) -> DeclaredRehousing | None:
    """None when the other side, or another worker, declared the same at this moment."""
    columns = columns_of(declared)
    number = 1
    if another:
        number += DeclaredRehousing.objects.standing().filter(**columns).count()
    now = timezone.now()
    try:
        with transaction.atomic():
            return DeclaredRehousing.objects.create(
                **columns,
                number=number,
                declared_for_id=by.organisation_id,
                declared_by=by.user,
                declared_at=now,
                answer_by=timezone.localdate(now) + CONFIRM_WITHIN,
            )
    except IntegrityError as error:
        if "declared_rehousing_once" not in str(error):
            raise
        return None


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
