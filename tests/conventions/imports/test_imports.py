"""Three lists, one way in: a wrong line imports nothing, and each says what to do."""

import os
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import Membership
from associations.models import Association
from common.encryption import Place
from common.sent_files import MOST, seal_file
from common.spreadsheets import Refused
from common.transitions import WrongState
from conventions.actions import import_commitments, import_trainings
from conventions.imports import MOST_LINES, Commitments, read_file
from conventions.models import Channel, Commitment, ContextFigure, Convention, Training, Unit
from territories.models import Departement, Region
from tests import factories
from tests.conventions.imports.parts import (
    CASES,
    TODAY,
    Case,
    bomb,
    confirm,
    fates,
    notes_of,
    send,
    text_of,
    with_formula,
    with_part,
    workbook,
)
from tests.personas import SignIn

pytestmark = pytest.mark.django_db
every_kind = pytest.mark.parametrize("case", CASES, ids=lambda one: one.name)


@pytest.fixture(autouse=True)
def _in_october() -> Iterator[None]:
    with time_machine.travel(f"{TODAY} 10:00+02:00"):
        yield


@pytest.fixture
def union(coordinator: Membership, followed: Convention, association: Association, sign_in: SignIn) -> Client:
    return sign_in(coordinator)


def written(case: Case) -> int:
    return case.model._default_manager.count()


