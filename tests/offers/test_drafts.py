"""Drafts: kept as they are typed, found again, filled from the same residence, copied, deleted."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership
from bailleurs.models import Bailleur
from offers.models import Offer, OfferState
from tests import factories
from tests.offers.forms import NEW, page_of, publish, save, typed
from tests.personas import SignIn

pytestmark = pytest.mark.django_db

AUTOSAVE = "/bailleur/logements/brouillon/"
OPTIONAL = {
    "quarter": "Le Pile",
    "door": "B12",
    "coordinates": "50.692700, 3.174600",
    "lift": "on",
    "step_free": "on",
    "annex_rent_cents": "15,50",
    "solution_type": "BAIL_GLISSANT",
    "occupancy": "occupe",
    "heating": "collectif",
    "heating_cost_cents": "45",
    "water_cost_cents": "20,10",
    "dpe": "C",
    "in_qpv": "on",
    "wanted_candidatures": "4",
    "visit_contact": "Gardien, 03 20 00 00 00",
    "visit_slots": "Le mardi de 14 h à 16 h",
}


@pytest.fixture(autouse=True)
def _communes(db: None) -> None:
    factories.commune("59512")


def blank(bailleur: Bailleur, **facts: object) -> Offer:
    """A draft with almost nothing typed."""
    nothing = dict.fromkeys(("surface_m2", "floor", "rent_cents", "charges_cents", "available_on", "closes_at"))
    return factories.OfferFactory(
        bailleur=bailleur,
        **{
            "state": OfferState.DRAFT,
            "listed": False,
            "published_at": None,
            "typology": "",
            "financing": "",
            "contingent": "",
            **nothing,
            **facts,
        },
    )


def test_a_draft_keeps_everything_and_shows_it_again(agent: Membership, sign_in: SignIn) -> None:
    client = sign_in(agent)
    form = typed(**OPTIONAL)
    assert client.post(NEW, form).status_code == 302
    offer = Offer.objects.get()
    assert offer.state == OfferState.DRAFT
    assert not offer.listed
    assert not offer.transitions.exists()
    shown = client.get(page_of(offer)).context["form"]
    again = {name: shown[name].value() for name in OPTIONAL}
    assert again == OPTIONAL | {
        "lift": True,
        "step_free": True,
        "in_qpv": True,
        "wanted_candidatures": 4,
    }


def test_almost_nothing_is_already_a_draft(agent: Membership, sign_in: SignIn) -> None:
    client = sign_in(agent)
    client.post(NEW, {"draft": str(uuid4()), "address": "3 rue Neuve"})
    client.post(NEW, {"draft": str(uuid4()), "address": "5 rue Neuve"})
    assert set(Offer.objects.values_list("location__address", flat=True)) == {"3 rue Neuve", "5 rue Neuve"}


def test_what_is_typed_saves_itself_into_one_draft(agent: Membership, sign_in: SignIn) -> None:
    client = sign_in(agent)
    form = client.get(NEW).context
    draft_id = str(form["draft_id"])
    assert client.post(AUTOSAVE, {"draft": draft_id, "closes_on": "2099-01-01"}).status_code == 204
    assert not Offer.objects.exists()
    client.post(AUTOSAVE, {"draft": draft_id, "reference": "UG"})
    answer = client.post(AUTOSAVE, {"draft": draft_id, "reference": "UG-7", "typology": "T2", "surface_m2": "41"})
    offer = Offer.objects.get()
    assert (str(offer.id), offer.reference) == (draft_id, "UG-7")
    assert answer["X-Draft-Address"] == page_of(offer)
    assert "T2 · 41" in answer.text
    assert "Il manque : " in answer.text
    assert "l’étage" in answer.text
    assert client.post(NEW, typed(draft=draft_id) | {"publier": "1"}).status_code == 302
    assert Offer.objects.get().state == OfferState.PUBLISHED


def test_autosave_says_what_it_could_not_keep(agent: Membership, sign_in: SignIn) -> None:
    answer = sign_in(agent).post(AUTOSAVE, typed(surface_m2="grand"))
    assert "pas encore gardé" in answer.text
    assert "id_surface_m2_field" in answer.text
    assert Offer.objects.get().surface_m2 is None


def test_an_autosave_that_comes_after_the_publication_changes_nothing(agent: Membership, sign_in: SignIn) -> None:
    client = sign_in(agent)
    form = typed()
    client.post(NEW, form | {"publier": "1"})
    assert client.post(AUTOSAVE, form | {"rent_cents": "1"}).status_code == 204
    assert Offer.objects.get().rent_cents == 51_240


def test_autosave_with_a_reference_taken_keeps_the_rest(
    agent: Membership, bailleur: Bailleur, sign_in: SignIn
) -> None:
    factories.OfferFactory(bailleur=bailleur, reference="UG-1042")
    form = typed()
    answer = sign_in(agent).post(AUTOSAVE, form)
    assert "id_reference_field" in answer.text
    assert Offer.objects.get(id=form["draft"]).location.address == "12 rue des Arts"


@pytest.mark.parametrize("draft", ["", "x", "\x00", "9" * 5000])
def test_a_broken_draft_id_begins_a_draft(agent: Membership, sign_in: SignIn, draft: str) -> None:
    assert save(sign_in(agent), draft=draft).status_code == 302
    assert Offer.objects.get().reference == "UG-1042"


def test_nobody_writes_into_anothers_draft(other_agent: Membership, bailleur: Bailleur, sign_in: SignIn) -> None:
    draft = blank(bailleur, reference="A-1")
    client = sign_in(other_agent)
    assert client.get(page_of(draft)).status_code == 404
    assert client.post(page_of(draft), typed()).status_code == 404
    assert save(client, draft=str(draft.id)).status_code == 404
    assert client.post(AUTOSAVE, typed(draft=str(draft.id))).status_code == 404
    for name in ("duplicate", "delete_draft", "withdraw"):
        assert client.post(reverse(f"offers:{name}", args=[draft.id]), {"reason": "vendu"}).status_code == 404
    assert Offer.objects.get().reference == "A-1"


def test_values_of_the_last_dwelling_of_the_residence(
    agent: Membership, bailleur: Bailleur, other_bailleur: Bailleur, sign_in: SignIn
) -> None:
    known = {"heating": "collectif", "dpe": "B", "lift": True, "visit_contact": "Gardien"}
    factories.OfferFactory(
        bailleur=bailleur,
        reference="ANCIEN",
        location__residence="Les Tilleuls",
        location__commune="59512",
        location__address="1 rue Foch",
        location__lat=50.6927,
        location__lon=3.1746,
        **known,
    )
    factories.OfferFactory(bailleur=other_bailleur, location__residence="Les Tilleuls", dpe="G")
    client = sign_in(agent)
    form = typed(residence="les tilleuls", address="", commune="", financing="PLS", contingent="")
    saved = client.post(NEW, form, follow=True)
    assert "Reprendre les valeurs de ANCIEN" in saved.text
    filled = client.post(NEW, form | {"reprendre": "1"}, follow=True)
    offer = Offer.objects.get(id=form["draft"])
    assert (offer.heating, offer.dpe, offer.lift, offer.visit_contact) == tuple(known.values())
    assert offer.financing == "PLS", "what was typed is never replaced"
    assert offer.contingent == "ETAT_PRIORITAIRE"
    assert (offer.location.address, offer.location.commune_id) == ("1 rue Foch", "59512")
    assert (offer.location.lat, offer.location.lon) == (50.6927, 3.1746)
    assert offer.reference == "UG-1042"
    assert "Reprendre les valeurs" not in filled.text


def test_values_are_taken_once_what_is_typed_holds(agent: Membership, bailleur: Bailleur, sign_in: SignIn) -> None:
    factories.OfferFactory(bailleur=bailleur, location__residence="Les Tilleuls", dpe="B")
    page = sign_in(agent).post(NEW, typed(floor="deux") | {"reprendre": "1"})
    assert page.status_code == 422
    assert 'value="deux"' in page.text


def test_a_copy_leaves_three_things_to_give(agent: Membership, bailleur: Bailleur, sign_in: SignIn) -> None:
    source = factories.OfferFactory(
        bailleur=bailleur, dpe="C", location__address="1 rue Foch", location__door="A4", caleol_on=timezone.localdate()
    )
    client = sign_in(agent)
    page = client.post(reverse("offers:duplicate", args=[source.id]), follow=True)
    copy = Offer.objects.get(state=OfferState.DRAFT)
    assert [word for _, word in page.context["lacking"]] == ["la référence", "l’étage", "la disponibilité"]
    assert (copy.dpe, copy.rent_cents, copy.location.address) == ("C", 45_000, "1 rue Foch")
    assert (copy.location.door, copy.caleol_on, copy.published_at, copy.listed) == ("", None, None, False)
    shown = page.context["form"]
    fields = {name: shown[name].value() for name in typed() if name in shown.fields}
    answer = client.post(
        page_of(copy),
        {
            **{name: shown[name].value() or "" for name in fields},
            "commune": "Lille (59)",
            "closes_on": shown["closes_on"].value().isoformat(),
            "draft": str(copy.id),
            "reference": "UG-NEUF",
            "floor": "1",
            "available_on": timezone.localdate().isoformat(),
            "publier": "1",
        },
    )
    assert answer.status_code == 302
    copy.refresh_from_db()
    assert copy.state == OfferState.PUBLISHED


def test_two_copies_may_wait_for_their_reference(agent: Membership, bailleur: Bailleur, sign_in: SignIn) -> None:
    source = factories.OfferFactory(bailleur=bailleur)
    client = sign_in(agent)
    for _ in range(2):
        assert client.post(reverse("offers:duplicate", args=[source.id])).status_code == 302
    assert Offer.objects.filter(reference="").count() == 2


def test_a_draft_is_deleted_a_published_dwelling_is_not(
    agent: Membership, bailleur: Bailleur, sign_in: SignIn
) -> None:
    draft, published = blank(bailleur), factories.OfferFactory(bailleur=bailleur)
    client = sign_in(agent)
    for offer in (draft, published):
        client.post(reverse("offers:delete_draft", args=[offer.id]))
    assert list(Offer.objects.order_by("id")) == [published]


def test_a_draft_with_nothing_typed_opens(agent: Membership, bailleur: Bailleur, sign_in: SignIn) -> None:
    draft = blank(bailleur, reference="", location__address="")
    page = sign_in(agent).get(page_of(draft))
    assert page.status_code == 200
    assert "Brouillon sans référence" in page.text


def test_the_preview_is_the_card_of_associations(agent: Membership, sign_in: SignIn) -> None:
    client = sign_in(agent)
    page = client.get(publish(client, floor="").wsgi_request.path)
    assert page.status_code == 200
    draft = client.get(page_of(Offer.objects.get()))
    assert "612,40" in draft.text
    assert draft.context["card"].place == "Roubaix"
