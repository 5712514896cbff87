"""Conventions as those who follow them use their pages: the list, one of them, signatories, documents, the switch."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import Membership, OrganisationKind
from bailleurs.models import Bailleur
from common.templatetags.formats import counted
from conventions.models import Convention, ConventionDocument, Level, PublishedResult, Signatory, SwitchChange
from tests import factories
from tests.conventions.parts import ANOTHER, departement, make_convention, promise, region, sign
from tests.personas import SignIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def convention(coordinator: Membership) -> Convention:
    return make_convention(coordinator)


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def refusal(client: Client, address: str, typed: dict[str, Any]) -> str:
    """The form shown again."""
    response = client.post(address, typed)
    assert response.status_code == 422
    return response.content.decode()


def done(client: Client, address: str, typed: dict[str, Any] | None = None) -> str:
    """The page that follows."""
    response = client.post(address, typed or {}, follow=True)
    assert response.redirect_chain, response.content.decode()
    assert response.status_code == 200
    return response.content.decode()


class TestList:
    def test_a_coordinator_reads_those_of_her_regions_and_the_federation_all(
        self, coordinator: Membership, federation_member: Membership, convention: Convention, sign_in: SignIn
    ) -> None:
        make_convention(of=ANOTHER, name="Convention d’ailleurs")
        make_convention(level=Level.DEPARTMENTAL, region=None, departement=departement("59"), name="Protocole du Nord")
        make_convention(level=Level.NATIONAL, region=None, name="Convention nationale")

        hers = page(sign_in(coordinator), "/conventions/")
        everything = page(sign_in(federation_member), "/conventions/")

        for name in ("Convention 32", "Protocole du Nord"):
            assert name in hers
            assert name in everything
        for name in ("Convention d’ailleurs", "Convention nationale"):
            assert name not in hers
            assert name in everything
        assert "Nouvelle convention" in everything
        assert "Nouvelle convention" not in hers

    def test_without_any_she_reads_what_comes_next(self, coordinator: Membership, sign_in: SignIn) -> None:
        assert "Aucune convention dans vos régions." in page(sign_in(coordinator), "/conventions/")

    def test_budget(
        self,
        coordinator: Membership,
        convention: Convention,
        bailleur: Bailleur,
        sign_in: SignIn,
        django_assert_num_queries: DjangoAssertNumQueries,
    ) -> None:
        for year in range(2000, 2020):
            sign(make_convention(name=f"Convention de {year}"), bailleur.organisation)
        client = sign_in(coordinator)
        client.get("/conventions/")
        # The person, her membership, how many conventions, those of the page with the number of their signatories.
        with django_assert_num_queries(4), django_assert_num_queries(0, using="vault"):
            client.get("/conventions/")


class TestOne:
    def test_it_shows_its_dates_signatories_documents_and_results(
        self, coordinator: Membership, convention: Convention, bailleur: Bailleur, partner: Membership, sign_in: SignIn
    ) -> None:
        sign(convention, bailleur.organisation)
        sign(convention, partner.organisation, date(2022, 1, 10))
        ConventionDocument.objects.create(convention=convention, title="Texte signé", dated_on=date(2021, 3, 25))
        PublishedResult.objects.create(convention=convention, period="2021", women=38, children=68, source="le bilan")

        shown = page(sign_in(coordinator), f"/conventions/{convention.id}/")

        for text in (
            "du 25 mars 2021 au 24 mars 2024",
            counted(2, "signataire,signataires"),
            "Bailleur A",
            "Partenaire",
            "10 janvier 2022",
            "Texte signé",
            'title="Source : le bilan">38<',
            'title="Source : le bilan">68<',
            '<span class="source source-printed">Source : le bilan</span>',
        ):
            assert text in shown

    @pytest.mark.parametrize("commitments", [1, 200])
    def test_budget(
        self,
        coordinator: Membership,
        convention: Convention,
        commitments: int,
        sign_in: SignIn,
        django_assert_num_queries: DjangoAssertNumQueries,
    ) -> None:
        for number in range(commitments):
            promise(convention, number + 1)
        client = sign_in(coordinator)
        client.get("/conventions/")
        # The person, her membership, then the convention, commitments, results, signatories, documents, context.
        with django_assert_num_queries(8), django_assert_num_queries(0, using="vault"):
            client.get(f"/conventions/{convention.id}/")

    def test_that_of_another_region_does_not_exist(
        self, coordinator: Membership, convention: Convention, bailleur: Bailleur, sign_in: SignIn
    ) -> None:
        other = make_convention(of=ANOTHER)
        sign(other, bailleur.organisation)
        client = sign_in(coordinator)

        for part in ("", "corriger/", "signataires/ajouter/", f"signataires/{bailleur.pk}/", "documents/ajouter/"):
            assert client.get(f"/conventions/{other.id}/{part}").status_code == 404
            assert client.post(f"/conventions/{other.id}/{part}", {}).status_code in (404, 405)


class TestCreation:
    FACTS = {
        "name": "Protocole de l’Hérault",
        "where": "departement-34",
        "signed_on": "2024-03-08",
        "starts_on": "2024-03-08",
        "ends_on": "2027-03-07",
        "note": "",
    }

    def test_the_federation_creates_one_whose_place_says_its_level(
        self, federation_member: Membership, sign_in: SignIn
    ) -> None:
        departement("34", of="76")
        shown = done(sign_in(federation_member), "/conventions/nouvelle/", self.FACTS)

        assert "Départementale" in shown
        made = Convention.objects.get()
        assert (made.level, made.departement_id, made.region_id) == (Level.DEPARTMENTAL, "34", None)

    @pytest.mark.parametrize(
        ("changed", "sentence"),
        [
            ({"name": ""}, "Donnez le nom de la convention."),
            ({"where": ""}, "Choisissez où elle vaut."),
            ({"where": "departement-99"}, "Choisissez dans la liste."),
            ({"where": "mars"}, "Choisissez dans la liste."),
            ({"ends_on": "2024-03-08"}, "finit après avoir commencé"),
            ({"signed_on": "2028-01-01"}, "signée avant sa fin"),
            ({"starts_on": "1999-12-31"}, "entre 2000 et 2100"),
            ({"ends_on": "9999-12-31"}, "entre 2000 et 2100"),
            ({"ends_on": "bientôt"}, "Donnez une date"),
            ({"name": "é" * 251}, "Au plus 250 caractères"),
        ],
    )
    def test_what_does_not_hold_is_said_beside_its_field_and_kept(
        self, federation_member: Membership, changed: dict[str, str], sentence: str, sign_in: SignIn
    ) -> None:
        departement("34", of="76")
        shown = refusal(sign_in(federation_member), "/conventions/nouvelle/", self.FACTS | changed)

        assert sentence in shown
        assert "2024-03-08" in shown
        assert not Convention.objects.exists()

    def test_sent_twice_it_is_one(self, federation_member: Membership, sign_in: SignIn) -> None:
        departement("34", of="76")
        client = sign_in(federation_member)
        done(client, "/conventions/nouvelle/", self.FACTS)

        assert "existe déjà" in refusal(client, "/conventions/nouvelle/", self.FACTS)
        assert Convention.objects.count() == 1

    def test_a_coordinator_creates_none(
        self, coordinator: Membership, convention: Convention, sign_in: SignIn
    ) -> None:
        assert sign_in(coordinator).post("/conventions/nouvelle/", self.FACTS).status_code == 404


class TestCorrection:
    def test_a_coordinator_corrects_the_words_and_never_the_period_or_the_place(
        self, coordinator: Membership, convention: Convention, sign_in: SignIn
    ) -> None:
        """They say whose dwellings count and when: moved by a day, two drafts of a report could be subtracted."""
        typed = {
            "name": "Convention renommée",
            "signed_on": "2021-03-24",
            "note": "avenant en cours",
            "starts_on": "2021-03-26",
            "ends_on": "2025-01-01",
            "where": "france",
        }
        done(sign_in(coordinator), f"/conventions/{convention.id}/corriger/", typed)

        convention.refresh_from_db()
        assert (convention.name, convention.note) == ("Convention renommée", "avenant en cours")
        assert (convention.starts_on, convention.ends_on) == (date(2021, 3, 25), date(2024, 3, 24))
        assert convention.region_id == "32"

    def test_the_federation_moves_them_unless_something_typed_would_stand_outside(
        self, federation_member: Membership, convention: Convention, bailleur: Bailleur, sign_in: SignIn
    ) -> None:
        client, address = sign_in(federation_member), f"/conventions/{convention.id}/corriger/"
        kept = promise(convention, 27)
        typed = {
            "name": "Convention",
            "where": "region-32",
            "signed_on": "2021-03-25",
            "starts_on": "2021-03-25",
            "ends_on": "2023-03-24",
        }
        assert "Un engagement sortirait de la convention" in refusal(client, address, typed)
        kept.delete()
        signed = sign(convention, bailleur.organisation, date(2023, 6, 1))
        assert "Un signataire aurait signé" in refusal(client, address, typed)
        signed.delete()
        done(client, address, typed)

        convention.refresh_from_db()
        assert convention.ends_on == date(2023, 3, 24)


class TestSignatories:
    def test_one_of_any_kind_is_added_with_its_date(
        self, coordinator: Membership, convention: Convention, partner: Membership, sign_in: SignIn
    ) -> None:
        address = f"/conventions/{convention.id}/signataires/ajouter/"
        typed = {"organisation": str(partner.organisation_id), "signed_on": "2022-01-10"}
        shown = done(sign_in(coordinator), address, typed)

        assert "Partenaire" in shown
        assert "10 janvier 2022" in shown
        assert "Choisissez dans la liste" in refusal(sign_in(coordinator), address, typed)
        assert Signatory.objects.count() == 1

    @pytest.mark.parametrize(
        ("day", "sentence"), [("2021-03-24", "pas avant"), ("2024-03-25", "pas après"), ("", "Donnez la date")]
    )
    def test_its_date_is_one_of_the_convention(
        self,
        coordinator: Membership,
        convention: Convention,
        bailleur: Bailleur,
        day: str,
        sentence: str,
        sign_in: SignIn,
    ) -> None:
        address = f"/conventions/{convention.id}/signataires/ajouter/"
        typed = {"organisation": str(bailleur.pk), "signed_on": day}
        assert sentence in refusal(sign_in(coordinator), address, typed)

    def test_a_coordinator_does_not_bring_in_an_organisation_of_another_region(
        self, coordinator: Membership, federation_member: Membership, convention: Convention, sign_in: SignIn
    ) -> None:
        """Signing opens what is published of the convention."""
        far = factories.OrganisationFactory(kind=OrganisationKind.BAILLEUR, name="Bailleur d’Île-de-France")
        far.regions.add(region(ANOTHER))
        address = f"/conventions/{convention.id}/signataires/ajouter/"
        typed = {"organisation": str(far.id), "signed_on": "2021-03-25"}

        assert far.name not in page(sign_in(coordinator), address)
        refusal(sign_in(coordinator), address, typed)
        done(sign_in(federation_member), address, typed)

    def test_a_date_is_corrected_and_one_typed_by_mistake_removed(
        self, coordinator: Membership, convention: Convention, bailleur: Bailleur, sign_in: SignIn
    ) -> None:
        sign(convention, bailleur.organisation)
        client, address = sign_in(coordinator), f"/conventions/{convention.id}/signataires/{bailleur.pk}/"

        assert "2 février 2022" in done(client, address, {"signed_on": "2022-02-02"})
        promised = promise(convention, 9, bailleur=bailleur.organisation)
        assert "retirez-les d’abord" in refusal(client, f"{address}retirer/", {})
        promised.delete()
        assert "Retirer Bailleur A des signataires" in page(client, f"{address}retirer/")
        assert Signatory.objects.count() == 1
        done(client, f"{address}retirer/")
        assert not Signatory.objects.exists()
        assert client.post(f"{address}retirer/").status_code == 404


class TestDocuments:
    def test_a_title_and_a_date_are_added_once_and_removed(
        self, coordinator: Membership, convention: Convention, sign_in: SignIn
    ) -> None:
        client, address = sign_in(coordinator), f"/conventions/{convention.id}/documents/ajouter/"
        typed = {"title": "Avenant n° 1", "dated_on": "2022-06-01"}

        assert "Avenant n° 1" in done(client, address, typed)
        assert "déjà dans la liste" in refusal(client, address, typed)
        assert "Donnez le titre." in refusal(client, address, {"title": " ", "dated_on": "2022-06-01"})
        document = ConventionDocument.objects.get()
        assert "Avenant n° 1" in page(client, f"/conventions/documents/{document.id}/retirer/")
        done(client, f"/conventions/documents/{document.id}/retirer/")
        assert not ConventionDocument.objects.exists()


class TestSwitch:
    def test_the_federation_alone_lets_the_order_leave_and_a_row_says_who(
        self, coordinator: Membership, federation_member: Membership, convention: Convention, sign_in: SignIn
    ) -> None:
        address = f"/conventions/{convention.id}/ordre/"
        assert "Laisser partir" not in page(sign_in(coordinator), f"/conventions/{convention.id}/")
        assert sign_in(coordinator).post(address, {"partir": "1"}).status_code == 404

        shown = done(sign_in(federation_member), address, {"partir": "1"})

        assert "Ne plus rien laisser partir seul" in shown
        assert [one.by for one in SwitchChange.objects.all()] == [federation_member.user]


def test_the_navigation_leads_there_for_those_who_follow(
    coordinator: Membership, federation_member: Membership, partner: Membership, sign_in: SignIn
) -> None:
    for member, shown in ((coordinator, True), (federation_member, True), (partner, False)):
        assert ('href="/conventions/"' in page(sign_in(member), "/")) is shown
