"""What waits for a référente: her requests under way, and new dwellings for her households."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import product
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership
from associations.files import open_files
from associations.forms import CodeSearchForm
from associations.models import Household
from associations.needs import departement_names, typology_labels
from common.templatetags.formats import datetime_fr
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
    files = open_files({*households, *(request.household for request in requests)})
    codes = {household.id: file.code for household, file in files.items()}
    return {
        "rows": _rows(requests, codes)[:MOST_ROWS],
        "more_rows": max(len(requests) - MOST_ROWS, 0),
        "households": len(households),
        "fittings": _fittings(households, requests, codes, now),
        "form": CodeSearchForm(),
    }


def _rows(requests: Iterable[Candidature], codes: dict[UUID, str]) -> list[Row]:
    """Those a landlord may call about first, then those that wait for the federation, by closing."""
    rows = []
    for request in requests:
        shown = dwelling(request.offer)
        transmitted = request.state == CandidatureState.TRANSMITTED
        rows.append(
            Row(
                what="Préparer la réponse au bailleur" if transmitted else "Suivre la demande",
                file=codes.get(request.household_id, GONE),
                note=f"{shown.title}, {shown.place}. {_where(request, shown.bailleur)}",
                url=reverse("matching:candidature", args=[request.id]),
                button="Ouvrir",
            )
        )
    return [row for _, row in sorted(zip(requests, rows, strict=True), key=lambda pair: _is_waiting(pair[0]))]


def _is_waiting(request: Candidature) -> bool:
    return request.state == CandidatureState.REQUESTED


def _where(request: Candidature, bailleur: str) -> str:
    if request.state == CandidatureState.TRANSMITTED:
        return f"Dossier transmis à {bailleur} le {datetime_fr(request.transmitted_at)}."
    closes_at = request.offer.closes_at
    if closes_at is None:
        return "À la fédération."
    closing = "clôture" if closes_at > timezone.now() else "clos le"
    return f"À la fédération ; {closing} {datetime_fr(closes_at)}."


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
        if still_open and fits(request.household, offer):
            asked[request.household_id]["open"] += 1
            asked[request.household_id]["new"] += bool(offer.published_at and offer.published_at > now - NEW_FOR)
    found = []
    for household in households:
        pairs = list(product(household.typologies, household.departements))
        total = {key: sum(kinds[pair][key] for pair in pairs if pair in kinds) for key in ("open", "new")}
        left = {key: max(total[key] - asked[household.id][key], 0) for key in total}
        if left["open"]:
            found.append(_fitting(household, codes.get(household.id, GONE), left))
    return sorted(found, key=lambda one: (-one.new, -one.dwellings, one.code))[:MOST_HOUSEHOLDS]


def _fitting(household: Household, code: str, left: dict[str, int]) -> Fitting:
    facts = [("typology", value) for value in household.typologies]
    facts += [("departement", value) for value in household.departements]
    typologies = ", ".join(typology_labels(household.typologies))
    return Fitting(
        code=code,
        need=f"{typologies} · {', '.join(departement_names(household.departements))}",
        dwellings=left["open"],
        new=left["new"],
        url=f"{reverse('offers:search')}?{urlencode(facts)}",
    )
