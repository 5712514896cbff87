"""Random gestures of random people, through the pages: whatever happens, these things hold."""

import os
import random
from collections import Counter
from datetime import timedelta
from typing import Any, ClassVar

import pytest
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from matching import actions
from matching.models import Candidature, CandidatureState, CandidatureTransition
from matching.models.candidature import TAKEN_STATES, WITH_A_TENANT
from matching.workflow import (
    ACCEPT,
    CANDIDATURE_MOVES,
    COMPLETE,
    HAND_KEYS,
    LEASE,
    NOTIFY,
    REQUEST,
    SUPPLY,
    TRANSMIT,
)  # fmt: skip
from offers.actions import close_due_offers
from offers.models import Offer
from tests.authorisation.gestures import GESTURES, ROLES
from tests.authorisation.world import World
from tests.conftest import DATABASES

pytestmark = [pytest.mark.django_db(databases=list(DATABASES))]
RUNS = 1_000 if os.environ.get("FULL_COUNTS") else 50
SHARES = 4 if os.environ.get("FULL_COUNTS") else 2
STEPS = 10
PEOPLE = st.sampled_from(ROLES)
PLACES = st.integers(0, 20)
# Those who can move something are drawn more often than those who cannot: most runs go somewhere.
MOVERS = st.sampled_from(["caseworker", "other_caseworker", "agent", "other_agent", "federation_member"])
DWELLINGS = ("offer_a", "taken_a", "offer_b", "taken_b")
SUSPENDED = frozenset({CandidatureState.SUSPENDED, CandidatureState.CANCELLED})


