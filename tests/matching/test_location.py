"""« Vérifier l'emplacement »: an open dwelling that fits, with a trace; after a transmission, those concerned."""

from collections.abc import Callable
from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from accounts.models import AccessEvent, AccessKind, Membership
from associations.actions import open_in_emergency
from associations.models import Household, HouseholdStatus
from matching import actions
from matching.models import Candidature
from offers.models import Offer, OfferPhoto, OfferState
from tests import factories
from tests.personas import SignIn

pytestmark = pytest.mark.django_db

DOOR = ("12 rue Introuvable", "B 31", "Résidence Tournesol")


def address_of(offer: Offer) -> str:
    return reverse("matching:check_location", args=[offer.id])


@pytest.fixture
def photo(offer: Offer) -> OfferPhoto:
    photo = OfferPhoto(location=offer.location)
    photo.image.save("x.jpg", ContentFile(b"\xff\xd8\xff\xe0 fictive"))
    return photo


def photo_address(photo: OfferPhoto) -> str:
    return reverse("matching:location_photo", args=[photo.location_id, photo.id])


def status(client: Client, address: str) -> int:
    """A photo is a stream: it must be read to its end even when only its status is asked."""
    response = client.get(address)
    if response.streaming:
        assert b"".join(response.streaming_content)
    return response.status_code


def test_it_says_that_it_is_logged_before_showing_anything(
    caseworker: Membership, household: Household, offer: Offer, sign_in: SignIn
) -> None:
    page = sign_in(caseworker).get(address_of(offer)).content.decode()

    assert "enregistrée" in page
    assert not any(secret in page for secret in DOOR)
    assert not AccessEvent.objects.exists()


def test_the_door_opens_and_leaves_a_trace(
    caseworker: Membership, household: Household, offer: Offer, photo: OfferPhoto, sign_in: SignIn
) -> None:
    page = sign_in(caseworker).post(address_of(offer)).content.decode()

    assert all(secret in page for secret in DOOR)
    assert "50.6412" in page
    assert photo_address(photo) in page
    event = AccessEvent.objects.get()
    assert (event.kind, event.subject) == (AccessKind.LOCATION, offer.id)
    assert (event.user, event.organisation) == (caseworker.user, caseworker.organisation)


def test_a_dwelling_known_by_its_commune_says_so(
    caseworker: Membership, household: Household, sign_in: SignIn
) -> None:
    page = sign_in(caseworker).post(address_of(factories.OfferFactory())).content.decode()

    assert "connue par sa commune seulement" in page
    assert "data-map" not in page


def close(offer: Offer, household: Household) -> None:
    offer.closes_at = timezone.now() - timedelta(seconds=1)


def unlist(offer: Offer, household: Household) -> None:
    offer.listed = False


def other_typology(offer: Offer, household: Household) -> None:
    household.typologies = ["T5"]


def other_departement(offer: Offer, household: Household) -> None:
    household.departements = ["62"]


def housed(offer: Offer, household: Household) -> None:
    household.status = HouseholdStatus.HOUSED


@pytest.mark.parametrize("change", [close, unlist, other_typology, other_departement, housed])
def test_it_does_not_open_for_a_dwelling_closed_or_unfit(
    caseworker: Membership,
    household: Household,
    offer: Offer,
    sign_in: SignIn,
    change: Callable[[Offer, Household], None],
) -> None:
    change(offer, household)
    offer.save()
    household.save()
    client = sign_in(caseworker)

    assert client.get(address_of(offer)).status_code == 404
    response = client.post(address_of(offer))
    assert response.status_code == 404
    assert not any(secret in response.content.decode() for secret in DOOR)
    assert not AccessEvent.objects.exists()


@pytest.mark.parametrize(
    "reader",
    [
        "colleague",
        "other_caseworker",
        "association_manager",
        "agent",
        "bailleur_manager",
        "federation_member",
        "coordinator",
        "partner",
    ],
)
def test_it_exists_for_nobody_without_a_household_that_fits(
    reader: str,
    household: Household,
    offer: Offer,
    photo: OfferPhoto,
    sign_in: SignIn,
    request: pytest.FixtureRequest,
) -> None:
    client = sign_in(request.getfixturevalue(reader))

    answers = [client.get(address_of(offer)), client.post(address_of(offer)), client.get(photo_address(photo))]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert not AccessEvent.objects.exists()


def test_another_association_with_a_household_that_fits_may_look(
    other_caseworker: Membership, offer: Offer, sign_in: SignIn
) -> None:
    factories.HouseholdFactory(member=other_caseworker)

    assert "B 31" in sign_in(other_caseworker).post(address_of(offer)).content.decode()


