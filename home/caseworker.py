"""What waits for a référente: her requests under way, and new dwellings for her households."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import product
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership
from associations.files import open_files
from associations.forms.households import CodeSearchForm
from associations.household_page import search_url
from associations.models import Household
from associations.needs import departement_names, typology_labels
from common.templatetags.formats import counted, datetime_fr
from home.rows import MOST_ROWS, Row
from matching.dwellings import dwelling
from matching.fits import fits
from matching.models import Candidature, CandidatureState
from offers.models import Offer

NEW_FOR = timedelta(days=3)
MOST_HOUSEHOLDS = 12
GONE = "fiche effacée"


@dataclass(frozen=True)
class Fitting:
    """Dwellings that fit a household and that it has not asked for."""

    code: str
    need: str
    dwellings: int
    new: int
    url: str


def context(member: Membership) -> dict[str, Any]:
    """4 queries: active requests, active households, their keys (vault), open dwellings counted by what they are."""
    now = timezone.now()
    requests = list(
        Candidature.objects.followed_by(member)
        .active()
        .with_offer()
        .select_related("household")
        .order_by("offer__closes_at", "id")
    )
    households = list(Household.objects.readable_by(member).active().newest_first())
    files = open_files({*households, *(request.household_or_gone() for request in requests)})
    codes = {household.id: file.code for household, file in files.items()}
    transmitted = [one for one in requests if one.state == CandidatureState.TRANSMITTED]
    waiting = _waiting([one for one in requests if one.state == CandidatureState.REQUESTED], codes, now)
    return {
        "rows": [_transmitted(one, codes) for one in transmitted[:MOST_ROWS]],
        "waiting": waiting[:MOST_ROWS],
        "more_rows": len(transmitted) > MOST_ROWS or len(waiting) > MOST_ROWS,
        "households": len(households),
        "fittings": _fittings(households, requests, codes, now),
        "form": CodeSearchForm(),
    }


def _transmitted(request: Candidature, codes: dict[UUID, str]) -> Row:
    """A landlord reads this file and may call."""
    shown = dwelling(request.offer)
    return Row(
        what="Préparer la réponse au bailleur",
        file=codes.get(request.household_or_gone().id, GONE),
        note=f"{shown.title}, {shown.place}. "
        f"Dossier transmis à {shown.bailleur} le {datetime_fr(request.transmitted_at)}.",
        url=reverse("matching:candidature", args=[request.id]),
        button="Ouvrir",
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
    households: list[Household], requests: Iterable[Candidature], codes: dict[UUID, str], now: datetime
) -> list[Fitting]:
    """Households that something open fits, those with most new dwellings first. The rule is matching.fits."""
    open_now = (
        Offer.objects.open_at(now)
        .order_by()
        .values("typology", "location__commune__departement_id")
        .annotate(open=Count("id"), new=Count("id", filter=Q(published_at__gt=now - NEW_FOR)))
        .order_by("typology", "location__commune__departement_id")
    )
    kinds = {(row["typology"], row["location__commune__departement_id"]): row for row in open_now}
    asked: dict[UUID, Counter[str]] = defaultdict(Counter)
    for request in requests:
        offer = request.offer
        still_open = offer.listed and offer.closes_at is not None and offer.closes_at > now
        household = request.household_or_gone()
        if still_open and fits(household, offer):
            asked[household.id]["open"] += 1
            asked[household.id]["new"] += bool(offer.published_at and offer.published_at > now - NEW_FOR)
    found = []
    for household in households:
        pairs = list(product(household.typologies, household.departements))
        total = {key: sum(kinds[pair][key] for pair in pairs if pair in kinds) for key in ("open", "new")}
        left = {key: max(total[key] - asked[household.id][key], 0) for key in total}
        if left["open"]:
            found.append(_fitting(household, codes.get(household.id, GONE), left))
    return sorted(found, key=lambda one: (-one.new, -one.dwellings, one.code))[:MOST_HOUSEHOLDS]


def _fitting(household: Household, code: str, left: dict[str, int]) -> Fitting:
    typologies = ", ".join(typology_labels(household.typologies))
    return Fitting(
        code=code,
        need=f"{typologies} · {', '.join(departement_names(household.departements))}",
        dwellings=left["open"],
        new=left["new"],
        url=search_url(household),
    )
