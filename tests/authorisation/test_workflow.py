"""One test for each move, role and state of a candidature: allowed as matching.workflow says, refused or 404 if not.

What the platform moves by itself is played through its sweeps: no role has an address for it.
"""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from associations.models import Registration
from matching import actions
from matching.management.commands.draw_workflow import DRAWING, drawing
from matching.models import Candidature, CandidatureState, Consequence, Decision
from matching.models.candidature import ENDED_STATES, TRANSMITTED_STATES
from matching.workflow import (
    ARRIVE,
    CANDIDATURE_MOVES,
    END,
    HOLD,
    LAPSE,
    NOTIFY,
    OFFER_PLACE,
    RESTORE,
    SUSPEND,
)  # fmt: skip
from offers.models import Offer, OfferState
from offers.transitions import OFFER_MOVES
from tests.authorisation.gestures import GESTURES, HOLDERS, ROLES, TODAY
from tests.authorisation.world import World

pytestmark = [pytest.mark.workflow, pytest.mark.django_db]
S = CandidatureState
EMERGENCY = frozenset({OFFER_PLACE, ARRIVE})
# A decision and its notification are saved together: one page, one click.
TOGETHER = frozenset({S.TRANSMITTED, S.FILE_INCOMPLETE, S.FILE_COMPLETE})


BY_THE_PLATFORM = (HOLD, LAPSE, SUSPEND, RESTORE, END)


def put_in(candidature: Candidature, state: str) -> None:
    """The candidature as it is in a state, with what led there."""
    now = timezone.now()
    sent = state in TRANSMITTED_STATES or state in {S.SUSPENDED, S.REFUSED, S.LAPSED}
    decided = state in {S.DECIDED, S.OFFER_NOTIFIED, S.ACCEPTED, S.LEASED, S.HOUSED, S.REFUSED, S.LAPSED}
    notified = decided and state != S.DECIDED
    facts: dict[str, Any] = {
        "state": state,
        "requested_at": None if state == S.PREPARED else now - timedelta(days=12),
        "transmitted_at": now - timedelta(days=10) if sent else None,
        "resumes_in": S.TRANSMITTED if state == S.SUSPENDED else "",
        "rank": 1 if state == S.SHORTLISTED else None,
        "due_at": now + timedelta(days=3),
        "decision": Decision.ALLOCATED if decided else "",
        "decision_rank": 1 if decided else None,
        "decided_on": TODAY() - timedelta(days=3) if decided else None,
        "notified_on": TODAY() - timedelta(days=2) if notified else None,
        "notified_by": "courrier" if notified else "",
        "answer_due_at": now + timedelta(days=8) if notified or state == S.SUSPENDED else None,
        "lease_signed_on": TODAY() if state in {S.LEASED, S.HOUSED} else None,
    }
    Candidature.objects.filter(id=candidature.id).update(**facts)


def of(world: World) -> Candidature:
    return Candidature.objects.get(id=world.ids["sent_a"])


def expected(action: str, state: str) -> str:
    """The state that a move of the right side leads to; the same one when the table refuses it."""
    move = CANDIDATURE_MOVES.moves[action]
    if action == NOTIFY and state in TOGETHER:
        return S.OFFER_NOTIFIED
    return str(move.target) if state in move.origins and move.target else state


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("state", list(S), ids=str)
@pytest.mark.parametrize("action", list(GESTURES))
def test_move(world: World, action: str, state: str, role: str) -> None:
    gesture = GESTURES[action]
    candidature = of(world)
    put_in(candidature, state)
    if action in EMERGENCY:
        Offer.objects.filter(id=candidature.offer_id).update(solution_type="HEBERGEMENT_URGENCE")
    names = {"c": candidature.id, "o": candidature.offer_id, "r": candidature.reference}
    typed = {name.format(**names): value for name, value in gesture.typed.items()}

    answer = world.client(role).post(gesture.address.format(**names), typed)

    after = of(world).state
    if role not in HOLDERS[gesture.side]:
        assert (answer.status_code, after) == (404, state)
    else:
        assert after == expected(action, state)
        assert answer.status_code in {200, 302, 404, 422}


def _by_itself(action: str, candidature: Candidature, now: datetime) -> None:
    """What makes the platform move it, then its sweep."""
    of_this = Candidature.objects.filter(id=candidature.id)
    consequences = {SUSPEND: Consequence.SUSPEND, RESTORE: Consequence.RESTORE}
    if action == HOLD:
        Registration.objects.filter(household=candidature.household_id).delete()
        Offer.objects.filter(id=candidature.offer_id).update(state=OfferState.CLOSED, listed=False)
    elif action == LAPSE:
        of_this.update(due_at=now - timedelta(hours=1))
    elif action == END:
        Offer.objects.filter(id=candidature.offer_id).update(ended_at=now, state=OfferState.WITHDRAWN)
    else:
        of_this.update(consequence=consequences[action])
    if action in (HOLD, LAPSE):
        actions.keep_deadlines(now=now)
    else:
        actions.release_consequences(now=now)


@pytest.mark.parametrize("state", list(S), ids=str)
@pytest.mark.parametrize("action", BY_THE_PLATFORM)
def test_the_platform_moves_what_the_table_says_and_nothing_else(world: World, action: str, state: str) -> None:
    candidature = of(world)
    put_in(candidature, state)

    _by_itself(action, candidature, timezone.now())

    move = CANDIDATURE_MOVES.moves[action]
    target = move.target or S.TRANSMITTED
    assert of(world).state == (target if state in move.origins else state)


def test_every_move_is_played() -> None:
    assert {*GESTURES, *BY_THE_PLATFORM} == set(CANDIDATURE_MOVES.moves)
    for action, gesture in GESTURES.items():
        assert gesture.side in CANDIDATURE_MOVES.moves[action].movers


@pytest.mark.parametrize("table", [CANDIDATURE_MOVES, OFFER_MOVES], ids=lambda table: str(table.name))
def test_every_state_is_final_or_has_a_way_out_and_an_owner(table: Any) -> None:
    for state in table.states:
        assert (state in table.waits) != (state in table.finals)
        assert state in table.finals or table.moves_from(state)
    assert table.finals == frozenset(ENDED_STATES) or table is OFFER_MOVES


def test_the_drawing_is_what_the_tables_say() -> None:
    assert DRAWING.read_text(encoding="utf-8") == drawing()
