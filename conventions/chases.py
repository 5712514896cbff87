"""« Relancer »: what was promised and what is on the platform so far, in the words of a message to a landlord.

Figures of organisations alone. What was done for households is read in published reports, never here.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Count, Q
from django.utils import timezone

from accounts.models import Membership, Organisation, OrganisationKind, Role
from common.templatetags.formats import counted, date_fr
from conventions.models import Channel, Chase, Commitment, Convention, Signatory
from conventions.years import ConventionYear, year_of
from notifications.models import NoticeSettings
from territories.models import Departement
from territories.timezones import PARIS

CHASED_LATELY = timedelta(days=7)
DWELLINGS = "logement,logements"


@dataclass(frozen=True, slots=True)
class Progress:
    """Of one landlord in the convention's present year. `committed`: dwellings a year, None when it promised none of
    its own; `collective`: those of all signatories together, None when unknown; `published`: so far; `due`: what the
    own commitment expects by today."""

    year: ConventionYear
    committed: int | None
    collective: int | None
    published: int
    due: int


def landlord_of(convention: Convention, bailleur_id: UUID) -> Signatory:
    """The signature of a landlord. Raises Signatory.DoesNotExist when it signed nothing here."""
    signed = Signatory.objects.filter(convention=convention, organisation__kind=OrganisationKind.BAILLEUR)
    return signed.select_related("organisation").get(organisation=bailleur_id)


def progress_of(signatory: Signatory, today: date) -> Progress:
    """Two queries: the retained commitments of the day, the dwellings published in this convention year."""
    convention = signatory.convention
    year = year_of(convention, today)
    retained: dict[UUID | None, int] = dict(
        Commitment.objects.retained_ones()
        .filter(
            Q(bailleur=signatory.organisation_id) | Q(bailleur__isnull=True),
            convention=convention,
            channel=Channel.PLATFORM,
            starts_on__lte=today,
            ends_on__gte=today,
        )
        .order_by("id")
        .values_list("bailleur", "quantity")
    )
    committed = retained.get(signatory.organisation_id)
    return Progress(
        year=year,
        committed=committed,
        collective=retained.get(None),
        published=_published(signatory, year),
        due=year.prorata(committed, today) if committed else 0,
    )


def _published(signatory: Signatory, year: ConventionYear) -> int:
    """Dwellings of the convention's territory published this year, since it signed. A dwelling kept for a need was
    never published, and is not among them."""
    offers = "bailleur__offers"
    counts = Q(
        **{
            f"{offers}__published_at__gte": _midnight(max(year.starts_on, signatory.signed_on)),
            f"{offers}__published_at__lt": _midnight(year.ends_on + timedelta(days=1)),
        }
    )
    convention = signatory.convention
    if convention.departement_id:
        counts &= Q(**{f"{offers}__departement": convention.departement_id})
    elif convention.region_id:
        there = Departement.objects.filter(region=convention.region_id).values("code")
        counts &= Q(**{f"{offers}__departement__in": there})
    found = Organisation.objects.filter(id=signatory.organisation_id).aggregate(n=Count(offers, filter=counts))
    published: int = found["n"]
    return published


def written_beforehand(*, signatory: Signatory, progress: Progress, today: date, by: Membership) -> str:
    """The message as it is proposed: polite, signed by the organisation that writes, with no name of a person."""
    convention, year = signatory.convention, progress.year
    return "\n\n".join(
        (
            "Bonjour,",
            f"Nous revenons vers vous au sujet de la convention signée le {date_fr(convention.signed_on)}.",
            _promised(signatory.organisation, progress),
            _so_far(progress, max(year.starts_on, signatory.signed_on), today),
            f"Que prévoyez-vous d’ici la fin de cette année de convention, le {date_fr(year.ends_on)} ?",
            "Qu’est-ce qui vous aiderait ? Nous restons à votre disposition.",
            f"Bien cordialement,\n{by.organisation.name}",
        )
    )


def _promised(organisation: Organisation, progress: Progress) -> str:
    if progress.committed is not None:
        return f"{organisation.name} s’y est engagé pour {counted(progress.committed, DWELLINGS)} par an."
    if progress.collective is not None:
        return (
            f"Ses signataires se sont engagés ensemble pour {counted(progress.collective, DWELLINGS)} par an ; "
            f"{organisation.name} prend part à cet engagement collectif."
        )
    return f"{organisation.name} en est signataire."


def _so_far(progress: Progress, since: date, today: date) -> str:
    """A figure never follows a date at once: both together would read as a number (common.text_scan)."""
    published = progress.published
    if published:
        said = f"{counted(published, DWELLINGS)} {'ont' if published > 1 else 'a'} été mis sur la plateforme"
    else:
        said = "Aucun logement n’a été mis sur la plateforme"
    said = f"{said} entre le {date_fr(since)} et le {date_fr(today)}"
    expected = f", pour {counted(progress.due, 'attendu,attendus')} à ce jour" if progress.due > published else ""
    return f"{said}{expected}."


def managers_to_tell(bailleur_id: UUID) -> list[Membership]:
    """The managers of a landlord whom a message reaches: still there, their address not known to be gone."""
    return list(
        Membership.objects.active()
        .filter(organisation=bailleur_id, role=Role.BAILLEUR_MANAGER, user__is_active=True)
        .exclude(user__in=NoticeSettings.objects.filter(bounced_at__isnull=False).values("user"))
        .select_related("user")
        .order_by("id")
    )


def chased_lately(past: list[Chase]) -> Chase | None:
    """The last one (`past`: the last first) when it is under 7 days old."""
    last = past[0] if past else None
    return last if last and timezone.now() - last.at < CHASED_LATELY else None


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), PARIS)
