"""Files sent to the three imports, and what their pages say."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from common.spreadsheets import write_workbook
from conventions.models import Commitment, ContextFigure, Convention, Training

Row = list[object]
TODAY = date(2026, 10, 20)


@dataclass(frozen=True)
class Case:
    """One of the three imports. `good(n)`: a row that holds, another for each n. `wrong`: header -> value, words."""

    name: str
    model: type[Model]
    headers: list[str]
    good: Callable[[int], Row]
    wrong: dict[str, list[tuple[object, str]]]
    number: str  # the header of its number
    who: str  # the header of its landlord, or territory

    def address(self, convention: Convention, template: bool = False) -> str:
        name = {"commitments": "commitments_template"}.get(self.name, f"{self.name}_template") if template else ""
        arguments = [convention.id] if self.name == "commitments" else []
        return reverse(f"conventions:{name or f'import_{self.name}'}", args=arguments)

    def with_(self, header: str, value: object) -> Row:
        row = self.good(0)
        row[self.headers.index(header)] = value
        return row


CASES = [
    Case(
        "commitments",
        Commitment,
        ["Bailleur", "Voie", "Quantité par an", "Du", "Source"],
        lambda n: ["Bailleur A", "Plateforme", n + 1, date(2021, 3, 25), "protocole signé"],
        {
            "Bailleur": [("Bailleur Z", "signataire"), (None, "À remplir")],
            "Voie": [("par la poste", "Voie inconnue")],
            "Quantité par an": [(-3, "entier"), ("dix", "nombre"), (2.5, "entier"), (True, "nombre")],
            "Du": [(date(2019, 1, 1), "La convention va du"), ("31/02/2022", "n’existe pas"), ("²", "jour")],
            "Source": [("", "À remplir"), ("x" * 251, "250"), ("<script>", "code"), ("a\u200bb", "invisible")],
        },
        "Quantité par an",
        "Bailleur",
    ),
    Case(
        "trainings",
        Training,
        ["Date", "Association formatrice", "Bailleur", "Public", "Personnes présentes"],
        lambda n: [TODAY - timedelta(days=n % 3_000), "Association A", "BAILLEUR  a", PUBLICS[n // 3_000], 12],
        {
            "Date": [(date(2027, 1, 1), "à venir"), ("hier", "jour"), (date(1921, 3, 1), "ancienne"), ("²", "jour")],
            "Association formatrice": [("Association Z", "pas connu")],
            "Bailleur": [("Bailleur Z", "pas connu"), (None, "À remplir"), ("Association A", "pas connu")],
            "Public": [("passants", "Public inconnu")],
            "Personnes présentes": [
                (-3, "entier"),
                (0, "entier"),
                ("dix", "nombre"),
                (2.5, "entier"),
                (1e300, "grand"),
            ],
        },
        "Personnes présentes",
        "Bailleur",
    ),
    Case(
        "context",
        ContextFigure,
        ["Territoire", "Mesure", "Période", "Dernier jour", "Valeur", "Source"],
        lambda n: ["Nord (59)", "Demandes de logement social", "mois", TODAY - timedelta(days=n % 3_000), 70, f"S{n}"],
        {
            "Territoire": [("Bailleur Z", "inconnu"), ("75", "inconnu"), ("France", "inconnu"), (None, "À remplir")],
            "Mesure": [("humeur", "Mesure inconnue")],
            "Dernier jour": [(date(2027, 1, 1), "à venir"), ("²", "jour")],
            "Valeur": [(-3, "entier"), (10, "Au moins 11"), ("dix", "nombre"), (2.5, "entier")],
            "Source": [("", "À remplir"), ("x" * 251, "250"), ("appeler le 06 12 34 56 78", "éléphone")],
        },
        "Valeur",
        "Territoire",
    ),
]
PUBLICS = ["CESF", "Accueil", "Gardiens d’immeuble", "Membres de CALEOL"]


def workbook(headers: list[str], rows: list[Row]) -> bytes:
    return write_workbook(headers, rows, sheet="Liste")  # type: ignore[arg-type]


def send(client: Client, address: str, content: bytes) -> Any:
    return client.post(address, {"file": SimpleUploadedFile("liste.xlsx", content)})


def confirm(client: Client, address: str, page: Any) -> Any:
    return client.post(address, {"contenu": page.context["sealed"], "importer": "1"}, follow=True)


def fates(page: Any) -> dict[str, int]:
    return {code: count for _, code, count, _, _ in page.context["groups"]}


def notes_of(content: bytes) -> dict[str, str]:
    """Of a workbook given back: cell -> what its comment says, of those that are coloured too."""
    sheet: Any = openpyxl.load_workbook(io.BytesIO(content)).active
    return {
        cell.coordinate: cell.comment.text
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment and cell.fill.fgColor.rgb == "FFFCE8C5"
    }


def with_formula(headers: list[str], row: Row) -> bytes:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.append(headers)
    sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def with_part(content: bytes, name: str) -> bytes:
    """A workbook with one part more."""
    output = io.BytesIO(content)
    with zipfile.ZipFile(output, "a") as package:
        package.writestr(name, b"x")
    return output.getvalue()


def bomb(headers: list[str]) -> bytes:
    """A package of a few kilobytes that grows to 100 MiB."""
    output = io.BytesIO(workbook(headers, []))
    with (
        zipfile.ZipFile(output, "a", zipfile.ZIP_DEFLATED) as package,
        package.open("xl/worksheets/sheet9.xml", "w") as part,
    ):
        for _ in range(100):
            part.write(b"0" * 1024 * 1024)
    return output.getvalue()


def text_of(page: HttpResponse) -> str:
    return page.content.decode()
