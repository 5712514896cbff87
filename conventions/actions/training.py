"""Training sessions, and how many of a landlord's staff meet the public."""

from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Membership, Organisation, OrganisationKind
from common.transitions import WrongState
from conventions.landlords import landlords_of
from conventions.models import StaffCount, Training

NOT_YOURS = "Cette formation n’est ni donnée par votre association, ni celle d’un bailleur que vous suivez."
TO_COME = "Ce jour est à venir : une formation s’enregistre une fois donnée."
RECORDED = "Cette formation est déjà enregistrée : même jour, même association, même bailleur, même public."
COUNT_TO_COME = "Ce jour est à venir : l’effectif se compte au jour dit, ou avant."


@transaction.atomic
def record_training(
    *, held_on: date, association_id: UUID, bailleur_id: UUID, public: str, attendees: int, by: Membership
) -> Training:
    """Raises WrongState for a day to come, a session that is not hers to record, or one that is recorded."""
    training = Training(
        held_on=held_on,
        association_id=association_id,
        bailleur_id=bailleur_id,
        public=public,
        attendees=attendees,
        typed_by=by.user,
    )
    _check(training, by)
    _save(training)
    return training


@transaction.atomic
def correct_training(
    *,
    training: Training,
    held_on: date,
    association_id: UUID,
    bailleur_id: UUID,
    public: str,
    attendees: int,
    by: Membership,
) -> Training:
    """Raises WrongState as record_training does, Training.DoesNotExist for one that is not hers."""
    training = Training.objects.read_by(by).select_for_update(of=("self",)).get(id=training.id)
    training.held_on, training.association_id, training.bailleur_id = held_on, association_id, bailleur_id
    training.public, training.attendees, training.typed_by = public, attendees, by.user
    _check(training, by)
    _save(training)
    return training


@transaction.atomic
def remove_training(*, training: Training, by: Membership) -> None:
    """Raises Training.DoesNotExist for one that is not hers."""
    Training.objects.read_by(by).select_for_update(of=("self",)).get(id=training.id).delete()


@transaction.atomic
def count_staff(*, bailleur: Organisation, counted_on: date, staff: int, by: Membership) -> StaffCount:
    """How many meet the public on a day; counted again for the same day, the last one stands.

    Raises WrongState for a day to come, Organisation.DoesNotExist for a landlord that she does not follow.
    """
    if counted_on > timezone.localdate():
        raise WrongState(COUNT_TO_COME)
    count, _ = StaffCount.objects.update_or_create(
        bailleur=landlords_of(by).get(id=bailleur.id),
        counted_on=counted_on,
        defaults={"staff": staff, "typed_by": by.user},
    )
    return count


def _check(training: Training, by: Membership) -> None:
    if by.organisation.kind == OrganisationKind.ASSOCIATION:
        hers = training.association_id == by.organisation_id
        hers = hers and Organisation.objects.filter(id=training.bailleur_id, kind=OrganisationKind.BAILLEUR).exists()
    else:
        hers = landlords_of(by).filter(id=training.bailleur_id).exists()
    if not hers:
        raise WrongState(NOT_YOURS)
    if training.held_on > timezone.localdate():
        raise WrongState(TO_COME)


def _save(training: Training) -> None:
    try:
        with transaction.atomic():
            training.save()
    except IntegrityError as error:
        if "training_once" not in str(error):
            raise
        raise WrongState(RECORDED) from error
