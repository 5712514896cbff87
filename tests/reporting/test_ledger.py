"""What the ledger of a scope takes readers to know."""

from datetime import date

import pytest

from reporting.assembly.counts import COUNT, Node
from reporting.assembly.ledger import Ledger
from reporting.assembly.specs import TABLES, TOTAL, Population
from reporting.cubes import Cube
from reporting.disclosure import Problem, suppress
from reporting.published import ON_REQUEST
from reporting.scopes import Scope

pytestmark = pytest.mark.django_db
BY_CODE = {one.code: one for one in TABLES}


def test_a_table_of_one_channel_does_not_say_that_the_other_is_empty(scope: Scope) -> None:
    """Twelve households, all on request: shown their total, a reader knows of neither channel."""
    ledger = Ledger(scope)
    cube = Cube.of(("channel",), (COUNT,), [("interpellation", 12)])
    kept = ledger.keep(Node(Population.REHOUSED, date(2025, 3, 25), date(2025, 6, 24), cube), 0)
    by_channel = ledger.cells(kept, BY_CODE["relogements"])
    ledger.cells(kept, BY_CODE[ON_REQUEST])
    channels = frozenset({by_channel["platform"], by_channel["interpellation"]})
    found = suppress(
        Problem(
            values=ledger.values,
            sums=ledger.sums,
            new=channels,
            shown=frozenset({by_channel[TOTAL]}),
            parties=ledger.parties(),
        )
    )
    assert (found.hidden, found.unprotected) == (channels, frozenset())
