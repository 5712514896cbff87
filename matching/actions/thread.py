"""Writing to the other side of a candidature, and reading what it wrote."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import Membership, OrganisationKind
from associations.files import key_of
from associations.notices import referente_of
from common.text_scan import refusals
from matching.actions.moves import SIDES
from matching.agents import told_of
from matching.models import Candidature, Message, ThreadRead
from matching.models.message import TEXT_LENGTH, Channel
from matching.models.transition import Side
from matching.notices import MESSAGE
from matching.policies import check_can_write
from matching.threads import seal_message
from notifications.actions import notify


class Unsendable(Exception):
    """The text holds what may not be written here: `str(error)` says what to take out."""


@transaction.atomic
def write_message(*, candidature: Candidature, channel: str, text: str, by: Membership) -> Message:
    """Adds to a thread of a running candidature; its addressee alone is told, without a word of it.

    Raises Unsendable for an empty, too long or forbidden text (common.text_scan); WrongState once it has ended;
    Candidature.DoesNotExist for whoever has no part in that thread; FileGone.
    """
    side = SIDES[OrganisationKind(by.organisation.kind)]
    candidature = _open_to(candidature, channel, by)
    check_can_write(candidature)
    text = text.strip()
    if not text:
        raise Unsendable("Écrivez un message, ou choisissez-en un.")
    if len(text) > TEXT_LENGTH:
        raise Unsendable(f"Ce message est trop long : {TEXT_LENGTH} signes au plus, il y en a {len(text)}.")
    if said := refusals(text):
        raise Unsendable(" ".join(said))
    household = candidature.household_or_gone()
    message = Message(
        candidature=candidature,
        channel=channel,
        side=side,
        by=by.user,
        organisation=by.organisation,
        at=timezone.now(),
    )
    message.sealed = seal_message(message, text, key_of(household))
    message.save()
    recipients: Iterable[Membership] = ()
    if side != Side.ASSOCIATION:
        recipients = referente_of(household)
    elif channel == Channel.LANDLORD:
        recipients = told_of(candidature)
    notify(recipients=recipients, kind=MESSAGE, reference=candidature.id)
    return message


@transaction.atomic
def read_thread(*, candidature: Candidature, channel: str, until: datetime, by: Membership) -> None:
    """This side has read the thread up to the last message shown, of that moment.

    Raises Candidature.DoesNotExist as write_message does.
    """
    _open_to(candidature, channel, by)
    ThreadRead.objects.update_or_create(
        candidature=candidature,
        channel=channel,
        side=SIDES[OrganisationKind(by.organisation.kind)],
        defaults={"read_at": until},
    )


def _open_to(candidature: Candidature, channel: str, by: Membership) -> Candidature:
    """The landlord has its own thread alone, the federation its own; the association both."""
    kind = by.organisation.kind
    if kind == OrganisationKind.ASSOCIATION:
        found = Candidature.objects.followed_by(by)
        found = found.reaching_the_landlord() if channel == Channel.LANDLORD else found.known_to_federation()
    elif kind == OrganisationKind.BAILLEUR and channel == Channel.LANDLORD:
        found = Candidature.objects.addressed_to(by)
    elif kind == OrganisationKind.FEDERATION and channel == Channel.FEDERATION:
        found = Candidature.objects.known_to_federation()
    else:
        raise Candidature.DoesNotExist
    return found.with_offer().select_related("household__association", "household__referente").get(id=candidature.id)
