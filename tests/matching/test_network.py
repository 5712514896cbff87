"""What others learn of needs: counts on clear columns, never below 5, never what a zone changes."""

import pytest
from django.urls import reverse

from accounts.models import Membership
from associations.contents import AvoidedZones
from matching.models import Candidature, ReleasedNeed
from matching.tasks import release
from offers.models import Offer
from tests import factories
from tests.matching.facts import LILLE, zone
from tests.offers.forms import page_of
from tests.personas import SignIn

pytestmark = pytest.mark.django_db
SENTENCE = "Des besoins correspondants existent dans le réseau"


def looking(member: Membership, count: int, **need: object) -> None:
    for _ in range(count):
        factories.HouseholdFactory(member=member, **need)


class TestTheFederation:
    @pytest.fixture
    def page(self, requested: Candidature) -> str:
        return reverse("matching:federation_offer", args=[requested.offer_id])

    def needs(self, member: Membership, page: str, sign_in: SignIn) -> dict[str, int | None]:
        found = sign_in(member).get(page).context["needs"]
        return {one.association: one.households for one in found}

    def test_counts_each_association_from_five_on(
        self, federation_member: Membership, caseworker: Membership, other_caseworker: Membership, page: str,
        sign_in: SignIn,
    ) -> None:  # fmt: skip
        looking(other_caseworker, 4)
        assert self.needs(federation_member, page, sign_in) == {"Association A": None, "Association B": None}
        looking(other_caseworker, 1)
        assert self.needs(federation_member, page, sign_in) == {"Association A": None, "Association B": 5}
        assert "moins de 5" in sign_in(federation_member).get(page).content.decode()

    def test_a_zone_changes_nothing_of_it(
        self, federation_member: Membership, other_caseworker: Membership, page: str, sign_in: SignIn
    ) -> None:
        looking(other_caseworker, 5, zones=AvoidedZones((zone(LILLE, 30),)))
        assert self.needs(federation_member, page, sign_in)["Association B"] == 5

    def test_what_clear_columns_set_aside_is_not_counted(
        self, federation_member: Membership, other_caseworker: Membership, page: str, sign_in: SignIn
    ) -> None:
        looking(other_caseworker, 5, rent_ceiling_cents=100_00)
        assert self.needs(federation_member, page, sign_in)["Association B"] is None


class TestTheLandlord:
    def sees(self, agent: Membership, offer: Offer, sign_in: SignIn) -> bool:
        return SENTENCE in sign_in(agent).get(page_of(offer)).content.decode()

    def test_is_told_from_five_on_as_of_the_nightly_release(
        self, agent: Membership, other_agent: Membership, caseworker: Membership, offer: Offer, sign_in: SignIn
    ) -> None:
        looking(caseworker, 4)
        release()
        assert not self.sees(agent, offer, sign_in)
        looking(caseworker, 1)
        assert not self.sees(agent, offer, sign_in), "not before the night"
        release()
        assert self.sees(agent, offer, sign_in)
        assert sign_in(other_agent).get(page_of(offer)).status_code == 404

    def test_forgets_it_the_night_they_are_fewer(
        self, agent: Membership, caseworker: Membership, offer: Offer, sign_in: SignIn
    ) -> None:
        looking(caseworker, 5)
        release()
        Offer.objects.filter(id=offer.id).update(typology="T5", surface_m2=100)
        assert ReleasedNeed.objects.exists()
        release()
        assert not self.sees(agent, offer, sign_in)
        assert not ReleasedNeed.objects.exists()

    def test_is_told_nothing_of_a_draft(
        self, agent: Membership, caseworker: Membership, offer: Offer, sign_in: SignIn
    ) -> None:
        looking(caseworker, 5)
        Offer.objects.filter(id=offer.id).update(listed=False, state="draft")
        release()
        assert not ReleasedNeed.objects.exists()
