"""What goes by the second channel in the demonstration: needs put to landlords, answers, rehousings done by phone.

Made by the actions themselves, once the world is saved: what they refuse, they refuse here too.
"""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from accounts.demonstration.personas import PERSONAS_BY_SLUG
from accounts.models import Membership
from associations.files import open_files
from associations.models import Household
from conventions.models import Channel
from matching import actions
from matching.declared import Declared
from matching.models import Candidature, DeclaredRehousing, DeclaredState, NeedCard, NotNow
from matching.recipients import reachable
from offers.actions import save_draft
from offers.closing import closing_of
from offers.models import Offer, OfferState
from offers.policies import missing

NEEDS_OF_EACH, LANDLORDS_OF_EACH = 2, 5
LANDLORDS = ("agent_vilogia", "agent_partenord")
# Months ago, typology, département, children; the first is still to be confirmed.
DONE = ((1, "T3", "59", 2), (2, "T2", "59", 0), (3, "T4", "62", 3), (5, "T3", "62", 1))


def play() -> None:
    """Needs of two référentes, a dwelling kept and a « pas pour l'instant », four rehousings declared."""
    for slug in ("caseworker_solfa", "caseworker_louise_michel"):
        _put(_member(slug))
    for slug in LANDLORDS:
        _answer(_member(slug))
    _declare(_member("agent_vilogia"), _member("caseworker_solfa"))


def _member(slug: str) -> Membership:
    email = PERSONAS_BY_SLUG[slug].email
    return Membership.objects.active().select_related("user", "organisation").get(user__email=email)


def _put(referente: Membership) -> None:
    """Of households with no request under way, to landlords that would read a card."""
    idle = (
        Household.objects.readable_by(referente)
        .active()
        .exclude(id__in=Candidature.objects.active().filter(household__isnull=False).values("household"))
    )
    files = open_files(idle.newest_first())
    done = 0
    for household, file in files.items():
        landlords = [one for one in reachable(household, file) if one.found.card]
        wanted = sorted(landlords, key=lambda one: (one.name not in ("Vilogia", "Partenord"), one.name))
        if not wanted:
            continue
        chosen = {one.id for one in wanted[:LANDLORDS_OF_EACH]}
        actions.send_need(household=household, bailleurs=chosen, agreed=True, by=referente)
        done += 1
        if done == NEEDS_OF_EACH:
            return


def _answer(agent: Membership) -> None:
    """The first card gets a dwelling, one of the drafts once complete; another one, not now."""
    cards = list(NeedCard.objects.addressed_to(agent).order_by("reference"))
    draft = Offer.objects.owned_by(agent).filter(state=OfferState.DRAFT).with_location().order_by("reference").first()
    if cards and draft is not None:
        lacking = {one.field for one in missing(draft)}
        given = {column: value for column, value in _usual().items() if column in lacking}
        save_draft(draft_id=draft.id, fields={**given, "closes_at": closing_of(_in_three_weeks())}, by=agent)
        actions.answer_with_dwelling(card=cards[0], offer=draft, by=agent)
    for card in cards[1:2]:
        actions.answer_not_now(card=card, reason=NotNow.NO_SUCH_DWELLING, by=agent)


def _in_three_weeks() -> date:
    return timezone.localdate() + timedelta(days=21)


def _usual() -> dict[str, Any]:
    """What a draft of the demonstration may lack."""
    return {
        "surface_m2": Decimal(62),
        "available_on": _in_three_weeks(),
        "rent_cents": 450_00,
        "charges_cents": 80_00,
        "floor": 2,
    }


def _declare(agent: Membership, referente: Membership) -> None:
    today = timezone.localdate()
    for number, (months, typology, departement, children) in enumerate(DONE):
        month = (today.replace(day=1) - timedelta(days=30 * months)).replace(day=1)
        declared = actions.declare_rehousing(
            declared=_facts(agent, referente, month, typology, departement, children), another=True, by=agent
        )
        if number:
            DeclaredRehousing.objects.filter(id=declared.id).update(
                state=DeclaredState.CONFIRMED, answered_by=referente.user, answered_at=timezone.now()
            )


def _facts(
    agent: Membership, referente: Membership, month: date, typology: str, departement: str, children: int
) -> Declared:
    return Declared(
        bailleur_id=agent.organisation_id,
        association_id=referente.organisation_id,
        month=month,
        channel=Channel.INTERPELLATION,
        typology=typology,
        departement=departement,
        solution_type="BAIL_DIRECT",
        women=1,
        children=children,
    )
