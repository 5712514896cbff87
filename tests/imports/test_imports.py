"""An import from end to end: what is shown before, what is written, taken up again, exported, refused."""

import io
from datetime import timedelta
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import Membership
from offers import actions
from offers.actions import imports
from offers.closing import closing_of
from offers.models import ImportState, Offer, OfferImport, OfferImportPart, OfferState, OfferTransition
from offers.tasks import forget_imports, sweep_imports
from tests import factories
from tests.imports.parts import send, sent, write
from tests.personas import SignIn

pytestmark = pytest.mark.django_db
HEADERS = "Référence;Résidence;Code INSEE;Étage;Type;SHAB;Loyer HC;Charges;Financement;Réservataire;Libération"


@pytest.fixture(autouse=True)
def lille() -> None:
    factories.commune()


def a_list(*references: str, headers: str = HEADERS, **changed: str) -> bytes:
    """A CSV of complete dwellings; `changed` by header, in letters alone."""
    day = f"{timezone.localdate() + timedelta(days=40):%d/%m/%Y}"
    cells = ["", "Les Lilas", "59350", "2", "T3", "62,5", "450", "80", "PLUS", "Mairie", day]
    for header, value in changed.items():
        cells[headers.split(";").index(header)] = value
    lines = [";".join([reference, *cells[1:]]) for reference in references]
    return "\n".join([headers, *lines, ""]).encode()


def page(client: Any, one: OfferImport, shown: str = "") -> str:
    answer = client.get(reverse("offers:import", args=[one.id]) + (f"?lignes={shown}" if shown else ""))
    text: str = answer.content.decode()
    return text


def test_the_preview_tells_what_would_happen_and_nothing_happens(
    agent: Membership, sign_in: SignIn, django_capture_on_commit_callbacks: Any
) -> None:
    capture, client = django_capture_on_commit_callbacks, sign_in(agent)
    write(client, sent(client, a_list("A", "B", "C"), capture), capture)
    content = a_list("A") + a_list("B", Étage="5").split(b"\n", 1)[1] + a_list("D").split(b"\n", 1)[1]
    content += a_list("E", Type="T99x").split(b"\n", 1)[1]
    one = sent(client, content, capture)
    assert (one.created, one.updated, one.unchanged, one.refused) == (1, 1, 1, 1)
    assert "Typologie inconnue" in page(client, one)
    assert "Change : étage." in page(client, one, "modifies")
    assert Offer.objects.count() == 3
    write(client, one, capture)
    assert {offer.reference: offer.floor for offer in Offer.objects.all()} == {"A": 2, "B": 5, "C": 2, "D": 2}
    assert not Offer.objects.filter(state=OfferState.PUBLISHED).exists()


def test_published_where_complete_and_drafts_elsewhere(
    agent: Membership, sign_in: SignIn, django_capture_on_commit_callbacks: Any
) -> None:
    capture, client = django_capture_on_commit_callbacks, sign_in(agent)
    one = sent(client, a_list("A") + a_list("B", Étage="").split(b"\n", 1)[1], capture)
    assert "Il manque l’étage." in page(client, one, "crees")
    write(client, one, capture, publish=True)
    assert (one.written, one.published) == (2, 1)
    assert dict(Offer.objects.values_list("reference", "state")) == {"A": "published", "B": "draft"}
    move = OfferTransition.objects.get()
    assert (move.offer.reference, move.from_state, move.to_state) == ("A", "draft", "published")
    assert move.by_id == agent.user_id


def test_whoever_publishes_signs(
    agent: Membership, bailleur_manager: Membership, sign_in: SignIn, django_capture_on_commit_callbacks: Any
) -> None:
    one = sent(sign_in(agent), a_list("A"), django_capture_on_commit_callbacks)
    write(sign_in(bailleur_manager), one, django_capture_on_commit_callbacks, publish=True)
    assert OfferTransition.objects.get().by_id == bailleur_manager.user_id


def test_a_published_dwelling_does_not_change_and_an_ended_one_opens_a_draft(
    agent: Membership, sign_in: SignIn, django_capture_on_commit_callbacks: Any
) -> None:
    capture, client = django_capture_on_commit_callbacks, sign_in(agent)
    fields = {"bailleur_id": agent.organisation_id}
    shown = factories.OfferFactory(reference="A", **fields)
    ended = factories.OfferFactory(
        reference="B", state=OfferState.WITHDRAWN, withdrawal_reason="travaux", ended_at=timezone.now(), **fields
    )
    one = sent(client, a_list("A", "B"), capture)
    assert (one.created, one.refused) == (1, 1)
    assert "retirez-le" in page(client, one, "refuses")
    write(client, one, capture, publish=True)
    shown.refresh_from_db()
    assert shown.rent_cents == 45_000
    assert Offer.objects.filter(reference="B").exclude(id=ended.id).get().state == OfferState.PUBLISHED


