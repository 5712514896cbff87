"""What waits for a référente: her requests under way, and new dwellings for her households."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership
from associations.forms.households import CodeSearchForm
from associations.models import Household
from associations.needs import departement_names, typology_labels
from common.templatetags.formats import counted, datetime_fr
from home.rows import MOST_ROWS, Row
from matching.clocks import evening
from matching.criteria import HouseholdFacts
from matching.followed_dwellings import followed_dwelling
from matching.household_facts import facts_of
from matching.models import Candidature, CandidatureState, NeedAnswer
from matching.models.candidature import TRANSMITTED_STATES, WAITING_STATES
from matching.narrowing import open_for_any
from matching.sliding import active_or_to_review
from offers.models import Offer

NEW_FOR = timedelta(days=3)
MOST_HOUSEHOLDS = 12
GONE = "fiche effacée"
# What waits for her, and in what words.
HERS = {
    CandidatureState.PREPARED: "Envoyer la demande préparée",
    CandidatureState.HELD: "Compléter le dossier",
    CandidatureState.FILE_INCOMPLETE: "Envoyer les pièces demandées",
    CandidatureState.OFFER_NOTIFIED: "Répondre à l’offre",
}


@dataclass(frozen=True)
class Fitting:
    """Dwellings that fit a household and that it has not asked for."""

    code: str
    need: str
    dwellings: int
    new: int
    url: str


def context(member: Membership) -> dict[str, Any]:
    """6 queries: active requests, active households, their keys (vault), numbers, location checks, open dwellings."""
    now = timezone.now()
    followed = active_or_to_review(Candidature.objects.followed_by(member).with_offer(), timezone.localdate(now))
    found: list[Any] = list(followed.select_related("household").order_by("offer__closes_at", "id"))
    requests = [one for one in found if one.is_active]
    households = list(_households(member))
    opened = facts_of({*households, *(request.household_or_gone() for request in found)})
    codes = {household.id: facts.file.code for household, facts in opened.items()}
    hers = [one for one in requests if one.own_state in HERS]
    with_landlord = [one for one in requests if one.own_state in TRANSMITTED_STATES and one.own_state not in HERS]
    asked = hers + with_landlord
    waiting = _waiting([one for one in requests if one.own_state in WAITING_STATES], codes, now)
    kept = _kept(households, codes)
    rows = [*kept, *(_review(one, codes) for one in found if one.review_on), *(_row(one, codes) for one in asked)]
    rows.sort(key=lambda row: (row.due is None, row.due or now))
    return {
        "rows": rows[:MOST_ROWS],
        "waiting": waiting[:MOST_ROWS],
        "more_rows": len(rows) > MOST_ROWS or len(waiting) > MOST_ROWS,
        "households": len(households),
        "fittings": _fittings({one: opened[one] for one in households if one in opened}, requests, now),
        "form": CodeSearchForm(),
    }


def _households(member: Membership) -> QuerySet[Any]:
    """Those that look, each with `kept_until` where a landlord keeps a dwelling for its need."""
    kept = NeedAnswer.objects.standing().filter(card__interpellation__household=OuterRef("pk"))
    until = Subquery(kept.order_by("at").values("card__interpellation__until")[:1])
    return Household.objects.readable_by(member).active().newest_first().annotate(kept_until=until)


def _kept(households: list[Any], codes: dict[UUID, str]) -> list[Row]:
    """Dwellings that landlords keep for her households; each carries `kept_until`, the end of its need."""
    return [
        Row(
            what="Un logement est réservé : choisir",
            file=codes.get(household.id, GONE),
            url=reverse("matching:household_need", args=[household.id]),
            button="Ouvrir",
            due=evening(household.kept_until),
        )
        for household in households
        if household.kept_until
    ]


def _review(housed: Any, codes: dict[UUID, str]) -> Row:
    """`housed` carries `review_on`, the day of the review."""
    return Row(
        what="Faire la révision du bail glissant",
        file=codes.get(housed.household_id, GONE),
        url=reverse("matching:sliding_lease", args=[housed.id]),
        button="Ouvrir",
        due=evening(housed.review_on),
    )


def _row(request: Candidature, codes: dict[UUID, str]) -> Row:
    """What she does about a request that waits for her, or that a landlord reads and may call about."""
    shown = followed_dwelling(request)
    what = HERS.get(CandidatureState(request.own_state), "Suivre le dossier chez le bailleur")
    note = f"{shown.title}, {shown.place}."
    if request.own_state not in HERS:
        sent = f"Dossier transmis à {shown.bailleur} le {datetime_fr(request.transmitted_at)}."
        note += f" {request.own_state_label}. {sent}"
    return Row(
        what=what,
        file=codes.get(request.household_or_gone().id, GONE),
        note=note,
        url=reverse("matching:candidature", args=[request.id]),
        button="Ouvrir",
        due=request.due_at if request.own_state in HERS else None,
    )


def _waiting(requests: list[Candidature], codes: dict[UUID, str], now: datetime) -> list[Row]:
    """What the federation holds: one row a household, the first closing first."""
    by_household: dict[UUID, list[Candidature]] = defaultdict(list)
    for request in requests:
        by_household[request.household_or_gone().id].append(request)
    return [
        Row(
            what=counted(len(own), "demande à la fédération,demandes à la fédération"),
            file=codes.get(household_id, GONE),
            note=_closings([one.offer.closes_at for one in own if one.offer.closes_at], now),
            url=reverse("associations:household", args=[household_id]),
            button="Suivre",
        )
        for household_id, own in by_household.items()
    ]


def _closings(closings: list[datetime], now: datetime) -> str:
    ahead = [closing for closing in closings if closing > now]
    closed = len(closings) - len(ahead)
    parts = [f"Prochaine clôture {datetime_fr(min(ahead))}."] if ahead else []
    if closed:
        parts.append(f"{counted(closed, 'logement déjà clos,logements déjà clos')}, transmission attendue.")
    return " ".join(parts)


def _fittings(
    households: dict[Household, HouseholdFacts], requests: Iterable[Candidature], now: datetime
) -> list[Fitting]:
    """Households that something open suits or may suit, those with most new dwellings first."""
    today = timezone.localdate(now)
    asked = {(request.household_or_gone().id, request.offer_id) for request in requests}
    dwellings = open_for_any(Offer.objects.open_at(now), households.values(), today)
    found = []
    for household, facts in households.items():
        left = [one for one in dwellings.get(household.id, ()) if (household.id, one.id) not in asked]
        if left:
            new = sum(one.published_at is not None and one.published_at > now - NEW_FOR for one in left)
            found.append(_fitting(household, facts.file.code, dwellings=len(left), new=new))
    return sorted(found, key=lambda one: (-one.new, -one.dwellings, one.code))[:MOST_HOUSEHOLDS]


def _fitting(household: Household, code: str, *, dwellings: int, new: int) -> Fitting:
    typologies = ", ".join(typology_labels(household.typologies))
    return Fitting(
        code=code,
        need=f"{typologies} · {', '.join(departement_names(household.departements))}",
        dwellings=dwellings,
        new=new,
        url=reverse("matching:household_dwellings", args=[household.id]),
    )
