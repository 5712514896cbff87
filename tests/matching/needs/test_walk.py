"""A need put to landlords, page by page: cards, answers, one chosen, the others given back at night."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership
from associations.files import open_file
from associations.models import Household
from conventions.models import Channel
from matching import actions
from matching.models import (
    Candidature,
    CandidatureState,
    CandidatureTransition,
    Interpellation,
    InterpellationState,
    NeedAnswer,
    NeedCard,
    Outcome,
)
from matching.recipients import agrees
from notifications.models import Notice
from offers.models import Offer, OfferState
from tests import factories
from tests.matching.needs.conftest import draft_of
from tests.personas import SignIn

pytestmark = pytest.mark.django_db

RECEIVED = reverse("matching:received_needs")


def without_token(browser: Client, address: str) -> str:
    """A page, without what is drawn anew at each reading."""
    page = browser.get(address)
    return page.content.decode().replace(str(page.context["csrf_token"]), "")


def night() -> None:
    call_command("release", stdout=StringIO())


def test_from_the_file_to_the_chosen_dwelling(
    caseworker: Membership,
    household: Household,
    alike: list[Household],
    landlords: list[Membership],
    sign_in: SignIn,
) -> None:
    association = sign_in(caseworker)
    browsers = [sign_in(one) for one in landlords]
    page = reverse("matching:household_need", args=[household.id])
    shown = association.get(page).content.decode()
    assert "Bailleur A" in shown
    assert "Bailleur C" in shown
    assert 'name="bailleurs" value' in shown
    assert "checked" not in shown, "none is ticked by default"

    # Nobody ticked, no consent: nothing leaves, and what was ticked stays.
    assert association.post(page, {}).status_code == 422
    everybody = [str(one.organisation_id) for one in landlords]
    refused = association.post(page, {"bailleurs": everybody})
    assert refused.status_code == 422
    assert refused.content.decode().count("checked") == 3
    assert not NeedCard.objects.exists()

    assert association.post(page, {"bailleurs": everybody, "agreed": "on"}).status_code == 302
    assert agrees(open_file(Household.objects.get(id=household.id)))

    # Each reads its own card, and answers.
    for browser, member in zip(browsers, landlords, strict=True):
        (card,) = browser.get(RECEIVED).context["page"]
        assert "Mésange" not in browser.get(RECEIVED).content.decode()
        if member is landlords[2]:
            continue
        draft = draft_of(member)
        answered = browser.post(reverse("matching:keep_dwelling", args=[card.id]), {"offer": str(draft.id)})
        assert answered.status_code == 302
        assert Offer.objects.get(id=draft.id).state == OfferState.RESERVED
    third_before = without_token(browsers[2], RECEIVED)

    # She sees both, chooses one: its file leaves at once.
    kept = association.get(page).context["kept"]
    assert [one.suits for one in kept] == [True, True]
    assert "Un logement est réservé : choisir" in association.get("/").content.decode()
    choose = reverse("matching:choose_answer", args=[kept[0].answer_id])
    assert "Ce qui part, tout de suite" in association.get(choose).content.decode()
    chosen = association.post(choose)
    candidature = Candidature.objects.get(household=household)
    assert chosen.headers["Location"] == reverse("matching:candidature", args=[candidature.id])
    assert candidature.state == CandidatureState.TRANSMITTED
    assert set(CandidatureTransition.objects.values_list("channel", flat=True)) == {Channel.INTERPELLATION}
    assert browsers[0].get(reverse("matching:candidature", args=[candidature.id])).status_code == 200
    assert association.post(choose).status_code == 302, "a second click is no fault"
    assert Candidature.objects.count() == 1

    # The others learn at night, in dates only; the third one's pages do not change before.
    other = NeedAnswer.objects.get(card__bailleur=landlords[1].organisation_id)
    assert other.offer is not None
    assert browsers[1].get(reverse("matching:received_need", args=[other.card_id])).status_code == 200
    assert other.offer.state == OfferState.RESERVED
    assert without_token(browsers[2], RECEIVED) == third_before
    night()
    other.refresh_from_db()
    assert other.outcome == Outcome.FREED
    assert Offer.objects.get(id=other.offer_id).state == OfferState.DRAFT
    for browser in browsers:
        assert not browser.get(RECEIVED).context["page"].object_list
    assert browsers[1].get(reverse("matching:received_need", args=[other.card_id])).status_code == 404
    assert Offer.objects.get(id=candidature.offer_id).state == OfferState.RESERVED, "hers is still to be had"


def test_an_answer_given_before_the_night_is_kept_and_answered_then(
    need: Interpellation, cards: list[NeedCard], landlords: list[Membership], caseworker: Membership, sign_in: SignIn
) -> None:
    actions.withdraw_need(need=need, by=caseworker)
    told = Notice.objects.filter(recipient=caseworker.user).count()
    landlord = sign_in(landlords[2])
    draft = draft_of(landlords[2])

    answered = landlord.post(reverse("matching:keep_dwelling", args=[cards[2].id]), {"offer": str(draft.id)})

    assert answered.status_code == 302, "the page still offered it"
    assert Notice.objects.filter(recipient=caseworker.user).count() == told
    night()
    assert Offer.objects.get(id=draft.id).state == OfferState.DRAFT
    assert landlord.get(reverse("matching:received_need", args=[cards[2].id])).status_code == 404


def test_not_now_and_perhaps_are_answers_that_change(
    cards: list[NeedCard], landlords: list[Membership], caseworker: Membership, sign_in: SignIn
) -> None:
    landlord, card = sign_in(landlords[0]), cards[0]
    not_now, maybe = (reverse(f"matching:{name}", args=[card.id]) for name in ("not_now", "maybe"))
    assert landlord.post(not_now, {"reason": ""}).status_code == 422
    assert landlord.post(maybe, {"from_on": "2001-01-01"}).status_code == 422
    assert not card.answers.exists()

    landlord.post(not_now, {"reason": "pas_de_typologie"})
    assert "Pas pour l’instant" in landlord.get(RECEIVED).content.decode()
    landlord.post(maybe, {"from_on": (timezone.localdate() + timedelta(days=40)).isoformat()})
    assert "Peut-être à partir du" in landlord.get(RECEIVED).content.decode()
    page = reverse("matching:household_need", args=[cards[0].interpellation.household_id])
    assert "Peut-être à partir du" in sign_in(caseworker).get(page).content.decode()


def test_a_dwelling_taken_back_is_a_draft_again(
    kept: list[NeedAnswer], landlords: list[Membership], caseworker: Membership, sign_in: SignIn
) -> None:
    landlord, association = sign_in(landlords[0]), sign_in(caseworker)
    back = reverse("matching:take_back_dwelling", args=[kept[0].id])
    assert sign_in(landlords[1]).post(back).status_code == 404

    assert landlord.post(back).status_code == 302

    assert Offer.objects.get(id=kept[0].offer_id).state == OfferState.DRAFT
    choose = reverse("matching:choose_answer", args=[kept[0].id])
    assert association.post(choose, follow=True).status_code == 200
    assert not Candidature.objects.exists()


def test_what_does_not_suit_is_said_without_why(
    kept: list[NeedAnswer], landlords: list[Membership], caseworker: Membership, sign_in: SignIn
) -> None:
    sign_in(caseworker).post(reverse("matching:decline_answer", args=[kept[0].id]))

    page = sign_in(landlords[0]).get(reverse("matching:received_need", args=[kept[0].card_id])).content.decode()
    assert "ne convient pas" in page
    assert Offer.objects.get(id=kept[0].offer_id).state == OfferState.DRAFT
    assert "Nous avons un logement" in page, "another dwelling may be kept"


def test_a_file_that_is_not_ready_says_what_lacks_and_keeps_the_dwelling(
    kept: list[NeedAnswer], household: Household, caseworker: Membership, sign_in: SignIn
) -> None:
    household.registrations.all().delete()
    association = sign_in(caseworker)
    choose = reverse("matching:choose_answer", args=[kept[0].id])

    assert "à compléter" in association.get(choose).content.decode()
    assert association.post(choose).status_code == 422
    assert not Candidature.objects.exists()
    assert Offer.objects.get(id=kept[0].offer_id).state == OfferState.RESERVED


def test_a_need_ends_by_itself_after_thirty_days_unless_renewed(
    need: Interpellation, kept: list[NeedAnswer], caseworker: Membership, sign_in: SignIn
) -> None:
    today = timezone.localdate()
    Interpellation.objects.update(until=today - timedelta(days=1))
    sign_in(caseworker).post(reverse("matching:renew_need", args=[need.id]))
    night()
    need.refresh_from_db()
    assert need.state == InterpellationState.OPEN
    assert need.until == today + timedelta(days=30)

    Interpellation.objects.update(until=today - timedelta(days=1))
    night()
    need.refresh_from_db()
    assert need.state == InterpellationState.EXPIRED
    assert {one.offer.state for one in NeedAnswer.objects.with_offer() if one.offer} == {OfferState.DRAFT}
    assert Notice.objects.filter(recipient=caseworker.user, kind="need_over").count() == 1


def test_what_came_to_nothing_gives_the_dwelling_back(kept: list[NeedAnswer], caseworker: Membership) -> None:
    candidature = actions.choose_answer(answer=kept[0], by=caseworker)
    night()
    assert Offer.objects.get(id=kept[0].offer_id).state == OfferState.RESERVED

    actions.cancel_candidature(candidature=candidature, by=caseworker)
    night()

    assert Offer.objects.get(id=kept[0].offer_id).state == OfferState.DRAFT


def test_a_purge_takes_cards_and_answers_and_leaves_dates(
    need: Interpellation, kept: list[NeedAnswer], household: Household
) -> None:
    from associations.signals import household_purged  # noqa: PLC0415

    household_purged.send(Household, household_id=household.id)
    night()

    assert not NeedCard.objects.exists()
    assert not NeedAnswer.objects.exists()
    need.refresh_from_db()
    assert need.state == InterpellationState.WITHDRAWN
    assert set(need.transitions.values_list("household_ref", flat=True)) == {None}
    assert set(Offer.objects.exclude(typology="T1").values_list("state", flat=True)) == {OfferState.DRAFT}


def test_the_federation_proposes_and_the_referente_alone_chooses(
    need: Interpellation, federation_member: Membership, caseworker: Membership, sign_in: SignIn
) -> None:
    federation = sign_in(federation_member)
    page = federation.get(reverse("matching:federation_needs"))
    (row,) = page.context["rows"]
    assert row.recipients == 3
    for landlord in ("Bailleur A", "Bailleur B", "Bailleur C"):
        assert landlord not in page.content.decode(), "how many, never which"

    federation.post(reverse("matching:ask_to_widen", args=[need.id]), {"widening": "bailleurs"})

    hers = sign_in(caseworker).get(reverse("matching:household_need", args=[need.household_id])).content.decode()
    assert "la fédération propose d’élargir : d’autres bailleurs" in hers
    assert Notice.objects.filter(recipient=caseworker.user, kind="need_widen").count() == 1


def test_a_new_dwelling_begins_with_what_the_card_says(
    cards: list[NeedCard], landlords: list[Membership], sign_in: SignIn
) -> None:
    landlord = sign_in(landlords[0])

    begun = landlord.post(reverse("matching:describe_dwelling", args=[cards[0].id]))

    draft = Offer.objects.get(state=OfferState.DRAFT)
    assert begun.headers["Location"] == reverse("offers:own_offer", args=[draft.id])
    assert draft.typology == "T3"
    incomplete = landlord.get(reverse("matching:received_need", args=[cards[0].id])).content.decode()
    assert "il manque" in incomplete
    refused = landlord.post(reverse("matching:keep_dwelling", args=[cards[0].id]), {"offer": str(draft.id)})
    assert refused.status_code == 422
    assert Offer.objects.get(id=draft.id).state == OfferState.DRAFT


def test_lists_cost_the_same_whatever_they_hold(
    cards: list[NeedCard],
    landlords: list[Membership],
    caseworker: Membership,
    federation_member: Membership,
    sign_in: SignIn,
    django_assert_max_num_queries: object,
) -> None:
    readers = {
        RECEIVED: sign_in(landlords[0]),
        reverse("matching:needs"): sign_in(caseworker),
        reverse("matching:federation_needs"): sign_in(federation_member),
    }
    for address, browser in readers.items():
        browser.get(address)
        with django_assert_max_num_queries(9):  # type: ignore[operator] - session, member, unread, then at most 6
            assert browser.get(address).status_code == 200
    household = factories.HouseholdFactory(member=caseworker, adults=2, children={"3-5": 1, "18+": 1})
    actions.send_need(household=household, bailleurs={landlords[0].organisation_id}, agreed=True, by=caseworker)
    for address, browser in readers.items():
        with django_assert_max_num_queries(9):  # type: ignore[operator]
            assert browser.get(address).status_code == 200