def test_an_empty_cell_changes_nothing(
    agent: Membership, sign_in: SignIn, django_capture_on_commit_callbacks: Any
) -> None:
    capture, client = django_capture_on_commit_callbacks, sign_in(agent)
    write(client, sent(client, a_list("A"), capture), capture)
    one = sent(client, a_list("A", SHAB="", Résidence=""), capture)
    assert one.unchanged == 1
    assert Offer.objects.get().surface_m2 == Decimal("62.5")


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_what_is_exported_and_sent_back_changes_nothing(
    kind: str, agent: Membership, sign_in: SignIn, django_capture_on_commit_callbacks: Any
) -> None:
    capture, client = django_capture_on_commit_callbacks, sign_in(agent)
    write(client, sent(client, a_list("A", "+B", "C-3"), capture), capture)
    factories.OfferFactory(
        bailleur_id=agent.organisation_id, reference="D", visit_contact="+33 3 20", heating="individuel_gaz",
        caleol_on=timezone.localdate() + timedelta(days=20), water_cost_cents=1999, in_qpv=True, dpe="G",
        solution_type="BAIL_GLISSANT", wanted_candidatures=5, location__commune="59350", location__door="12",
        location__address="-1 rue Basse", location__lat=50.6312, location__lon=3.0612,
        closes_at=closing_of(timezone.localdate() + timedelta(days=9)),
    )  # fmt: skip
    factories.OfferFactory(
        bailleur_id=agent.organisation_id, reference="E", state=OfferState.CLOSED, listed=False,
        closes_at=timezone.now() - timedelta(days=3), caleol_on=timezone.localdate() - timedelta(days=1),
        available_on=timezone.localdate() - timedelta(days=500),
    )  # fmt: skip
    factories.OfferFactory(reference="AILLEURS")
    before = list(Offer.objects.order_by("reference").values())
    answer = client.get(f"/bailleur/logements/export.{kind}")
    assert "attachment" in answer["Content-Disposition"]
    assert b"AILLEURS" not in answer.content
    one = sent(client, answer.content, capture)
    assert (one.read, one.unchanged, one.refused) == (5, 5, 0), page(client, one, "refuses")
    write(client, one, capture)
    assert list(Offer.objects.order_by("reference").values()) == before


def test_the_corrected_workbook_says_which_cell_and_is_sent_back(
    agent: Membership, sign_in: SignIn, django_capture_on_commit_callbacks: Any
) -> None:
    capture, client = django_capture_on_commit_callbacks, sign_in(agent)
    one = sent(client, a_list("A", Type="Tx", Étage="grenier") + a_list("B").split(b"\n", 1)[1], capture)
    content = client.get(reverse("offers:corrected_rows", args=[one.id])).content
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    assert [cell.value for cell in sheet[1]] == HEADERS.split(";")
    assert sheet.max_row == 2
    assert "Typologie inconnue" in sheet["E2"].comment.text
    assert "Étage inconnu" in sheet["D2"].comment.text
    sheet["E2"], sheet["D2"] = "T4", "3"
    output = io.BytesIO()
    book.save(output)
    again = sent(client, output.getvalue(), capture)
    assert (again.created, again.refused) == (1, 0)


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("=HYPERLINK(“http://x”)", "formule"),
        ("=1+1", "formule"),
        ("<script>alert(1)</script>", "code"),
        ("x" * 200, "120 caractères"),
    ],
)
def test_a_cell_that_is_no_text_is_refused_and_told(
    cell: str, said: str, agent: Membership, sign_in: SignIn, django_capture_on_commit_callbacks: Any
) -> None:
    client = sign_in(agent)
    one = sent(client, a_list("A", Résidence=cell), django_capture_on_commit_callbacks)
    assert one.refused == 1
    shown = page(client, one)
    assert said in shown
    assert "<script>alert" not in shown


