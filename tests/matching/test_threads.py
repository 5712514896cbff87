"""A thread between two sides: what one writes the other alone reads, and no number gets in."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership
from associations.models import HouseholdKey
from matching import actions
from matching.canned import CANNED
from matching.models import Candidature, Message
from notifications.models import Notice
from tests import factories
from tests.personas import SignIn

pytestmark = pytest.mark.django_db(databases=["default", "vault"])
WORD = "La visite peut-elle avoir lieu un matin ?"


def write(candidature: Candidature) -> str:
    return reverse("matching:write", args=[candidature.id])


def page(candidature: Candidature) -> str:
    return reverse("matching:candidature", args=[candidature.id])


def of_federation(candidature: Candidature) -> str:
    return reverse("matching:federation_thread", args=[candidature.id])


def test_what_the_landlord_writes_her_referente_reads_and_answers(
    transmitted: Candidature,
    agent: Membership,
    caseworker: Membership,
    federation_member: Membership,
    sign_in: SignIn,
) -> None:
    landlord, association = sign_in(agent), sign_in(caseworker)
    landlord.post(write(transmitted), {"texte": WORD})

    assert Notice.objects.get(kind="message").recipient == caseworker.user
    assert "bi-chat-dots" in association.get(reverse("matching:candidatures")).content.decode()
    assert WORD in association.get(page(transmitted)).content.decode()
    assert "bi-chat-dots" not in association.get(reverse("matching:candidatures")).content.decode()  # it was read

    answer = CANNED["bailleur", "association"][1]
    association.post(write(transmitted), {"fil": "bailleur", "tout_pret": answer})
    assert "bi-chat-dots" in landlord.get(reverse("matching:candidatures")).content.decode()
    assert answer in landlord.get(page(transmitted)).content.decode()
    assert WORD not in sign_in(federation_member).get(of_federation(transmitted)).content.decode()


def test_what_the_federation_writes_no_landlord_reads(
    transmitted: Candidature,
    agent: Membership,
    caseworker: Membership,
    federation_member: Membership,
    sign_in: SignIn,
) -> None:
    sign_in(federation_member).post(of_federation(transmitted), {"texte": WORD})
    assert WORD in sign_in(caseworker).get(page(transmitted)).content.decode()
    assert WORD not in sign_in(agent).get(page(transmitted)).content.decode()


def test_there_is_none_with_the_landlord_before_the_transmission(
    requested: Candidature, agent: Membership, caseworker: Membership, sign_in: SignIn
) -> None:
    assert sign_in(agent).post(write(requested), {"texte": WORD}).status_code == 404
    assert sign_in(caseworker).post(write(requested), {"fil": "bailleur", "texte": WORD}).status_code == 404
    assert not Message.objects.exists()


def test_others_have_no_part_in_it(
    transmitted: Candidature,
    colleague: Membership,
    other_caseworker: Membership,
    other_agent: Membership,
    coordinator: Membership,
    sign_in: SignIn,
) -> None:
    for member in (colleague, other_caseworker, other_agent, coordinator):
        assert sign_in(member).post(write(transmitted), {"texte": WORD}).status_code == 404
        assert sign_in(member).get(of_federation(transmitted)).status_code == 404


@pytest.mark.parametrize("text", ["Appelez le 06 12 34 56 78", "", "é" * 501, "écrire à elle@exemple.fr"])
def test_what_may_not_be_sent_is_said_beside_it_and_stays(
    text: str, transmitted: Candidature, agent: Membership, sign_in: SignIn
) -> None:
    answer = sign_in(agent).post(write(transmitted), {"texte": text})
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()
    assert f">{text}</textarea>" in answer.content.decode()
    assert not Message.objects.exists()


def test_once_ended_it_is_read_and_goes_on_no_more(
    requested: Candidature, caseworker: Membership, federation_member: Membership, sign_in: SignIn
) -> None:
    sign_in(federation_member).post(of_federation(requested), {"texte": WORD})
    actions.cancel_candidature(candidature=requested, by=caseworker)
    client = sign_in(caseworker)
    shown = client.get(page(requested)).content.decode()
    assert WORD in shown
    assert "Message tout prêt" not in shown
    client.post(write(requested), {"fil": "federation", "texte": "Merci"})
    assert Message.objects.count() == 1


def test_a_paused_request_takes_no_message_that_nobody_reads(
    transmitted: Candidature, agent: Membership, caseworker: Membership, sign_in: SignIn
) -> None:
    sign_in(agent).post(write(transmitted), {"texte": WORD})
    Candidature.objects.update(state="suspended", resumes_in="transmitted")
    association = sign_in(caseworker)
    assert association.post(write(transmitted), {"fil": "bailleur", "texte": "Merci"}).status_code == 404
    assert "Avec le bailleur" not in association.get(page(transmitted)).content.decode()
    assert Message.objects.count() == 1


def test_nothing_waits_to_be_read_once_it_cannot_be(
    transmitted: Candidature, agent: Membership, caseworker: Membership, sign_in: SignIn
) -> None:
    sign_in(caseworker).post(write(transmitted), {"fil": "bailleur", "texte": WORD})
    assert "bi-chat-dots" in sign_in(agent).get(reverse("matching:candidatures")).content.decode()
    actions.cancel_candidature(candidature=transmitted, by=caseworker)
    assert "bi-chat-dots" not in sign_in(agent).get(reverse("matching:candidatures")).content.decode()


def test_the_federation_finds_the_thread_of_what_is_transmitted(
    transmitted: Candidature, federation_member: Membership, sign_in: SignIn
) -> None:
    dwelling = reverse("matching:federation_offer", args=[transmitted.offer_id])
    assert of_federation(transmitted) in sign_in(federation_member).get(dwelling).content.decode()


def test_nothing_is_readable_in_the_database_nor_once_the_key_is_gone(
    requested: Candidature, caseworker: Membership, federation_member: Membership, sign_in: SignIn
) -> None:
    federation = sign_in(federation_member)
    federation.post(of_federation(requested), {"texte": WORD})
    assert WORD.encode() not in bytes(Message.objects.get().sealed)
    HouseholdKey.objects.all().delete()
    assert WORD not in federation.get(of_federation(requested)).content.decode()


def test_the_unread_cost_one_query_whatever_their_number(
    transmitted: Candidature, federation_member: Membership
) -> None:
    other = factories.CandidatureFactory(household=transmitted.household, offer=factories.OfferFactory())
    for candidature in (transmitted, other):
        Candidature.objects.filter(id=candidature.id).update(requested_at=timezone.now())
        actions.write_message(candidature=candidature, channel="federation", text=WORD, by=federation_member)
    counts = Message.objects.count_unread([transmitted.id, other.id], "association", ["federation"])
    assert counts == {transmitted.id: 1, other.id: 1}
