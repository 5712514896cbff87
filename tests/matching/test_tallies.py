"""What reports count and nobody may read household by household: grades, groups of reasons, places freed."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessEvent, Membership
from associations.models import Household
from bailleurs.models import Bailleur
from conventions.models import Convention, Signatory
from matching import actions
from matching.caleol import Decided
from matching.models import Candidature, CandidatureState, Tally, TallyKind
from matching.reasons import PrivateReason
from notifications.models import Notice
from offers.models import Offer
from territories.timezones import PARIS
from tests import factories
from tests.personas import SignIn

pytestmark = pytest.mark.django_db
NOW = datetime(2025, 10, 6, 9, tzinfo=PARIS)
# The third quarter of a convention that began on 25 March, the fourth civil one.
OF_THE_CONVENTION, CIVIL = date(2025, 9, 25), date(2025, 10, 1)


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(NOW, tick=True) as travelled:
        yield travelled


@pytest.fixture
def convention(clock: Any, bailleur: Bailleur) -> Convention:
    return sign(bailleur, "Convention A", region=factories.commune().departement.region)  # type: ignore[union-attr]


def sign(bailleur: Bailleur, name: str, **fields: Any) -> Convention:
    """Signed by a landlord on its first day."""
    facts: dict[str, Any] = {
        "signed_on": date(2025, 3, 25),
        "starts_on": date(2025, 3, 25),
        "ends_on": date(2028, 3, 24),
    }
    convention = Convention.objects.create(name=name, **facts | fields)
    Signatory.objects.create(convention=convention, organisation=bailleur.organisation, signed_on=convention.starts_on)
    return convention


def tallies(kind: str) -> dict[tuple[str, date, str], int]:
    """(convention or code of the region, quarter, group) -> count."""
    return {
        (one.convention.name if one.convention else str(one.region_id), one.quarter, one.group): one.count
        for one in Tally.objects.filter(kind=kind).select_related("convention").order_by("id")
    }


def in_both(group: str, count: int = 1) -> dict[tuple[str, date, str], int]:
    return {("Convention A", OF_THE_CONVENTION, group): count, ("32", CIVIL, group): count}


def address(name: str, candidature: Candidature) -> str:
    return reverse(f"matching:{name}", args=[candidature.id])


def grade(client: Client, candidature: Candidature, said: str = "3") -> Any:
    return client.post(address("evaluate", candidature), {"grade": said}, follow=True)


@pytest.mark.usefixtures("convention")
class TestEvaluation:
    def test_asked_once_the_request_has_ended_after_a_transmission(
        self, transmitted: Candidature, caseworker: Membership, sign_in: SignIn
    ) -> None:
        client = sign_in(caseworker)
        page = client.get(address("candidature", transmitted)).content.decode()
        assert "Votre avis sur ce logement" not in page
        assert "une fois la demande terminée" in grade(client, transmitted).content.decode()
        assert tallies(TallyKind.ADAPTATION) == {}

        actions.cancel_candidature(candidature=transmitted, by=caseworker)
        page = client.get(address("candidature", transmitted)).content.decode()
        assert "Votre avis sur ce logement" in page
        assert "votre réponse est comptée" in grade(client, transmitted).content.decode()
        assert tallies(TallyKind.ADAPTATION) == in_both("3")

    def test_not_before_a_transmission(self, requested: Candidature, caseworker: Membership, sign_in: SignIn) -> None:
        actions.cancel_candidature(candidature=requested, by=caseworker)
        client = sign_in(caseworker)
        assert "Votre avis" not in client.get(address("candidature", requested)).content.decode()
        grade(client, requested)
        assert not Tally.objects.exists()

    def test_once_a_request(self, transmitted: Candidature, caseworker: Membership, sign_in: SignIn) -> None:
        actions.cancel_candidature(candidature=transmitted, by=caseworker)
        client = sign_in(caseworker)
        grade(client, transmitted, "4")
        assert "Votre avis" not in client.get(address("candidature", transmitted)).content.decode()
        assert "déjà comptée" in grade(client, transmitted, "1").content.decode()
        assert tallies(TallyKind.ADAPTATION) == in_both("4")

    @pytest.mark.parametrize("said", ["", "0", "5", "2.5", "adapté", "-1"])
    def test_from_one_to_four(
        self, transmitted: Candidature, caseworker: Membership, sign_in: SignIn, said: str
    ) -> None:
        actions.cancel_candidature(candidature=transmitted, by=caseworker)
        answer = grade(sign_in(caseworker), transmitted, said)
        assert answer.status_code == 422
        assert "Votre avis sur ce logement" in answer.content.decode()
        assert not Tally.objects.exists()

    def test_by_who_is_named_on_the_household_alone(
        self,
        transmitted: Candidature,
        caseworker: Membership,
        colleague: Membership,
        other_caseworker: Membership,
        agent: Membership,
        sign_in: SignIn,
    ) -> None:
        actions.cancel_candidature(candidature=transmitted, by=caseworker)
        for member in (colleague, other_caseworker, agent):
            assert grade(sign_in(member), transmitted).status_code == 404
        assert not Tally.objects.exists()

    def test_nothing_ties_it_to_the_request(
        self, transmitted: Candidature, caseworker: Membership, agent: Membership, sign_in: SignIn
    ) -> None:
        """Said or not is written on the request, not what; nobody is told; the landlord's page is the same."""
        actions.cancel_candidature(candidature=transmitted, by=caseworker)
        landlord, client = sign_in(agent), sign_in(caseworker)
        before = everything(), landlord.get(address("candidature", transmitted)).status_code
        told = Notice.objects.count(), AccessEvent.objects.count()

        grade(client, transmitted)

        after = everything(), landlord.get(address("candidature", transmitted)).status_code
        changed = {name for name in before[0] if before[0][name] != after[0][name]}
        assert changed - {"django_session"} == {"matching_candidature", "matching_tally"}
        assert before[1] == after[1]
        assert told[0] == Notice.objects.count()
        assert {field.name for field in Tally._meta.get_fields()} == {
            "id", "convention", "region", "quarter", "kind", "association", "group", "count"
        }  # fmt: skip


