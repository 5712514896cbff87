"""What a committee may talk about: late actions, and the widest gaps between what was promised and done."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone

from common.templatetags.formats import date_fr
from conventions.models import Action, Convention, Signatory
from conventions.years import year_of
from offers.models import Offer
from reporting.scopes import Scope

MOST_LINES = 10


def gaps_of(convention: Convention) -> tuple[str, ...]:
    """A line for each landlord that put no dwelling on the platform in the convention's present year. One query for
    the landlords, after that of the territory.

    A dwelling kept for a need was never published: it does not count.
    """
    year = year_of(convention, timezone.localdate())
    published = Offer.objects.filter(
        bailleur__organisation=OuterRef("organisation"),
        published_at__date__gte=OuterRef("signed_on"),
        published_at__date__range=(year.starts_on, min(year.ends_on, timezone.localdate())),
    )
    if (departements := Scope(convention=convention).departements) is not None:
        published = published.filter(departement__in=departements)
    without = (
        Signatory.objects.filter(convention=convention, organisation__kind="bailleur")
        .exclude(Exists(published))
        .order_by("organisation__name", "id")
        .values_list("organisation__name", flat=True)
    )
    since = date_fr(year.starts_on)
    return tuple(f"{name} : aucun logement mis sur la plateforme depuis le {since}" for name in without)


def late_actions_of(convention: Convention, today: date) -> tuple[str, ...]:
    """A line for each of its late actions, the longest late first. One query."""
    late = Action.objects.filter(convention=convention).late_on(today).select_related("owner").by_due_date()
    return tuple(f"{one.title} ({one.owner.name}, échéance le {date_fr(one.due_on)})" for one in late)


def proposed_agenda(*, late: Sequence[str], gaps: Sequence[str]) -> str:
    """The agenda as lines of text, to be corrected by whoever prepares the committee."""
    parts = ["Avancement des engagements", *_part("Écarts les plus larges", gaps)]
    parts += [*_part("Actions en retard", late), "Décisions et prochaine date"]
    return "\n".join(parts)


def _part(title: str, lines: Iterable[str]) -> list[str]:
    every = list(lines)
    if not every:
        return []
    shown = [f"- {line}" for line in every[:MOST_LINES]]
    if more := len(every) - len(shown):
        shown.append(f"- et {more} de plus")
    return [title, *shown]


def calendar_of(*, uid: str, day: date, stamp: str) -> str:
    """An iCalendar of one whole day (RFC 5545). Neutral: neither what is spoken of, nor where, nor with whom."""
    following = day + timedelta(days=1)
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Agenda//FR",
        "BEGIN:VEVENT",
        f"UID:{uid}",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{following:%Y%m%d}",
        "SUMMARY:Réunion",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return "".join(f"{line}\r\n" for line in lines)
