"""Dwellings for a household, page by page: three lists, why not, what one change would open, nothing of a zone."""

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import AccessEvent, AccessKind, Membership
from associations.contents import AvoidedZones, VisitedPlace
from associations.models import Household, HouseholdKey, HouseholdStatus
from matching.household_board import BoardPage
from offers.models import Offer
from tests import factories
from tests.matching.facts import DUNKERQUE, GRANDE_SYNTHE, LENS, LILLE, ROUBAIX, file, place, zone
from tests.personas import SignIn

pytestmark = pytest.mark.django_db


def board_of(household: Household) -> str:
    return reverse("matching:household_dwellings", args=[household.id])


def pair(household: Household, offer: Offer) -> str:
    return reverse("matching:household_dwelling", args=[household.id, offer.id])


@pytest.fixture
def seeking(caseworker: Membership) -> Household:
    """A T3 in the Nord at 600 € at most, away from Dunkerque."""
    return factories.HouseholdFactory(
        member=caseworker,
        code="Mésange 42",
        rent_ceiling_cents=600_00,
        zones=AvoidedZones((zone(DUNKERQUE, 3),)),
        file={"communes_refused": (ROUBAIX,)},
    )


@pytest.fixture
def dwellings() -> dict[str, Offer]:
    return {
        "suits": factories.OfferFactory(),
        "in doubt": factories.OfferFactory(location__commune=GRANDE_SYNTHE),
        "too near": factories.OfferFactory(location__commune=DUNKERQUE, location__lat=51.0343, location__lon=2.3768),
        "a T4": factories.OfferFactory(typology="T4", surface_m2=80),
        "dear": factories.OfferFactory(rent_cents=560_00, charges_cents=60_00),
        "refused": factories.OfferFactory(location__commune=ROUBAIX),
        "elsewhere": factories.OfferFactory(location__commune=LENS),
        "closed": factories.OfferFactory(closes_at=timezone.now()),
    }


def read(client: object, address: str) -> BoardPage:
    response = client.get(address)  # type: ignore[attr-defined]
    assert response.status_code == 200
    found: BoardPage = response.context["board"]
    return found


def test_each_dwelling_stands_in_its_list_with_its_reasons(
    caseworker: Membership, seeking: Household, dwellings: dict[str, Offer], sign_in: SignIn
) -> None:
    client = sign_in(caseworker)
    found = read(client, board_of(seeking))
    assert found.counts == {"conviennent": 1, "a-verifier": 1, "ecartes": 3}
    assert found.hidden == 1
    assert [card.url for card in found.cards] == [pair(seeking, dwellings["suits"])]

    to_check = client.get(board_of(seeking) + "?vue=a-verifier")
    assert [card.url for card in to_check.context["board"].cards] == [pair(seeking, dwellings["in doubt"])]
    assert "À vérifier" in to_check.content.decode()

    aside = read(client, board_of(seeking) + "?vue=ecartes")
    reasons = {card.url: card.reasons for card in aside.cards}
    assert reasons == {
        pair(seeking, dwellings["a T4"]): ("T4 : la fiche demande T3",),
        pair(seeking, dwellings["dear"]): ("Loyer de 620,00\u202f€, au-dessus de 600,00\u202f€",),
        pair(seeking, dwellings["refused"]): ("Commune refusée",),
    }
    assert "1\u00a0logement n’est pas montré" in to_check.content.decode()


def test_what_would_open_others_is_what_the_simulation_shows(
    caseworker: Membership, seeking: Household, dwellings: dict[str, Offer], sign_in: SignIn
) -> None:
    client = sign_in(caseworker)
    page = client.get(board_of(seeking))
    openings = {words: (count, url) for words, count, url in page.context["openings"]}
    assert {words: count for words, (count, _) in openings.items()} == {
        "accepter un T4": 1,
        "monter à 620 €": 1,
        "accepter les communes refusées": 1,
        "déposer une demande dans le 62": 1,
    }
    sealed = Household.objects.get(id=seeking.id).sealed
    for words, (count, url) in openings.items():
        simulated = client.get(url)
        assert simulated.context["board"].simulation.opened == count, words
        assert simulated.context["board"].openings == ()
        assert "La fiche n’est pas changée." in simulated.content.decode()
        assert ROUBAIX not in url
    unchanged = Household.objects.get(id=seeking.id)
    assert (bytes(unchanged.sealed), unchanged.typologies) == (bytes(sealed), ["T3"])


def test_no_word_of_the_page_tells_where_the_zones_are(
    caseworker: Membership, seeking: Household, dwellings: dict[str, Offer], sign_in: SignIn
) -> None:
    client = sign_in(caseworker)
    for view in ("conviennent", "a-verifier", "ecartes"):
        page = client.get(f"{board_of(seeking)}?vue={view}").content.decode()
        assert "Dunkerque" not in page
        assert str(dwellings["too near"].id) not in page


def test_filters_narrow_every_list_and_what_makes_no_sense_stays_out_of_the_address(
    caseworker: Membership, seeking: Household, dwellings: dict[str, Offer], sign_in: SignIn
) -> None:
    client = sign_in(caseworker)
    led = client.post(board_of(seeking), {"typologie": ["T4"], "vue": "ecartes", "tri": "loyer"})
    assert led.status_code == 303
    found = client.get(led["Location"])
    assert found.context["board"].counts == {"conviennent": 0, "a-verifier": 0, "ecartes": 1}
    (chip,) = found.context["active"]
    assert chip.words == "T4"
    assert client.get(chip.url).context["board"].counts["conviennent"] == 1

    wrong = client.post(board_of(seeking), {"loyer_max": "chez lui, rue Introuvable"})
    assert wrong.status_code == 422
    assert "field-error" in wrong.content.decode()


