"""Référentes hear of what began to suit their households: once a pair, at a slot, in neutral words."""

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership
from associations.contents import AvoidedZone, AvoidedZones
from associations.models import Household
from bailleurs.models import Bailleur
from common.encryption import CannotOpen
from matching import tasks
from matching.household_facts import facts_of
from matching.models import DueAssessment, ToldPair
from notifications.gathered import gathered_of
from notifications.models import Notice
from notifications.tasks import sweep
from offers.models import Offer
from territories.communes import index
from territories.places import Place
from tests import factories
from tests.killing import kill_midway
from tests.offers.forms import publish
from tests.personas import SignIn

PARIS = ZoneInfo("Europe/Paris")
TEN = datetime(2026, 10, 6, 10, tzinfo=PARIS)  # a Tuesday, past: the database's own clock agrees
ROUBAIX, TOURCOING = "59512", "59599"
# Of a dwelling in Roubaix: nothing of it may stand in a message.
TELLING = ("Roubaix", "59", "T3", "Nord", "Mésange", "Tilleuls", "rue des Arts", "UG-", "Bailleur", "PLAI", "612")


def told() -> list[tuple[object, int]]:
    """Who is told of how many dwellings, as sealed notices say."""
    found = [(notice, gathered_of(notice)) for notice in Notice.objects.filter(kind="new_dwellings").order_by("id")]
    return [(notice.recipient, len(gathered.items)) for notice, gathered in found if gathered]


def avoiding(code: str, km: int) -> AvoidedZones:
    avoided = index().get(code)
    assert avoided is not None
    return AvoidedZones((AvoidedZone(place=Place(avoided.label, avoided.site), radius_km=km),))


@pytest.mark.django_db
class TestAPublication:
    @pytest.fixture(autouse=True)
    def _communes(self) -> None:
        factories.commune(ROUBAIX)

    def test_tells_each_referente_concerned_once_at_the_next_slot(
        self, caseworker: Membership, colleague: Membership, other_caseworker: Membership, agent: Membership,
        sign_in: SignIn,
    ) -> None:  # fmt: skip
        for member in (caseworker, caseworker, other_caseworker):
            factories.HouseholdFactory(member=member)
        factories.HouseholdFactory(member=colleague, typologies=["T5"])
        with time_machine.travel(TEN, tick=False):
            publish(sign_in(agent))
            tasks.sweep()
            tasks.sweep()
            sweep()
            assert mail.outbox == []
        with time_machine.travel(TEN.replace(hour=14), tick=False):
            sweep()
            sweep()

        assert sorted(message.to[0] for message in mail.outbox) == sorted(
            [caseworker.user.email, other_caseworker.user.email]
        )
        for message in mail.outbox:
            assert "1\u00a0logement : réponse avant mardi 13 octobre" in message.body
            said = f"{message.subject} {message.body} {message.message()['Message-ID'].split('@')[0]}"
            for telling in TELLING:
                assert telling not in message.subject + message.body, telling
            assert "menages" not in said
        assert len(told()) == 3, "a notice for each household"

    def test_corrected_and_published_again_it_is_not_told_twice(
        self, caseworker: Membership, agent: Membership, sign_in: SignIn
    ) -> None:
        factories.HouseholdFactory(member=caseworker)
        client = sign_in(agent)
        with time_machine.travel(TEN, tick=False):
            publish(client)
            tasks.sweep()
            offer = Offer.objects.get()
            client.post(reverse("offers:withdraw", args=[offer.id]), {"reason": "travaux"})
            publish(client, rent_cents="500")
            tasks.sweep()

        assert Offer.objects.count() == 2
        assert Offer.objects.filter(listed=True, ended_at__isnull=True).count() == 1
        assert told() == [(caseworker.user, 1)]

    def test_closing_soon_it_is_told_at_once(self, caseworker: Membership, agent: Membership, sign_in: SignIn) -> None:
        factories.HouseholdFactory(member=caseworker)
        with time_machine.travel(TEN, tick=False):
            publish(sign_in(agent))
            Offer.objects.update(closes_at=TEN + timedelta(hours=71))
            tasks.sweep()
            sweep()
        assert len(mail.outbox) == 1

    @pytest.mark.parametrize(("km", "is_told"), [(30, False), (1, True)])
    def test_too_near_nothing_is_told_in_doubt_she_is_to_check(
        self, caseworker: Membership, agent: Membership, sign_in: SignIn, km: int, *, is_told: bool
    ) -> None:
        factories.HouseholdFactory(member=caseworker, zones=avoiding(TOURCOING, km))
        with time_machine.travel(TEN, tick=False):
            publish(sign_in(agent))
            tasks.sweep()
        assert bool(told()) is is_told
        assert ToldPair.objects.exists() is is_told
        assert not DueAssessment.objects.exists()

    def test_one_altered_file_keeps_nobody_else_from_being_told(
        self, caseworker: Membership, other_caseworker: Membership, agent: Membership, sign_in: SignIn
    ) -> None:
        altered = factories.HouseholdFactory(member=caseworker)
        Household.objects.filter(id=altered.id).update(sealed=b"altered")
        with pytest.raises(CannotOpen):
            facts_of(Household.objects.filter(id=altered.id))
        factories.HouseholdFactory(member=other_caseworker)
        with time_machine.travel(TEN, tick=False):
            publish(sign_in(agent))
            tasks.sweep()
        assert told() == [(other_caseworker.user, 1)]


