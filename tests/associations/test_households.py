"""A household is described in a minute, read by its référente alone, and every opening leaves a trace."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils.html import strip_tags
from pytest_django import DjangoAssertNumQueries

from accounts.models import AccessEvent, AccessKind, Membership
from associations.actions import households as actions
from associations.files import open_file
from associations.models import Household, HouseholdKey, HouseholdStatus
from tests import factories
from tests.personas import SignIn

pytestmark = pytest.mark.django_db

LIST = reverse("associations:households")
NEW = reverse("associations:new_household")

TYPED = {
    "adults": "1",
    "children_3_5": "1",
    "children_11_17": "2",
    "situation": "hotel",
    "departement": "62",
    "typologies": ["T3", "T4"],
    "departements": ["59", "62"],
}


def page_of(household: Household) -> str:
    return reverse("associations:household", args=[household.id])


def test_a_need_is_described_on_one_page_and_gets_a_code(caseworker: Membership, sign_in: SignIn) -> None:
    client = sign_in(caseworker)
    assert client.get(NEW).status_code == 200

    response = client.post(NEW, TYPED, follow=True)

    household = Household.objects.get()
    file = open_file(household)
    page = response.content.decode()
    assert response.redirect_chain == [(page_of(household), 302)]
    assert file.code in page
    assert "1 adulte, 3 enfants (1 de 3 à 5 ans, 2 de 11 à 17 ans)" in page
    assert "Nord, Pas-de-Calais" in page
    assert (household.referente, household.people) == (caseworker.user, 4)
    assert (household.typologies, household.departements) == (["T3", "T4"], ["59", "62"])
    assert (file.situation, file.departement) == ("hotel", "62")


def test_when_no_code_is_free_nothing_typed_is_lost(
    caseworker: Membership, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "new_code", lambda: "Mésange 42")
    factories.HouseholdFactory(member=caseworker, code="Mésange 42")

    page = sign_in(caseworker).post(NEW, TYPED).content.decode()

    assert "Enregistrez de nouveau" in page
    assert 'name="children_11_17" value="2"' in page


def test_the_file_leads_to_its_dwellings_without_a_fact_in_the_address(
    caseworker: Membership, sign_in: SignIn
) -> None:
    household = factories.HouseholdFactory(member=caseworker, typologies=["T2", "T3"], departements=["59", "62"])

    page = sign_in(caseworker).get(page_of(household)).content.decode()

    assert f'href="/menages/{household.id}/logements/"' in page


def test_what_is_sealed_is_not_readable_in_the_row(caseworker: Membership, sign_in: SignIn) -> None:
    sign_in(caseworker).post(NEW, TYPED)

    row = str(Household.objects.values().get())

    assert "hotel" not in row
    assert open_file(Household.objects.get()).code not in row


def test_the_need_changes_and_the_code_stays(caseworker: Membership, sign_in: SignIn) -> None:
    household = factories.HouseholdFactory(member=caseworker, code="Mésange 42")
    client = sign_in(caseworker)
    address = reverse("associations:edit_household", args=[household.id])
    assert 'value="1"' in client.get(address).content.decode()

    client.post(address, {**TYPED, "other_departements": ["75"]})

    household.refresh_from_db()
    assert open_file(household).code == "Mésange 42"
    assert open_file(household).children == {"3-5": 1, "11-17": 2}
    assert (household.people, household.departements) == (4, ["59", "62", "75"])


def test_a_household_no_longer_looking_does_not_change(caseworker: Membership, sign_in: SignIn) -> None:
    household = factories.HouseholdFactory(member=caseworker, status=HouseholdStatus.HOUSED)

    response = sign_in(caseworker).post(reverse("associations:edit_household", args=[household.id]), TYPED)

    assert "plus en recherche" in response.content.decode()
    household.refresh_from_db()
    assert household.typologies == ["T3"]


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"adults": "0"}, "de 1 à 6"),
        ({"adults": "7"}, "de 1 à 6"),
        ({"adults": "beaucoup"}, "de 1 à 6"),
        ({"adults": ""}, "de 1 à 6"),
        ({"adults": "9" * 20_000}, "de 1 à 6"),
        ({"adults": "1\x00"}, "de 1 à 6"),
        ({"children_3_5": "9"}, "de 0 à 8"),
        ({"children_3_5": "-1"}, "de 0 à 8"),
        ({"situation": ""}, "Choisissez la situation"),
        ({"situation": "x" * 20_000}, "Choisissez une situation"),
        ({"situation": "hotel\x00"}, "Choisissez une situation"),
        ({"departement": "999"}, "Choisissez un département"),
        ({"unborn": "4"}, "de 0 à 3"),
        ({"rent_ceiling_cents": "-3"}, "ne peut pas être négatif"),
        ({"rent_ceiling_cents": "beaucoup"}, "par exemple 612,40"),
        ({"communes_wanted": "Qwzzk"}, "« Qwzzk »"),
        ({"communes_wanted": "Lens (62)", "communes_refused": "Lens (62)"}, "À la fois souhaitée et refusée"),
        ({"solution_types": ["CHATEAU"]}, "Cochez des solutions"),
        ({"wanted_from": "demain"}, "Donnez une date"),
        ({"typologies": ["T9"]}, "Cochez des typologies"),
        ({"departements": []}, "Cochez au moins un département"),
        ({"departements": ["59", "00"]}, "Cochez des départements"),
    ],
)
def test_bad_input_is_answered_beside_the_field_and_nothing_typed_is_lost(
    caseworker: Membership, sign_in: SignIn, typed: dict[str, object], message: str
) -> None:
    response = sign_in(caseworker).post(NEW, {**TYPED, **typed})

    page = response.content.decode()
    assert response.status_code == 200
    assert message in page
    assert 'name="children_11_17" value="2"' in page
    assert not Household.objects.exists()


def test_every_opening_leaves_a_trace(caseworker: Membership, sign_in: SignIn) -> None:
    household = factories.HouseholdFactory(member=caseworker)
    client = sign_in(caseworker)

    client.get(page_of(household))
    client.get(page_of(household))

    events = AccessEvent.objects.filter(kind=AccessKind.HOUSEHOLD, subject=household.id, user=caseworker.user)
    assert events.count() == 2


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
def test_a_file_does_not_exist_for_anybody_else(
    reader: str, caseworker: Membership, sign_in: SignIn, request: pytest.FixtureRequest
) -> None:
    household = factories.HouseholdFactory(member=caseworker, code="Mésange 42")
    client = sign_in(request.getfixturevalue(reader))

    edit = reverse("associations:edit_household", args=[household.id])
    answers = [client.get(page_of(household)), client.get(edit), client.post(edit, TYPED)]

    assert {answer.status_code for answer in answers} == {404}
    assert all("Mésange" not in answer.content.decode() for answer in answers)
    assert not AccessEvent.objects.exists()


@pytest.mark.parametrize("reader", ["agent", "bailleur_manager", "federation_member", "coordinator", "partner"])
def test_the_list_does_not_exist_outside_associations(
    reader: str, sign_in: SignIn, request: pytest.FixtureRequest
) -> None:
    client = sign_in(request.getfixturevalue(reader))

    assert client.get(LIST).status_code == 404
    assert client.post(LIST, {"code": "Mésange 42"}).status_code == 404
    assert client.get(NEW).status_code == 404


def test_a_file_whose_key_is_gone_gives_a_clear_page(caseworker: Membership, sign_in: SignIn) -> None:
    household = factories.HouseholdFactory(member=caseworker, code="Mésange 42")
    HouseholdKey.objects.all().delete()
    client = sign_in(caseworker)

    for address in (page_of(household), reverse("associations:edit_household", args=[household.id])):
        response = client.get(address)
        assert response.status_code == 410
        assert "a été effacée" in response.content.decode()
    assert "Fiche effacée" in client.get(LIST).content.decode()


def test_unknown_and_broken_ids_are_not_found(caseworker: Membership, sign_in: SignIn) -> None:
    client = sign_in(caseworker)

    assert client.get(reverse("associations:household", args=[uuid4()])).status_code == 404
    assert client.get("/menages/pas-un-identifiant/").status_code == 404
    assert client.get("/menages/00000000-0000-0000-0000-00000000000%00/").status_code == 404


class TestList:
    def test_shows_her_households_alone(self, caseworker: Membership, colleague: Membership, sign_in: SignIn) -> None:
        factories.HouseholdFactory(member=caseworker, code="Mésange 42")
        factories.HouseholdFactory(member=colleague, code="Pinson 11")

        page = sign_in(caseworker).get(LIST).content.decode()

        assert "Mésange 42" in page
        assert "1 adulte, 2 enfants" in page
        assert "Pinson 11" not in page

    def test_a_manager_sees_code_referente_status_and_date_only(
        self, caseworker: Membership, association_manager: Membership, other_caseworker: Membership, sign_in: SignIn
    ) -> None:
        factories.HouseholdFactory(member=caseworker, code="Mésange 42")
        factories.HouseholdFactory(member=other_caseworker, code="Pinson 11")

        page = sign_in(association_manager).get(LIST).content.decode()

        assert "Mésange 42" in page
        assert caseworker.user.name in page
        # In what is read alone: two letters may well stand in the random token of a form.
        for hidden in ("Pinson 11", "adulte", "T3", "Nord"):
            assert hidden not in strip_tags(page)

    def test_is_found_by_its_code_however_it_is_typed(self, caseworker: Membership, sign_in: SignIn) -> None:
        household = factories.HouseholdFactory(member=caseworker, code="Mésange 42")

        for typed in ("Mésange 42", "mesange42", "  MESANGE   42 "):
            response = sign_in(caseworker).post(LIST, {"code": typed})
            assert response.headers["Location"] == page_of(household)

    def test_a_manager_finds_a_line_by_its_code(
        self, caseworker: Membership, association_manager: Membership, sign_in: SignIn
    ) -> None:
        factories.HouseholdFactory(member=caseworker, code="Mésange 42")
        factories.HouseholdFactory(member=caseworker, code="Pinson 11")

        page = sign_in(association_manager).post(LIST, {"code": "pinson 11"}).content.decode()

        assert "Pinson 11" in page
        assert "Mésange 42" not in page.replace('placeholder="Mésange 42"', "")

    @pytest.mark.parametrize("typed", ["Mésange 42", "", "x" * 20_000, "Mésange\x00 42", "%00", "٣"])
    def test_a_code_that_finds_nothing_is_answered_beside_the_field(
        self, caseworker: Membership, other_caseworker: Membership, sign_in: SignIn, typed: str
    ) -> None:
        factories.HouseholdFactory(member=other_caseworker, code="Mésange 42")

        response = sign_in(caseworker).post(LIST, {"code": typed})

        assert response.status_code == 200
        assert response.context["form"].errors["code"]

    def test_every_page_together_shows_each_household_once(self, caseworker: Membership, sign_in: SignIn) -> None:
        """400 rows of the same day: the order needs a tie-break of its own."""
        households = [factories.HouseholdFactory(member=caseworker, code=f"Mésange {n}") for n in range(400)]
        client = sign_in(caseworker)

        shown = [row.id for number in range(1, 21) for row in client.get(LIST, {"page": number}).context["rows"]]

        assert len(shown) == 400
        assert set(shown) == {household.id for household in households}

    @pytest.mark.parametrize("page", ["1000000000", "0", "-1", "x", "1\x00", "9" * 5_000])
    def test_any_page_number_answers(self, caseworker: Membership, sign_in: SignIn, page: str) -> None:
        factories.HouseholdFactory(member=caseworker)

        assert len(sign_in(caseworker).get(LIST, {"page": page}).context["rows"]) == 1

    @pytest.mark.parametrize("rows", [1, 20])
    @pytest.mark.parametrize("reader", ["caseworker", "association_manager"])
    def test_costs_the_same_whatever_the_rows(
        self,
        reader: str,
        rows: int,
        caseworker: Membership,
        sign_in: SignIn,
        request: pytest.FixtureRequest,
        django_assert_num_queries: DjangoAssertNumQueries,
    ) -> None:
        for number in range(rows):
            factories.HouseholdFactory(member=caseworker, code=f"Mésange {number}")
        client = sign_in(request.getfixturevalue(reader))
        client.get(LIST)  # the first page of a session writes its idle clock

        # The person, her membership, the count, the page with its référentes; in the vault, all the keys at once.
        with django_assert_num_queries(4), django_assert_num_queries(1, using="vault"):
            client.get(LIST)
