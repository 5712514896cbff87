"""Needs and declared rehousings for a landlord's software: what its pages show, in the same words, no sooner."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.models import Membership
from associations.models import Household
from matching import actions
from matching.models import DeclaredRehousing, NeedCard
from offers.models import Offer, OfferState
from tests import factories
from tests.api.parts import Software
from tests.matching.needs.conftest import draft_of

pytestmark = pytest.mark.django_db
NEEDS, REHOUSINGS = "/api/v1/besoins/", "/api/v1/relogements/"


@pytest.fixture
def card(caseworker: Membership, other_caseworker: Membership, agent: Membership, other_agent: Membership) -> NeedCard:
    """Of a need put to both landlords, the one that the software's landlord reads."""
    for member in (agent, other_agent):
        factories.OfferFactory(bailleur=member.organisation.bailleur, state=OfferState.CLOSED, listed=False)
    for _ in range(4):
        factories.HouseholdFactory(member=other_caseworker)
    household: Household = factories.HouseholdFactory(member=caseworker, code="Mésange 42")
    need = actions.send_need(
        household=household,
        bailleurs={agent.organisation_id, other_agent.organisation_id},
        agreed=True,
        by=caseworker,
    )
    return need.cards.get(bailleur=agent.organisation_id)


def answer(card: NeedCard) -> str:
    return f"{NEEDS}{card.id}/reponse/"


def test_a_card_and_the_answers_to_it(card: NeedCard, software: Software, agent: Membership) -> None:
    (listed,) = software.get(NEEDS).json()["results"]
    assert listed == software.get(f"{NEEDS}{card.id}/").json()
    assert (listed["typologie"], listed["ou"], listed["semaines"], listed["reponse"]) == ("T3", ["Nord (59)"], 0, "")

    later = (timezone.localdate() + timedelta(days=40)).isoformat()
    for content, status in (
        ({"reponse": "pas_maintenant"}, 422),
        ({"reponse": "peut_etre", "des_le": "2001-01-01"}, 422),
        ({"reponse": "logement"}, 422),
        ({"reponse": "oui"}, 400),
        ({"reponse": "peut_etre", "des_le": later}, 200),
    ):
        assert software.post(answer(card), content).status_code == status, content
    draft = draft_of(agent)
    kept = software.post(answer(card), {"reponse": "logement", "logement": str(draft.id)})
    assert kept.json()["logement"] == str(draft.id)
    assert Offer.objects.get(id=draft.id).state == OfferState.RESERVED
    refused = software.post(answer(card), {"reponse": "pas_maintenant", "motif": "autre"})
    assert refused.status_code == 409
    assert "réservé" in refused.json()["detail"]


def test_two_landlords_that_compare_their_software_share_nothing(
    card: NeedCard, software: Software, other_software: Software
) -> None:
    """Every value and every header of one is compared with those of the other, the bands apart."""
    first, second = (one.get(NEEDS) for one in (software, other_software))
    bands = {"taille", "typologie", "solutions", "ou", "loyer", "plain_pied", "semaines", "reponse", "logement"}
    ours, theirs = (one.json()["results"][0] for one in (first, second))
    assert {name for name in ours if ours[name] == theirs[name]} == bands
    assert first["ETag"] != second["ETag"]
    for value in (ours["id"], ours["reference"], str(card.interpellation_id), card.interpellation.reference):
        assert value not in second.content.decode()
        assert value not in str(dict(second.headers))


def test_the_end_of_a_need_shows_at_night(card: NeedCard, software: Software, caseworker: Membership) -> None:
    before = software.get(NEEDS)
    actions.withdraw_need(need=card.interpellation, by=caseworker)
    assert software.get(NEEDS).content == before.content
    assert software.get(NEEDS)["ETag"] == before["ETag"]

    call_command("release", stdout=StringIO())

    assert software.get(NEEDS).json()["results"] == []
    assert software.get(f"{NEEDS}{card.id}/").status_code == 404


def test_a_rehousing_is_declared_once(software: Software, caseworker: Membership) -> None:
    facts: dict[str, Any] = {
        "association": caseworker.organisation.name.upper(),
        "mois": timezone.localdate().isoformat(),
        "voie": "interpellation",
        "typologie": "T4",
        "departement": "62",
        "solution": "BAIL_DIRECT",
        "femmes": 1,
        "enfants": 3,
    }
    wrong = {**facts, "association": "Personne", "departement": "999", "mois": "2126-01-01"}
    refused = software.post(REHOUSINGS, wrong)
    assert refused.status_code == 422
    assert {one["field"] for one in refused.json()["errors"]} == {"association", "departement", "mois"}

    made = software.post(REHOUSINGS, facts)
    assert made.status_code == 201
    assert made.json()["etat"] == "declared"
    assert software.post(REHOUSINGS, facts).status_code == 409
    assert software.post(REHOUSINGS, {**facts, "un_autre": True}).status_code == 201
    assert len(software.get(REHOUSINGS).json()["results"]) == DeclaredRehousing.objects.count() == 2
