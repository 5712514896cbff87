"""What waits for a landlord's staff: files transmitted, drafts to finish, dwellings about to close.

Nothing here tells of a request before its transmission (design.md 5).
"""

from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessEvent, AccessKind, Membership
from common.templatetags.formats import date_fr, datetime_fr
from home.rows import MOST_ROWS, Row
from matching.dwellings import dwelling
from matching.models import Candidature, CandidatureState
from offers.cards import title_of
from offers.models import Offer, OfferState

CLOSING_SOON = timedelta(days=3)


def context(member: Membership) -> dict[str, Any]:
    """3 queries: transmitted files with whether somebody here opened them, drafts, dwellings about to close."""
    return {"rows": [*_files(member), *_drafts(member)], "closing": _closing(member)}


def _files(member: Membership) -> list[Row]:
    opened = AccessEvent.objects.filter(
        kind=AccessKind.TRANSMITTED_FILE, subject=OuterRef("pk"), organisation_id=member.organisation_id
    )
    transmitted = (
        Candidature.objects.addressed_to(member)
        .filter(state=CandidatureState.TRANSMITTED)
        .with_offer()
        .annotate(opened=Exists(opened))
        .order_by("opened", "transmitted_at", "id")[:MOST_ROWS]
    )
    return [_file(candidature) for candidature in transmitted]


def _file(candidature: Any) -> Row:
    """`candidature` carries `opened`: whether somebody of this landlord opened the file."""
    shown = dwelling(candidature.offer)
    return Row(
        what="Appeler la référente" if candidature.opened else "Lire le dossier transmis",
        file=candidature.reference,
        note=f"{candidature.offer.reference} : {shown.title}, {shown.place}. "
        f"Transmis le {datetime_fr(candidature.transmitted_at)}.",
        url=reverse("matching:candidature", args=[candidature.id]),
        button="Ouvrir",
    )


def _drafts(member: Membership) -> list[Row]:
    drafts = (
        Offer.objects.owned_by(member)
        .filter(state=OfferState.DRAFT)
        .select_related("location__commune")
        .order_by("created_at", "id")[:MOST_ROWS]
    )
    return [
        Row(
            what="Terminer le brouillon",
            file=draft.reference or "sans référence",
            note=f"{_where(draft)}. Commencé le {date_fr(draft.created_at)}.",
            url=reverse("offers:own_offer", args=[draft.id]),
            button="Reprendre",
        )
        for draft in drafts
    ]


def _closing(member: Membership) -> list[Row]:
    now = timezone.now()
    closing = (
        Offer.objects.owned_by(member)
        .filter(state=OfferState.PUBLISHED, closes_at__gt=now, closes_at__lte=now + CLOSING_SOON)
        .select_related("location__commune")
        .order_by("closes_at", "id")[:MOST_ROWS]
    )
    return [
        Row(
            what=f"Clôture {datetime_fr(offer.closes_at)}",
            file=offer.reference,
            note=f"{_where(offer)}.",
            url=reverse("offers:own_offer", args=[offer.id]),
            button="Voir",
        )
        for offer in closing
    ]


def _where(offer: Offer) -> str:
    location = getattr(offer, "location", None)
    commune = location.commune.name if location and location.commune else "commune à préciser"
    return ", ".join(part for part in (title_of(offer), commune) if part)
