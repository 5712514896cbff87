"""A landlord's files of one dwelling: numbers for those named, papers, the committee in one page, keys and after."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessEvent, AccessKind, Membership, Role
from associations.models import Household, HouseholdStatus, Registration
from bailleurs.models import Bailleur
from matching import actions
from matching.models import Candidature, CandidatureState, DwellingAgent
from notifications.models import Notice
from offers.models import Offer, OfferLocation
from tests import factories
from tests.personas import SignIn

pytestmark = pytest.mark.django_db(databases=["default", "vault"])
NUMBER = "5900424000123GDPUB"


@pytest.fixture
def named(transmitted: Candidature, agent: Membership) -> Candidature:
    DwellingAgent.objects.create(offer=transmitted.offer, user=agent.user)
    return transmitted


@pytest.fixture
def second(transmitted: Candidature, other_caseworker: Membership, federation_member: Membership) -> Candidature:
    household = factories.make_ready(factories.HouseholdFactory(member=other_caseworker))
    asked = actions.request_dwelling(household=household, offer=transmitted.offer, by=other_caseworker)
    return actions.transmit_candidature(candidature=asked, by=federation_member)


@pytest.fixture
def confirmed(monkeypatch: pytest.MonkeyPatch) -> None:
    """As somebody who typed her password a minute ago."""
    for view in ("received", "dwelling_files"):
        monkeypatch.setattr(f"matching.views.{view}.confirmed_recently", lambda request: True)


def url(name: str, found: Candidature) -> str:
    return reverse(f"matching:{name}", args=[found.id])


def dwelling_url(name: str, found: Candidature) -> str:
    return reverse(f"matching:{name}", args=[found.offer_id])


class TestNumber:
    def test_asks_to_confirm_first_and_shows_nothing(
        self, named: Candidature, agent: Membership, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("matching.views.received.confirmed_recently", lambda request: False)
        page = sign_in(agent).post(url("reveal_number", named)).content.decode()
        assert "Confirmez d’abord" in page
        assert NUMBER not in page
        assert not AccessEvent.objects.filter(kind=AccessKind.NUMBER).exists()

    def test_is_shown_once_written_down_and_told_to_her_referente(
        self, named: Candidature, agent: Membership, caseworker: Membership, sign_in: SignIn, confirmed: None
    ) -> None:
        client = sign_in(agent)
        assert NUMBER not in client.get(url("candidature", named)).content.decode()
        assert NUMBER in client.post(url("reveal_number", named)).content.decode()
        assert NUMBER not in client.get(url("candidature", named)).content.decode()  # the answer alone holds it
        seen = AccessEvent.objects.get(kind=AccessKind.NUMBER)
        assert (seen.user, seen.about) == (agent.user, named.household_id)
        assert Notice.objects.get(kind="number_seen").recipient == caseworker.user

    def test_only_that_of_the_territory(
        self, named: Candidature, agent: Membership, sign_in: SignIn, confirmed: None
    ) -> None:
        Registration.objects.update(territory="62")
        page = sign_in(agent).post(url("reveal_number", named)).content.decode()
        assert "Aucun numéro en cours ne couvre ce département" in page
        assert NUMBER not in page

    def test_does_not_exist_for_a_colleague_who_is_not_named(
        self, named: Candidature, bailleur: Bailleur, sign_in: SignIn, confirmed: None
    ) -> None:
        colleague = factories.MembershipFactory(organisation=bailleur.organisation, role=Role.BAILLEUR_AGENT)
        client = sign_in(colleague)
        assert "Voir le numéro" not in client.get(url("candidature", named)).content.decode()
        assert client.post(url("reveal_number", named)).status_code == 404
        assert client.post(dwelling_url("reveal_numbers", named)).status_code == 404

    def test_is_gone_at_once_when_it_ends_without_a_lease(
        self, named: Candidature, agent: Membership, caseworker: Membership, sign_in: SignIn, confirmed: None
    ) -> None:
        actions.cancel_candidature(candidature=named, by=caseworker)
        assert sign_in(agent).post(url("reveal_number", named)).status_code == 404

    def test_is_gone_thirty_days_after_a_lease(
        self, named: Candidature, agent: Membership, sign_in: SignIn, confirmed: None
    ) -> None:
        Candidature.objects.update(
            state=CandidatureState.LEASED, lease_signed_on=timezone.localdate() - timedelta(days=30)
        )
        assert NUMBER in sign_in(agent).post(url("reveal_number", named)).content.decode()
        Candidature.objects.update(lease_signed_on=timezone.localdate() - timedelta(days=31))
        assert sign_in(agent).post(url("reveal_number", named)).status_code == 404


class TestAgents:
    def test_one_to_three_are_named(
        self, named: Candidature, agent: Membership, bailleur: Bailleur, sign_in: SignIn
    ) -> None:
        others = [
            factories.MembershipFactory(organisation=bailleur.organisation, role=Role.BAILLEUR_AGENT) for _ in range(3)
        ]
        client, page = sign_in(agent), dwelling_url("name_agents", named)
        many = client.post(page, {"agents": [str(one.user_id) for one in (agent, *others)]})
        assert many.status_code == 422
        assert "Choisissez une à trois personnes" in many.content.decode()
        client.post(page, {"agents": [str(one.user_id) for one in others]})
        assert {one.user_id for one in DwellingAgent.objects.all()} == {one.user_id for one in others}
        assert client.post(page, {"agents": [str(agent.user_id)]}).status_code == 404  # no longer one of them

    def test_nobody_of_another_landlord(
        self, named: Candidature, agent: Membership, other_agent: Membership, sign_in: SignIn
    ) -> None:
        answer = sign_in(agent).post(dwelling_url("name_agents", named), {"agents": [str(other_agent.user_id)]})
        assert answer.status_code == 422
        assert not DwellingAgent.objects.filter(user=other_agent.user).exists()


class TestPapers:
    def test_what_is_missing_is_a_list_that_her_referente_reads(
        self, named: Candidature, agent: Membership, caseworker: Membership, sign_in: SignIn
    ) -> None:
        sign_in(agent).post(url("ask_for_papers", named), {"papers": ["identite", "caf"]})
        page = sign_in(caseworker).get(url("candidature", named)).content.decode()
        assert "Attestation de la CAF" in page
        assert Notice.objects.get(kind="papers").recipient == caseworker.user
        sign_in(caseworker).post(url("supply", named))
        sign_in(agent).post(url("file_is_complete", named))
        named.refresh_from_db()
        assert (named.state, named.missing_papers) == (CandidatureState.FILE_COMPLETE, [])

    def test_the_same_list_sent_twice_is_asked_once(
        self, named: Candidature, agent: Membership, sign_in: SignIn
    ) -> None:
        """Whoever had no answer sends it again; a longer list is another."""
        client = sign_in(agent)
        for papers in (["identite", "caf"], ["identite", "caf"], ["identite", "caf", "rib"]):
            assert client.post(url("ask_for_papers", named), {"papers": papers}).status_code == 302

        assert Notice.objects.filter(kind="papers").count() == 2
        assert named.transitions.filter(to_state=CandidatureState.FILE_INCOMPLETE).count() == 2

    def test_no_paper_is_said_beside_the_field(self, named: Candidature, agent: Membership, sign_in: SignIn) -> None:
        answer = sign_in(agent).post(url("ask_for_papers", named), {})
        assert answer.status_code == 422
        assert "Cochez au moins une pièce" in answer.content.decode()


class TestCaleol:
    def typed(self, *rows: tuple[Candidature, dict[str, str]]) -> dict[str, str]:
        told = {"on": timezone.localdate().isoformat()}
        for candidature, row in rows:
            told |= {f"{candidature.reference}-{name}": value for name, value in row.items()}
        return told

    def save(self, client: Client, found: Candidature, typed: dict[str, str]) -> Any:
        return client.post(dwelling_url("caleol", found), typed)

    def test_rows_are_saved_together(
        self, named: Candidature, second: Candidature, agent: Membership, sign_in: SignIn
    ) -> None:
        today = timezone.localdate().isoformat()
        typed = self.typed(
            (named, {"decision": "attribution", "notified_on": today, "notified_by": "remise"}),
            (second, {"decision": "attribution_rang", "rank": "2"}),
        )
        assert self.save(sign_in(agent), named, typed).status_code == 302
        states = {one.id: (one.state, one.decision_rank) for one in Candidature.objects.all()}
        assert states == {named.id: (CandidatureState.OFFER_NOTIFIED, 1), second.id: (CandidatureState.DECIDED, 2)}

    def test_two_first_ranks_are_refused_and_nothing_is_lost(
        self, named: Candidature, second: Candidature, agent: Membership, sign_in: SignIn
    ) -> None:
        typed = self.typed((named, {"decision": "attribution"}), (second, {"decision": "attribution"}))
        answer = self.save(sign_in(agent), named, typed)
        assert answer.status_code == 422
        assert "Deux dossiers ont le rang 1" in answer.content.decode()
        assert answer.content.decode().count('value="attribution" selected') == 2
        assert not Candidature.objects.exclude(decision="").exists()

    def test_a_refusal_says_why(self, named: Candidature, agent: Membership, sign_in: SignIn) -> None:
        answer = self.save(sign_in(agent), named, self.typed((named, {"decision": "non_attribution"})))
        assert answer.status_code == 422
        assert "Un refus dit son motif" in answer.content.decode()

    def test_a_refusal_ends_the_request_and_closes_its_file(
        self, named: Candidature, agent: Membership, household: Household, caseworker: Membership, sign_in: SignIn
    ) -> None:
        typed = self.typed((named, {"decision": "non_attribution", "reason": "dette"}))
        self.save(sign_in(agent), named, typed)
        named.refresh_from_db()
        assert not named.is_active
        assert "son dossier ne s’ouvre plus" in sign_in(agent).get(url("candidature", named)).content.decode()
        # She may ask for it again, should the dwelling be opened again.
        assert not Candidature.objects.active().filter(household=household).exists()

    def test_the_second_rank_is_notified_once_the_first_has_refused(
        self, named: Candidature, second: Candidature, agent: Membership, caseworker: Membership, sign_in: SignIn
    ) -> None:
        today = timezone.localdate().isoformat()
        first_row = {"decision": "attribution", "notified_on": today, "notified_by": "remise"}
        next_row = {"decision": "attribution_rang", "rank": "2", "notified_on": today, "notified_by": "remise"}
        client = sign_in(agent)
        refused = self.save(client, named, self.typed((named, first_row), (second, next_row)))
        assert "quand le rang précédent a refusé" in refused.content.decode()

        self.save(
            client, named, self.typed((named, first_row), (second, {"decision": "attribution_rang", "rank": "2"}))
        )
        actions.refuse_offer(candidature=named, reason="loyer", by=caseworker)
        assert self.save(client, named, self.typed((second, next_row))).status_code == 302
        second.refresh_from_db()
        assert second.state == CandidatureState.OFFER_NOTIFIED

    def test_a_day_to_come_or_before_the_transmission_is_refused(
        self, named: Candidature, agent: Membership, sign_in: SignIn
    ) -> None:
        client = sign_in(agent)
        for days, words in ((1, "est à venir"), (-1, "avant la transmission")):
            typed = self.typed((named, {"decision": "attribution"}))
            typed["on"] = (timezone.localdate() + timedelta(days=days)).isoformat()
            assert words in self.save(client, named, typed).content.decode()


def test_an_emergency_place_is_offered_accepted_and_reached_without_a_committee(
    bailleur: Bailleur,
    household: Household,
    caseworker: Membership,
    agent: Membership,
    federation_member: Membership,
    sign_in: SignIn,
) -> None:
    household.solution_types = ["MISE_A_L_ABRI"]
    household.save()
    Registration.objects.all().delete()  # nobody applies for it in the register
    place = factories.OfferFactory(bailleur=bailleur, solution_type="MISE_A_L_ABRI")
    asked = actions.request_dwelling(household=household, offer=place, by=caseworker)
    actions.transmit_candidature(candidature=asked, by=federation_member)
    client, today = sign_in(agent), timezone.localdate()

    assert client.get(dwelling_url("caleol", asked)).status_code == 404
    client.post(url("offer_place", asked))
    asked.refresh_from_db()
    assert asked.answer_due_at is not None
    assert asked.answer_due_at - timezone.now() < timedelta(hours=25)
    sign_in(caseworker).post(url("accept", asked))
    leaves = (today + timedelta(days=20)).isoformat()
    client.post(url("record_arrival", asked), {"arrivee-on": today.isoformat(), "arrivee-leaves_on": leaves})
    asked.refresh_from_db()
    household.refresh_from_db()
    assert (asked.state, asked.entered_on) == (CandidatureState.HOUSED, today)
    assert household.status == HouseholdStatus.ACTIVE  # sheltered, she still looks


def test_thirty_days_after_the_keys_nothing_tells_where_she_lives(
    named: Candidature, household: Household, offer: Offer
) -> None:
    today = timezone.localdate()
    Candidature.objects.update(state=CandidatureState.HOUSED, entered_on=today)
    Household.objects.update(status=HouseholdStatus.HOUSED)

    assert actions.forget_after_keys(now=timezone.now() + timedelta(days=29)) == 0
    assert OfferLocation.objects.get(offer=offer).address

    with time_machine.travel(timezone.now() + timedelta(days=30)):
        assert actions.forget_after_keys(now=timezone.now()) == 1
        assert actions.forget_after_keys(now=timezone.now()) == 0
    location = OfferLocation.objects.get(offer=offer)
    told = (location.address, location.door, location.residence, location.quarter, location.lat, location.lon)
    assert told == ("", "", "", "", None, None)
    assert location.commune_id
    assert not Registration.objects.exists()
