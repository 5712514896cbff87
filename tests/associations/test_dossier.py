"""What a file holds before a transmission: typed section by section, sealed, explained, and what is still missing."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from pytest_django import DjangoAssertNumQueries

from accounts.models import AccessEvent, AccessKind, Membership
from associations.files import open_file, open_zones
from associations.models import Household, HouseholdKey, HouseholdStatus, IncomeCeiling
from common.housing import Financing
from tests import factories
from tests.associations.parts import part, send
from tests.personas import SignIn, confirm
from tests.rows import lines

pytestmark = pytest.mark.django_db


@pytest.fixture
def household(caseworker: Membership) -> Household:
    return factories.HouseholdFactory(member=caseworker, code="Mésange 42")


@pytest.fixture
def client(caseworker: Membership, sign_in: SignIn) -> Client:
    return sign_in(caseworker)


class TestMeans:
    TYPED = {
        "resources_cents": "1 450,50",
        "rfr_euros": "11200",
        "housing_aid_cents": "250",
        "fixed_costs_cents": "80",
        "tie": "coproprietaire",
        "debts": "plan",
        "residence_right": "titre",
        "labels": ["DALO"],
        "own_tax_notice": "on",
        "action_logement": "on",
    }

    def test_are_sealed_shown_and_given_back(self, client: Client, household: Household) -> None:
        address = part(household, "section", "ressources")

        shown = send(client, address, self.TYPED)

        for words in ("1 450,50", "11 200 € par an", "Copropriétaire avec lui", "avec un plan d’apurement", "DALO"):
            assert words in shown.replace("\u202f", " ")
        household.refresh_from_db()
        assert open_file(household).means.rfr_euros == 11200
        assert "coproprietaire" not in str(Household.objects.values().get())
        form = client.get(address).content.decode()
        assert 'value="1450,50"' in form
        assert 'value="coproprietaire" selected' in form

    def test_narrow_the_financings_that_the_income_reaches(self, client: Client, household: Household) -> None:
        """A lone mother of two is category 4: her ceilings elsewhere in France are those of the file."""
        for financing, euros in ((Financing.PLAI, 25_092), (Financing.PLUS, 45_374), (Financing.PLS, 58_986)):
            IncomeCeiling.objects.create(
                year=2026, financing=financing, zone="other_regions", category=4, euros=euros, basis="x"
            )
        address = part(household, "section", "ressources")

        shown = send(client, address, {**self.TYPED, "rfr_euros": "30000"})

        household.refresh_from_db()
        assert "other_regions:PLUS" in household.eligible_financings
        assert "other_regions:PLAI" not in household.eligible_financings
        assert "other_regions:PLAI_ADAPTE" not in household.eligible_financings
        assert "au-dessus" in shown
        assert "dans le plafond" in shown

    def test_what_is_left_to_live_on_is_explained(self, client: Client, caseworker: Membership) -> None:
        household = factories.HouseholdFactory(member=caseworker, rent_ceiling_cents=60_000, children={"3-5": 1})

        shown = send(client, part(household, "section", "ressources"), self.TYPED)

        # (1450.50 - (600 - 250) - 80) / 1.3 / 30
        assert "26,17\u202f€ par jour" in shown
        assert "÷ 1,3 unités" in shown

    @pytest.mark.parametrize(
        ("typed", "message"),
        [
            ({"resources_cents": "-1"}, "ne peut pas être négatif"),
            ({"resources_cents": "20001"}, "Au plus"),
            ({"rfr_euros": "x"}, "nombre entier"),
            ({"rfr_euros": "999999"}, "Au plus"),
            ({"rfr_euros": "9" * 5000}, "nombre entier"),
            ({"tie": "voisin"}, "Choisissez dans la liste"),
            ({"labels": ["VIP"]}, "Cochez des cases"),
        ],
    )
    def test_bad_input_loses_nothing(
        self, client: Client, household: Household, typed: dict[str, Any], message: str
    ) -> None:
        response = client.post(part(household, "section", "ressources"), {**self.TYPED, **typed})

        shown = response.content.decode()
        assert response.status_code == 422
        assert message in shown
        assert 'name="fixed_costs_cents" value="80"' in shown
        household.refresh_from_db()
        assert open_file(household).means.debts == ""


class TestProofs:
    def test_each_says_what_it_unlocks(self, client: Client, household: Household) -> None:
        future = timezone.localdate() + timedelta(days=200)
        typed = lines(
            {"kind": "ORDONNANCE_PROTECTION", "on": "2026-06-01", "until": future.isoformat()},
            {"kind": "ATTESTATION_TRAVAILLEUR_SOCIAL_OU_ASSO"},
        )

        shown = send(client, part(household, "section", "preuves"), typed)

        assert "Être copropriétaire ne peut plus lui être opposé" in shown
        assert "Ne suffit pas pour compter ses seules ressources" in shown
        assert "Une preuve en cours" not in shown

    def test_one_that_is_over_justifies_nothing(self, client: Client, household: Household) -> None:
        typed = lines({"kind": "ORDONNANCE_PROTECTION", "on": "2025-01-01", "until": "2025-12-31"})

        shown = send(client, part(household, "section", "preuves"), typed)

        assert "elle ne justifie plus rien" in shown
        assert "Une preuve en cours" in shown

    def test_an_emptied_line_goes_and_a_line_more_loses_nothing(self, client: Client, household: Household) -> None:
        address = part(household, "section", "preuves")
        send(client, address, lines({"kind": "MAIN_COURANTE"}, {"kind": "RECEPISSE_PLAINTE"}))

        more = client.post(address, {**lines({"kind": "MAIN_COURANTE"}), "ajouter": "1"})
        assert 'name="lignes-1-kind"' in more.content.decode()
        assert "error-summary" not in more.content.decode()
        send(client, address, lines({"kind": ""}, {"kind": "RECEPISSE_PLAINTE"}))

        household.refresh_from_db()
        assert [proof.kind for proof in open_file(household).proofs] == ["RECEPISSE_PLAINTE"]

    def test_dates_out_of_order_and_without_proof_are_said(self, client: Client, household: Household) -> None:
        typed = lines({"kind": "MAIN_COURANTE", "on": "2026-02-02", "until": "2026-01-01"}, {"on": "2026-01-01"})

        shown = client.post(part(household, "section", "preuves"), typed).content.decode()

        assert "La fin ne peut pas venir avant le début" in shown
        assert "Choisissez la preuve" in shown


class TestPlacesProtectionAndSne:
    def test_places_have_weights_and_stay_out_of_clear_columns(self, client: Client, household: Household) -> None:
        typed = lines(
            {"kind": "travail", "place": "Lens (62)", "weight": "3", "max_km": "12"},
            {"kind": "soins", "place": "50.6312, 3.0612", "weight": "1"},
        )

        shown = send(client, part(household, "section", "lieux"), typed)

        assert "Travail : Lens (62), à moins de 12 km (indispensable)" in shown
        assert "Soins : 50.6312, 3.0612 (utile)" in shown
        assert "Lens" not in str(Household.objects.values().get())

    def test_a_danger_level_says_who_set_it_and_when(
        self, client: Client, household: Household, caseworker: Membership
    ) -> None:
        address = part(household, "section", "protection")

        shown = send(client, address, {"danger": "3"})

        assert "3 · extrême" in shown
        assert f"par {caseworker.user.name}" in shown
        first = open_file(Household.objects.get()).danger
        send(client, address, {"danger": "3", "mark": "Chemise verte 12"})
        assert open_file(Household.objects.get()).danger == first

    def test_excluded_organisations_are_sealed_and_named_to_her_alone(
        self, client: Client, household: Household
    ) -> None:
        kept = factories.BailleurFactory(organisation__name="Logis du Nord").organisation
        factories.BailleurFactory(organisation__name="Habitat Sud")

        shown = send(client, part(household, "section", "protection"), {"excluded": [str(kept.id)]})

        assert "Logis du Nord" in shown
        assert "Habitat Sud" not in shown
        assert str(kept.id) not in str(Household.objects.values().get())

    def test_an_organisation_that_is_no_landlord_is_refused(self, client: Client, household: Household) -> None:
        response = client.post(part(household, "section", "protection"), {"excluded": [str(household.association_id)]})

        assert response.status_code == 422

    def test_the_checks_in_the_register_are_ticked_one_by_one(self, client: Client, household: Household) -> None:
        address = part(household, "section", "sne")

        shown = send(client, address, {"done": ["demande_propre", "courrier"]})
        assert "3 vérifications restent à faire au SNE" in shown
        shown = send(
            client,
            address,
            {"done": ["demande_propre", "courrier", "mail_telephone", "mot_de_passe", "codemandeur"]},
        )

        assert "au SNE." not in shown


class TestConsents:
    def typed(self, **changed: str) -> dict[str, str]:
        until = (timezone.localdate() + timedelta(days=90)).isoformat()
        return {"what": "dossier", "to_whom": "demande", "until": until, **changed}

    def test_is_given_holds_and_is_taken_back(self, client: Client, household: Household) -> None:
        shown = send(client, part(household, "consents"), self.typed())
        assert "Transmettre le dossier au bailleur d’un logement demandé" in shown
        assert "Son accord pour transmettre" not in shown

        consent = open_file(Household.objects.get()).consents[0]
        shown = send(client, reverse("associations:revoke_consent", args=[household.id, consent.id]), {})

        assert "retiré le" in shown
        assert "Son accord pour transmettre" in shown

    @pytest.mark.parametrize(
        ("changed", "message"),
        [
            ({"what": ""}, "Choisissez ce qu’elle accepte"),
            ({"to_whom": "tous"}, "Choisissez dans la liste"),
            ({"until": "2020-01-01"}, "Cette date est passée"),
            ({"until": "2099-01-01"}, "Deux ans au plus"),
        ],
    )
    def test_bad_input(self, client: Client, household: Household, changed: dict[str, str], message: str) -> None:
        response = client.post(part(household, "consents"), self.typed(**changed))

        assert response.status_code == 422
        assert message in response.content.decode()


class TestZones:
    TYPED = lines(
        {"who": "lui", "lieu": "Lens (62)", "lieu_km": "20"},
        {"who": "famille", "communes": "Lille (59), Roubaix (59)"},
    )

    def test_open_behind_a_confirmation_under_ten_minutes_old(self, client: Client, household: Household) -> None:
        address = part(household, "zones")

        asked = client.get(address)
        assert asked["Location"].startswith("/compte/reauthenticate/?next=")
        confirm(client, seconds_ago=601)
        assert client.get(address).status_code == 302
        confirm(client, seconds_ago=500)
        assert client.get(address).status_code == 200

        assert AccessEvent.objects.filter(kind=AccessKind.ZONES, about=household.id).count() == 1

    def test_are_kept_sealed_and_shown_again(self, client: Client, household: Household) -> None:
        confirm(client)

        shown = send(client, part(household, "zones"), self.TYPED)

        assert "Lens" not in strip_tags(shown).replace("Pas-de-Calais", ""), "the file itself names no zone"
        household.refresh_from_db()
        assert len(open_zones(household).zones) == 2
        assert "Lens" not in str(Household.objects.values().get())
        again = client.get(part(household, "zones")).content.decode()
        assert "Lens (62)" in again
        assert "Roubaix (59)" in again

    def test_a_confirmation_that_ran_out_loses_nothing(self, client: Client, household: Household) -> None:
        confirm(client, seconds_ago=700)

        response = client.post(part(household, "zones"), self.TYPED)

        shown = response.content.decode()
        assert response.status_code == 422
        assert "Rien n’est perdu" in shown
        assert 'value="Lens (62)"' in shown
        household.refresh_from_db()
        assert open_zones(household).all == ()
        # Nothing of it waits in the session either.
        assert "Lens" not in str(dict(client.session))

    def test_a_distance_without_a_place_is_said(self, client: Client, household: Household) -> None:
        confirm(client)

        shown = client.post(part(household, "zones"), lines({"lieu_km": "3"}, {"lieu": "Lens (62)"})).content.decode()

        assert "Indiquez le lieu" in shown
        assert "Indiquez la distance" in shown


def test_every_part_of_a_file_whose_key_is_gone_says_so(client: Client, household: Household) -> None:
    HouseholdKey.objects.all().delete()
    confirm(client)

    names = ["household", "edit_household", "registrations", "zones", "consents", "paper", "readers"]
    addresses = [part(household, name) for name in names]
    addresses += [part(household, "section", slug) for slug in ("ressources", "preuves", "lieux", "protection", "sne")]

    for address in addresses:
        assert client.get(address).status_code == 410, address
        assert "a été effacée" in client.get(address).content.decode()


def test_a_household_no_longer_looking_does_not_change(client: Client, caseworker: Membership) -> None:
    household = factories.HouseholdFactory(member=caseworker, status=HouseholdStatus.HOUSED)

    response = client.post(part(household, "section", "sne"), {"done": ["courrier"]})

    assert response.status_code == 422
    assert "ne se modifie plus" in response.content.decode()
    assert open_file(household).sne.done == ()


def test_the_paper_version_names_neither_code_nor_place_nor_proof(client: Client, household: Household) -> None:
    send(client, part(household, "section", "lieux"), lines({"kind": "travail", "place": "Lens (62)"}))
    send(client, part(household, "section", "preuves"), lines({"kind": "RECEPISSE_PLAINTE"}))
    send(client, part(household, "section", "protection"), {"danger": "3", "mark": "Chemise verte 12"})

    response = client.get(part(household, "paper"))

    shown = response.content.decode()
    assert "1 adulte, 2 enfants" in shown
    for hidden in ("Mésange", "Lens", "plainte", "Plainte", "danger", "Chemise", "Pass", "violence", "logo"):
        assert hidden not in strip_tags(shown)
    assert AccessEvent.objects.filter(kind=AccessKind.PAPER, about=household.id).exists()


def test_a_file_full_of_everything_costs_twelve_queries_at_most(
    client: Client, household: Household, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    landlords = [factories.BailleurFactory().organisation for _ in range(3)]
    confirm(client)
    send(client, part(household, "section", "ressources"), TestMeans.TYPED)
    send(client, part(household, "section", "protection"), {"danger": "2", "excluded": [str(landlords[0].id)]})
    send(client, part(household, "zones"), TestZones.TYPED)
    lines_of_numbers = [
        {"number": f"059042400012{n}GDPUB", "territory": code, "expires_on": "2027-01-01"}
        for n, code in enumerate(("59", "62", "80", "02", "60"))
    ]
    send(client, part(household, "registrations"), lines(*lines_of_numbers))
    for _ in range(5):
        send(client, part(household, "consents"), TestConsents().typed())

    # The person, her membership; the file and its trace in a transaction (two more here: a savepoint), the
    # registrations, the ceilings, who set the danger, the landlords, its requests. In the vault, its key: for the
    # file, for the numbers.
    morning = timezone.localtime().replace(hour=10)  # at night, her manager is told
    with (
        time_machine.travel(morning, tick=False),
        django_assert_num_queries(11),
        django_assert_num_queries(2, using="vault"),
    ):
        client.get(part(household, "household"))
