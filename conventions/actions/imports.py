"""Lists brought in whole: every new line of a file, or none."""

from django.db import IntegrityError, transaction
from django.db.models import Model

from accounts.models import Membership
from common.transitions import WrongState
from conventions.actions.writing import locked
from conventions.imports import Commitments, ContextFigures, Kind, ReadFile, Trainings, read_file
from conventions.models import Commitment, ContextFigure, Convention, Training

TO_CORRECT = "Rien n’est importé : des lignes sont à corriger."
MEANWHILE = "Rien n’est importé : quelqu’un a enregistré une de ces lignes au même moment. Importez à nouveau."
BATCH = 1_000  # rows in a statement


@transaction.atomic
def import_commitments(*, convention: Convention, content: bytes, by: Membership) -> ReadFile:
    """The new lines of a list of commitments. The file as it was read.

    Raises WrongState, having written nothing, when a line is wrong; Refused for a file that is no list.
    """
    read = _checked(content, Commitments(locked(convention, by), by))
    _write(Commitment, read)
    return read


@transaction.atomic
def import_trainings(*, content: bytes, by: Membership) -> ReadFile:
    """The same, of training sessions."""
    read = _checked(content, Trainings(by))
    _write(Training, read)
    return read


@transaction.atomic
def import_context(*, content: bytes, by: Membership) -> ReadFile:
    """The same, of figures of the context."""
    read = _checked(content, ContextFigures(by))
    _write(ContextFigure, read)
    return read


def _checked(content: bytes, kind: Kind) -> ReadFile:
    """The file read again, at the moment of writing: what was new in its preview may be known by now."""
    read = read_file(content, kind)
    if read.wrong:
        raise WrongState(TO_CORRECT)
    return read


def _write(model: type[Model], read: ReadFile) -> None:
    try:
        with transaction.atomic():
            model._default_manager.bulk_create(read.new, batch_size=BATCH)
    except IntegrityError as error:
        raise WrongState(MEANWHILE) from error
