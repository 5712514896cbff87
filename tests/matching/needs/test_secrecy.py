"""Who must learn nothing of a need: an excluded organisation, a landlord about another's card, everybody else."""

from dataclasses import replace
from datetime import date, datetime
from io import StringIO
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db.models import ForeignKey
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership
from associations.actions import change_file
from associations.contents import AvoidedZone, AvoidedZones
from associations.models import Household
from common.transitions import WrongState
from matching import actions
from matching.ladder import Rung
from matching.models import Interpellation, NeedAnswer, NeedCard
from notifications.models import Notice
from offers.models import Offer, OfferState
from territories.communes import index
from territories.places import Place
from tests import factories
from tests.matching.needs.conftest import draft_of
from tests.personas import SignIn

pytestmark = pytest.mark.django_db

RECEIVED = reverse("matching:received_needs")
FEDERATION = reverse("matching:federation_needs")


def exclude(household: Household, organisation: UUID, by: Membership) -> None:
    change_file(
        household=household, change=lambda file: replace(file, excluded_organisations=(str(organisation),)), by=by
    )


# --- An excluded organisation ------------------------------------------------------------


def test_one_excluded_before_gets_nothing_and_nobody_can_tell(
    household: Household,
    alike: list[Household],
    landlords: list[Membership],
    caseworker: Membership,
    federation_member: Membership,
    sign_in: SignIn,
) -> None:
    excluded = landlords[1]
    exclude(household, excluded.organisation_id, caseworker)
    page = reverse("matching:household_need", args=[household.id])
    association = sign_in(caseworker)
    assert excluded.organisation.name not in association.get(page).content.decode()

    forced = association.post(page, {"bailleurs": [str(one.organisation_id) for one in landlords], "agreed": "on"})
    assert forced.status_code == 422, "chosen all the same, it is refused"
    others = {one.organisation_id for one in landlords if one is not excluded}
    need = actions.send_need(household=household, bailleurs=others, agreed=True, by=caseworker)

    (card,) = NeedCard.objects.filter(bailleur=landlords[0].organisation_id)
    landlord = sign_in(excluded)
    assert landlord.get(reverse("matching:received_need", args=[card.id])).status_code == 404
    assert landlord.get(RECEIVED).context["count"] == 0
    assert not Notice.objects.filter(recipient=excluded.user).exists()
    (row,) = sign_in(federation_member).get(FEDERATION).context["rows"]
    assert (row.recipients, row.to_call) == (2, False), "as if she had chosen those two"
    with pytest.raises(WrongState):
        actions.send_need(household=household, bailleurs={excluded.organisation_id}, by=caseworker)
    assert need.cards.count() == 2


def test_one_excluded_afterwards_loses_the_card_at_night_as_of_any_other_end(
    need: Interpellation,
    cards: list[NeedCard],
    household: Household,
    landlords: list[Membership],
    caseworker: Membership,
    sign_in: SignIn,
) -> None:
    landlord, told = sign_in(landlords[1]), Notice.objects.filter(recipient=caseworker.user).count()
    address = reverse("matching:received_need", args=[cards[1].id])
    exclude(household, landlords[1].organisation_id, caseworker)
    told = Notice.objects.filter(recipient=caseworker.user).count()

    assert landlord.get(address).status_code == 200, "at once would tell why"
    draft = draft_of(landlords[1])
    landlord.post(reverse("matching:keep_dwelling", args=[cards[1].id]), {"offer": str(draft.id)})
    assert Notice.objects.filter(recipient=caseworker.user).count() == told
    hers = sign_in(caseworker).get(reverse("matching:household_need", args=[household.id]))
    assert hers.context["kept"] == []
    answer = NeedAnswer.objects.get(offer=draft)
    assert sign_in(caseworker).get(reverse("matching:choose_answer", args=[answer.id])).status_code == 404

    call_command("release", stdout=StringIO())

    assert landlord.get(address).status_code == 404
    assert Offer.objects.get(id=draft.id).state == OfferState.DRAFT


# --- Two landlords that compare ------------------------------------------------------------


