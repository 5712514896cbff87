"""What happens elsewhere moves nothing on the pages of others before the night, and says nothing of its cause."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership
from associations.models import Household
from bailleurs.models import Bailleur
from matching import actions
from matching.caleol import Decided
from matching.models import Candidature, CandidatureState
from matching.reasons import PrivateReason
from offers.actions import close_due_offers, withdraw_offer
from offers.models import Offer
from tests import factories
from tests.personas import SignIn

pytestmark = pytest.mark.django_db(databases=["default", "vault"])
# What changes at each answer whatever happened: the token against forgery, the request's own number.
_TOKEN = re.compile(r'(name="csrfmiddlewaretoken" value=|"X-CSRFToken": )"[^"]+"')
OWN_HEADERS = {"X-Request-ID", "X-Correlation-ID"}


@pytest.fixture
def elsewhere(other_bailleur: Bailleur) -> Offer:
    return factories.OfferFactory(bailleur=other_bailleur, reference="B-00043")


@pytest.fixture
def other_agent_of(other_bailleur: Bailleur) -> Membership:
    return factories.MembershipFactory(organisation=other_bailleur.organisation, role="bailleur_agent")


def transmit(household: Household, offer: Offer, caseworker: Membership, federation: Membership) -> Candidature:
    asked = actions.request_dwelling(household=household, offer=offer, by=caseworker)
    return actions.transmit_candidature(candidature=asked, by=federation)


def notify(candidature: Candidature, by: Membership) -> None:
    today = timezone.localdate()
    said = Decided(on=today, decision="attribution", notified_on=today, notified_by="remise")
    actions.record_caleol(offer=candidature.offer, rows={candidature.id: said}, by=by)


def pages_of_a_landlord(candidature: Candidature) -> list[str]:
    offer = candidature.offer_id
    return [
        "/",
        reverse("matching:candidatures"),
        reverse("matching:candidature", args=[candidature.id]),
        reverse("matching:dwelling_files", args=[offer]),
        reverse("matching:caleol", args=[offer]),
        reverse("offers:own_offers"),
        reverse("offers:own_offer", args=[offer]),
        reverse("notifications:notices"),
    ]


def pages_of_the_federation(candidature: Candidature) -> list[str]:
    return ["/", reverse("matching:federation"), reverse("matching:federation_offer", args=[candidature.offer_id])]


def pages_of_a_caseworker(candidature: Candidature) -> list[str]:
    return [
        "/",
        reverse("matching:candidatures"),
        reverse("matching:candidature", args=[candidature.id]),
        reverse("associations:household", args=[candidature.household_id]),
        reverse("notifications:notices"),
    ]


def read(client: Client, addresses: list[str]) -> list[tuple[str, int, dict[str, list[str]], str]]:
    """Each page: status, headers and text, without what no two answers share."""
    found = []
    for address in addresses:
        answer = client.get(address)
        # The policy's directives come in any order.
        headers = {
            name: sorted(value.split("; ")) for name, value in answer.headers.items() if name not in OWN_HEADERS
        }
        found.append((address, answer.status_code, headers, _TOKEN.sub("", answer.content.decode())))
    return found


@pytest.mark.parametrize("reader", ["landlord", "federation"])
@pytest.mark.parametrize("known_as", ["transmitted", "file_complete", "offer_notified", "requested"])
def test_a_lease_elsewhere_moves_nothing_before_the_night(  # noqa: PLR0917 - fixtures
    reader: str,
    known_as: str,
    household: Household,
    offer: Offer,
    elsewhere: Offer,
    caseworker: Membership,
    federation_member: Membership,
    agent: Membership,
    other_agent_of: Membership,
    sign_in: SignIn,
) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        theirs = actions.request_dwelling(household=household, offer=elsewhere, by=caseworker)
        if known_as != "requested":
            theirs = actions.transmit_candidature(candidature=theirs, by=federation_member)
        if known_as == "file_complete":
            actions.file_is_complete(candidature=theirs, by=other_agent_of)
        if known_as == "offer_notified":
            notify(theirs, other_agent_of)
        hers = transmit(household, offer, caseworker, federation_member)
        notify(hers, agent)
        addresses = pages_of_a_landlord(theirs) if reader == "landlord" else pages_of_the_federation(theirs)
        if reader == "federation":  # what moves on A's own dwelling is addressed to it: it reads B's here
            addresses = addresses[2:]
        client = sign_in(other_agent_of if reader == "landlord" else federation_member)
        read(client, addresses)  # the first reading marks what was opened
        before = read(client, addresses)

        actions.accept_offer(candidature=hers, by=caseworker)
        assert read(client, addresses) == before
        actions.sign_lease(candidature=hers, on=timezone.localdate(), by=agent)
        assert read(client, addresses) == before
        actions.keep_deadlines(now=timezone.now())
        assert read(client, addresses) == before
        assert Candidature.objects.get(id=theirs.id).own_state == CandidatureState.CANCELLED

        clock.shift(timedelta(seconds=1))
        actions.release_consequences(now=timezone.now())
        after = read(client, addresses)

    if known_as == "requested" and reader == "landlord":
        assert [text for _, _, _, text in after] == [text for _, _, _, text in before]
    else:
        assert after != before


def test_what_is_asked_meanwhile_is_kept_and_answered_in_the_night(
    household: Household,
    offer: Offer,
    elsewhere: Offer,
    caseworker: Membership,
    federation_member: Membership,
    agent: Membership,
    other_agent_of: Membership,
    sign_in: SignIn,
) -> None:
    """The federation transmits a request whose household has accepted elsewhere: it is told so, no landlord reads."""
    theirs = actions.request_dwelling(household=household, offer=elsewhere, by=caseworker)
    hers = transmit(household, offer, caseworker, federation_member)
    notify(hers, agent)
    actions.accept_offer(candidature=hers, by=caseworker)

    sign_in(federation_member).post(reverse("matching:transmit", args=[theirs.id]))
    page = sign_in(federation_member).get(reverse("matching:federation_offer", args=[elsewhere.id])).content.decode()
    assert "Transmise au bailleur" in page
    landlord = sign_in(other_agent_of)
    assert theirs.reference not in landlord.get(reverse("matching:candidatures")).content.decode()
    assert landlord.get(reverse("matching:candidature", args=[theirs.id])).status_code == 404

    actions.release_consequences(now=timezone.now())
    theirs.refresh_from_db()
    assert (theirs.state, theirs.transmitted_at) == (CandidatureState.SUSPENDED, None)
    assert landlord.get(reverse("matching:candidature", args=[theirs.id])).status_code == 404

    actions.cancel_candidature(candidature=hers, by=caseworker)  # it comes to nothing
    actions.release_consequences(now=timezone.now())
    theirs.refresh_from_db()
    assert theirs.state == CandidatureState.REQUESTED


def test_keys_given_elsewhere_do_not_show_in_the_answer_to_a_transmission(
    household: Household,
    offer: Offer,
    elsewhere: Offer,
    caseworker: Membership,
    federation_member: Membership,
    agent: Membership,
    other_agent_of: Membership,
    sign_in: SignIn,
) -> None:
    theirs = actions.request_dwelling(household=household, offer=elsewhere, by=caseworker)
    hers = transmit(household, offer, caseworker, federation_member)
    notify(hers, agent)
    actions.accept_offer(candidature=hers, by=caseworker)
    actions.sign_lease(candidature=hers, on=timezone.localdate(), by=agent)
    actions.hand_keys(candidature=hers, on=timezone.localdate(), by=agent)

    answer = sign_in(federation_member).post(reverse("matching:transmit", args=[theirs.id]), follow=True)

    assert "est transmise à" in answer.content.decode()
    assert sign_in(other_agent_of).get(reverse("matching:candidature", args=[theirs.id])).status_code == 404
    actions.release_consequences(now=timezone.now())
    theirs.refresh_from_db()
    assert (theirs.state, theirs.transmitted_at) == (CandidatureState.CANCELLED, None)


@pytest.mark.parametrize("how", ["refused", "withdrawn", "withdrawn_before"])
def test_too_near_and_too_dear_are_the_same_bytes(
    how: str,
    household: Household,
    offer: Offer,
    caseworker: Membership,
    federation_member: Membership,
    agent: Membership,
    coordinator: Membership,
    sign_in: SignIn,
) -> None:
    """For the landlord, the federation and the coordinator; the référente reads her own words."""
    with time_machine.travel(timezone.now(), tick=False):
        asked = actions.request_dwelling(household=household, offer=offer, by=caseworker)
        if how != "withdrawn_before":
            actions.transmit_candidature(candidature=asked, by=federation_member)
        if how == "refused":
            notify(asked, agent)
        readers = [
            (sign_in(agent), pages_of_a_landlord(asked)),
            (sign_in(federation_member), pages_of_the_federation(asked)),
            (sign_in(coordinator), ["/"]),
        ]
        hers = sign_in(caseworker)

        def told(reason: str) -> tuple[list[object], str]:
            point = transaction.savepoint()
            vault = transaction.savepoint(using="vault")
            if how == "refused":
                hers.post(reverse("matching:refuse", args=[asked.id]), {"reason": reason})
            else:
                hers.post(reverse("matching:cancel", args=[asked.id]), {"retrait-reason": reason})
            read_by_others = [read(client, addresses) for client, addresses in readers]
            own = hers.get(reverse("matching:candidature", args=[asked.id])).content.decode()
            transaction.savepoint_rollback(point)
            transaction.savepoint_rollback(vault, using="vault")
            return [*read_by_others], own

        near, own_near = told(PrivateReason.TOO_NEAR)
        dear, own_dear = told(PrivateReason.RENT)

    assert near == dear
    assert "Trop proche de l’agresseur" in own_near
    assert "Loyer ou charges trop élevés" in own_dear


class TestWhereADwellingOnceAskedForWas:
    """Its commune alone once it is no longer to be had: its quarter is forgotten 30 days after the keys, and an
    association that saw it go would learn that a woman of another one lives there, and since when."""

    @pytest.fixture
    def theirs(self, offer: Offer, other_caseworker: Membership) -> Candidature:
        """Asked by another association."""
        asking = factories.make_ready(factories.HouseholdFactory(member=other_caseworker))
        asked: Candidature = actions.request_dwelling(household=asking, offer=offer, by=other_caseworker)
        return asked

    def shown(self, client: Client, candidature: Candidature) -> set[bool]:
        """Whether its pages name the quarter; each of them names the commune."""
        pages = [text for _, _, _, text in read(client, pages_of_a_caseworker(candidature)[1:4])]
        assert all("Lille" in text for text in pages)
        return {"Fives" in text for text in pages}

    @pytest.mark.parametrize("fate", ["housed", "withdrawn", "unrequested"])
    def test_says_nothing_of_what_became_of_it(  # noqa: PLR0917 - fixtures
        self,
        fate: str,
        theirs: Candidature,
        household: Household,
        offer: Offer,
        caseworker: Membership,
        other_caseworker: Membership,
        federation_member: Membership,
        agent: Membership,
        sign_in: SignIn,
    ) -> None:
        other = sign_in(other_caseworker)
        assert self.shown(other, theirs) == {True}
        today = timezone.localdate()
        if fate == "housed":
            hers = transmit(household, offer, caseworker, federation_member)
            notify(hers, agent)
            actions.accept_offer(candidature=hers, by=caseworker)
            actions.sign_lease(candidature=hers, on=today, by=agent)
            actions.hand_keys(candidature=hers, on=today, by=agent)
        elif fate == "withdrawn":
            withdraw_offer(offer=offer, reason="autre", by=agent)
        else:
            actions.cancel_candidature(candidature=theirs, by=other_caseworker)
        assert self.shown(other, theirs) == {True}, "nothing moves before the night"

        with time_machine.travel(offer.closes_at + timedelta(hours=12), tick=False):
            close_due_offers(now=timezone.now())
            actions.release_consequences(now=timezone.now())
            other = sign_in(other_caseworker)
            assert self.shown(other, theirs) == {False}
            read(other, pages_of_a_caseworker(theirs))
            before = read(other, pages_of_a_caseworker(theirs))
            if fate == "housed":
                # The association that was housed there, its landlord and the federation still read it.
                assert self.shown(sign_in(caseworker), hers) == {True}
                assert "Fives" in sign_in(agent).get(pages_of_a_landlord(hers)[2]).content.decode()
                assert "Fives" in sign_in(federation_member).get(pages_of_the_federation(hers)[2]).content.decode()

            forgotten = actions.forget_after_keys(now=timezone.now() + timedelta(days=30))

            assert forgotten == (fate == "housed")
            assert read(other, pages_of_a_caseworker(theirs)) == before

    @pytest.mark.parametrize("withdrawn", [False, True])
    def test_goes_at_the_closing_even_of_one_whose_withdrawal_waits_for_the_night(
        self,
        withdrawn: bool,
        theirs: Candidature,
        offer: Offer,
        other_caseworker: Membership,
        agent: Membership,
        sign_in: SignIn,
    ) -> None:
        actions.cancel_candidature(candidature=theirs, by=other_caseworker)
        if withdrawn:
            withdraw_offer(offer=offer, reason="autre", by=agent)

        with time_machine.travel(offer.closes_at + timedelta(minutes=1), tick=False):
            close_due_offers(now=timezone.now())

            assert self.shown(sign_in(other_caseworker), theirs) == {False}

    def test_stays_named_while_the_request_goes_on(
        self, theirs: Candidature, offer: Offer, other_caseworker: Membership, sign_in: SignIn
    ) -> None:
        with time_machine.travel(offer.closes_at + timedelta(hours=12), tick=False):
            close_due_offers(now=timezone.now())
            actions.release_consequences(now=timezone.now())

            assert self.shown(sign_in(other_caseworker), theirs) == {True}