class TestAfterATransmission:
    def test_the_referente_concerned_still_looks(
        self, caseworker: Membership, transmitted: Candidature, sign_in: SignIn
    ) -> None:
        Offer.objects.update(listed=False, state=OfferState.CLOSED)

        assert "B 31" in sign_in(caseworker).post(address_of(transmitted.offer)).content.decode()

    @pytest.mark.parametrize("reader", ["colleague", "other_caseworker"])
    def test_it_closes_at_once_for_all_others(
        self,
        reader: str,
        transmitted: Candidature,
        sign_in: SignIn,
        request: pytest.FixtureRequest,
    ) -> None:
        member = request.getfixturevalue(reader)
        factories.HouseholdFactory(member=member, code="Pinson 11")

        response = sign_in(member).post(address_of(transmitted.offer))

        assert response.status_code == 404
        assert not any(secret in response.content.decode() for secret in DOOR)
        assert not AccessEvent.objects.filter(kind=AccessKind.LOCATION).exists()

    def test_a_withdrawal_and_a_transmission_look_the_same(
        self, other_caseworker: Membership, transmitted: Candidature, sign_in: SignIn
    ) -> None:
        factories.HouseholdFactory(member=other_caseworker)
        client = sign_in(other_caseworker)
        offer = transmitted.offer
        client.get(address_of(offer))
        after_transmission = [client.get(address_of(offer)), client.post(address_of(offer))]
        Candidature.objects.update(state="cancelled", transmitted_at=None)
        Offer.objects.update(state=OfferState.WITHDRAWN, ended_at=timezone.now())

        after_withdrawal = [client.get(address_of(offer)), client.post(address_of(offer))]

        for one, other in zip(after_transmission, after_withdrawal, strict=True):
            assert one.status_code == other.status_code
            assert without_tokens(one.content.decode()) == without_tokens(other.content.decode())

    def test_a_request_not_transmitted_opens_nothing_more(
        self, other_caseworker: Membership, transmitted: Candidature, sign_in: SignIn
    ) -> None:
        household = factories.HouseholdFactory(member=other_caseworker)
        actions.request_dwelling(household=household, offer=transmitted.offer, by=other_caseworker)

        assert sign_in(other_caseworker).post(address_of(transmitted.offer)).status_code == 404

    def test_a_transmission_taken_back_closes_it_for_good(
        self, caseworker: Membership, transmitted: Candidature, sign_in: SignIn
    ) -> None:
        actions.cancel_candidature(candidature=transmitted, by=caseworker)

        assert sign_in(caseworker).post(address_of(transmitted.offer)).status_code == 404


def without_tokens(page: str) -> str:
    return "\n".join(line for line in page.splitlines() if "csrf" not in line.lower())


class TestPhotos:
    def test_are_served_for_a_quarter_of_an_hour_after_one_s_own_opening(
        self, caseworker: Membership, household: Household, offer: Offer, photo: OfferPhoto, sign_in: SignIn
    ) -> None:
        client = sign_in(caseworker)
        assert status(client, photo_address(photo)) == 404

        client.post(address_of(offer))

        assert status(client, photo_address(photo)) == 200

    def test_are_closed_after_it(
        self, caseworker: Membership, household: Household, photo: OfferPhoto, sign_in: SignIn
    ) -> None:
        event = AccessEvent(
            user=caseworker.user,
            organisation=caseworker.organisation,
            kind=AccessKind.LOCATION,
            subject=photo.location_id,
            at=timezone.now(),
        )
        AccessEvent._meta.get_field("at").auto_now_add = False
        try:
            event.at = timezone.now() - timedelta(minutes=15, seconds=1)
            event.save()
        finally:
            AccessEvent._meta.get_field("at").auto_now_add = True

        assert status(sign_in(caseworker), photo_address(photo)) == 404

    def test_are_not_opened_by_the_opening_of_another(
        self,
        caseworker: Membership,
        household: Household,
        offer: Offer,
        photo: OfferPhoto,
        sign_in: SignIn,
        other_caseworker: Membership,
    ) -> None:
        factories.HouseholdFactory(member=other_caseworker)
        sign_in(caseworker).post(address_of(offer))

        assert status(sign_in(other_caseworker), photo_address(photo)) == 404

    def test_close_at_once_when_the_dwelling_is_transmitted_to_others(
        self,
        other_caseworker: Membership,
        federation_member: Membership,
        requested: Candidature,
        photo: OfferPhoto,
        sign_in: SignIn,
    ) -> None:
        factories.HouseholdFactory(member=other_caseworker)
        client = sign_in(other_caseworker)
        client.post(address_of(requested.offer))
        assert status(client, photo_address(photo)) == 200

        actions.transmit_candidature(candidature=requested, by=federation_member)

        assert status(client, photo_address(photo)) == 404

    def test_of_another_dwelling_are_not_found(
        self, caseworker: Membership, household: Household, offer: Offer, photo: OfferPhoto, sign_in: SignIn
    ) -> None:
        other = factories.OfferFactory()
        client = sign_in(caseworker)
        client.post(address_of(other))

        crossed = reverse("matching:location_photo", args=[other.id, photo.id])

        assert client.get(crossed).status_code == 404
        assert client.get(reverse("matching:location_photo", args=[other.id, uuid4()])).status_code == 404


def test_unknown_and_broken_ids_are_not_found(caseworker: Membership, sign_in: SignIn) -> None:
    client = sign_in(caseworker)

    assert client.get(reverse("matching:check_location", args=[uuid4()])).status_code == 404
    assert client.get("/logements/pas-un-identifiant/emplacement/").status_code == 404


def test_the_file_shows_who_looked_where_it_may_live(
    household: Household, transmitted: Candidature, caseworker: Membership, colleague: Membership, sign_in: SignIn
) -> None:
    """A colleague who opened the file in an emergency reads the door of the dwelling: its référente sees it."""
    open_in_emergency(code="Mésange 42", reason="appel", by=colleague)

    page = sign_in(colleague).post(address_of(transmitted.offer)).content.decode()
    shown = sign_in(caseworker).get(reverse("associations:readers", args=[household.id])).content.decode()

    assert DOOR[0] in page
    assert AccessEvent.objects.get(kind=AccessKind.LOCATION).about == household.id
    assert str(AccessKind.LOCATION.label) in unescape(strip_tags(shown))