class Journeys(RuleBasedStateMachine):
    """Each run starts from the same world and is rolled back."""

    world: ClassVar[World]

    def __init__(self) -> None:
        super().__init__()
        cache.clear()
        self.savepoints = [transaction.atomic(using=name) for name in DATABASES]
        for one in self.savepoints:
            one.__enter__()
        self.now = timezone.now()

    def teardown(self) -> None:
        try:
            self.nobody_reads_what_is_hidden()
        finally:
            for name, one in zip(reversed(DATABASES), reversed(self.savepoints), strict=True):
                transaction.set_rollback(True, using=name)
                one.__exit__(None, None, None)

    def candidature(self, place: int) -> Candidature:
        found = list(Candidature.objects.order_by("requested_at", "reference"))
        return found[place % len(found)]

    def post(self, role: str, address: str, typed: dict[str, Any]) -> None:
        answer = self.world.client(role).post(address, typed)
        assert answer.status_code < 500
        if address.startswith("/federation/") and role != "federation_member":
            assert answer.status_code == 404

    @rule(role=MOVERS, dwelling=st.sampled_from(DWELLINGS), prepare=st.booleans())
    def ask(self, role: str, dwelling: str, prepare: bool) -> None:
        household = self.world.ids["household_a" if role == "caseworker" else "household_b"]
        typed = {"household": household, "wish": "2", **({"preparer": "1"} if prepare else {})}
        self.post(role, f"/logements/{self.world.ids[dwelling]}/demander/", typed)

    @rule(role=MOVERS, action=st.sampled_from(sorted(GESTURES)), place=PLACES)
    def move(self, role: str, action: str, place: int) -> None:
        self.play(role, action, self.candidature(place))

    @rule(role=PEOPLE, action=st.sampled_from(sorted(GESTURES)), place=PLACES)
    def try_to_move(self, role: str, action: str, place: int) -> None:
        self.play(role, action, self.candidature(place))

    @rule(place=PLACES, steps=st.integers(1, 7))
    def go_on(self, place: int, steps: int) -> None:
        """Whoever holds a request does what comes next, several times: some runs reach the keys."""
        chosen = self.candidature(place)
        for _ in range(steps):
            chosen.refresh_from_db()
            action = AHEAD.get(chosen.state)
            if action is None:
                return
            for role in MOVER_OF[GESTURES[action].side]:
                self.play(role, action, chosen)

    def play(self, role: str, action: str, candidature: Candidature) -> None:
        gesture = GESTURES[action]
        names = {"c": candidature.id, "o": candidature.offer_id, "r": candidature.reference}
        typed = {name.format(**names): value for name, value in gesture.typed.items()}
        if "caleol" in gesture.address and candidature.transmitted_at:  # as a committee of today says it
            today = timezone.localdate().isoformat()
            typed = {name: today if name.endswith("on") and "decision" not in name else value
                     for name, value in typed.items()}  # fmt: skip
        self.post(role, gesture.address.format(**names), typed)

    @rule()
    def the_night_comes(self) -> None:
        actions.release_consequences(now=timezone.now())

    @rule(days=st.integers(0, 15))
    def days_go_by(self, days: int) -> None:
        actions.keep_deadlines(now=timezone.now() + timedelta(days=days))

    @rule(dwelling=st.sampled_from(DWELLINGS))
    def a_dwelling_closes(self, dwelling: str) -> None:
        Offer.objects.filter(id=self.world.ids[dwelling]).update(closes_at=timezone.now() - timedelta(minutes=1))
        close_due_offers(now=timezone.now())

    @rule(dwelling=st.sampled_from(DWELLINGS), role=st.sampled_from(["agent", "other_agent"]))
    def a_dwelling_is_taken_back(self, dwelling: str, role: str) -> None:
        self.post(role, f"/bailleur/logements/{self.world.ids[dwelling]}/retirer/", {"reason": "travaux"})

    @invariant()
    def one_lease_for_each_household_and_each_dwelling(self) -> None:
        taken = Candidature.objects.filter(state__in=TAKEN_STATES)
        let = Candidature.objects.filter(state__in=WITH_A_TENANT)
        for found, key in ((taken, "household_id"), (let, "offer_id")):
            assert max(Counter(found.values_list(key, flat=True)).values(), default=0) <= 1

    @invariant()
    def ranks_are_unique(self) -> None:
        ranks = Candidature.objects.filter(state=CandidatureState.SHORTLISTED).values_list("offer_id", "rank")
        assert max(Counter(ranks).values(), default=0) <= 1

    @invariant()
    def every_state_has_an_owner_or_is_final(self) -> None:
        for state in Candidature.objects.values_list("state", flat=True):
            assert CandidatureState(state) in CANDIDATURE_MOVES.waits or state in CANDIDATURE_MOVES.finals

    @invariant()
    def her_other_requests_rest_while_she_has_a_dwelling_and_go_on_when_she_has_none(self) -> None:
        for household in (self.world.ids["household_a"], self.world.ids["household_b"]):
            found = list(Candidature.objects.filter(household=household))
            taken = [one for one in found if one.state in TAKEN_STATES]
            running = [one for one in found if one.is_active and one not in taken]
            housed = any(one.state == CandidatureState.HOUSED for one in found)
            for one in running:
                if taken:
                    assert one.own_state in SUSPENDED
                elif not housed:
                    assert one.own_state not in SUSPENDED

    @invariant()
    def no_write_is_lost(self) -> None:
        chains: dict[Any, list[tuple[str, str]]] = {}
        for row in CandidatureTransition.objects.order_by("id"):
            chains.setdefault(row.candidature_id, []).append((row.from_state, row.to_state))
        for candidature in Candidature.objects.filter(id__in=chains):
            chain = chains[candidature.id]
            assert [before for before, _ in chain[1:]] == [after for _, after in chain[:-1]]
            assert chain[-1][1] == candidature.state

    def nobody_reads_what_is_hidden(self) -> None:
        """Landlords know of what reached them alone, the federation of nothing that is only prepared."""
        for role, side in (("agent", "a"), ("other_agent", "b")):
            bailleur = Offer.objects.get(id=self.world.ids[f"offer_{side}"]).bailleur_id
            page = self.world.client(role).get("/candidatures/").content.decode()
            for one in Candidature.objects.all():
                reached = one.offer.bailleur_id == bailleur and one.transmitted_at is not None and not one.kept
                assert (one.reference in page) == reached
        for one in Candidature.objects.filter(state=CandidatureState.PREPARED):
            page = self.world.client("federation_member").get(f"/federation/logements/{one.offer_id}/").content
            assert one.reference.encode() not in page


AHEAD = {
    CandidatureState.PREPARED: REQUEST,
    CandidatureState.REQUESTED: TRANSMIT,
    CandidatureState.SHORTLISTED: TRANSMIT,
    CandidatureState.TRANSMITTED: COMPLETE,
    CandidatureState.FILE_INCOMPLETE: SUPPLY,
    CandidatureState.FILE_COMPLETE: NOTIFY,
    CandidatureState.DECIDED: NOTIFY,
    CandidatureState.OFFER_NOTIFIED: ACCEPT,
    CandidatureState.ACCEPTED: LEASE,
    CandidatureState.LEASED: HAND_KEYS,
}
MOVER_OF = {
    "association": ("caseworker", "other_caseworker"),
    "bailleur": ("agent", "other_agent"),
    "federation": ("federation_member",),
}


@pytest.mark.timeout(3_600)
@pytest.mark.parametrize("share", range(SHARES))
def test_whatever_people_do(world: World, share: int) -> None:
    """Shares of the runs, each drawn apart, so that two workers play them."""
    random.seed(f"{share} {random.random()}")
    Journeys.world = world
    run_state_machine_as_test(
        Journeys,
        settings=settings(settings(), max_examples=RUNS // SHARES, stateful_step_count=STEPS, deadline=None),
    )
