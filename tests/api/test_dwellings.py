"""Dwellings as software sends them: created, corrected, published, withdrawn, five hundred at a time."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import IdempotencyRecord, Membership
from accounts.tasks import forget_api_traces
from offers.models import Offer, OfferState, OfferTransition
from tests import factories
from tests.api.parts import BATCH, DWELLINGS, Software
from tests.personas import SignIn

pytestmark = pytest.mark.django_db


def dwelling(reference: str = "UG-1", **fields: object) -> dict[str, object]:
    """A complete one."""
    return {
        "reference": reference,
        "residence": "Les Tilleuls",
        "commune": "59512",
        "typologie": "T3",
        "surface_m2": 62.5,
        "etage": 3,
        "loyer_centimes": 51240,
        "charges_centimes": 10000,
        "financement": "PLAI",
        "reservataire": "ETAT_PRIORITAIRE",
        "disponible_le": (timezone.localdate() + timedelta(days=30)).isoformat(),
        **fields,
    }


def test_from_a_draft_to_its_withdrawal(software: Software, bailleur_manager: Membership, sign_in: SignIn) -> None:
    made = software.post(DWELLINGS, dwelling())
    assert made.status_code == 201
    address = f"{DWELLINGS}{made.json()['id']}/"
    assert (made.json()["etat"], made.json()["departement"]) == ("draft", "59")

    assert software.patch(address, {"loyer_centimes": 49900}).json()["loyer_centimes"] == 49900
    assert software.post(f"{address}publier/").json()["etat"] == "published"
    refused = software.patch(address, {"loyer_centimes": 1})
    assert (refused.status_code, refused["Content-Type"]) == (409, "application/problem+json")
    assert "publié" in refused.json()["detail"]
    assert software.post(f"{address}retirer/", {"motif": "travaux"}).json()["motif_retrait"] == "travaux"

    moves = OfferTransition.objects.order_by("at", "id")
    assert [(one.to_state, one.client_id, one.by_id) for one in moves] == [
        ("published", software.client.id, None),
        ("withdrawn", software.client.id, None),
    ]
    assert (
        software.client.name
        in sign_in(bailleur_manager).get(f"/bailleur/logements/{made.json()['id']}/").content.decode()
    )


def test_what_is_missing_and_what_is_wrong_is_said_in_french(software: Software) -> None:
    made = software.post(DWELLINGS, {"reference": "UG-1"})
    refused = software.post(f"{DWELLINGS}{made.json()['id']}/publier/")
    assert refused.status_code == 409
    assert "Il manque" in refused.json()["detail"]
    assert "la typologie" in refused.json()["detail"]

    wrong = software.post(DWELLINGS, {"reference": "UG-2", "etage": "trois", "commune": "Roubaix"})
    assert wrong.status_code == 400
    assert {one["field"] for one in wrong.json()["errors"]} == {"etage", "commune"}
    broken = software.post(DWELLINGS, {"reference": "UG-2", "disponible_le": "2001-01-01", "commune": "99999"})
    assert broken.status_code == 422
    assert {one["field"] for one in broken.json()["errors"]} == {"disponible_le", "commune"}
    assert software.post(DWELLINGS, {"reference": "UG-1"}).status_code == 409
    assert Offer.objects.count() == 1


@pytest.mark.parametrize("surface", [-1.2e290, 1e308, 1e22, 10**400, -1, 0, 401])
def test_a_surface_beyond_all_measure_is_a_wrong_field(software: Software, surface: float) -> None:
    refused = software.post(DWELLINGS, dwelling(surface_m2=surface))

    assert refused.status_code == 400
    assert [one["field"] for one in refused.json()["errors"]] == ["surface_m2"]


def test_a_lot_tells_the_fate_of_each(software: Software) -> None:
    factories.OfferFactory(bailleur_id=software.client.organisation_id, reference="PUBLIC")
    software.post(BATCH, {"logements": [dwelling("SAME"), dwelling("OTHER")]})
    sent = [
        dwelling("NEW"),
        dwelling("SAME"),
        dwelling("OTHER", etage=5),
        dwelling("NEW"),
        dwelling("PUBLIC", etage=9),
        {"reference": "WRONG", "etage": 900},
        {"typologie": "T2"},
    ]
    answer = software.post(BATCH, {"logements": sent}).json()
    assert [one["resultat"] for one in answer["resultats"]] == [
        "cree", "inchange", "modifie", "refuse", "refuse", "refuse", "refuse",
    ]  # fmt: skip
    assert (answer["crees"], answer["modifies"], answer["inchanges"], answer["refuses"]) == (1, 1, 1, 4)
    assert "retirez-le" in answer["resultats"][4]["remarque"]
    assert answer["resultats"][5]["erreurs"][0]["champ"] == "etage"
    assert Offer.objects.get(reference="OTHER").floor == 5

    again = software.post(BATCH, {"logements": [dwelling("NEW"), dwelling("SAME")]}).json()
    assert again["inchanges"] == 2


def test_an_ended_reference_opens_a_new_draft(software: Software) -> None:
    old = factories.OfferFactory(
        bailleur_id=software.client.organisation_id, reference="UG-1", state=OfferState.WITHDRAWN,
        ended_at=timezone.now(), withdrawal_reason="travaux", floor=1,
    )  # fmt: skip
    answer = software.post(BATCH, {"logements": [dwelling("UG-1", etage=4)]}).json()["resultats"][0]
    assert answer["resultat"] == "cree"
    assert answer["id"] != str(old.id)
    old.refresh_from_db()
    assert (old.floor, old.state) == (1, OfferState.WITHDRAWN)


def test_a_lot_publishes_what_is_complete(software: Software) -> None:
    incomplete = dwelling("UG-2")
    del incomplete["typologie"]
    answer = software.post(BATCH, {"publier": True, "logements": [dwelling("UG-1"), incomplete]}).json()
    assert [one["etat"] for one in answer["resultats"]] == ["published", "draft"]
    assert answer["resultats"][1]["remarque"] == "Reste en brouillon. Il manque la typologie."
    assert OfferTransition.objects.get().client_id == software.client.id


def test_a_lot_of_more_than_500_is_refused_whole(software: Software) -> None:
    refused = software.post(BATCH, {"logements": [dwelling(f"UG-{number}") for number in range(501)]})
    assert refused.status_code == 400
    assert not Offer.objects.exists()
    taken = software.post(BATCH, {"logements": [dwelling(f"UG-{number}") for number in range(500)]})
    assert taken.json()["crees"] == 500


class TestIdempotencyKey:
    def test_the_same_key_twice_has_one_effect_and_one_answer(self, software: Software) -> None:
        key = {"Idempotency-Key": "mardi-1"}
        first = software.post(DWELLINGS, dwelling(), **key)
        second = software.post(DWELLINGS, dwelling(), **key)
        assert (first.status_code, second.status_code) == (201, 201)
        assert first.content == second.content
        assert second["Idempotent-Replayed"] == "true"
        assert Offer.objects.count() == 1

    def test_it_is_of_one_client_and_one_request(self, software: Software, other_software: Software) -> None:
        key = {"Idempotency-Key": "mardi-1"}
        software.post(DWELLINGS, dwelling(), **key)
        assert software.post(DWELLINGS, dwelling("UG-2"), **key).status_code == 409
        assert other_software.post(DWELLINGS, dwelling(), **key).status_code == 201

    def test_a_refusal_is_not_kept(self, software: Software) -> None:
        key = {"Idempotency-Key": "mardi-1"}
        assert software.post(DWELLINGS, {"reference": "UG-1", "etage": 900}, **key).status_code == 400
        assert software.post(DWELLINGS, dwelling(), **key).status_code == 201

    def test_what_is_kept_is_sealed_and_forgotten_after_a_day(self, software: Software) -> None:
        software.post(DWELLINGS, dwelling(), **{"Idempotency-Key": "mardi-1"})
        assert b"Tilleuls" not in bytes(IdempotencyRecord.objects.get().sealed)
        forget_api_traces()
        assert IdempotencyRecord.objects.exists()
        IdempotencyRecord.objects.update(created_at=timezone.now() - timedelta(hours=25))
        forget_api_traces()
        assert not IdempotencyRecord.objects.exists()


class TestVersions:
    def test_a_version_already_read_is_not_sent_again(self, software: Software) -> None:
        address = f"{DWELLINGS}{software.post(DWELLINGS, dwelling()).json()['id']}/"
        etag = software.get(address)["ETag"]
        assert software.get(address, **{"If-None-Match": etag}).status_code == 304
        software.patch(address, {"etage": 1})
        assert software.get(address, **{"If-None-Match": etag}).status_code == 200

    def test_a_correction_of_another_version_is_refused(self, software: Software) -> None:
        address = f"{DWELLINGS}{software.post(DWELLINGS, dwelling()).json()['id']}/"
        etag = software.get(address)["ETag"]
        assert software.patch(address, {"etage": 1}, **{"If-Match": etag}).status_code == 200
        assert software.patch(address, {"etage": 2}, **{"If-Match": etag}).status_code == 412
        assert software.get(address).json()["etage"] == 1


def test_pages_of_a_list_hold_each_dwelling_once(software: Software) -> None:
    software.post(BATCH, {"logements": [dwelling(f"UG-{number:03}") for number in range(120)]})
    address, seen = DWELLINGS, []
    while address:
        page = software.get(address.removeprefix("http://testserver")).json()
        seen += [one["reference"] for one in page["results"]]
        address = page["next"]
    assert sorted(seen) == [f"UG-{number:03}" for number in range(120)]


def test_the_list_narrows_by_the_facts_of_the_search(software: Software) -> None:
    software.post(BATCH, {"logements": [dwelling("A"), dwelling("B", typologie="T2"), dwelling("C", commune=None)]})

    def found(query: str) -> set[str]:
        return {one["reference"] for one in software.get(f"{DWELLINGS}?{query}").json()["results"]}

    assert found("typologie=T2") == {"B"}
    assert found("departement=59") == {"A", "B"}
    assert found("reference=C") == {"C"}
    assert found("etat=published") == set()
    refused = software.get(f"{DWELLINGS}?typologie=T99")
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (400, "typologie")


def test_an_unknown_address_is_a_problem_too(software: Software) -> None:
    answer = software.get(f"/api/v1/{uuid.uuid4()}/")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
