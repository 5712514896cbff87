"""How rows of conventions are written: under the lock of their convention, constraints said in French."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction

from accounts.models import Membership
from conventions.models import Convention
from conventions.policies import WrongFact


def locked(convention: Convention, by: Membership) -> Convention:
    """The convention, held until the end of the transaction: what is written of it follows one another.

    Raises Convention.DoesNotExist for whoever does not follow it.
    """
    return Convention.objects.followed_by(by).select_for_update(of=("self",)).get(id=convention.id)


@contextmanager
def refusing(refusals: dict[str, WrongFact]) -> Iterator[None]:
    """What a constraint of that name refuses is the refusal given, and what was read before it still stands."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        for name, refusal in refusals.items():
            if f'"{name}"' in str(error):
                raise refusal from error
        raise
