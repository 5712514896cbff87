"""Two of one association declare the same: neither is told of the other's, and it is counted once."""

import io
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import openpyxl
import pytest
import time_machine
from django.db import connection, connections, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership
from matching.actions import AlreadyKnown, answer_rehousing, declare_rehousing, import_rehousings
from matching.models import DeclaredRehousing, DeclaredState
from reporting.models import Rehousing
from tests.matching.needs.test_declared import DECLARE, IMPORT, LIST, a_file, facts, fates, housed
from tests.personas import SignIn

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_october() -> object:
    with time_machine.travel("2026-10-20 10:00+02:00"):
        yield


def _declared(agent: Membership, caseworker: Membership, *, by: Membership, state: str) -> None:
    declared = declare_rehousing(declared=facts(agent, caseworker), by=by)
    answered = None if state == DeclaredState.DECLARED else timezone.now()
    DeclaredRehousing.objects.filter(id=declared.id).update(state=state, answered_at=answered)


# What became of a rehousing of her association that is not hers to read.
ELSEWHERE: dict[str, Callable[[Membership, Membership], None]] = {
    "waiting": lambda agent, hers: _declared(agent, hers, by=hers, state=DeclaredState.DECLARED),
    "confirmed": lambda agent, hers: _declared(agent, hers, by=hers, state=DeclaredState.CONFIRMED),
    "denied": lambda agent, hers: _declared(agent, hers, by=hers, state=DeclaredState.DENIED),
    "by its landlord": lambda agent, hers: _declared(agent, hers, by=agent, state=DeclaredState.DECLARED),
    "on the platform": housed,
}
OCTOBER = ["10/2026", "Bailleur A", "interpellation", "T3", "59", "Bail direct", 1, 2]
SINGLE = {
    "month": "2026-10",
    "channel": "interpellation",
    "typology": "T3",
    "departement": "59",
    "solution_type": "BAIL_DIRECT",
    "women": "1",
    "children": "2",
}


def _answers(client: Client, agent: Membership) -> list[object]:
    """All that she is answered when she declares it in a file, then in the form. Nothing of it stays."""
    said: list[object] = []
    for declare in (_in_a_file, _in_the_form):
        with transaction.atomic():
            said += declare(client, agent)
            transaction.set_rollback(True)
    return said


def _in_a_file(client: Client, agent: Membership) -> list[object]:
    with CaptureQueriesContext(connection) as preview:
        page = client.post(IMPORT, {"file": a_file(OCTOBER)})
    sealed = page.context["sealed"]
    returned = openpyxl.load_workbook(
        io.BytesIO(client.post(IMPORT, {"contenu": sealed, "classeur": "1"}).content)
    ).active
    with CaptureQueriesContext(connection) as imported:
        done = client.post(IMPORT, {"contenu": sealed, "declarer": "1"})
    again = client.post(IMPORT, {"contenu": sealed, "declarer": "1"})
    pages = [_scrubbed(one) for one in (page, done, again, client.get(LIST))]
    return [fates(page), list(returned.values), len(preview), len(imported), *pages]


def _in_the_form(client: Client, agent: Membership) -> list[object]:
    typed = {**SINGLE, "other": str(agent.organisation_id)}
    with CaptureQueriesContext(connection) as declared:
        pages = [client.post(DECLARE, typed)]
    pages += [client.get(LIST), client.post(DECLARE, typed), client.post(DECLARE, {**typed, "another": "on"})]
    return [len(declared), *map(_scrubbed, [*pages, client.get(LIST)])]


def _scrubbed(answer: object) -> tuple[int, str]:
    """Without what is drawn anew for each page and each declaration."""
    content = answer.content.decode()  # type: ignore[attr-defined]
    content = re.sub(r'(name="(csrfmiddlewaretoken|contenu)" value=|"X-CSRFToken": )"[^"]*"', r"\1", content)
    return answer.status_code, re.sub(r"\b[A-HJ-NP-Z2-9]{7}\b", "REFERENCE", content)  # type: ignore[attr-defined]


