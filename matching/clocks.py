"""Until when each wait lasts. The law's clock runs in the place of the dwelling: its holidays, its time zone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from common.housing import SolutionType
from common.working_days import add_working_days, working_day_from
from matching.dwellings import departement_of
from matching.models import Candidature, CandidatureState
from matching.models.candidature import REFUSING
from territories.timezones import PARIS, timezone_of

# CCH R441-10: at least ten days to answer, silence is a refusal (domain.md 3.4).
ANSWER_DAYS = 10
# Notified on paper, typed here days later: she still has these working days to answer on the platform. The law's ten
# days are a minimum, so that the end may only be later.
AFTER_LATE_TYPING = 2
# Emergency places do not wait ten days: an answer within hours.
EMERGENCY_HOURS = 24
FILE_BEFORE_CALEOL = timedelta(days=7)
DECISION_AFTER_CALEOL = timedelta(days=2)
LEASE_AFTER_ACCEPTANCE = timedelta(days=15)
KEYS_AFTER_LEASE = timedelta(days=30)
NOTIFICATION_WORKING_DAYS = 3
FILE_WORKING_DAYS = 5
RANKING_WORKING_DAYS = 1
HELD_WORKING_DAYS = 1
DAY_ENDS = time(18, 0)

# Places without an allocation committee: sheltering is decided within hours (domain.md 3.7).
WITHOUT_CALEOL = frozenset({SolutionType.EMERGENCY, SolutionType.SHELTER})


def answer_deadline(notified_on: date, typed_on: date, departement: str | None) -> datetime:
    """When silence becomes a refusal: the end of the tenth day after the notification, an aware datetime.

    Counted from the day after (CPC art. 641); a last day that is a Saturday, a Sunday or a holiday of the dwelling's
    département moves to the next working day (CPC art. 642). Never before the end of the second working day after
    `typed_on`, the day on which the notification was typed.
    """
    place = departement or ""
    lawful = working_day_from(notified_on + timedelta(days=ANSWER_DAYS), place)
    typed = add_working_days(typed_on, AFTER_LATE_TYPING, place) if typed_on > notified_on else lawful
    return _end_of(max(lawful, typed), departement)


def emergency_deadline(now: datetime) -> datetime:
    """Until when an emergency place waits for its answer."""
    return now + timedelta(hours=EMERGENCY_HOURS)


def _end_of(day: date, departement: str | None) -> datetime:
    """24:00 of a day where the dwelling is."""
    return datetime.combine(day + timedelta(days=1), time(), timezone_of(departement))


def in_working_days(moment: datetime, days: int, departement: str | None) -> datetime:
    """18:00 in Paris, so many working days after a moment."""
    return evening(add_working_days(moment.astimezone(PARIS).date(), days, departement or ""))


def evening(day: date) -> datetime:
    """18:00 in Paris on a day."""
    return datetime.combine(day, DAY_ENDS, PARIS)


def due_of(candidature: Candidature, now: datetime) -> datetime | None:
    """Until when the state that a candidature has just reached may last; None where nothing is waited for."""
    offer, place = candidature.offer, departement_of(candidature.offer)
    caleol = offer.caleol_on
    match candidature.state:
        case CandidatureState.PREPARED:
            return offer.closes_at
        case CandidatureState.REQUESTED | CandidatureState.SHORTLISTED:
            return ranking_deadline(candidature, now)
        case CandidatureState.HELD:
            return held_deadline(candidature, now)
        case CandidatureState.TRANSMITTED | CandidatureState.FILE_INCOMPLETE:
            return evening(caleol - FILE_BEFORE_CALEOL) if caleol else in_working_days(now, FILE_WORKING_DAYS, place)
        case CandidatureState.FILE_COMPLETE:
            return evening(caleol + DECISION_AFTER_CALEOL) if caleol else None
        case CandidatureState.DECIDED:
            if candidature.decision in REFUSING or (candidature.decision_rank or 1) > 1:
                return None
            return in_working_days(now, NOTIFICATION_WORKING_DAYS, place)
        case CandidatureState.OFFER_NOTIFIED | CandidatureState.SUSPENDED:
            return candidature.answer_due_at
        case CandidatureState.ACCEPTED:
            return evening((now + LEASE_AFTER_ACCEPTANCE).astimezone(PARIS).date())
        case CandidatureState.LEASED:
            return evening((now + KEYS_AFTER_LEASE).astimezone(PARIS).date())
    return None


def ranking_deadline(candidature: Candidature, now: datetime) -> datetime:
    """When the federation has ranked: one working day after the closing, or after a request that came back later."""
    offer = candidature.offer
    start = max(offer.closes_at, now) if offer.closes_at else now
    return in_working_days(start, RANKING_WORKING_DAYS, departement_of(offer))


def held_deadline(candidature: Candidature, now: datetime) -> datetime:
    """When a file still incomplete leaves the order: one working day after the closing, or after it was held."""
    offer = candidature.offer
    start = max(offer.closes_at, now) if offer.closes_at else now
    return in_working_days(start, HELD_WORKING_DAYS, departement_of(offer))


@dataclass(frozen=True)
class Reminder:
    """`before` the end of the wait; `manager`: her organisation's manager is told as well."""

    before: timedelta
    manager: bool = False

    @property
    def hours(self) -> int:
        return int(self.before.total_seconds() // 3600)

    @property
    def code(self) -> str:
        return f"{self.hours}h"


ANSWER_REMINDERS = (
    Reminder(timedelta(days=5)),
    Reminder(timedelta(days=2)),
    Reminder(timedelta(days=1), manager=True),
)
HELD_REMINDERS = (Reminder(timedelta(hours=48)), Reminder(timedelta(hours=4)))
LANDLORD_REMINDERS = (Reminder(timedelta(days=2)), Reminder(timedelta(0), manager=True))

REMINDERS: Mapping[str, tuple[Reminder, ...]] = {
    "requested": HELD_REMINDERS,
    "shortlisted": HELD_REMINDERS,
    "held": (Reminder(timedelta(hours=4)),),
    "transmitted": LANDLORD_REMINDERS,
    "file_incomplete": (Reminder(timedelta(days=2)), Reminder(timedelta(days=1))),
    "file_complete": LANDLORD_REMINDERS,
    "decided": LANDLORD_REMINDERS,
    "offer_notified": ANSWER_REMINDERS,
    "accepted": LANDLORD_REMINDERS,
    "leased": LANDLORD_REMINDERS,
}