@every_kind
class TestEachKind:
    def test_seen_then_written_then_known(self, case: Case, followed: Convention, union: Client) -> None:
        address = case.address(followed)
        content = workbook(case.headers, [case.good(0), case.good(1), case.good(0)])

        page = send(union, address, content)

        assert page.status_code == 200
        assert fates(page) == {"nouveau": 2, "doublon": 1}
        assert written(case) == 0, "nothing is written before she has seen it"
        done = confirm(union, address, page)
        assert "2\u00a0" in text_of(done)
        assert written(case) == 2
        confirm(union, address, page)
        assert written(case) == 2, "the same page sent twice"
        again = send(union, address, content)
        assert fates(again) == {"connu": 3}
        assert 'name="importer"' not in text_of(again)

    def test_each_wrong_cell_says_why_and_nothing_is_imported(
        self, case: Case, followed: Convention, union: Client
    ) -> None:
        address = case.address(followed)
        wrong = [(header, value, words) for header, cells in case.wrong.items() for value, words in cells]
        rows = [case.with_(header, value) for header, value, _ in wrong]

        page = send(union, address, workbook(case.headers, [case.good(1), *rows]))

        assert page.status_code == 422
        assert fates(page) == {"erreur": len(rows), "nouveau": 1}
        assert "Rien n’est importé" in text_of(page)
        returned = union.post(address, {"contenu": page.context["sealed"], "classeur": "1"})
        notes = notes_of(returned.content)
        assert len(notes) == len(rows)
        for number, (header, _, words) in enumerate(wrong, start=3):
            assert words in notes[f"{'ABCDEFG'[case.headers.index(header)]}{number}"]
        confirm(union, address, page)
        assert written(case) == 0, "not even the line that holds"

    def test_the_workbook_given_back_is_corrected_and_sent(
        self, case: Case, followed: Convention, union: Client
    ) -> None:
        address = case.address(followed)
        page = send(union, address, workbook(case.headers, [case.good(1), case.with_(case.number, -3)]))
        returned = union.post(address, {"contenu": page.context["sealed"], "classeur": "1"}).content

        again = send(union, address, returned)

        assert fates(again) == fates(page), "what was given back reads as what was sent"
        twice = union.post(address, {"contenu": again.context["sealed"], "classeur": "1"}).content
        assert notes_of(twice) == notes_of(returned)

    def test_a_formula_is_no_value(self, case: Case, followed: Convention, union: Client) -> None:
        row = [one.isoformat() if isinstance(one, date) else one for one in case.with_(case.number, "=1+1")]

        page = send(union, case.address(followed), with_formula(case.headers, row))

        assert fates(page) == {"erreur": 1}
        assert "formule" in text_of(page)

    def test_wrong_headers(self, case: Case, followed: Convention, union: Client) -> None:
        address = case.address(followed)
        for headers, said in (
            ([*case.headers[1:], "Remarque"], f"Il manque la colonne « {case.headers[0]}"),
            (["Prénom", "Nom"], "Il manque les colonnes"),
            ([*case.headers, case.who], "Deux colonnes disent"),
        ):
            refused = send(union, address, workbook(headers, [case.good(0)[: len(headers)]]))
            assert refused.status_code == 422
            assert said in text_of(refused)
        assert written(case) == 0

    def test_what_is_no_list_is_refused_whole(self, case: Case, followed: Convention, union: Client) -> None:
        sound = workbook(case.headers, [case.good(0)])
        for content, said in (
            (b"", "vide"),
            (b"PK\x03\x04 broken", "abîmé"),
            (b"\x89PNG\r\n\x1a\n\x00\x00", "ni un classeur"),
            (b"\xff\xfe\x00", "ni un classeur"),
            (with_part(sound, "xl/vbaProject.bin"), "macros"),
            (with_part(sound, "xl/externalLinks/externalLink1.xml"), "autres fichiers"),
            (bomb(case.headers), "trop gros"),
            (workbook(case.headers, []), "Aucune ligne"),
            (b"x" * (5 * 1024 * 1024 + 1), "5 Mo au plus"),
        ):
            refused = send(union, case.address(followed), content)
            assert refused.status_code == 422, said
            assert said in text_of(refused)
        assert union.post(case.address(followed), {}).status_code == 422
        assert written(case) == 0

    def test_ten_thousand_lines_and_no_more(
        self,
        case: Case,
        followed: Convention,
        union: Client,
        django_assert_max_num_queries: DjangoAssertNumQueries,
    ) -> None:
        address = case.address(followed)
        rows = [case.good(n) for n in range(MOST_LINES)]

        page = send(union, address, workbook(case.headers, rows))

        assert fates(page) == {"nouveau": MOST_LINES}
        # session, member, unread; who may be named (3), known; 10 batches; savepoints; the page that follows.
        with django_assert_max_num_queries(40):
            confirm(union, address, page)
        assert written(case) == MOST_LINES
        refused = send(union, address, workbook(case.headers, [*rows, case.good(0)]))
        assert refused.status_code == 422
        assert "10000 lignes" in text_of(refused)

    def test_the_template_is_read_back(self, case: Case, followed: Convention, union: Client) -> None:
        empty = union.get(case.address(followed, template=True)).content

        assert "Aucune ligne" in text_of(send(union, case.address(followed), empty))

    def test_a_page_of_somebody_else_or_of_another_list_opens_nothing(
        self, case: Case, followed: Convention, union: Client, federation_member: Membership, sign_in: SignIn
    ) -> None:
        sealed = send(union, case.address(followed), workbook(case.headers, [case.good(0)])).context["sealed"]
        for content in (sealed, "AAAA", "é" * 40, "", "====", "A"):
            answer = sign_in(federation_member).post(case.address(followed), {"contenu": content, "importer": "1"})
            assert answer.status_code == 302
        for other in CASES:
            if other is not case:
                union.post(other.address(followed), {"contenu": sealed, "importer": "1"})
            assert written(other) == 0

    def test_a_line_that_became_wrong_meanwhile_imports_nothing(
        self, case: Case, followed: Convention, union: Client, bailleur_manager: Membership
    ) -> None:
        address = case.address(followed)
        page = send(union, address, workbook(case.headers, [case.good(0), case.good(1)]))
        bailleur_manager.organisation.name = "Bailleur Renommé"
        bailleur_manager.organisation.save()
        if case.model is ContextFigure:
            ContextFigure.objects.create(
                departement_id="59", measure="demandes", period="mois", counted_on=TODAY, value=8, source="S0"
            )
        before = written(case)

        answer = confirm(union, address, page)

        assert "Rien n’est importé" in text_of(answer)
        assert written(case) == before

    def test_nobody_else_finds_the_page(
        self,
        case: Case,
        followed: Convention,
        bailleur_manager: Membership,
        association_manager: Membership,
        partner: Membership,
        sign_in: SignIn,
    ) -> None:
        for member in (bailleur_manager, association_manager, partner):
            assert sign_in(member).get(case.address(followed)).status_code == 404
            assert send(sign_in(member), case.address(followed), b"x").status_code == 404


