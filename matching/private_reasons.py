"""The private reasons of requests, sealed and opened under their household's key."""

from associations.files import key_of
from associations.models import Household
from common.encryption import Place, open_with, seal_with
from matching.models import Candidature, SealedReason
from matching.reasons import PrivateReason


def keep_reason(candidature: Candidature, household: Household, reason: str) -> None:
    """Seals the reason of a request, in place of any earlier one. Raises FileGone."""
    row = SealedReason.objects.filter(candidature=candidature).first() or SealedReason(candidature=candidature)
    row.sealed = seal_with(key_of(household), PrivateReason(reason).value.encode(), _place(row))
    row.save()


def reason_of(candidature: Candidature, household: Household) -> str:
    """The words of the private reason, empty without one. Raises FileGone."""
    row = SealedReason.objects.filter(candidature=candidature).first()
    if row is None:
        return ""
    return str(PrivateReason(open_with(key_of(household), bytes(row.sealed), _place(row)).decode()).label)


def drop_reason(candidature: Candidature, household: Household) -> str:
    """Destroys the private reason of a request and gives it, empty without one. Raises FileGone."""
    row = SealedReason.objects.filter(candidature=candidature).first()
    if row is None:
        return ""
    reason = open_with(key_of(household), bytes(row.sealed), _place(row)).decode()
    row.delete()
    return reason


def _place(row: SealedReason) -> Place:
    return Place("matching_sealedreason", str(row.id), "sealed")
