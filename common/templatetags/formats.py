"""How amounts, dates, waits and distances are written on screen: French typography, time of Europe/Paris.

Every filter takes None (or an empty text) and gives an empty text, so that a missing fact leaves no stray unit.
Spaces inside an amount, a time or a distance are no-break ones (narrow in an amount): no line ends between a figure
and its unit.
"""

from datetime import date, datetime, timedelta
from math import ceil

from django import template
from django.utils import timezone

register = template.Library()

NARROW = "\u202f"
NO_BREAK = "\u00a0"
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
# Below this, a clock asks for attention (look: watch at 48 h).
SOON = timedelta(hours=48)
DAYS_NAMED_BY_WEEKDAY = 6
COUNTED_FORMS = 2


@register.filter
def thousands(number: int | None) -> str:
    """1234567 -> "1 234 567"."""
    if number is None or number == "":
        return ""
    return f"{number:,}".replace(",", NARROW).replace("-", "\u2212")


@register.filter
def euros(cents: int | None) -> str:
    """An amount in cents, in euros: 61240 -> "612,40 €"."""
    if cents is None or cents == "":
        return ""
    whole, rest = divmod(abs(cents), 100)
    sign = "\u2212" if cents < 0 else ""
    return f"{sign}{thousands(whole)},{rest:02d}{NARROW}€"


@register.filter
def date_fr(value: date | datetime | None) -> str:
    """ "12 mars 2026", "1er mars 2026". A datetime is first brought to Europe/Paris (naive: raises ValueError)."""
    if not value:
        return ""
    day = _local(value).date() if isinstance(value, datetime) else value
    return f"{_day_and_month(day)} {day.year}"


@register.filter
def datetime_fr(value: datetime | None) -> str:
    """ "jeudi 26 novembre, 18 h"; the year is said when it is not the current one. Naive: raises ValueError."""
    if not value:
        return ""
    local = _local(value)
    year = "" if local.year == timezone.localdate().year else f" {local.year}"
    return f"{WEEKDAYS[local.weekday()]} {_day_and_month(local.date())}{year}, {_hour(local)}"


@register.filter
def deadline(value: datetime | None) -> str:
    """ "Répondre avant jeudi 18 h · dans 2 jours"; past, "Délai dépassé depuis 2 jours · mardi 24 novembre, 18 h"."""
    if not value:
        return ""
    now = timezone.now()
    if value <= now:
        return f"Délai dépassé depuis {_wait(now, value)} · {datetime_fr(value)}"
    local = _local(value)
    if not (local.hour or local.minute):  # a whole day is given: its midnight is its own, not the next day's
        local -= timedelta(minutes=1)
    days = (local.date() - timezone.localdate(now)).days
    if days == 0:
        moment = f"aujourd’hui {_hour(local)}"
    elif days == 1:
        moment = f"demain {_hour(local)}"
    elif days <= DAYS_NAMED_BY_WEEKDAY:
        moment = f"{WEEKDAYS[local.weekday()]} {_hour(local)}"
    else:
        year = "" if local.year == timezone.localdate(now).year else f" {local.year}"
        moment = f"le {_day_and_month(local.date())}{year}, {_hour(local)}"
    return f"Répondre avant {moment} · dans {_wait(value, now)}"


@register.filter
def clock_kind(value: datetime | None) -> str:
    """Which chip a deadline deserves: "neutral", "watch" in the last 48 h, "danger" once past."""
    if not value:
        return "neutral"
    left = value - timezone.now()
    if left <= timedelta(0):
        return "danger"
    return "watch" if left <= SOON else "neutral"


@register.filter
def km(kilometres: float | None) -> str:
    """A distance in km, rounded up so as never to promise less than the way is, never 0: 3.2 -> "env. 4 km"."""
    if kilometres is None or kilometres == "":
        return ""
    # 4.0 computed as 4.0000000001 stays 4.
    whole = max(1, ceil(kilometres - 1e-9))
    return f"env.{NO_BREAK}{thousands(whole)}{NO_BREAK}km"


@register.filter
def counted(number: int | None, forms: str) -> str:
    """A number with its noun: 3|counted:"logement,logements" -> "3 logements"; 0 and 1 take the singular in French.

    Raises ValueError unless `forms` holds both forms, separated by a comma.
    """
    if number is None or number == "":
        return ""
    both = forms.split(",")
    if len(both) != COUNTED_FORMS:
        raise ValueError('counted takes the singular and the plural: "logement,logements"')
    singular, plural = both
    return f"{thousands(number)}{NO_BREAK}{plural if abs(number) > 1 else singular}"


@register.filter
def bar_span(target: int, value: int) -> int:
    """How many units the drawing of a bar spans: the larger of its target and its value, never 0."""
    return max(target, value, 1)


def _local(value: datetime) -> datetime:
    return timezone.localtime(value)


def _day_and_month(day: date) -> str:
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number} {MONTHS[day.month - 1]}"


def _hour(local: datetime) -> str:
    minutes = f"{NO_BREAK}{local.minute:02d}" if local.minute else ""
    return f"{local.hour}{NO_BREAK}h{minutes}"


def _wait(later: datetime, earlier: datetime) -> str:
    """The wait between two moments: in days of the calendar, in hours within a day, in minutes within an hour."""
    left = later - earlier
    days = (_local(later).date() - _local(earlier).date()).days
    if left >= timedelta(hours=24):
        return counted(max(days, 1), "jour,jours")
    if left >= timedelta(hours=1):
        return f"{left // timedelta(hours=1)}{NO_BREAK}h"
    return f"{max(1, left // timedelta(minutes=1))}{NO_BREAK}min"
