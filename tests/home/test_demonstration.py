"""The demonstration in the databases: complete, coherent, without anybody's name, and said to be fictitious."""

import re
from collections import Counter
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.demonstration.personas import PERSONAS
from accounts.models import Membership, Organisation, OrganisationKind, User
from associations.files import open_files
from associations.models import Household, HouseholdKey, HouseholdStatus
from common.housing import AgeBand
from conventions.models import Channel, Commitment, Convention, PublishedResult, Signatory
from home.demonstration.build import Demonstration, build
from matching.criteria import State, assess
from matching.models import Candidature, CandidatureState, CandidatureTransition
from matching.pairs import dwelling_facts, household_facts
from offers.models import Offer, OfferLocation, OfferState, OfferTransition
from territories.communes import index
from territories.distance import kilometres

# One worker loads the demonstration, not each.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demonstration")]

FIRST_NAMES = {
    "Marie", "Nathalie", "Isabelle", "Sylvie", "Catherine", "Martine", "Christine", "Valérie", "Sandrine", "Nadia",
    "Fatima", "Sophie", "Julie", "Aurélie", "Camille", "Léa", "Emma", "Chloé", "Manon", "Sarah", "Inès", "Fatou",
    "Aminata", "Karima", "Samira", "Jean", "Pierre", "Michel", "Philippe", "Nicolas", "Mohamed", "Thomas", "Lucas",
    "Hugo", "Karim", "Ali", "Paul", "Jacques", "Julien", "Kevin",
}  # fmt: skip


