"""Decisions of two people, 24 hours apart from their effect: whoever is concerned has time to say no."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Decision, DecisionKind, Membership, Organisation, Role
from accounts.policies import NotAllowed, check_can_ask_reset, check_can_confirm
from accounts.sessions import close_sessions
from accounts.signals import decision_moved, organisation_made
from territories.models import Region

WAIT = timedelta(hours=24)


@transaction.atomic
def ask_for_reset(*, membership: Membership, by: Membership) -> Decision:
    """Asks that a colleague's second factor be reset. Raises policies.NotAllowed."""
    check_can_ask_reset(membership=membership, by=by)
    try:
        with transaction.atomic():
            decision = Decision.objects.create(
                kind=DecisionKind.RESET,
                user=membership.user,
                organisation=membership.organisation,
                asked_by=by.user,
            )
    except IntegrityError as error:
        raise NotAllowed("Une remise à zéro est déjà demandée pour cette personne.") from error
    _tell(decision)
    return decision


@transaction.atomic
def ask_for_organisation(*, kind: str, name: str, regions: Iterable[str], by: Membership) -> Decision:
    """Asks for a new organisation; `regions` are codes. Raises policies.NotAllowed."""
    if by.role != Role.FEDERATION:
        raise NotAllowed("La fédération seule propose une organisation.")
    # One proposal at a time: the second click waits here, then finds what the first one wrote.
    Organisation.objects.select_for_update(no_key=True).get(id=by.organisation_id)
    if _exists(kind, name):
        raise NotAllowed("Cette organisation existe déjà.")
    if Decision.objects.pending().proposing(kind=kind, name=name).exists():
        raise NotAllowed("Cette organisation est déjà proposée : sa décision est en cours.")
    decision = Decision.objects.create(
        kind=DecisionKind.ORGANISATION, new_kind=kind, new_name=name, new_regions=list(regions), asked_by=by.user
    )
    _tell(decision)
    return decision


@transaction.atomic
def confirm_decision(*, decision: Decision, by: Membership) -> Decision:
    """A second person agrees: it takes effect in 24 hours. One already confirmed stays. Raises policies.NotAllowed."""
    decision = Decision.objects.seen_by(by).pending().select_for_update(of=("self",)).get(id=decision.id)
    if decision.confirmed_at is not None:
        return decision
    check_can_confirm(decision=decision, by=by)
    decision.confirmed_by, decision.confirmed_at = by.user, timezone.now()
    decision.takes_effect_at = decision.confirmed_at + WAIT
    decision.save(update_fields=["confirmed_by", "confirmed_at", "takes_effect_at"])
    _tell(decision)
    return decision


@transaction.atomic
def call_off(*, decision: Decision, by: Membership) -> Decision:
    """It will not happen: whoever may see it may call it off, the person concerned first of all."""
    decision = Decision.objects.seen_by(by).pending().select_for_update(of=("self",)).get(id=decision.id)
    decision.called_off_by, decision.called_off_at = by.user, timezone.now()
    decision.save(update_fields=["called_off_by", "called_off_at"])
    _tell(decision)
    return decision


@transaction.atomic
def carry_out_due(*, decision_id: UUID) -> bool:
    """Carries out a decision whose time has come; False when it was called off or done meanwhile.

    An organisation that exists by then is not made again: its decision is called off, by nobody.
    """
    now = timezone.now()
    decision = Decision.objects.due(now).select_for_update(of=("self",)).filter(id=decision_id).first()
    if decision is None:
        return False
    if decision.user_id is None and _exists(decision.new_kind, decision.new_name):
        decision.called_off_at = now
        decision.save(update_fields=["called_off_at"])
        _tell(decision)
        return False
    decision.done_at = now
    decision.save(update_fields=["done_at"])
    if decision.user is not None:
        Authenticator.objects.filter(user=decision.user).delete()
        user = decision.user
        transaction.on_commit(lambda: close_sessions(user))
    else:
        organisation = Organisation.objects.create(kind=decision.new_kind, name=decision.new_name)
        organisation.regions.set(Region.objects.filter(code__in=decision.new_regions))
        organisation_made.send(sender=Organisation, organisation=organisation)
    _tell(decision)
    return True


def _exists(kind: str, name: str) -> bool:
    return Organisation.objects.filter(kind=kind, name__iexact=name).exists()


def _tell(decision: Decision) -> None:
    decision_moved.send(sender=Decision, decision=decision)