class TestCommitments:
    @pytest.fixture
    def address(self, followed: Convention) -> str:
        return CASES[0].address(followed)

    def test_what_a_line_leaves_out_is_the_conventions(
        self, address: str, followed: Convention, union: Client, coordinator: Membership
    ) -> None:
        content = workbook(
            ["Bailleur", "Voie", "Quantité par an", "Unité", "Source", "Retenu parce que"],
            [
                ["collectif", "sur demande", 75, "Relogements", "dossier de presse", "le seul publié"],
                ["Bailleur B", "platform", 9, None, "courrier", None],
            ],
        )
        confirm(union, address, send(union, address, content))

        collective = Commitment.objects.get(bailleur=None)
        assert (collective.channel, collective.unit) == (Channel.INTERPELLATION, Unit.REHOUSINGS)
        assert (collective.starts_on, collective.ends_on) == (followed.starts_on, followed.ends_on)
        assert (collective.retained, collective.decided_by, collective.decided_on) == (True, coordinator.user, TODAY)
        own = Commitment.objects.get(bailleur__name="Bailleur B")
        assert (own.unit, own.retained, own.decided_by) == (Unit.DWELLINGS, False, None)

    def test_one_figure_is_retained_for_a_period(self, address: str, followed: Convention, union: Client) -> None:
        headers = ["Bailleur", "Voie", "Quantité par an", "Du", "Au", "Source", "Retenu parce que"]
        first, second = (date(2021, 3, 25), date(2022, 3, 24)), (date(2022, 3, 25), date(2023, 3, 24))
        rows: list[list[object]] = [
            ["collectif", "plateforme", 18, *first, "communiqué", None],
            ["collectif", "plateforme", 27, *first, "événement", "le texte signé"],
            ["collectif", "plateforme", 30, *second, "avenant", "le texte signé"],
            ["Bailleur A", "plateforme", 3, *first, "courrier", "sa lettre"],
        ]
        clash: list[object] = ["collectif", "plateforme", 33, date(2022, 3, 24), date(2022, 3, 24), "x", "un doute"]

        refused = send(union, address, workbook(headers, [*rows, clash]))
        assert fates(refused) == {"erreur": 1, "nouveau": 4}
        assert "Un autre chiffre est retenu pour cette période (ligne 3)" in text_of(refused)
        confirm(union, address, send(union, address, workbook(headers, rows)))
        assert Commitment.objects.retained_ones().count() == 3
        later = send(union, address, workbook(headers, [clash]))
        assert "(27 par an)" in text_of(later)

    @pytest.mark.parametrize(
        ("cells", "said"),
        [
            ({"Unité": "relogements"}, "Cette voie se compte en logements"),
            ({"Au": date(2021, 3, 1)}, "La période finit après avoir commencé"),
            ({"Au": date(2030, 1, 1)}, "La convention va du 25 mars 2021 au 24 mars 2027"),
        ],
    )
    def test_cells_that_do_not_go_together(
        self, cells: dict[str, object], said: str, address: str, union: Client
    ) -> None:
        row = {"Bailleur": "Bailleur A", "Voie": "plateforme", "Quantité": 3, "Source": "courrier", **cells}

        page = send(union, address, workbook(list(row), [list(row.values())]))

        assert fates(page) == {"erreur": 1}
        assert said in text_of(page)

    def test_a_convention_of_another_region_does_not_exist(self, union: Client) -> None:
        other = Convention.objects.create(
            name="Ailleurs",
            region=factories.commune("75056").departement.region,
            signed_on=TODAY,
            starts_on=TODAY,
            ends_on=date(2030, 1, 1),
        )
        for template in (False, True):
            assert union.get(CASES[0].address(other, template)).status_code == 404