def test_two_cards_of_one_household_share_nothing_but_their_bands(
    need: Interpellation, cards: list[NeedCard], landlords: list[Membership], sign_in: SignIn
) -> None:
    shown = {"size", "typology", "solutions", "places", "rent", "step_free", "rung"}
    never_shown = {"interpellation", "sent_at", "withdrawn", "ended_on"}
    for field in NeedCard._meta.concrete_fields:
        if field.name not in shown | never_shown:
            first, second = (getattr(card, field.attname) for card in cards[:2])
            assert first != second, field.name

    pages = []
    for card, member in list(zip(cards, landlords, strict=True))[:2]:
        landlord = sign_in(member)
        answer = landlord.get(reverse("matching:received_need", args=[card.id]))
        text = answer.content.decode()
        for secret in (need.id, need.reference, need.household_id, need.opened_at.isoformat()):
            assert str(secret) not in text
        pages.append((text, dict(answer.headers)))
    ids = [{str(card.id), card.reference} for card in cards]
    for (text, headers), others in zip(pages, (ids[1] | ids[2], ids[0] | ids[2]), strict=True):
        assert not any(value in text or value in str(headers) for value in others)
    assert "ETag" not in pages[0][1]
    assert "Last-Modified" not in pages[0][1]


def test_no_day_and_no_hour_of_a_card_is_shown(
    cards: list[NeedCard], landlords: list[Membership], sign_in: SignIn
) -> None:
    """Two landlords that compare days would find the same household: an age in weeks, which all change on a Monday."""
    text = sign_in(landlords[0]).get(reverse("matching:received_need", args=[cards[0].id])).content.decode()
    sent = timezone.localtime(cards[0].sent_at)

    assert "de cette semaine" in text
    months = [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ]
    for written in (f"{sent:%d/%m}", f"{sent:%Y-%m-%d}", f"{sent.day} {months[sent.month - 1]}", f"{sent:%H:%M}"):
        assert written not in text


@pytest.mark.parametrize(
    ("sent", "today", "weeks"),
    [
        (datetime(2027, 3, 1, 9), date(2027, 3, 7), 0),  # from a Monday to its Sunday
        (datetime(2027, 3, 7, 23), date(2027, 3, 8), 1),  # from a Sunday to the Monday after
        (datetime(2027, 3, 3, 9), date(2027, 3, 22), 3),
    ],
)
def test_every_card_of_a_week_ages_on_the_same_monday(sent: datetime, today: date, weeks: int) -> None:
    from matching.need_words import weeks_since  # noqa: PLC0415

    assert weeks_since(timezone.make_aware(sent), today) == weeks


# --- Everybody else ------------------------------------------------------------


@pytest.fixture
def members(request: pytest.FixtureRequest) -> dict[str, Membership]:
    names = ("caseworker", "colleague", "other_caseworker", "other_agent", "federation_member")
    return {name: request.getfixturevalue(name) for name in names}


def test_a_kept_dwelling_is_seen_by_the_association_that_asked_alone(
    kept: list[NeedAnswer],
    alike: list[Household],
    household: Household,
    members: dict[str, Membership],
    sign_in: SignIn,
) -> None:
    offer_id = kept[0].offer_id
    caseworker, other_caseworker = members["caseworker"], members["other_caseworker"]
    theirs = factories.make_ready(alike[0])
    for member, other in ((other_caseworker, theirs), (members["colleague"], household)):
        browser = sign_in(member)
        for name, args in (
            ("offers:offer", [offer_id]),
            ("matching:request_dwelling", [offer_id]),
            ("matching:check_location", [offer_id]),
            ("matching:household_dwelling", [other.id, offer_id]),
            ("matching:decide_location", [other.id, offer_id]),
            ("matching:choose_answer", [kept[0].id]),
        ):
            assert browser.get(reverse(name, args=args)).status_code == 404, name
        asked = browser.post(
            reverse("matching:request_dwelling", args=[offer_id]), {"household": str(theirs.id), "note": ""}
        )
        assert asked.status_code == 404
    board = sign_in(other_caseworker).get(reverse("matching:household_dwellings", args=[theirs.id]))
    assert sum(board.context["board"].counts.values()) == 0
    assert sign_in(members["other_agent"]).get(reverse("offers:own_offer", args=[offer_id])).status_code == 404
    assert not sign_in(members["federation_member"]).get(reverse("matching:federation")).context["rows"]
    assert (
        sign_in(caseworker).get(reverse("matching:household_dwelling", args=[household.id, offer_id])).status_code
        == 200
    )
    assert sign_in(caseworker).post(reverse("matching:check_location", args=[offer_id])).status_code == 200