@pytest.mark.parametrize("became", ELSEWHERE)
def test_nobody_tries_out_what_became_of_the_households_of_her_colleagues(
    became: str, agent: Membership, caseworker: Membership, colleague: Membership, sign_in: SignIn
) -> None:
    hers = sign_in(colleague)
    _answers(hers, agent)  # whatever is read once a process is read
    unknown = _answers(hers, agent)
    assert unknown[0] == {"nouveau": 1}

    ELSEWHERE[became](agent, caseworker)

    assert _answers(hers, agent) == unknown


@pytest.mark.parametrize("became", ["waiting", "confirmed", "on the platform"])
def test_what_two_of_them_declare_is_counted_once(
    became: str, agent: Membership, caseworker: Membership, colleague: Membership, sign_in: SignIn
) -> None:
    ELSEWHERE[became](agent, caseworker)
    second = declare_rehousing(declared=facts(agent, caseworker), by=colleague)
    answer, landlord = reverse("matching:answer_rehousing", args=[second.id]), sign_in(agent)
    before = Rehousing.objects.count()

    assert "confirmez seulement si c’en est un autre" in landlord.get(LIST).content.decode()
    landlord.post(answer, {"confirmer": "1"})
    second.refresh_from_db()
    assert second.state == DeclaredState.DECLARED
    assert Rehousing.objects.count() == before, "a click too many counts nothing"

    landlord.post(answer, {"confirmer": "autre"})
    second.refresh_from_db()
    assert second.state == DeclaredState.CONFIRMED, "he knows his dwellings: it was another one"


def test_the_first_of_two_is_confirmed_as_ever(
    agent: Membership, caseworker: Membership, colleague: Membership, sign_in: SignIn
) -> None:
    first, second = (declare_rehousing(declared=facts(agent, caseworker), by=by) for by in (caseworker, colleague))
    landlord = sign_in(agent)

    landlord.post(reverse("matching:answer_rehousing", args=[first.id]), {"confirmer": "1"})
    landlord.post(reverse("matching:answer_rehousing", args=[second.id]), {"refuser": "1"})

    assert [one.id for one in Rehousing.objects.all()] == [first.id]
    assert "confirmez seulement" not in landlord.get(LIST).content.decode()


def test_a_manager_does_not_confirm_what_counts_already(
    agent: Membership, caseworker: Membership, association_manager: Membership, sign_in: SignIn
) -> None:
    theirs = declare_rehousing(declared=facts(agent, caseworker), by=agent)
    hers = declare_rehousing(declared=facts(agent, caseworker), by=caseworker)
    answer_rehousing(rehousing=hers, confirmed=True, another=True, by=agent)
    manager = sign_in(association_manager)

    assert "confirmez seulement si c’en est un autre" in manager.get(LIST).content.decode()
    manager.post(reverse("matching:answer_rehousing", args=[theirs.id]), {"confirmer": "1"})

    assert [one.id for one in Rehousing.objects.all()] == [hers.id]


def test_what_she_declared_herself_is_known_to_her(
    agent: Membership, caseworker: Membership, colleague: Membership
) -> None:
    declare_rehousing(declared=facts(agent, caseworker), by=colleague)
    declare_rehousing(declared=facts(agent, caseworker), by=caseworker)

    for by in (caseworker, colleague, agent):
        with pytest.raises(AlreadyKnown):
            declare_rehousing(declared=facts(agent, caseworker), by=by)
        assert import_rehousings(declared=[facts(agent, caseworker)], by=by).declared == 0


@pytest.mark.django_db(transaction=True)
def test_clicks_at_once_declare_one_each(agent: Membership, caseworker: Membership, colleague: Membership) -> None:
    barrier = Barrier(6)

    def click(by: Membership) -> str:
        try:
            barrier.wait()
            declare_rehousing(declared=facts(agent, caseworker), by=by)
        except AlreadyKnown:
            return "known"
        finally:
            connections.close_all()
        return "declared"

    with ThreadPoolExecutor(6) as threads:
        said = sorted(threads.map(click, [caseworker, colleague] * 3))

    assert said == ["declared"] * 2 + ["known"] * 4
    assert {one.declared_by for one in DeclaredRehousing.objects.all()} == {caseworker.user, colleague.user}
