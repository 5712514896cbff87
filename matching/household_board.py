"""The board of a household in the words of its page: « conviennent », « à vérifier », « écartés »."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.urls import reverse

from associations.missing import (
    Missing,
    missing_check,
    missing_consent,
    missing_income,
    missing_proof,
    missing_tax_notice,
)
from associations.needs import composition_words, departement_names, typology_labels
from common.templatetags.formats import euros
from matching.board import Board, Placed, board
from matching.criteria import HouseholdFacts, assess, state_of
from matching.findings_words import chips_of, reasons_of
from matching.models import Candidature
from matching.openings import Change, Opening, apply, words
from offers.cards import Chip, OfferCard, offer_card
from offers.models import Offer
from offers.models.offer import OfferQuerySet
from territories.markers import markers

PAGE_SIZE = 20
SUITABLE, TO_CHECK, SET_ASIDE = "conviennent", "a-verifier", "ecartes"
VIEWS = {SUITABLE: "Conviennent", TO_CHECK: "À vérifier", SET_ASIDE: "Écartés"}
NEWLY_OPEN = Chip("plus-circle", "Avec ce changement", "info")
ALREADY = Chip("send-check", "Déjà demandé", "info")


@dataclass(frozen=True)
class Simulation:
    """A change tried without touching the file: `opened` dwellings more may be proposed."""

    change: Change
    words: str
    opened: int


@dataclass(frozen=True)
class BoardPage:
    """One view of a board. `counts` by view; `hidden` are too near a place to stay away from."""

    view: str
    counts: dict[str, int]
    page: Page[Placed]
    cards: tuple[OfferCard, ...]
    markers: list[dict[str, Any]]
    hidden: int
    openings: tuple[Opening, ...]
    simulation: Simulation | None


def board_page(
    household: HouseholdFacts,
    offers: OfferQuerySet,
    *,
    today: date,
    view: str,
    sort: str,
    page: Any,
    change: Change | None = None,
) -> BoardPage:
    """One page of one view, over the open dwellings that filters leave: 3 queries.

    `view` is one of VIEWS, else the first that has something to propose. With `change`, as if the file said so.
    """
    seen = apply(household, change) if change else household
    whole = board(seen, offers, today=today, sort=sort)
    lists = {SUITABLE: whole.suitable, TO_CHECK: whole.to_check, SET_ASIDE: whole.set_aside}
    if view not in lists:
        # Nothing to propose: its sentence, and right under it what one change would open.
        view = TO_CHECK if whole.to_check and not whole.suitable else SUITABLE
    current = Paginator(lists[view], PAGE_SIZE).get_page(page)
    new = _newly_open(household, whole, today) if change else frozenset()
    return BoardPage(
        view=view,
        counts={name: len(rows) for name, rows in lists.items()},
        page=current,
        cards=_cards(seen, list(current), new, today),
        markers=markers(one.dwelling.commune for one in lists[view]),
        hidden=whole.hidden,
        openings=() if change else whole.openings,
        simulation=Simulation(change, words(household, change, today), len(new)) if change else None,
    )


def _newly_open(household: HouseholdFacts, whole: Board, today: date) -> frozenset[UUID]:
    """What the file as it stands would not propose."""
    found = (*whole.suitable, *whole.to_check)
    return frozenset(one.dwelling.id for one in found if not state_of(household, one.dwelling, today).is_open)


def _cards(household: HouseholdFacts, rows: list[Placed], new: frozenset[UUID], today: date) -> tuple[OfferCard, ...]:
    """Of one page: its dwellings alone are assessed whole."""
    ids = [one.dwelling.id for one in rows]
    offers = Offer.objects.filter(id__in=ids).for_cards().in_bulk()
    asked = set(
        Candidature.objects.active().filter(household=household.id, offer__in=ids).values_list("offer_id", flat=True)
    )
    found = []
    for one in rows:
        offer = offers.get(one.dwelling.id)
        if offer is None:
            continue
        first = [chip for chip, holds in ((NEWLY_OPEN, offer.id in new), (ALREADY, offer.id in asked)) if holds]
        assessment = assess(household, one.dwelling, today)
        found.append(
            offer_card(
                offer,
                url=reverse("matching:household_dwelling", args=[household.id, offer.id]),
                action_label="Voir",
                chips=(*first, *chips_of(assessment)),
                distances=tuple(way.words for way in one.ways),
                reasons=reasons_of(assessment),
            )
        )
    return tuple(found)


def need_sentence(household: HouseholdFacts) -> str:
    """ "T3 ou T4 · Nord, Pas-de-Calais · 620,00 € au plus · 1 adulte, 2 enfants (…)"."""
    most = household.rent_ceiling_cents
    parts = [
        " ou ".join(typology_labels(sorted(household.typologies))),
        ", ".join(departement_names(sorted(household.departements))),
        f"{euros(most)} au plus" if most is not None else "",
        "sans marche" if household.step_free else "",
        composition_words(household.file.adults, household.file.children),
    ]
    return " · ".join(part for part in parts if part)


def gaps_of(household: HouseholdFacts, today: date) -> tuple[Missing, ...]:
    """What the file lacks whatever the dwelling, said once above the list."""
    file = household.file
    found = (
        missing_check(file),
        missing_proof(file, today),
        missing_consent(file, today),
        missing_income(file),
        missing_tax_notice(file),
    )
    return tuple(one for one in found if one is not None)
