"""What waits for a landlord's staff: files transmitted, drafts to finish, dwellings about to close.

Nothing here tells of a request before its transmission (design.md 5).
"""

from datetime import timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessEvent, AccessKind, Membership
from common.templatetags.formats import counted, date_fr, datetime_fr
from home.results import own_years
from home.rows import MOST_ROWS, Row
from matching.clocks import WITHOUT_CALEOL
from matching.dwellings import dwelling
from matching.models import Candidature, CandidatureState, NeedCard
from offers.cards import title_of
from offers.models import Offer, OfferState

CLOSING_SOON = timedelta(days=3)
# What waits for a landlord, and in what words.
ITS = {
    CandidatureState.TRANSMITTED: "Dire si le dossier est complet",
    CandidatureState.FILE_COMPLETE: "Enregistrer la décision de la CALEOL",
    CandidatureState.DECIDED: "Notifier l’offre",
    CandidatureState.ACCEPTED: "Enregistrer le bail",
    CandidatureState.LEASED: "Enregistrer la remise des clés",
}
EMERGENCY = {
    CandidatureState.TRANSMITTED: "Proposer la place",
    CandidatureState.FILE_COMPLETE: "Proposer la place",
    CandidatureState.ACCEPTED: "Enregistrer l’arrivée",
}
ONE_FILE = (CandidatureState.ACCEPTED, CandidatureState.LEASED)


def context(member: Membership) -> dict[str, Any]:
    """4 queries: transmitted files with whether somebody here opened them, needs that wait for an answer, drafts,
    dwellings about to close."""
    return {
        "rows": [*_files(member), *_needs(member), *_drafts(member)],
        "closing": _closing(member),
        "own_years": None,
    }


def manager_context(member: Membership) -> dict[str, Any]:
    """The same with its own commitment and results (home.results): 1 query and 3 a convention."""
    years = own_years(member.organisation_id)
    return {**context(member), "current": next((one for one in years if not one.is_over), None), "own_years": years}


def _files(member: Membership) -> list[Row]:
    opened = AccessEvent.objects.filter(
        kind=AccessKind.TRANSMITTED_FILE, subject=OuterRef("pk"), organisation_id=member.organisation_id
    )
    found = (
        Candidature.objects.addressed_to(member)
        .active()
        .filter(state__in=ITS)
        .with_offer()
        .annotate(opened=Exists(opened))
        .order_by(F("due_at").asc(nulls_last=True), "opened", "transmitted_at", "id")[:MOST_ROWS]
    )
    return [_file(candidature) for candidature in found]


def _file(candidature: Any) -> Row:
    """`candidature` carries `opened`: whether somebody of this landlord opened the file."""
    shown = dwelling(candidature.offer)
    state = CandidatureState(candidature.state)
    emergency = candidature.offer.solution_type in WITHOUT_CALEOL
    reading = state == CandidatureState.TRANSMITTED and not candidature.opened
    what = "Lire le dossier transmis" if reading else EMERGENCY.get(state, ITS[state]) if emergency else ITS[state]
    page = "matching:candidature" if state in ONE_FILE or emergency else "matching:dwelling_files"
    return Row(
        what=what,
        file=candidature.reference,
        note=f"{candidature.offer.reference} : {shown.title}, {shown.place}. "
        f"Transmis le {datetime_fr(candidature.transmitted_at)}.",
        url=_page_of(candidature, state, page),
        button="Ouvrir",
        due=candidature.due_at,
    )


def _page_of(candidature: Candidature, state: CandidatureState, page: str) -> str:
    """The committee's page once the file is complete: the decision is one visit and one page."""
    if page == "matching:candidature":
        return reverse(page, args=[candidature.id])
    name = "matching:caleol" if state in (CandidatureState.FILE_COMPLETE, CandidatureState.DECIDED) else page
    return reverse(name, args=[candidature.offer_id])


def _needs(member: Membership) -> list[Row]:
    """One row for all the cards that nobody here answered."""
    waiting = NeedCard.objects.addressed_to(member).filter(answers__isnull=True).count()
    if not waiting:
        return []
    return [
        Row(
            what=f"Répondre à {counted(waiting, 'demande,demandes')} des associations",
            note="Sans nom : un logement que vous réservez n’est vu que de celle qui l’a adressée.",
            url=reverse("matching:received_needs"),
            button="Lire",
        )
    ]


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
