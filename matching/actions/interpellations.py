"""An association puts a need to landlords, adds some, renews it, takes it back; the federation asks it to widen.

Lock order: household, need, cards by id.
"""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import Membership, OrganisationKind
from associations.actions.dossier import give_consent
from associations.actions.households import lock_household
from associations.files import FileGone, open_file
from associations.models import Household
from associations.notices import referente_of
from associations.words import ConsentKind, ConsentTo
from common.transitions import WrongState
from matching.actions.moves import SIDES
from matching.models import (
    Interpellation,
    InterpellationState,
    InterpellationTransition,
    NeedCard,
    Side,
    Widening,
)
from matching.models.interpellation import LASTS
from matching.notices import NEED_RECEIVED, NEED_WIDEN
from matching.recipients import Recipient, agrees, reachable
from notifications.actions import notify

NO_CONSENT = "Sans son accord, la fiche anonyme n’est adressée à personne."
NOBODY = "Choisissez au moins un bailleur."
OVER = "Cette demande est terminée : adressez-en une nouvelle."


@transaction.atomic
def send_need(
    *, household: Household, bailleurs: Collection[UUID], agreed: bool = False, by: Membership
) -> Interpellation:
    """Puts the household's need to these landlords, beside those that have it already; each gets a card of its own.

    `agreed`: she agreed to it today, which the file then says. A landlord for which the card would be too rare gets
    none: the federation is asked to call. Raises WrongState for nobody, without her consent, for a landlord that may
    not be chosen, or when the household looks no more; FileGone, Household.DoesNotExist.
    """
    household = lock_household(household, by)
    file = open_file(household)
    if not bailleurs:
        raise WrongState(NOBODY)
    chosen = [one for one in reachable(household, file) if one.id in bailleurs]
    if len(chosen) != len(set(bailleurs)):
        raise WrongState("Un bailleur choisi n’est plus proposé : la liste est à jour.")
    if not agrees(file):
        if not agreed:
            raise WrongState(NO_CONSENT)
        give_consent(
            household=household,
            what=ConsentKind.CARD,
            to_whom=ConsentTo.WANTED,
            until=timezone.localdate() + LASTS,
            by=by,
        )
    now = timezone.now()
    need = Interpellation.objects.open().select_for_update().filter(household=household).first()
    if need is None:
        need = Interpellation.objects.create(
            household=household,
            association_id=household.association_id,
            opened_at=now,
            opened_by=by.user,
            until=timezone.localdate(now) + LASTS,
        )
        record(need, "", now, by)
    _send(need, chosen, now)
    need.widening, need.widening_asked_on = "", None
    need.save(update_fields=["to_call", "widening", "widening_asked_on"])
    return need


def _send(need: Interpellation, chosen: list[Recipient], now: datetime) -> None:
    need.to_call = any(one.found.card is None for one in chosen)
    have_it = set(need.cards.values_list("bailleur_id", flat=True))
    for one in chosen:
        content = one.found.card
        if content is None or one.id in have_it:
            continue
        card = NeedCard.objects.create(
            interpellation=need,
            bailleur_id=one.id,
            sent_at=now,
            rung=one.found.rung,
            size=content.size,
            typology=content.typology,
            solutions=list(content.solutions),
            places=list(content.places),
            rent=content.rent,
            step_free=content.step_free,
        )
        notify(recipients=_staff_of(one.id), kind=NEED_RECEIVED, reference=card.id)


def _staff_of(bailleur: UUID) -> list[Membership]:
    staff = Membership.objects.active().filter(organisation=bailleur, organisation__kind=OrganisationKind.BAILLEUR)
    return list(staff.select_related("user", "organisation").order_by("id"))


@transaction.atomic
def renew_need(*, need: Interpellation, by: Membership) -> Interpellation:
    """Thirty days more from today, with the same cards. Raises WrongState once over, Interpellation.DoesNotExist."""
    need = lock_need(need.id, by)
    check_open(need)
    need.until = timezone.localdate() + LASTS
    need.save(update_fields=["until"])
    return need


@transaction.atomic
def withdraw_need(*, need: Interpellation, by: Membership) -> Interpellation:
    """Takes the need back: her association reads it at once, landlords at the nightly release.

    One already over stays as it is. Raises Interpellation.DoesNotExist for whoever is not named on the household.
    """
    need = lock_need(need.id, by)
    if need.is_open:
        end(need, InterpellationState.WITHDRAWN, timezone.now(), by)
    return need


@transaction.atomic
def ask_to_widen(*, need: Interpellation, widening: Widening, by: Membership) -> Interpellation:
    """The federation asks the référente to choose more landlords, or places: she alone chooses.

    Asked again the same day, nothing more is said. Raises WrongState once over.
    """
    need = Interpellation.objects.select_for_update().get(id=need.id)
    check_open(need)
    today = timezone.localdate()
    need.widening, need.widening_asked_on = widening, today
    need.save(update_fields=["widening", "widening_asked_on"])
    household = need.household
    if household is not None:
        once = f"{NEED_WIDEN}:{need.id}:{today.isoformat()}"
        notify(recipients=referente_of(household), kind=NEED_WIDEN, reference=household.id, once=once)
    return need


@transaction.atomic
def leave_out_excluded(*, household_id: UUID) -> None:
    """After a change of the file: a landlord that it now excludes loses the card at the release, as of any other end.

    At once would tell it why. What it answers until then reaches nobody.
    """
    need = Interpellation.objects.open().select_for_update().filter(household=household_id).first()
    if need is None:
        return
    try:
        file = open_file(Household.objects.get(id=household_id))
    except (FileGone, Household.DoesNotExist):
        return
    excluded = [UUID(one) for one in file.excluded_organisations]
    need.cards.filter(bailleur__in=excluded, withdrawn=False).update(withdrawn=True)


@transaction.atomic
def forget_need(*, household_id: UUID) -> None:
    """The household is purged: its need ends, its cards and what landlords answered go, its dates stay."""
    now = timezone.now()
    for need in Interpellation.objects.select_for_update().filter(household=household_id).order_by("id"):
        if need.is_open:
            end(need, InterpellationState.WITHDRAWN, now, None)
        need.cards.all().delete()
    InterpellationTransition.objects.filter(household_ref=household_id).update(household_ref=None)


def lock_need(need_id: UUID, by: Membership) -> Interpellation:
    """The need of a household that this member is named on, both locked. Raises Interpellation.DoesNotExist."""
    found = Interpellation.objects.followed_by(by).values("household_id").get(id=need_id)
    household = Household.objects.select_for_update(no_key=True).get(id=found["household_id"])
    need = Interpellation.objects.select_for_update().get(id=need_id)
    need.household = household
    return need


def check_open(need: Interpellation) -> None:
    """Raises WrongState once it is over."""
    if not need.is_open:
        raise WrongState(OVER)


def end(need: Interpellation, state: InterpellationState, at: datetime, by: Membership | None) -> None:
    """The end of a locked need, with its row, in the caller's transaction. By nobody: by time, or a purge."""
    before = need.state
    need.state, need.ended_at = state, at
    need.save(update_fields=["state", "ended_at"])
    record(need, before, at, by)


def record(need: Interpellation, before: str, at: datetime, by: Membership | None) -> None:
    """The row of a move just made."""
    InterpellationTransition.objects.create(
        interpellation=need,
        at=at,
        from_state=before,
        to_state=InterpellationState(need.state),
        by=by.user if by else None,
        organisation=by.organisation if by else None,
        side=SIDES[OrganisationKind(by.organisation.kind)] if by else Side.SYSTEM,
        household_ref=need.household_id,
    )
