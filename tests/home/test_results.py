"""A landlord's own commitment and results, for its manager alone: on her home page and as a spreadsheet."""

import io
from collections.abc import Iterator
from datetime import date, timedelta

import openpyxl
import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries

from accounts.models import Membership
from bailleurs.models import Bailleur
from conventions.models import Channel, Convention
from tests import factories
from tests.home.conventions import TODAY, commit, make_convention
from tests.home.pages import put, rehouse
from tests.personas import SignIn

pytestmark = pytest.mark.django_db
FILE = "/resultats/tableur/"


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(TODAY, tick=True):
        yield


@pytest.fixture
def convention(bailleur: Bailleur, other_bailleur: Bailleur) -> Convention:
    """27 together, 6 of bailleur A's own, nothing of B's own."""
    region = factories.commune().departement.region  # type: ignore[union-attr]
    convention = make_convention(region, bailleur, other_bailleur)  # type: ignore[arg-type]
    commit(convention, 27)
    commit(convention, 6, bailleur.organisation, source="=lettre(du bailleur)")
    return convention


@pytest.fixture
def _done(convention: Convention, bailleur: Bailleur, other_bailleur: Bailleur) -> None:
    """This year A puts two dwellings and rehouses one household on request; last year one and two."""
    put(bailleur, reference="=1+1")
    put(bailleur)
    put(bailleur, TODAY - timedelta(days=300), reference="@ancien")
    rehouse(bailleur, date(2023, 5, 1), 1)
    rehouse(bailleur, date(2022, 5, 1), 2)
    rehouse(bailleur, date(2022, 6, 1), 1, channel=Channel.PLATFORM)
    put(other_bailleur, reference="UG-AUTRE")
    rehouse(other_bailleur, date(2023, 5, 1), 8)


@pytest.mark.usefixtures("_done")
def test_what_she_promised_and_did_exactly(bailleur_manager: Membership, sign_in: SignIn) -> None:
    """However few: it is her own."""
    response = sign_in(bailleur_manager).get("/")

    years = response.context["own_years"]
    assert [(one.year.number, one.committed, one.put, one.on_platform, one.on_request) for one in years] == [
        (3, 6, 2, 0, 1),
        (2, 6, 1, 1, 2),
        (1, 6, 0, 0, 0),
    ]
    current = response.context["current"]
    assert (current.due, current.missing, current.left) == (6 * 235 // 366, 1, 4)
    page = response.content.decode()
    assert "Il manque <strong>1\u00a0logement</strong>" in page.replace("1 logement", "1\u00a0logement")
    assert "UG-AUTRE" not in page


def test_her_part_is_in_the_collective_commitment(
    convention: Convention, other_bailleur: Bailleur, sign_in: SignIn
) -> None:
    manager = factories.MembershipFactory(organisation=other_bailleur.organisation, role="bailleur_manager")
    page = sign_in(manager).get("/")
    assert {one.committed for one in page.context["own_years"]} == {None}
    assert "part de l’engagement collectif" in page.content.decode()


@pytest.mark.usefixtures("_done")
def test_her_staff_does_not_read_them(agent: Membership, sign_in: SignIn) -> None:
    client = sign_in(agent)
    assert "Nos engagements" not in client.get("/").content.decode()
    assert client.get(FILE).status_code == 404


@pytest.mark.usefixtures("_done")
def test_the_spreadsheet_holds_her_rows_and_no_formula(bailleur_manager: Membership, sign_in: SignIn) -> None:
    answer = sign_in(bailleur_manager).get(FILE)

    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == 'attachment; filename="resultats.xlsx"'
    book = openpyxl.load_workbook(io.BytesIO(answer.getvalue()))
    (sheet,) = book.worksheets
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}  # none is a formula
    rows = [tuple(cell.value for cell in row) for row in sheet.iter_rows()]
    assert [(row[1], row[4], row[6], row[7], row[8]) for row in rows[1:4]] == [
        (3, 6, 2, 0, 1),
        (2, 6, 1, 1, 2),
        (1, 6, 0, 0, 0),
    ]
    assert {"=1+1", "@ancien", "=lettre(du bailleur)"} <= {cell.value for cell in cells}
    assert "UG-AUTRE" not in {cell.value for cell in cells}


@pytest.mark.parametrize("times", [1, 15])
def test_budget(
    convention: Convention,
    bailleur: Bailleur,
    bailleur_manager: Membership,
    sign_in: SignIn,
    times: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(times):
        put(bailleur)
    rehouse(bailleur, date(2023, 5, 1), times)
    client = sign_in(bailleur_manager)
    client.get("/")
    # The person, her membership; the four of her staff's page; conventions that run, and of hers commitments,
    # dwellings and rehousings.
    with django_assert_num_queries(10), django_assert_num_queries(0, using="vault"):
        client.get("/")