@pytest.mark.usefixtures("demonstration")
class TestLoaded:
    def test_counts(self) -> None:
        kinds = Counter(Organisation.objects.values_list("kind", flat=True))
        assert kinds[OrganisationKind.BAILLEUR] == 17
        assert kinds[OrganisationKind.ASSOCIATION] == 4
        assert Offer.objects.count() == OfferLocation.objects.count() == 300
        assert Household.objects.filter(status=HouseholdStatus.ACTIVE).count() == 60
        assert Candidature.objects.filter(state=CandidatureState.HOUSED).count() == 200
        assert set(Offer.objects.values_list("state", flat=True)) == set(OfferState.values)
        assert Offer.objects.open_at(timezone.now()).filter(location__commune__departement="59").count() > 20

    def test_every_persona_is_there(self) -> None:
        members = Membership.objects.active().select_related("user", "organisation")
        found = {member.user.email: (member.user.name, member.role, member.organisation.name) for member in members}
        for persona in PERSONAS:
            assert found[persona.email] == (persona.name, persona.role, persona.organisation)

    def test_the_convention_and_its_renewal(self) -> None:
        first, renewal = Convention.objects.filter(signed_on__lte=date(2024, 4, 17)).order_by("starts_on")
        assert (first.starts_on, first.ends_on) == (date(2021, 3, 25), date(2024, 3, 24))
        assert (renewal.starts_on, renewal.ends_on) == (date(2024, 4, 17), date(2027, 4, 16))
        assert (first.note, renewal.note) == ("", "hypothèse de démonstration")
        for convention in (first, renewal):
            signed = Signatory.objects.filter(convention=convention)
            assert signed.filter(organisation__kind=OrganisationKind.BAILLEUR).count() == 17
            assert signed.filter(organisation__kind=OrganisationKind.ASSOCIATION).count() == 4

    def test_both_published_figures_stay_and_one_is_retained(self) -> None:
        collective = Commitment.objects.filter(bailleur=None, convention__note="", channel=Channel.PLATFORM)
        assert dict(collective.values_list("quantity", "retained")) == {18: False, 27: True}
        renewed = Commitment.objects.filter(convention__signed_on=date(2024, 4, 17), bailleur__isnull=True)
        assert dict(renewed.values_list("channel", "quantity")) == {"platform": 150, "interpellation": 75}

    def test_the_published_results_have_their_source(self) -> None:
        results = PublishedResult.objects.values_list("period", "women", "children", "source")
        figures = {period: (women, children) for period, women, children, _ in results}
        assert figures == {"2021": (38, 68), "2022": (82, 121), "2021-2023 (au 17 avril 2024)": (203, 333)}
        assert all(source for *_, source in results)

    def test_every_dwelling_lies_under_the_renewal(self) -> None:
        signed = set(
            Signatory.objects.filter(convention__note="hypothèse de démonstration").values_list(
                "organisation_id", flat=True
            )
        )
        for offer in Offer.objects.all():
            assert offer.bailleur_id in signed
            assert offer.created_at.date() >= date(2024, 4, 17)

    def test_doors_stand_in_their_commune(self) -> None:
        doors = OfferLocation.objects.exclude(lat=None)
        assert 100 < doors.count() < 250
        for location in doors:
            centre = index().get(location.commune_id).position
            assert kilometres(location.lat, location.lon, centre.lat, centre.lon) < centre.precision_km

    def test_files_open_and_say_what_the_columns_say(self) -> None:
        households = list(Household.objects.all())
        files = open_files(households)
        assert len(files) == HouseholdKey.objects.count() == 260
        for household, file in files.items():
            assert household.people == file.people
            assert set(file.children) <= set(AgeBand.values)

    def test_moves_match_the_states(self) -> None:
        for offer in Offer.objects.prefetch_related("transitions"):
            states = [row.to_state for row in sorted(offer.transitions.all(), key=lambda row: row.at)]
            assert (states or [OfferState.DRAFT])[-1] == offer.state
        last = CandidatureTransition.objects.order_by("candidature_id", "-at").distinct("candidature_id")
        assert dict(last.values_list("candidature_id", "to_state")) == dict(
            Candidature.objects.values_list("id", "state")
        )
        assert OfferTransition.objects.filter(to_state=OfferState.WITHDRAWN, reason="").count() == 0

    def test_requests_fit_by_the_rule_of_matching(self) -> None:
        today = timezone.localdate()
        for candidature in Candidature.objects.with_offer().select_related("household"):
            household, dwelling = household_facts(candidature.household), dwelling_facts(candidature.offer)
            assert assess(household, dwelling, today).state is State.SUITABLE

    def test_nobody_has_a_name(self) -> None:
        texts = [
            *User.objects.values_list("name", flat=True),
            *User.objects.values_list("email", flat=True),
            *Candidature.objects.values_list("note", flat=True),
            *Offer.objects.values_list("visit_contact", flat=True),
            *OfferLocation.objects.values_list("residence", flat=True),
            *OfferLocation.objects.values_list("address", flat=True),
            *(file.code for file in open_files(Household.objects.all()).values()),
        ]
        words = " ".join(texts)
        for organisation in Organisation.objects.values_list("name", flat=True):
            words = words.replace(organisation, "")
        assert not set(re.findall(r"\w+", words)) & FIRST_NAMES

    def test_a_second_load_of_the_same_day_does_nothing(self, demonstration: Demonstration) -> None:
        assert (
            self._load(today=demonstration.day.isoformat()) == f"Demonstration of {demonstration.day}: already loaded."
        )

    def test_another_day_keeps_what_is_there_and_says_so(self, demonstration: Demonstration) -> None:
        before = set(Offer.objects.values_list("id", flat=True))
        said = self._load(today=(demonstration.day + timedelta(days=40)).isoformat())
        assert "kept as it is" in said
        assert set(Offer.objects.values_list("id", flat=True)) == before

    def test_reload_replaces_everything_but_the_territories(self, demonstration: Demonstration) -> None:
        day = demonstration.day - timedelta(days=7)
        # Its reports would wait for the tables that this test empties in its own transaction.
        said = self._load(today=day.isoformat(), reload=True, without_reports=True)
        assert said.startswith(f"Demonstration of {day} loaded")
        assert Offer.objects.count() == 300
        assert HouseholdKey.objects.count() == 260
        assert {row.offer.id for row in build(day).dwellings} == set(Offer.objects.values_list("id", flat=True))

    @staticmethod
    def _load(**options: object) -> str:
        said = StringIO()
        call_command("load_demo", stdout=said, **options)
        return said.getvalue().strip()


PAGES_OF_ALL = ["home", "legal", "pause"]
PAGES_OF = {
    "caseworker_solfa": [
        "offers:search",
        "associations:households",
        "associations:new_household",
        "matching:candidatures",
    ],
    "manager_solfa": ["offers:search", "associations:households", "accounts:invitations"],
    "agent_vilogia": ["offers:own_offers", "offers:new_offer", "matching:candidatures"],
    "federation": ["matching:federation", "accounts:invitations"],
}


@pytest.mark.usefixtures("demonstration")
@pytest.mark.parametrize("persona", PERSONAS, ids=lambda persona: persona.slug)
def test_fictitious_data_stands_on_every_page(persona: object) -> None:
    client = Client()
    client.post("/demo/", {"persona": persona.slug})
    for name in [*PAGES_OF_ALL, *PAGES_OF.get(persona.slug, [])]:
        response = client.get(reverse(name))
        assert response.status_code == 200, name
        assert "Données fictives" in response.content.decode(), name