def everything() -> dict[str, str]:
    """Each table -> a digest of what it holds."""
    with connection.cursor() as cursor:
        found = {}
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT md5(coalesce(string_agg(t::text, $$|$$ ORDER BY t::text), $$$$)) FROM "{name}" t')  # noqa: S608 - our own tables
            found[name] = cursor.fetchone()[0]
    return found


@pytest.mark.usefixtures("convention")
class TestReasons:
    @pytest.mark.parametrize(
        ("reason", "group"),
        [
            (PrivateReason.TOO_NEAR, "localisation"),
            (PrivateReason.TOO_FAR, "localisation"),
            (PrivateReason.RENT, "loyer"),
            (PrivateReason.ACCESS, "logement"),
            (PrivateReason.RETURN, "autre"),
        ],
    )
    def test_by_group_alone(
        self, transmitted: Candidature, caseworker: Membership, sign_in: SignIn, reason: str, group: str
    ) -> None:
        sign_in(caseworker).post(address("cancel", transmitted), {"retrait-reason": reason})
        assert tallies(TallyKind.REASON) == in_both(group)

    def test_without_a_reason_nothing(self, transmitted: Candidature, caseworker: Membership, sign_in: SignIn) -> None:
        sign_in(caseworker).post(address("cancel", transmitted), {"retrait-reason": ""})
        assert Candidature.objects.get().state == CandidatureState.CANCELLED
        assert not Tally.objects.exists()

    def test_of_an_offer_refused(
        self, transmitted: Candidature, offer: Offer, caseworker: Membership, agent: Membership, sign_in: SignIn
    ) -> None:
        notify(offer, transmitted, agent)
        sign_in(caseworker).post(address("refuse", transmitted), {"reason": PrivateReason.TOO_SMALL})
        assert tallies(TallyKind.REASON) == in_both("logement")

    def test_taken_back_by_an_undo(self, requested: Candidature, caseworker: Membership, sign_in: SignIn) -> None:
        client = sign_in(caseworker)
        for _ in range(2):
            client.post(address("cancel", requested), {"retrait-reason": PrivateReason.RENT})
            client.post(address("undo", requested))
            requested.refresh_from_db()
            assert requested.state == CandidatureState.REQUESTED
        assert set(tallies(TallyKind.REASON).values()) == {0}

        client.post(address("cancel", requested), {"retrait-reason": PrivateReason.TOO_NEAR})
        found = {key: count for key, count in tallies(TallyKind.REASON).items() if count}
        assert found == in_both("localisation")

    def test_added_to_others_of_the_quarter_and_apart_from_the_next(
        self,
        household: Household,
        bailleur: Bailleur,
        caseworker: Membership,
        federation_member: Membership,
        clock: Any,
    ) -> None:
        for day in (0, 5, 85):
            clock.move_to(NOW + timedelta(days=day))
            offer = factories.OfferFactory(bailleur=bailleur)
            asked = actions.request_dwelling(household=household, offer=offer, by=caseworker)
            actions.cancel_candidature(candidature=asked, reason=PrivateReason.QUARTER, by=caseworker)
        assert tallies(TallyKind.REASON) == {
            **in_both("localisation", 2),
            ("Convention A", date(2025, 12, 25), "localisation"): 1,
        } | {("32", CIVIL, "localisation"): 3}