@pytest.mark.parametrize("order", ["proximite", "loyer", "surface", "date", "n’importe quoi"])
def test_every_order_gives_every_dwelling_once(caseworker: Membership, sign_in: SignIn, order: str) -> None:
    household = factories.HouseholdFactory(member=caseworker)
    ids = {factories.OfferFactory().id for _ in range(45)}
    client = sign_in(caseworker)
    seen = [
        card.url.rstrip("/").rsplit("/", 1)[1]
        for page in (1, 2, 3)
        for card in read(client, f"{board_of(household)}?tri={order}&page={page}").cards
    ]
    assert len(seen) == len(set(seen)) == 45
    assert set(seen) == {str(one) for one in ids}


def test_the_wished_commune_then_the_nearest_come_first(caseworker: Membership, sign_in: SignIn) -> None:
    far = factories.OfferFactory(location__commune=GRANDE_SYNTHE)
    near = factories.OfferFactory(location__commune=LILLE)
    wished = factories.OfferFactory(location__commune=ROUBAIX)
    household = factories.HouseholdFactory(
        member=caseworker,
        file={
            "communes_wanted": (ROUBAIX,),
            "places": (VisitedPlace("travail", place(LILLE), 3),),
        },
    )
    cards = read(sign_in(caseworker), board_of(household)).cards
    assert [card.url for card in cards] == [pair(household, one) for one in (wished, near, far)]
    assert cards[1].distances[0].startswith("env. ")


def test_opening_it_is_written_in_the_access_log(caseworker: Membership, seeking: Household, sign_in: SignIn) -> None:
    sign_in(caseworker).get(board_of(seeking))
    assert AccessEvent.objects.filter(kind=AccessKind.HOUSEHOLD, about=seeking.id, user=caseworker.user).exists()


def test_a_household_that_looks_no_more_has_none(caseworker: Membership, seeking: Household, sign_in: SignIn) -> None:
    Household.objects.update(status=HouseholdStatus.HOUSED)
    assert sign_in(caseworker).get(board_of(seeking)).status_code == 404


def test_a_file_whose_key_is_gone_says_so(caseworker: Membership, seeking: Household, sign_in: SignIn) -> None:
    HouseholdKey.objects.all().delete()
    assert sign_in(caseworker).get(board_of(seeking)).status_code == 410


@time_machine.travel("2026-11-24 10:00+01:00", tick=False)  # at night, an opening is told to the manager besides
@pytest.mark.parametrize("rows", [1, 60])
def test_costs_the_same_whatever_the_rows(
    caseworker: Membership, sign_in: SignIn, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    household = factories.HouseholdFactory(member=caseworker)
    for number in range(rows):
        factories.OfferFactory(typology="T3" if number % 2 else "T4", surface_m2=80)
    client = sign_in(caseworker)
    client.get("/")
    # The person, her membership; the household; its opening (a savepoint, a row, its end); its numbers, what was said
    # of locations; open dwellings, those of the page, what was asked for; her own départements.
    with django_assert_num_queries(12), django_assert_num_queries(2, using="vault"):
        client.get(board_of(household) + "?vue=ecartes")


class TestThePair:
    def test_says_each_rule_and_the_money(
        self, caseworker: Membership, seeking: Household, dwellings: dict[str, Offer], sign_in: SignIn
    ) -> None:
        client = sign_in(caseworker)
        page = client.get(pair(seeking, dwellings["suits"])).content.decode()
        assert "Ce logement convient" in page
        assert f"{reverse('matching:request_dwelling', args=[dwellings['suits'].id])}?menage={seeking.id}" in page
        assert "Les ressources ne sont pas renseignées" in page

        aside = client.get(pair(seeking, dwellings["dear"])).content.decode()
        assert "Loyer de 620,00" in aside
        assert "Modifier le besoin" in aside
        assert "Demander pour" not in aside

    def test_what_is_too_near_does_not_exist_for_her(
        self, caseworker: Membership, seeking: Household, dwellings: dict[str, Offer], sign_in: SignIn
    ) -> None:
        client = sign_in(caseworker)
        for gone in ("too near", "closed"):
            assert client.get(pair(seeking, dwellings[gone])).status_code == 404

    def test_the_formulas_stand_with_their_figures(self, caseworker: Membership, sign_in: SignIn) -> None:
        household = factories.HouseholdFactory(member=caseworker, file={"means": file().means})
        offer = factories.OfferFactory()
        page = sign_in(caseworker).get(pair(household, offer)).content.decode()
        # (530 − 300) ÷ 1 900 = 12 %; (1 900 − 230) ÷ 1,6 ÷ 30 = 34,79 €
        assert "Taux d’effort : 12 %" in page
        assert "34,79\u202f€ par jour et par unité" in page
        assert "Arrêté du 10 mars 2011" in page

    def test_from_the_pair_to_the_request(self, caseworker: Membership, sign_in: SignIn) -> None:
        other = factories.HouseholdFactory(member=caseworker, code="Pinson 11")
        household = factories.HouseholdFactory(member=caseworker, code="Mésange 42")
        offer = factories.OfferFactory()
        client = sign_in(caseworker)
        ask = f"{reverse('matching:request_dwelling', args=[offer.id])}?menage={household.id}"
        chosen = {one.code: one.chosen for one in client.get(ask).context["proposed"]}
        assert chosen == {"Pinson 11": False, "Mésange 42": True}
        client.post(ask, {"household": str(household.id)})
        assert "voir la demande" in client.get(pair(household, offer)).content.decode()
        assert "Demander pour" in client.get(pair(other, offer)).content.decode()
