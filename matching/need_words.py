"""Needs and answers in the words of their pages."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone

from common.templatetags.formats import counted, date_fr
from matching.ladder import LandlordCard
from matching.models import AnswerKind, NeedAnswer, NeedCard, NotNow, Outcome
from offers.models import OfferState


@dataclass(frozen=True)
class ReceivedCard:
    """A card before a landlord: its own reference, what it says, its age in weeks, what was answered."""

    id: UUID
    reference: str
    content: LandlordCard
    age: str
    weeks: int
    answer: "Answered | None"


@dataclass(frozen=True)
class Answered:
    """What a landlord says now. `kept`: a dwelling is reserved, and may still be taken back."""

    id: UUID
    words: str
    kept: bool
    offer_id: UUID | None
    chosen: bool


def weeks_since(sent_at: datetime, today: date) -> int:
    """Whole calendar weeks: every card of a week ages on the same Monday, so that a day tells nothing."""
    sent = timezone.localdate(sent_at)
    return ((today - timedelta(days=today.weekday())) - (sent - timedelta(days=sent.weekday()))).days // 7


def age_words(weeks: int) -> str:
    return "de cette semaine" if weeks == 0 else f"depuis {counted(weeks, 'semaine,semaines')}"


def received_card(card: NeedCard, last: NeedAnswer | None, today: date) -> ReceivedCard:
    weeks = weeks_since(card.sent_at, today)
    return ReceivedCard(
        id=card.id,
        reference=card.reference,
        content=card.content,
        age=age_words(weeks),
        weeks=weeks,
        answer=answered(last) if last else None,
    )


def answered(answer: NeedAnswer) -> Answered:
    """An answer as the landlord that gave it reads it; `answer` comes with its dwelling."""
    kept = answer.kind == AnswerKind.DWELLING and not answer.outcome
    kept = kept and answer.offer is not None and answer.offer.state == OfferState.RESERVED
    return Answered(
        id=answer.id,
        words=answer_words(answer),
        kept=kept,
        offer_id=answer.offer_id,
        chosen=answer.outcome == Outcome.CHOSEN,
    )


def answer_words(answer: NeedAnswer) -> str:
    """One sentence."""
    if answer.kind == AnswerKind.NOT_NOW:
        return f"Pas pour l’instant : {str(NotNow(answer.reason).label).lower()}."
    if answer.kind == AnswerKind.MAYBE:
        return f"Peut-être à partir du {date_fr(answer.from_on)}."
    if answer.outcome == Outcome.CHOSEN:
        return "Logement choisi : le dossier vous est transmis."
    if answer.outcome == Outcome.DECLINED:
        return "Le logement proposé ne convient pas ; il est de nouveau libre."
    if answer.outcome:
        return "Le logement proposé est de nouveau libre."
    if answer.offer is None or answer.offer.state != OfferState.RESERVED:
        return "Le logement proposé a été retiré."
    return "Un logement est réservé : l’association répond."
