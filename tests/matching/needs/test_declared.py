"""Rehousings done by phone: declared by one side, confirmed by the other, a year of them in a file, none twice."""

import io
from datetime import date, timedelta

import openpyxl
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership
from common.spreadsheets import write_workbook
from matching.actions import AlreadyKnown, declare_rehousing, import_rehousings
from matching.declared import Declared, Fate
from matching.models import CandidatureState, DeclaredRehousing, DeclaredState
from matching.tasks import remind_to_confirm
from notifications.models import Notice
from tests import factories
from tests.personas import SignIn

pytestmark = pytest.mark.django_db

LIST, DECLARE, IMPORT = (
    reverse(f"matching:{name}") for name in ("rehousings", "declare_rehousing", "import_rehousings")
)
HEADERS = ["Mois d’entrée", "Association", "Voie", "Type", "Dépt", "Solution", "Femmes", "Enfants"]
THIS_MONTH = date(2026, 10, 1)


@pytest.fixture(autouse=True)
def _in_october() -> object:
    with time_machine.travel("2026-10-20 10:00+02:00"):
        yield


def facts(agent: Membership, caseworker: Membership, **changed: object) -> Declared:
    return Declared(
        **{
            "bailleur_id": agent.organisation_id,
            "association_id": caseworker.organisation_id,
            "month": THIS_MONTH,
            "channel": "interpellation",
            "typology": "T3",
            "departement": "59",
            "solution_type": "BAIL_DIRECT",
            "women": 1,
            "children": 2,
            **changed,
        }  # type: ignore[arg-type]
    )


def a_file(*rows: list[object]) -> SimpleUploadedFile:
    return SimpleUploadedFile("annee.xlsx", write_workbook(HEADERS, rows, sheet="2026"))  # type: ignore[arg-type]


def fates(page: object) -> dict[str, int]:
    return {code: count for _, code, count, *_ in page.context["groups"]}  # type: ignore[attr-defined]


def test_declared_by_a_landlord_confirmed_by_the_manager(
    agent: Membership, caseworker: Membership, association_manager: Membership, sign_in: SignIn
) -> None:
    landlord, manager = sign_in(agent), sign_in(association_manager)
    assert landlord.post(DECLARE, {"other": ""}).status_code == 422
    typed = {
        "other": str(caseworker.organisation_id),
        "month": "2026-10",
        "channel": "interpellation",
        "typology": "T3",
        "departement": "59",
        "solution_type": "BAIL_DIRECT",
        "women": "1",
        "children": "2",
    }
    future = landlord.post(DECLARE, {**typed, "month": "2026-12"})
    assert future.status_code == 422
    assert "à venir" in future.content.decode()
    assert landlord.post(DECLARE, typed).status_code == 302

    declared = DeclaredRehousing.objects.get()
    assert (declared.month, declared.answer_by) == (THIS_MONTH, date(2026, 11, 4))
    assert "attend votre réponse" in manager.get(LIST).content.decode()
    assert Notice.objects.filter(recipient=association_manager.user, kind="to_confirm").exists()
    answer = reverse("matching:answer_rehousing", args=[declared.id])
    assert landlord.post(answer, {"confirmer": "1"}).status_code == 404, "one does not confirm one's own"
    assert sign_in(caseworker).post(answer, {"confirmer": "1"}).status_code == 404, "nor a référente of others"

    manager.post(answer, {"confirmer": "1"})
    declared.refresh_from_db()
    assert declared.state == DeclaredState.CONFIRMED
    manager.post(answer, {"refuser": "1"})
    declared.refresh_from_db()
    assert declared.state == DeclaredState.CONFIRMED, "an answer is given once"

    again = landlord.post(DECLARE, typed)
    assert again.status_code == 422
    assert "confirmé" in again.content.decode()
    assert landlord.post(DECLARE, {**typed, "another": "on"}).status_code == 302
    assert DeclaredRehousing.objects.count() == 2


