"""Registration numbers: typed with or without spaces, sealed, one a territory, said to be missing where they are."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags

from accounts.models import Membership
from associations.files import open_numbers
from associations.models import Household
from tests import factories
from tests.associations.parts import part, send
from tests.personas import SignIn
from tests.rows import lines

pytestmark = pytest.mark.django_db

NUR = "0590424000123GDPUB"


@pytest.fixture
def household(caseworker: Membership) -> Household:
    return factories.HouseholdFactory(member=caseworker, code="Mésange 42")


@pytest.fixture
def client(caseworker: Membership, sign_in: SignIn) -> Client:
    return sign_in(caseworker)


class TestRegistrations:
    def typed(self, **changed: Any) -> dict[str, Any]:
        line = {"number": NUR, "territory": "59", "expires_on": self.expiry(200).isoformat(), **changed}
        return lines(line)

    @staticmethod
    def expiry(days: int) -> date:
        return timezone.localdate() + timedelta(days=days)

    def test_spaces_are_removed_and_the_number_is_sealed(self, client: Client, household: Household) -> None:
        address = part(household, "registrations")

        shown = send(client, address, self.typed(number=" 059 0424 000123 gdpub "))

        registration = household.registrations.get()
        assert open_numbers(household, [registration]) == {registration: NUR}
        assert NUR not in shown, "the number stays in its form"
        assert NUR not in str(household.registrations.values().get())
        assert NUR in client.get(address).content.decode()

    @pytest.mark.parametrize(
        ("changed", "message"),
        [
            ({"number": "0590424000123GDPU"}, "celui-ci en a 17"),
            ({"number": "0590424000123GDPÜB"}, "lettres sans accent"),
            ({"number": "x" * 5000}, "18 caractères"),
            ({"territory": ""}, "Choisissez où"),
            ({"territory": "zz"}, "Choisissez dans la liste"),
            ({"expires_on": ""}, "jusqu’à quand"),
            ({"expires_on": "2099-01-01"}, "vérifiez l’année"),
        ],
    )
    def test_bad_input(self, client: Client, household: Household, changed: dict[str, Any], message: str) -> None:
        response = client.post(part(household, "registrations"), self.typed(**changed))

        assert response.status_code == 422
        assert message in response.content.decode()
        assert not household.registrations.exists()

    def test_an_unusual_structure_is_only_warned_about(self, client: Client, household: Household) -> None:
        shown = send(client, part(household, "registrations"), self.typed(number="ABCDEFGHIJKLMNOPQR"))

        assert household.registrations.count() == 1
        assert "forme inhabituelle" in shown

    def test_the_same_number_twice_is_refused(self, client: Client, household: Household) -> None:
        line = {"number": NUR, "territory": "59", "expires_on": self.expiry(200).isoformat()}

        response = client.post(part(household, "registrations"), lines(line, {**line, "territory": "62"}))

        assert "écrit deux fois" in response.content.decode()

    def test_a_line_changed_keeps_its_row_and_one_emptied_goes(self, client: Client, household: Household) -> None:
        address = part(household, "registrations")
        send(client, address, self.typed())
        before = household.registrations.get()

        send(client, address, self.typed(id=str(before.id), territory="IDF"))
        assert (household.registrations.get().id, household.registrations.get().territory) == (before.id, "IDF")
        send(client, address, lines({"id": str(before.id)}))

        assert not household.registrations.exists()

    def test_a_row_of_another_household_is_never_touched(
        self, client: Client, household: Household, other_caseworker: Membership, sign_in: SignIn
    ) -> None:
        other = factories.HouseholdFactory(member=other_caseworker, code="Pinson 11")
        send(sign_in(other_caseworker), part(other, "registrations"), self.typed())
        theirs = other.registrations.get()

        send(client, part(household, "registrations"), self.typed(id=str(theirs.id), territory="62"))

        assert other.registrations.get().territory == "59"
        assert household.registrations.get().id != theirs.id

    def test_what_is_missing_depends_on_the_territory(self, client: Client, caseworker: Membership) -> None:
        household = factories.HouseholdFactory(member=caseworker, departements=["75", "93", "59"])

        shown = send(client, part(household, "registrations"), self.typed(territory="IDF"))

        assert "valable dans : Nord (59)." in shown

    @pytest.mark.parametrize(("days", "words"), [(-1, "Expiré"), (59, "À renouveler"), (61, "")])
    def test_an_expiry_shows(self, client: Client, household: Household, days: int, words: str) -> None:
        shown = send(client, part(household, "registrations"), self.typed(expires_on=self.expiry(days).isoformat()))

        for chip in ("Expiré", "À renouveler"):
            assert (chip in strip_tags(shown)) == (chip == words)