def test_a_file_that_cannot_be_read_is_said_beside_the_field(
    agent: Membership, sign_in: SignIn, django_capture_on_commit_callbacks: Any
) -> None:
    answer = send(sign_in(agent), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", django_capture_on_commit_callbacks)
    assert answer.status_code == 422
    assert "ancien format" in answer.content.decode()
    assert not OfferImport.objects.exists()


def test_a_file_sent_twice_is_one_import(
    agent: Membership, sign_in: SignIn, django_capture_on_commit_callbacks: Any
) -> None:
    client = sign_in(agent)
    drawn = str(client.get(reverse("offers:imports")).context["form"]["import_id"].value())
    for _ in range(2):
        send(client, a_list("A"), django_capture_on_commit_callbacks, drawn)
    assert str(OfferImport.objects.get().id) == drawn


class TestLongFiles:
    @pytest.fixture(autouse=True)
    def small_parts(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(imports, "ROWS", 3)

    def test_a_reference_given_twice_is_told_across_parts(
        self, agent: Membership, sign_in: SignIn, django_capture_on_commit_callbacks: Any
    ) -> None:
        client = sign_in(agent)
        one = sent(client, a_list("A", "B", "C", "D", "A"), django_capture_on_commit_callbacks)
        assert (one.created, one.refused, one.parts.count()) == (4, 1, 2)
        assert "déjà à la ligne 2" in page(client, one)

    def test_a_worker_killed_midway_is_followed_by_another(
        self,
        agent: Membership,
        sign_in: SignIn,
        django_capture_on_commit_callbacks: Any,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        capture, client = django_capture_on_commit_callbacks, sign_in(agent)
        one = sent(client, a_list(*(f"UG-{number}" for number in range(10))), capture)
        original, calls = actions.upsert_offers, []

        def killed(**asked: Any) -> Any:
            calls.append(1)
            if len(calls) == 3:
                raise KeyboardInterrupt
            return original(**asked)

        monkeypatch.setattr(imports, "upsert_offers", killed)
        with pytest.raises(KeyboardInterrupt), capture(execute=True):
            actions.apply_import(offer_import=one, publish=True, by=agent)
        one.refresh_from_db()
        assert (one.state, one.written, Offer.objects.count()) == (ImportState.WRITING, 6, 6)
        assert "6\u00a0logements enregistrés sur 10" in page(client, one)

        sweep_imports()  # too early: it may still be at work
        one.refresh_from_db()
        assert one.state == ImportState.WRITING
        OfferImport.objects.update(moved_at=timezone.now() - timedelta(minutes=3))
        sweep_imports()
        one.refresh_from_db()
        assert (one.state, one.written, one.published) == (ImportState.DONE, 10, 10)
        assert OfferTransition.objects.count() == 10

    def test_one_that_was_thought_dead_writes_nothing_more(
        self,
        agent: Membership,
        sign_in: SignIn,
        django_capture_on_commit_callbacks: Any,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        one = sent(sign_in(agent), a_list("A", "B", "C", "D"), django_capture_on_commit_callbacks)
        original = actions.upsert_offers

        def overtaken(**asked: Any) -> Any:
            OfferImport.objects.update(attempt=9)
            return original(**asked)

        monkeypatch.setattr(imports, "upsert_offers", overtaken)
        with django_capture_on_commit_callbacks(execute=True):
            actions.apply_import(offer_import=one, publish=False, by=agent)
        assert not Offer.objects.exists()

    def test_after_five_attempts_it_stops_and_says_so(
        self,
        agent: Membership,
        sign_in: SignIn,
        django_capture_on_commit_callbacks: Any,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        client = sign_in(agent)
        one = sent(client, a_list("A", "B", "C", "D"), django_capture_on_commit_callbacks)

        def broken(**asked: Any) -> Any:
            raise RuntimeError

        monkeypatch.setattr(imports, "upsert_offers", broken)
        with pytest.raises(RuntimeError), django_capture_on_commit_callbacks(execute=True):
            actions.apply_import(offer_import=one, publish=False, by=agent)
        for _ in range(4):
            with pytest.raises(RuntimeError):
                actions.carry_on(import_id=one.id)
        actions.carry_on(import_id=one.id)
        one.refresh_from_db()
        assert one.state == ImportState.STOPPED
        assert "renvoyez le fichier" in page(client, one)

    def test_nothing_is_written_for_somebody_whose_access_is_over(
        self, agent: Membership, sign_in: SignIn, django_capture_on_commit_callbacks: Any
    ) -> None:
        one = sent(sign_in(agent), a_list("A"), django_capture_on_commit_callbacks)
        actions.apply_import(offer_import=one, publish=True, by=agent)
        agent.ended_at = timezone.now()
        agent.save()
        actions.carry_on(import_id=one.id)
        one.refresh_from_db()
        assert (one.state, one.sealed_file) == (ImportState.STOPPED, None)
        assert not Offer.objects.exists()


class TestForgotten:
    def test_the_file_goes_once_written_the_rest_a_day_after(
        self, agent: Membership, sign_in: SignIn, django_capture_on_commit_callbacks: Any
    ) -> None:
        client = sign_in(agent)
        one = sent(client, a_list("A"), django_capture_on_commit_callbacks)
        assert b"Lilas" not in bytes(one.sealed_file or b"")
        assert b"Lilas" not in bytes(OfferImportPart.objects.get().sealed)
        write(client, one, django_capture_on_commit_callbacks)
        assert one.sealed_file is None
        forget_imports()
        assert OfferImport.objects.exists()
        OfferImport.objects.update(moved_at=timezone.now() - timedelta(hours=25))
        forget_imports()
        assert not OfferImport.objects.exists()
        assert not OfferImportPart.objects.exists()
        assert Offer.objects.count() == 1

    def test_abandoned_it_is_gone(
        self, agent: Membership, sign_in: SignIn, django_capture_on_commit_callbacks: Any
    ) -> None:
        client = sign_in(agent)
        one = sent(client, a_list("A"), django_capture_on_commit_callbacks)
        assert client.post(reverse("offers:abandon_import", args=[one.id])).status_code == 302
        assert not OfferImport.objects.exists()
        assert not Offer.objects.exists()


def test_its_page_asks_little_of_the_database(
    agent: Membership,
    sign_in: SignIn,
    django_capture_on_commit_callbacks: Any,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client = sign_in(agent)
    one = sent(client, a_list(*(f"UG-{number}" for number in range(200))), django_capture_on_commit_callbacks)
    with django_assert_max_num_queries(7):  # session, person, membership, unread notices, the import, its first part
        page(client, one)
