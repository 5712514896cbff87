"""What a landlord's software reads of the requests transmitted to it: what its pages say, when they say it."""

import pytest
from django.utils import timezone

from accounts.models import Membership
from associations.models import Household
from matching import actions
from matching.models import Candidature
from matching.tasks import release
from offers.models import Offer
from tests import factories
from tests.api.parts import CANDIDATURES, DWELLINGS, Software
from tests.matching.test_what_others_see import notify, transmit

pytestmark = pytest.mark.django_db(databases=["default", "vault"])
NAMES = {
    "id", "reference", "logement", "logement_reference", "etat", "transmise_le", "a_faire_avant", "decision",
    "notifiee_le", "reponse_avant", "acceptee_le", "bail_signe_le", "entree_le",
}  # fmt: skip


@pytest.fixture
def household(caseworker: Membership) -> Household:
    return factories.make_ready(factories.HouseholdFactory(member=caseworker))


@pytest.fixture
def dwelling(software: Software) -> Offer:
    return factories.OfferFactory(bailleur_id=software.client.organisation_id)


def polled(software: Software) -> list[tuple[int, bytes, str]]:
    """All that polling could tell, versions included."""
    listed = software.get(CANDIDATURES)
    addresses = [CANDIDATURES, DWELLINGS]
    addresses += [f"{CANDIDATURES}{one['id']}/" for one in listed.json()["results"]]
    addresses += [f"{DWELLINGS}{one['id']}/" for one in software.get(DWELLINGS).json()["results"]]
    answers = [software.get(address) for address in addresses]
    return [(one.status_code, one.content, one["ETag"]) for one in answers]


def test_nothing_before_the_transmission_then_state_and_dates_alone(
    software: Software, household: Household, dwelling: Offer, caseworker: Membership, federation_member: Membership
) -> None:
    before = polled(software)
    asked = actions.request_dwelling(household=household, offer=dwelling, by=caseworker)
    assert polled(software) == before
    assert software.get(f"{CANDIDATURES}{asked.id}/").status_code == 404
    actions.transmit_candidature(candidature=asked, by=federation_member)
    listed = software.get(CANDIDATURES).json()["results"]
    assert [set(one) for one in listed] == [NAMES]
    assert listed[0]["logement"] == str(dwelling.id)


def test_polling_shows_nothing_elsewhere_before_the_nightly_release(
    software: Software,
    other_software: Software,
    household: Household,
    dwelling: Offer,
    caseworker: Membership,
    federation_member: Membership,
    other_agent: Membership,
) -> None:
    """Her two requests are at two landlords; she accepts at the other one: ours must not learn it by asking often."""
    elsewhere = factories.OfferFactory(bailleur_id=other_software.client.organisation_id)
    transmit(household, dwelling, caseworker, federation_member)
    other: Candidature = transmit(household, elsewhere, caseworker, federation_member)
    before = polled(software)

    notify(other, other_agent)
    assert polled(software) == before
    actions.accept_offer(candidature=Candidature.objects.get(pk=other.pk), by=caseworker)
    assert polled(software) == before
    hers = Candidature.objects.get(pk=other.pk)
    actions.sign_lease(candidature=hers, on=timezone.localdate(), by=other_agent)
    assert polled(software) == before
    release()
    assert polled(software) != before


def test_a_withdrawn_dwelling_of_another_landlord_shows_nowhere(software: Software, other_software: Software) -> None:
    factories.OfferFactory(bailleur_id=other_software.client.organisation_id, reference="LOIN")
    assert "LOIN" not in software.get(DWELLINGS).content.decode()
    assert software.get(f"{DWELLINGS}?reference=LOIN").json()["results"] == []
