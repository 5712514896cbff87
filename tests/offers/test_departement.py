"""A dwelling's département is always its commune's, whoever writes and in whatever order."""

import pytest

from offers.models import Offer, OfferLocation
from tests import factories

pytestmark = pytest.mark.django_db


def departement(offer: Offer) -> str | None:
    return Offer.objects.get(id=offer.id).departement


def test_it_follows_the_commune() -> None:
    offer = factories.OfferFactory()
    assert departement(offer) == "59"

    location = OfferLocation.objects.get(offer=offer)
    location.commune = factories.commune("80021")
    location.save()
    assert departement(offer) == "80"

    OfferLocation.objects.filter(offer=offer).update(commune=factories.commune("62498"))
    assert departement(offer) == "62"

    OfferLocation.objects.filter(offer=offer).update(commune=None)
    assert departement(offer) is None


def test_a_stale_copy_saved_whole_changes_nothing() -> None:
    offer = factories.OfferFactory()
    stale = Offer.objects.get(id=offer.id)
    stale.departement = "13"

    stale.save()

    assert departement(offer) == "59"


def test_writing_it_is_of_no_effect() -> None:
    offer = factories.OfferFactory()
    Offer.objects.filter(id=offer.id).update(departement="13")
    assert departement(offer) == "59"