class TestOthers:
    def test_the_same_session_with_another_number_is_to_correct(self, followed: Convention, union: Client) -> None:
        case = CASES[1]
        address = case.address(followed)
        page = send(union, address, workbook(case.headers, [case.good(0), case.with_(case.number, 13)]))
        assert fates(page) == {"erreur": 1, "nouveau": 1}
        assert "La ligne 2 dit 12\u00a0personnes présentes" in text_of(page)
        confirm(union, address, send(union, address, workbook(case.headers, [case.good(0)])))

        later = send(union, address, workbook(case.headers, [case.with_(case.number, 13)]))

        assert fates(later) == {"erreur": 1}
        assert "Déjà enregistré, mais avec 12\u00a0personnes" in text_of(later)

    def test_a_landlord_of_another_region_is_unknown(self, followed: Convention, union: Client) -> None:
        factories.BailleurFactory(organisation__name="Bailleur du Sud")
        case = CASES[1]

        page = send(union, case.address(followed), workbook(case.headers, [case.with_("Bailleur", "Bailleur du Sud")]))

        assert fates(page) == {"erreur": 1}

    def test_a_name_that_two_landlords_bear(
        self, followed: Convention, federation_member: Membership, association: Association, sign_in: SignIn
    ) -> None:
        for name in ("Habitat du Nord", "Habitat-du-Nord"):
            factories.BailleurFactory(organisation__name=name)
        case = CASES[1]

        page = send(
            sign_in(federation_member),
            case.address(followed),
            workbook(case.headers, [case.with_("Bailleur", "habitat du nord")]),
        )

        assert "Plusieurs organismes" in text_of(page)

    def test_territories(
        self, followed: Convention, union: Client, federation_member: Membership, sign_in: SignIn
    ) -> None:
        case = CASES[2]
        address = case.address(followed)
        mayotte = Region.objects.create(code="06", name="Mayotte")
        Departement.objects.create(code="976", name="Mayotte", region=mayotte)
        words = ["France", "hauts-de-france", "59", "Nord (59)", "Région Mayotte", "976"]
        rows = [[word, *case.good(at)[1:]] for at, word in enumerate(words)]

        page = send(union, address, workbook(case.headers, rows))
        assert fates(page) == {"erreur": 3, "nouveau": 3}, "the country is the federation's"
        federation = sign_in(federation_member)
        page = send(federation, address, workbook(case.headers, [*rows, ["Mayotte", *case.good(9)[1:]]]))
        assert fates(page) == {"erreur": 1, "nouveau": 6}
        assert "une région et un département" in text_of(page)
        confirm(federation, address, send(federation, address, workbook(case.headers, rows)))

        places = set(ContextFigure.objects.order_by("id").values_list("region_id", "departement_id"))
        assert places == {(None, None), ("32", None), (None, "59"), ("06", None), (None, "976")}


def test_a_line_written_at_the_same_moment_undoes_the_import(
    followed: Convention, coordinator: Membership, association: Association, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = CASES[1]
    content = workbook(case.headers, [case.good(0)])

    def refuse(*args: Any, **kwargs: Any) -> None:
        raise IntegrityError("training_once")

    monkeypatch.setattr(Training._default_manager, "bulk_create", refuse)
    with pytest.raises(WrongState, match="au même moment"):
        import_trainings(content=content, by=coordinator)


def test_a_wrong_line_is_refused_by_the_action_itself(followed: Convention, coordinator: Membership) -> None:
    case = CASES[0]

    with pytest.raises(WrongState, match="Rien n’est importé"):
        import_commitments(
            convention=followed,
            content=workbook(case.headers, [case.good(0), case.with_("Bailleur", "Z")]),
            by=coordinator,
        )
    assert Commitment.objects.count() == 0


def test_csv_is_read_too(followed: Convention, coordinator: Membership) -> None:
    text = "Bailleur;Voie;Quantité;Source\r\nbailleur a;sur demande;1 200;'-lettre\r\n"

    read = read_file(text.encode("cp1252"), Commitments(followed, coordinator))

    assert [(row.quantity, row.source) for row in read.new] == [(1_200, "-lettre")]  # type: ignore[attr-defined]


def test_a_file_too_heavy_for_a_form() -> None:

    with pytest.raises(Refused, match="trop lourd"):
        seal_file(os.urandom(MOST + 10_000), Place("a", "b", "c"))
