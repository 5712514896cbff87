"""The main walk, page by page: request, card at the federation's, transmission, file at the landlord's, release."""

from concurrent.futures import ThreadPoolExecutor
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connections
from django.urls import reverse

from accounts.models import AccessEvent, AccessKind, Membership
from associations.models import Household
from common.transitions import WrongState
from matching import actions
from matching.models import Candidature, CandidatureState, CandidatureTransition
from offers.models import Offer
from tests import factories
from tests.personas import SignIn

pytestmark = pytest.mark.django_db


def test_from_the_page_of_a_dwelling_to_the_landlord(
    caseworker: Membership,
    other_caseworker: Membership,
    federation_member: Membership,
    agent: Membership,
    household: Household,
    offer: Offer,
    sign_in: SignIn,
) -> None:
    factories.HouseholdFactory(member=other_caseworker)
    association, federation, landlord, others = map(sign_in, (caseworker, federation_member, agent, other_caseworker))
    dwelling = reverse("offers:offer", args=[offer.id])
    ask = reverse("matching:request_dwelling", args=[offer.id])
    look = reverse("matching:check_location", args=[offer.id])
    federation_page = reverse("matching:federation_offer", args=[offer.id])

    # The association looks at the door, then asks in two clicks.
    assert ask in association.get(dwelling).content.decode()
    assert "B 31" in association.post(look).content.decode()
    assert "Mésange 42" in association.get(ask).content.decode()
    asked = association.post(ask, {"household": str(household.id), "note": ""})
    candidature_page = asked.headers["Location"]

    # The federation reads the card and transmits; before that, nothing at the landlord's.
    assert landlord.get(candidature_page).status_code == 404
    (row,) = federation.get(federation_page).context["rows"]
    federation.post(reverse("matching:transmit", args=[row.id]))

    # The landlord reads the file, with the référente's phone.
    file = landlord.get(candidature_page).content.decode()
    assert row.card.reference in file
    assert caseworker.user.work_phone in file

    # Until the release others see the dwelling as before, but no longer its door; then it is closed to them.
    assert ask in others.get(dwelling).content.decode()
    assert others.post(look).status_code == 404
    call_command("release", stdout=StringIO())
    closed = others.get(dwelling).content.decode()
    assert ask not in closed
    assert "Fives" not in closed
    assert "B 31" in association.post(look).content.decode()

    kinds = AccessEvent.objects.order_by("at").values_list("kind", "organisation__name")
    assert list(kinds) == [
        (AccessKind.LOCATION, "Association A"),
        (AccessKind.TRANSMITTED_FILE, "Bailleur A"),
        (AccessKind.LOCATION, "Association A"),
    ]


@pytest.mark.django_db(transaction=True)
def test_a_transmission_and_a_cancellation_at_once_leave_one_coherent_story(
    caseworker: Membership, federation_member: Membership, requested: Candidature
) -> None:
    def act(turn: int) -> None:
        try:
            if turn % 2:
                actions.transmit_candidature(candidature=requested, by=federation_member)
            else:
                actions.cancel_candidature(candidature=requested, by=caseworker)
        except WrongState:
            pass
        finally:
            for connection in connections.all():
                connection.close()

    with ThreadPoolExecutor(10) as threads:
        list(threads.map(act, range(10)))

    moves = list(CandidatureTransition.objects.order_by("id").values_list("from_state", "to_state"))
    assert [before for before, _ in moves[1:]] == [after for _, after in moves[:-1]]
    assert moves[-1][1] == Candidature.objects.get().state == CandidatureState.CANCELLED