def test_a_referente_reads_what_she_declared_alone(
    agent: Membership, caseworker: Membership, colleague: Membership, other_agent: Membership, sign_in: SignIn
) -> None:
    declared = declare_rehousing(declared=facts(agent, caseworker), by=caseworker)

    assert declared.reference in sign_in(caseworker).get(LIST).content.decode()
    assert declared.reference in sign_in(agent).get(LIST).content.decode()
    for stranger in (colleague, other_agent):
        assert declared.reference not in sign_in(stranger).get(LIST).content.decode()
        answer = reverse("matching:answer_rehousing", args=[declared.id])
        assert sign_in(stranger).post(answer, {"confirmer": "1"}).status_code == 404


def test_both_sides_at_once_declare_one(
    agent: Membership, caseworker: Membership, association_manager: Membership
) -> None:
    declare_rehousing(declared=facts(agent, caseworker), by=agent)

    with pytest.raises(AlreadyKnown) as refusal:
        declare_rehousing(declared=facts(agent, caseworker), by=association_manager)

    assert refusal.value.fate is Fate.WAITING
    assert import_rehousings(declared=[facts(agent, caseworker)], by=association_manager).declared == 0
    assert DeclaredRehousing.objects.count() == 1


def housed(agent: Membership, caseworker: Membership) -> None:
    """A household of hers has had the keys of a T3 of this landlord, on the platform, in October."""
    factories.CandidatureFactory(
        household=factories.HouseholdFactory(member=caseworker),
        offer=factories.OfferFactory(bailleur=agent.organisation.bailleur, typology="T3", listed=False),
        state=CandidatureState.HOUSED,
        entered_on=date(2026, 10, 12),
    )


def test_what_was_done_on_the_platform_is_not_declared_again(
    agent: Membership, caseworker: Membership, association_manager: Membership
) -> None:
    housed(agent, caseworker)

    for by in (agent, caseworker, association_manager):
        with pytest.raises(AlreadyKnown) as refusal:
            declare_rehousing(declared=facts(agent, caseworker, children=3), by=by)

        assert refusal.value.fate is Fate.ON_THE_PLATFORM


@pytest.fixture
def year(agent: Membership, caseworker: Membership, association_manager: Membership) -> list[list[object]]:
    """75 lines of a landlord: 68 new, two known, one refused, one twice, three wrong."""
    for children, state in ((7, DeclaredState.CONFIRMED), (8, DeclaredState.DECLARED), (9, DeclaredState.DENIED)):
        declared = declare_rehousing(declared=facts(agent, caseworker, children=children), by=agent)
        DeclaredRehousing.objects.filter(id=declared.id).update(state=state)
    good: list[list[object]] = [
        [f"{1 + n % 9:02}/2026", "Association A", "interpellation", f"T{2 + n % 4}", "59", "Bail direct", 1, n // 36]
        for n in range(72)
    ]
    distinct = list({tuple(row): row for row in good}.values())
    while len(distinct) < 68:
        distinct.append(["03/2026", "association a", "", "Type 3", "Nord", "", "", len(distinct) % 15])
    known: list[list[object]] = [
        ["octobre 2026", "Association A", "interpellation", "T3", "59", "Bail direct", 1, children]
        for children in (7, 8, 9)
    ]
    wrong: list[list[object]] = [
        ["12/2026", "Association A", "", "T3", "59", "", 1, 0],
        ["03/2026", "Association Z", "", "T3", "59", "", 1, 0],
        ["03/2026", "Association A", "", "Tx", "999", "", 1, -1],
    ]
    return [*distinct[:68], distinct[0], *known, *wrong]


def test_a_year_of_75_each_line_with_its_fate(year: list[list[object]], agent: Membership, sign_in: SignIn) -> None:
    assert len(year) == 75
    before = DeclaredRehousing.objects.count()
    landlord = sign_in(agent)

    page = landlord.post(IMPORT, {"file": a_file(*year)})

    expected = {"nouveau": 68, "attente": 1, "confirme": 1, "refuse": 1, "doublon": 1, "erreur": 3}
    assert fates(page) == expected
    assert DeclaredRehousing.objects.count() == before, "nothing is written before she has seen it"
    sealed = page.context["sealed"]
    assert "Association" not in sealed
    returned = landlord.post(IMPORT, {"contenu": sealed, "classeur": "1"})
    sheet = openpyxl.load_workbook(io.BytesIO(returned.content)).active
    rows = list(sheet.iter_rows(min_row=2))
    assert len(rows) == 7
    said = {row[-1].value for row in rows}
    assert said == {str(fate.label) for fate in Fate if fate.value in expected and fate is not Fate.NEW}
    comments = [cell.comment.text for row in rows for cell in row if cell.comment]
    assert any("à venir" in one for one in comments)
    assert any("n’est pas connu" in one for one in comments)
    assert sum("Typologie inconnue" in one or "Département inconnu" in one or "entier" in one for one in comments) == 3

    done = landlord.post(IMPORT, {"contenu": sealed, "declarer": "1"})
    assert DeclaredRehousing.objects.count() == before + 68
    assert fates(done)["attente"] == 69
    assert "nouveau" not in fates(done)
    landlord.post(IMPORT, {"contenu": sealed, "declarer": "1"})
    assert DeclaredRehousing.objects.count() == before + 68, "nothing is imported twice"
    page = landlord.post(IMPORT, {"file": a_file(*year)})
    assert "nouveau" not in fates(page)


def test_a_page_of_somebody_else_opens_nothing(
    year: list[list[object]], agent: Membership, other_agent: Membership, sign_in: SignIn
) -> None:
    sealed = sign_in(agent).post(IMPORT, {"file": a_file(*year)}).context["sealed"]
    before = DeclaredRehousing.objects.count()

    for content in (sealed, "AAAA", "é" * 40, ""):
        answer = sign_in(other_agent).post(IMPORT, {"contenu": content, "declarer": "1"})
        assert answer.status_code == 302

    assert DeclaredRehousing.objects.count() == before


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "vide"),
        (b"PK\x03\x04 broken", "classeur"),
        (b"a;b\n1;2\n", "Il manque les colonnes"),
        ("Mois;Association;Type;Dépt;Enfants\n".encode(), "Aucun relogement"),
        (("Mois;Association;Type;Dépt;Enfants\n" + "03/2026;A;T3;59;1\n" * 1_001).encode(), "1"),
    ],
)
def test_what_is_no_list_is_refused_whole(content: bytes, said: str, agent: Membership, sign_in: SignIn) -> None:
    refused = sign_in(agent).post(IMPORT, {"file": SimpleUploadedFile("x.xlsx", content)})

    assert refused.status_code == 422
    assert said in refused.content.decode()


