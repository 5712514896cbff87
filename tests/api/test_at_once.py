"""Two clients that send the same references at once; one key sent twice at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connections

from accounts.models import Membership
from offers.models import Offer
from tests import factories
from tests.api.parts import BATCH, DWELLINGS, Software
from tests.api.test_dwellings import dwelling

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "vault"])
REFERENCES = [f"UG-{number}" for number in range(40)]


def at_once(*gestures: Any) -> list[Any]:
    barrier = Barrier(len(gestures))

    def play(gesture: Any) -> Any:
        try:
            barrier.wait(timeout=60)
            return gesture()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(gestures)) as threads:
        return list(threads.map(play, gestures))


def test_no_lost_update_and_no_duplicate(bailleur_manager: Membership) -> None:
    """One says the floor, the other the quarter, of the same forty dwellings, in opposite orders, several times."""
    factories.commune("59512")
    first, second = Software(bailleur_manager), Software(bailleur_manager)

    def floors(turn: int) -> list[dict[str, Any]]:
        return [{"reference": reference, "etage": turn} for reference in REFERENCES]

    def quarters(turn: int) -> list[dict[str, Any]]:
        return [{"reference": reference, "quartier": f"Q{turn}"} for reference in reversed(REFERENCES)]

    for turn in range(1, 6):
        answers = at_once(
            lambda turn=turn: first.post(BATCH, {"logements": floors(turn)}).json(),
            lambda turn=turn: second.post(BATCH, {"logements": quarters(turn)}).json(),
        )
        assert [one["refuses"] for one in answers] == [0, 0]
        assert sum(one["crees"] for one in answers) == (len(REFERENCES) if turn == 1 else 0)
        offers = Offer.objects.select_related("location")
        assert sorted(offer.reference for offer in offers) == sorted(REFERENCES)
        assert {(offer.floor, offer.location.quarter) for offer in offers} == {(turn, f"Q{turn}")}


def test_one_key_sent_eight_times_at_once_has_one_effect(bailleur_manager: Membership) -> None:
    factories.commune("59512")
    software = Software(bailleur_manager)
    key = {"Idempotency-Key": "une-seule-fois"}
    answers = at_once(*[lambda: software.post(DWELLINGS, dwelling(), **key) for _ in range(8)])
    assert {one.status_code for one in answers} == {201}
    assert len({one.content for one in answers}) == 1
    assert Offer.objects.count() == 1