def test_a_kept_dwelling_too_near_is_not_shown_even_to_her(
    need: Interpellation,
    cards: list[NeedCard],
    landlords: list[Membership],
    household: Household,
    caseworker: Membership,
    sign_in: SignIn,
) -> None:
    from associations.actions import set_zones  # noqa: PLC0415

    lille = index().get(factories.LILLE)
    zones = AvoidedZones((AvoidedZone(place=Place(lille.label, lille.site), radius_km=20),))
    set_zones(household=household, zones=zones, by=caseworker)
    answer = actions.answer_with_dwelling(card=cards[0], offer=draft_of(landlords[0]), by=landlords[0])
    association = sign_in(caseworker)

    page = association.get(reverse("matching:household_need", args=[household.id]))

    (kept,) = page.context["kept"]
    assert kept.dwelling is None
    assert "Lille" not in page.content.decode()
    assert association.get(reverse("matching:choose_answer", args=[answer.id])).status_code == 404
    with pytest.raises(WrongState):
        actions.choose_answer(answer=answer, by=caseworker)


# --- Rare households ------------------------------------------------------------


def test_five_children_in_the_oise_climb_as_the_network_grows(
    landlords: list[Membership],
    caseworker: Membership,
    other_caseworker: Membership,
    federation_member: Membership,
    sign_in: SignIn,
) -> None:
    """ "One adult, five children, T6, Oise", alone of her kind: step by step, or not at all."""
    oise = {"adults": 1, "children": {"6-10": 5}, "typologies": ["T6"], "departements": ["60"], "step_free": True}
    household = factories.HouseholdFactory(member=caseworker, rent_ceiling_cents=90_000, **oise)
    factories.OfferFactory(bailleur=landlords[0].organisation.bailleur, location__commune="60057", listed=False)
    page = reverse("matching:household_need", args=[household.id])
    association = sign_in(caseworker)

    def found() -> object:
        (proposed, _) = association.get(page).context["proposed"][0]
        return proposed.found.rung if proposed.found.card else None

    def four(**changed: object) -> None:
        for _ in range(4):
            factories.HouseholdFactory(
                member=other_caseworker,
                **{"rent_ceiling_cents": 90_000, **oise, **changed},  # type: ignore[arg-type]
            )

    assert found() is None
    need = actions.send_need(household=household, bailleurs={landlords[0].organisation_id}, agreed=True, by=caseworker)
    assert not need.cards.exists()
    assert not Notice.objects.filter(recipient=landlords[0].user).exists()
    (row,) = sign_in(federation_member).get(FEDERATION).context["rows"]
    assert row.to_call
    assert row.recipients == 0

    four(typologies=["T5"], children={"6-10": 4}, rent_ceiling_cents=95_000, step_free=False)
    assert found() == Rung.WIDE_TYPOLOGY
    four(children={"6-10": 4}, rent_ceiling_cents=95_000, step_free=False)
    assert found() == Rung.WIDE_RENT
    four(step_free=False)
    assert found() == Rung.NO_STEP_FREE
    four()
    assert found() == Rung.WHOLE
    actions.send_need(household=household, bailleurs={landlords[0].organisation_id}, by=caseworker)
    assert need.cards.get().rung == Rung.WHOLE
    assert "à appeler" not in sign_in(federation_member).get(FEDERATION).content.decode().lower()


def test_no_foreign_key_of_a_card_leads_a_landlord_to_the_household() -> None:
    """What a landlord's page is made of (matching.need_words.ReceivedCard) has no model in it."""
    from dataclasses import fields  # noqa: PLC0415

    from matching.need_words import Answered, ReceivedCard  # noqa: PLC0415

    leading = {field.name for field in NeedCard._meta.concrete_fields if isinstance(field, ForeignKey)}
    assert not leading & {field.name for field in (*fields(ReceivedCard), *fields(Answered))}