def test_a_formula_is_a_wrong_cell(agent: Membership, caseworker: Membership, sign_in: SignIn) -> None:
    book = openpyxl.Workbook()
    book.active.append(HEADERS)  # type: ignore[union-attr]
    book.active.append(["03/2026", "Association A", "", "T3", "59", "", "=1+1", 0])  # type: ignore[union-attr]
    content = io.BytesIO()
    book.save(content)

    page = sign_in(agent).post(IMPORT, {"file": SimpleUploadedFile("x.xlsx", content.getvalue())})

    assert fates(page) == {"erreur": 1}
    assert "formule" in page.content.decode()


def test_the_template_is_read_back(agent: Membership, sign_in: SignIn) -> None:
    empty = sign_in(agent).get(reverse("matching:rehousings_template")).content

    refused = sign_in(agent).post(IMPORT, {"file": SimpleUploadedFile("modele.xlsx", empty)})

    assert "Aucun relogement dans ce fichier" in refused.content.decode()


def test_who_has_not_answered_is_reminded_once_a_month(
    agent: Membership, caseworker: Membership, association_manager: Membership
) -> None:
    declare_rehousing(declared=facts(agent, caseworker), by=agent)
    told = Notice.objects.filter(recipient=association_manager.user)
    remind_to_confirm()
    assert told.count() == 1, "the declaration alone"

    with time_machine.travel(timezone.now() + timedelta(days=16)):
        remind_to_confirm()
        remind_to_confirm()
        assert told.count() == 2


def test_the_list_costs_the_same_whatever_it_holds(
    agent: Membership, caseworker: Membership, sign_in: SignIn, django_assert_max_num_queries: object
) -> None:
    landlord: Client = sign_in(agent)
    import_rehousings(declared=[facts(agent, caseworker, children=n) for n in range(12)], by=agent)
    landlord.get(LIST)
    with django_assert_max_num_queries(7):  # type: ignore[operator] - session, member, unread; count, page, waiting
        assert landlord.get(LIST).status_code == 200