@pytest.mark.django_db
class TestAChange:
    """Of a need, of zones."""

    def test_of_a_need_tells_of_what_it_opened(self, caseworker: Membership, sign_in: SignIn) -> None:
        for typology in ("T3", "T4", "T4"):
            factories.OfferFactory(typology=typology, surface_m2=80)
        need = {"adults": "1", "children_3_5": "1", "situation": "hotel", "departement": "62", "departements": ["59"]}
        client = sign_in(caseworker)
        client.post(reverse("associations:new_household"), need | {"typologies": ["T3"]})
        tasks.sweep()
        assert told() == [(caseworker.user, 1)]

        household = Household.objects.get()
        edit = reverse("associations:edit_household", args=[household.id])
        for _ in range(2):
            client.post(edit, need | {"typologies": ["T3", "T4"]})
            tasks.sweep()

        assert [count for _, count in told()] == [3]

    def test_what_suits_no_more_is_told_again_if_it_suits_again(self, caseworker: Membership, sign_in: SignIn) -> None:
        factories.OfferFactory()
        household = factories.HouseholdFactory(member=caseworker)
        need = {"adults": "1", "children_3_5": "1", "situation": "hotel", "departement": "62", "departements": ["59"]}
        client, edit = sign_in(caseworker), reverse("associations:edit_household", args=[household.id])
        for typology in ("T3", "T4"):
            client.post(edit, need | {"typologies": [typology]})
            tasks.sweep()
        assert not ToldPair.objects.exists()

    def test_what_was_asked_for_is_not_told(self, caseworker: Membership, sign_in: SignIn) -> None:
        household = factories.HouseholdFactory(member=caseworker)
        factories.CandidatureFactory(household=household)
        need = {"adults": "1", "situation": "hotel", "departement": "62", "departements": ["59"], "typologies": ["T3"]}
        sign_in(caseworker).post(reverse("associations:edit_household", args=[household.id]), need)
        tasks.sweep()
        assert told() == []


@pytest.mark.django_db
def test_nothing_in_clear_tells_which_pairs_were_told(
    caseworker: Membership, bailleur: Bailleur, sign_in: SignIn, agent: Membership
) -> None:
    factories.commune(ROUBAIX)
    household = factories.HouseholdFactory(member=caseworker)
    publish(sign_in(agent))
    tasks.sweep()
    offer = Offer.objects.get()
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM matching_toldpair t UNION ALL SELECT n::text FROM notifications_notice n")
        rows = str(cursor.fetchall())
    for telling in (household.id.hex, str(household.id), str(offer.id), offer.id.hex, offer.reference):
        assert telling not in rows


@pytest.mark.django_db
def test_told_pairs_are_forgotten_once_a_dwelling_is_long_closed(caseworker: Membership) -> None:
    today = timezone.localdate()
    for number, days in enumerate((-1, 0, 1)):
        ToldPair.objects.create(pair=str(number), household="h", dwelling="d", until=today + timedelta(days=days))
    tasks.forget_told()
    assert ToldPair.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_midway_loses_nobody_and_tells_nobody_twice(
    caseworker: Membership, other_caseworker: Membership, tmp_path: Path
) -> None:
    for member in (caseworker, caseworker, other_caseworker):
        factories.HouseholdFactory(member=member)
    offer = factories.OfferFactory()
    due = DueAssessment.objects.create(offer=offer)

    assert kill_midway("find_matches", due.id, tmp_path / "told") == "told one"
    assert told() == []
    assert DueAssessment.objects.exists()
    for _ in range(2):
        tasks.sweep()

    assert len(told()) == 3
    assert not DueAssessment.objects.exists()
