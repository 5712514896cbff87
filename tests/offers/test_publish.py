"""A landlord publishes a dwelling: what it takes, what is refused, what is never lost."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from accounts.models import Membership
from bailleurs.models import Bailleur
from offers import actions
from offers.closing import PARIS
from offers.models import Offer, OfferState
from offers.policies import Missing
from offers.views import drafts
from tests import factories
from tests.offers.forms import LIST, NEW, page_of, publish, save, typed
from tests.personas import SignIn

pytestmark = pytest.mark.django_db

ROUBAIX = "59512"
TOO_LONG = "é" * 20_000


@pytest.fixture(autouse=True)
def _communes(db: None) -> None:
    factories.commune(ROUBAIX)
    factories.commune("59350")


def test_eleven_fields_are_enough(agent: Membership, sign_in: SignIn) -> None:
    response = publish(sign_in(agent))
    offer = Offer.objects.get()
    assert response.status_code == 302
    assert response.url == page_of(offer)
    assert (offer.state, offer.listed, offer.bailleur_id) == (OfferState.PUBLISHED, True, agent.organisation_id)
    assert (offer.rent_cents, offer.charges_cents, offer.total_rent_cents) == (51_240, 10_000, 61_240)
    assert offer.surface_m2 == 62.5
    assert offer.location.commune_id == ROUBAIX
    assert (offer.location.lat, offer.location.lon) == (None, None)
    closing = timezone.localtime(offer.closes_at, PARIS)
    assert (closing.hour, closing.minute, closing.date()) == (18, 0, timezone.localdate() + timedelta(days=7))


def test_the_move_is_recorded_with_who_made_it(agent: Membership, sign_in: SignIn) -> None:
    publish(sign_in(agent))
    move = Offer.objects.get().transitions.get()
    assert (move.from_state, move.to_state) == (OfferState.DRAFT, OfferState.PUBLISHED)
    assert (move.by, move.organisation) == (agent.user, agent.organisation)


def test_associations_see_it_at_once(agent: Membership, caseworker: Membership, sign_in: SignIn) -> None:
    publish(sign_in(agent))
    page = sign_in(caseworker).get(reverse("offers:offer", args=[Offer.objects.get().id]))
    assert page.status_code == 200
    assert "Roubaix" in page.text
    assert "rue des Arts" not in page.text


@time_machine.travel("2026-04-30 09:00:00+02:00")
def test_the_closing_proposed_is_five_working_days_away_holidays_apart(agent: Membership, sign_in: SignIn) -> None:
    # From Thursday 30 April: the 1st and the 8th of May are holidays, so that the fifth working day is the 11th.
    page = sign_in(agent).get(NEW)
    assert 'value="2026-05-11"' in page.text


@pytest.mark.parametrize("role", ["caseworker", "association_manager", "federation_member", "coordinator", "partner"])
def test_the_form_does_not_exist_for_others(request: pytest.FixtureRequest, sign_in: SignIn, role: str) -> None:
    client = sign_in(request.getfixturevalue(role))
    assert client.get(NEW).status_code == 404
    assert client.get(LIST).status_code == 404
    assert client.post(reverse("offers:autosave"), typed()).status_code == 404
    assert publish(client).status_code == 404
    assert not Offer.objects.exists()


def test_what_is_missing_is_said_at_the_top_beside_the_field_and_at_the_foot(
    agent: Membership, sign_in: SignIn
) -> None:
    page = publish(sign_in(agent), floor="", financing="", residence="", address="")
    assert page.status_code == 422
    assert set(page.context["form"].errors) == {"floor", "financing", "address"}
    assert 'href="#id_floor_field"' in page.text
    assert page.text.count("Il manque l’étage.") == 2
    assert [word for _, word in page.context["lacking"]] == ["la résidence ou l’adresse", "l’étage", "le financement"]
    assert page.context["wrong"] == []
    draft = Offer.objects.get()
    assert (draft.state, draft.reference) == (OfferState.DRAFT, "UG-1042")


def test_at_the_foot_what_is_wrong_is_not_what_is_missing(agent: Membership, sign_in: SignIn) -> None:
    page = publish(sign_in(agent), floor="deux", commune="", coordinates="50.6927, 3.1746")
    assert [field.name for field in page.context["wrong"]] == ["coordinates", "floor"]
    assert [word for _, word in page.context["lacking"]] == ["la commune"]


@pytest.mark.parametrize("field", ["residence", "address"])
def test_a_residence_or_an_address_is_enough(agent: Membership, sign_in: SignIn, field: str) -> None:
    assert publish(sign_in(agent), **{field: ""}).status_code == 302


# Field, what is typed, what the message says.
BAD = [
    ("typology", "T99", "Choisissez dans la liste"),
    ("typology", "T3\x00", "Choisissez dans la liste"),
    ("surface_m2", "8,9", "Au moins 9"),
    ("surface_m2", "401", "Au plus 400"),
    ("surface_m2", "99999999", "Au plus 400"),
    ("surface_m2", "soixante", "par exemple 62,5"),
    ("surface_m2", "NaN", "par exemple 62,5"),
    ("surface_m2", "62,55", "Un chiffre après la virgule"),
    ("floor", "deux", "nombre entier"),
    ("floor", "99", "Au plus 60"),
    ("floor", "9" * 5000, "nombre entier"),
    ("rent_cents", "-1", "négatif"),
    ("rent_cents", "−10", "négatif"),
    ("rent_cents", "3000,01", "Au plus 3\u202f000 €"),
    ("rent_cents", "cher", "par exemple 612,40"),
    ("rent_cents", "9" * 20_000, "au plus 40"),
    ("charges_cents", "3001", "Au plus 3\u202f000 €"),
    ("financing", "GRATUIT", "Choisissez dans la liste"),
    ("contingent", "AUTRES", "Choisissez dans la liste"),
    ("available_on", "31/02/2027", "Donnez une date"),
    ("available_on", "1999-01-01", "plus d’un an"),
    ("available_on", "2199-01-01", "plus de deux ans"),
    ("closes_on", "2020-01-01", "Cette date est passée"),
    ("closes_on", "2199-01-01", "60 jours au plus"),
    ("closes_on", "demain", "Donnez une date"),
    ("caleol_on", "2020-01-01", "Cette date est passée"),
    ("commune", "Trifouillis-les-Oies", "Commune inconnue"),
    ("commune", "Saint-Denis", "Précisez la commune"),
    ("commune", TOO_LONG, "trop long"),
    ("reference", TOO_LONG, "Au plus 40 caractères (il y en a 20000)"),
    ("residence", TOO_LONG, "Au plus 120 caractères"),
    ("address", TOO_LONG, "Au plus 200 caractères"),
    ("quarter", TOO_LONG, "Au plus 80 caractères"),
    ("door", TOO_LONG, "Au plus 40 caractères"),
    ("visit_slots", TOO_LONG, "Au plus 250 caractères"),
    ("address", "12 rue\x00 des Arts", "caractère"),
    ("coordinates", "50.9513, 1.8587", "hors de cette commune"),  # Calais, in another département
    ("coordinates", "50.6292, 3.0573", "hors de cette commune"),  # Lille, in the same one
    ("coordinates", "3.1746, 50.6927", "hors de cette commune"),  # longitude first
    ("coordinates", "50.69, 3.17", "4 décimales"),
    ("coordinates", "Roubaix", "latitude puis la longitude"),
    ("coordinates", "près de la gare", "latitude puis la longitude"),
    ("coordinates", "950.1234, 3.1234", "latitude puis la longitude"),
    ("wanted_candidatures", "0", "Au moins 1"),
    ("wanted_candidatures", "4000", "Au plus 10"),
]


@pytest.mark.parametrize(("field", "value", "message"), BAD, ids=[f"{f}-{v[:12]!r}" for f, v, _ in BAD])
def test_bad_input_is_refused_in_clear_words_and_nothing_typed_is_lost(
    agent: Membership, sign_in: SignIn, field: str, value: str, message: str
) -> None:
    page = publish(sign_in(agent), **{field: value, "visit_contact": "Accueil de l'agence"})
    assert page.status_code == 422
    assert set(page.context["form"].errors) == {field}
    assert message in " ".join(page.context["form"].errors[field])
    # Everything stays on the screen, and what holds is in the draft.
    if field not in {"typology", "financing", "contingent"}:
        assert escape(value) in page.text
    assert escape("Accueil de l'agence") in page.text
    draft = Offer.objects.get()
    assert (draft.state, draft.visit_contact) == (OfferState.DRAFT, "Accueil de l'agence")


@pytest.mark.parametrize(
    ("text", "cents"), [("612,40", 61_240), ("612.4", 61_240), ("1 200 €", 120_000), ("0", 0), ("3000", 300_000)]
)
def test_amounts_as_people_type_them(agent: Membership, sign_in: SignIn, text: str, cents: int) -> None:
    publish(sign_in(agent), rent_cents=text)
    assert Offer.objects.get().rent_cents == cents


@pytest.mark.parametrize("text", ["62,5", "62.5", "62,5 m²", " 62,5 M2 "])
def test_surfaces_as_people_type_them(agent: Membership, sign_in: SignIn, text: str) -> None:
    publish(sign_in(agent), surface_m2=text)
    assert Offer.objects.get().surface_m2 == 62.5


def test_a_dwelling_free_since_last_month_may_be_published(agent: Membership, sign_in: SignIn) -> None:
    assert publish(sign_in(agent), available_on=timezone.localdate() - timedelta(days=40)).status_code == 302


def test_coordinates_within_the_commune_are_its_door(agent: Membership, sign_in: SignIn) -> None:
    publish(sign_in(agent), coordinates="50,6927 ; 3,1746")
    location = Offer.objects.get().location
    assert (location.lat, location.lon) == (50.6927, 3.1746)


def test_a_door_is_never_kept_beside_another_commune(agent: Membership, sign_in: SignIn) -> None:
    client = sign_in(agent)
    save(client, coordinates="50.6927, 3.1746")
    offer = Offer.objects.get()
    client.post(page_of(offer), typed(draft=str(offer.id), commune="Lille (59)", coordinates="50.6927, 3.1746"))
    offer.refresh_from_db()
    assert (offer.location.commune_id, offer.location.lat) == ("59350", None)


def test_a_draft_whose_closing_passed_is_not_published(agent: Membership, sign_in: SignIn) -> None:
    client = sign_in(agent)
    save(client)
    with time_machine.travel(timezone.now() + timedelta(days=30)):
        client = sign_in(agent)
        offer = Offer.objects.get()
        page = client.post(
            page_of(offer), typed(closes_on=timezone.localdate() - timedelta(days=1)) | {"publier": "1"}
        )
    assert page.status_code == 422
    assert Offer.objects.get().state == OfferState.DRAFT


def test_the_same_form_sent_twice_is_one_dwelling(agent: Membership, sign_in: SignIn) -> None:
    client = sign_in(agent)
    form = typed() | {"publier": "1"}
    first, second = client.post(NEW, form), client.post(NEW, form, follow=True)
    offer = Offer.objects.get()
    assert first.url == page_of(offer)
    assert second.redirect_chain == [(page_of(offer), 302)]
    assert "retirez-le" not in second.text
    assert offer.transitions.count() == 1


def test_the_same_form_sent_twice_at_once_is_no_fault(
    agent: Membership, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other one publishes between what this one kept and its own publication."""
    real = drafts.missing

    def meanwhile(draft: Offer) -> list[Missing]:
        actions.publish_offer(offer=Offer.objects.get(id=draft.id), by=agent)
        return real(draft)

    monkeypatch.setattr(drafts, "missing", meanwhile)

    answer = publish(sign_in(agent))

    offer = Offer.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, page_of(offer))
    assert offer.transitions.filter(to_state=OfferState.PUBLISHED).count() == 1


def test_once_published_its_facts_do_not_change(agent: Membership, bailleur: Bailleur, sign_in: SignIn) -> None:
    offer = factories.OfferFactory(bailleur=bailleur)
    page = sign_in(agent).post(page_of(offer), typed(draft=str(offer.id)), follow=True)
    offer.refresh_from_db()
    assert offer.rent_cents == 45_000
    assert "retirez-le et dupliquez-le" in page.text


def test_the_reference_is_unique_among_dwellings_not_ended(
    agent: Membership, bailleur: Bailleur, other_bailleur: Bailleur, sign_in: SignIn
) -> None:
    factories.OfferFactory(bailleur=other_bailleur, reference="UG-1042")
    ended = factories.OfferFactory(
        bailleur=bailleur, reference="UG-1042", state=OfferState.WITHDRAWN, ended_at=timezone.now()
    )
    client = sign_in(agent)
    assert publish(client).status_code == 302
    page = publish(client, surface_m2="70")
    assert page.status_code == 422
    assert set(page.context["form"].errors) == {"reference"}
    draft = Offer.objects.get(state=OfferState.DRAFT)
    assert (draft.reference, draft.surface_m2) == ("", 70)
    ended.refresh_from_db()
    assert ended.state == OfferState.WITHDRAWN