class TestScopes:
    def test_each_convention_of_the_landlord_where_the_dwelling_stands(
        self, bailleur: Bailleur, other_bailleur: Bailleur, transmitted: Candidature, caseworker: Membership
    ) -> None:
        """A region, a département, the whole country; not elsewhere, nor of another landlord, nor over."""
        nord, paris = factories.commune().departement, factories.commune("75056").departement
        sign(bailleur, "Nationale", level="national")
        sign(bailleur, "Protocole", level="departemental", departement=nord)
        sign(bailleur, "Ailleurs", region=paris.region)  # type: ignore[union-attr]
        sign(other_bailleur, "D’un autre", region=nord.region)  # type: ignore[union-attr]
        sign(bailleur, "Finie", region=nord.region, ends_on=NOW.date() - timedelta(days=1))  # type: ignore[union-attr]
        actions.cancel_candidature(candidature=transmitted, reason=PrivateReason.RENT, by=caseworker)
        assert {(name, group) for name, _, group in tallies(TallyKind.REASON)} == {
            ("Nationale", "loyer"),
            ("Protocole", "loyer"),
            ("32", "loyer"),
        }


def notify(offer: Offer, candidature: Candidature, agent: Membership) -> None:
    today = timezone.localdate()
    said = Decided(on=today, decision="attribution", notified_on=today, notified_by="remise")
    actions.record_caleol(offer=offer, rows={candidature.id: said}, by=agent)
    candidature.refresh_from_db()


def house(offer: Offer, candidature: Candidature, caseworker: Membership, agent: Membership) -> None:
    notify(offer, candidature, agent)
    actions.accept_offer(candidature=candidature, by=caseworker)
    actions.sign_lease(candidature=candidature, on=timezone.localdate(), by=agent)
    actions.hand_keys(candidature=candidature, on=timezone.localdate(), by=agent)


@pytest.mark.usefixtures("convention")
class TestPlaces:
    @pytest.mark.parametrize(("situation", "freed"), [("chrs", True), ("alt", True), ("hotel", False)])
    def test_freed_at_the_keys(
        self,
        offer: Offer,
        caseworker: Membership,
        federation_member: Membership,
        agent: Membership,
        situation: str,
        freed: bool,
    ) -> None:
        household = factories.make_ready(factories.HouseholdFactory(member=caseworker, situation=situation))
        asked = actions.request_dwelling(household=household, offer=offer, by=caseworker)
        sent = actions.transmit_candidature(candidature=asked, by=federation_member)
        notify(offer, sent, agent)
        actions.accept_offer(candidature=sent, by=caseworker)
        actions.sign_lease(candidature=sent, on=timezone.localdate(), by=agent)
        assert tallies(TallyKind.PLACE_FREED) == {}
        for _ in range(2):  # said twice: once
            actions.hand_keys(candidature=sent, on=timezone.localdate(), by=agent)
        assert tallies(TallyKind.PLACE_FREED) == (in_both("") if freed else {})


@pytest.mark.usefixtures("convention")
def test_it_survives_a_purge(
    offer: Offer,
    caseworker: Membership,
    association_manager: Membership,
    federation_member: Membership,
    agent: Membership,
    bailleur: Bailleur,
    sign_in: SignIn,
) -> None:
    household = factories.make_ready(factories.HouseholdFactory(member=caseworker, code="Mésange 42"))
    elsewhere = factories.OfferFactory(bailleur=bailleur)
    other = actions.request_dwelling(household=household, offer=elsewhere, by=caseworker)
    actions.cancel_candidature(candidature=other, reason=PrivateReason.RENT, by=caseworker)
    asked = actions.request_dwelling(household=household, offer=offer, by=caseworker)
    sent = actions.transmit_candidature(candidature=asked, by=federation_member)
    house(offer, sent, caseworker, agent)
    grade(sign_in(caseworker), sent, "4")
    before = [tallies(kind) for kind in TallyKind]
    assert before == [in_both("loyer"), in_both("4"), in_both("")]

    purge = reverse("associations:purge", args=[household.id])
    sign_in(association_manager).post(purge, {"typed": "mesange 42", "confirmer": "1"})

    assert not Household.objects.exists()
    assert [tallies(kind) for kind in TallyKind] == before
