"""Writes the ten files of `files/`: `python -m tests.imports.make_files`. Invented, in the manner of three ERPs.

What each has of a real export stands beside it: the first words of each function.

"""

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.styles import Font, PatternFill

FOLDER = Path(__file__).parent / "files"
EXCEL_EPOCH = date(1899, 12, 30)
Rows = Sequence[Sequence[Any]]


def workbook(name: str, sheets: dict[str, Rows], *, hidden: Sequence[str] = (), merged: Sequence[str] = ()) -> None:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        sheet.sheet_state = "hidden" if title in hidden else "visible"
        for row in rows:
            sheet.append(list(row))
        if title not in hidden:
            for cells in merged:
                sheet.merge_cells(cells)
            sheet["A1"].font = Font(bold=True, size=14)
            sheet["A1"].fill = PatternFill("solid", fgColor="DDDDFF")
            sheet.column_dimensions["C"].hidden = False
    book.properties.created = book.properties.modified = datetime(2026, 11, 2)
    book.save(FOLDER / name)


def text(name: str, rows: Rows, *, delimiter: str, encoding: str, end: str = "\r\n") -> None:
    output = io.StringIO(newline="")
    csv.writer(output, delimiter=delimiter, lineterminator=end).writerows(rows)
    (FOLDER / name).write_bytes(output.getvalue().encode(encoding))


def imhoweb() -> None:
    """Titles over the headers, « N° UG », number and street apart, totals at the end, a hidden sheet of settings."""
    headers = [
        "N° UG", "N° RPLS", "Programme", "N° voie", "Voie", "CP", "Commune", "Étage", "Porte", "Type", "SHAB (m²)",
        "Loyer HC (€)", "Loyer annexe", "Charges (€)", "Chauffage", "DPE", "Financement", "Réservataire",
        "Date de libération", "QPV", "Ascenseur", "PMR",
    ]  # fmt: skip
    workbook(
        "imhoweb-vacants.xlsx",
        {
            "Paramètres": [["N° UG", "Programme", "CP", "Commune", "Type", "Loyer HC"], ["x", "y", "z", "t", "u", "v"]],
            "Liste des vacants": [
                ["Logements vacants au 02/11/2026", *[None] * 21],
                ["Agence de Roubaix", *[None] * 21],
                [],
                headers,
                [
                    "0120.03.0042", 595120012345, "LES TILLEULS", 12, "RUE DES ARTS", 59100, "ROUBAIX", "3", "32", "T3",
                    62.5, 412.40, 0, 98.1, "COLL", "D", "PLUS", "PREFECTURE", date(2027, 3, 12), "O", "O", "N",
                ],
                [
                    "0120.03.0043", 595120012346, "LES TILLEULS", "12 bis", "RUE DES ARTS", 59100, "ROUBAIX", "RDC", "01",
                    "T1 bis", 31, 251.07, 15, 60, "IND. GAZ", "E", "PLA-I", "NON RESERVE", date(2027, 1, 4), "O", "N", "O",
                ],
                [
                    "0250.01.0007", None, "CLOS DU MOULIN", 4, "ALLEE DES FRENES", 59650, "VILLENEUVE D ASCQ", "R+2", None,
                    "T5", 98, 521.999999, 0, 140, "IND. ELEC", "NC", "HLM/O", "ACTION LOGEMENT", date(2027, 2, 1), "N", "N",
                    "N",
                ],
                ["Total", None, None, None, None, None, None, None, None, None, 191.5, 1185.47, 15, 298.1],
                ["Édité le 02/11/2026 par ADV"],
            ],
        },
        hidden=["Paramètres"],
        merged=["A1:V1", "A2:V2"],
    )  # fmt: skip
    rows = [
        ["Préavis en cours", *[""] * 9],
        ["UG", "Résidence", "Adresse", "CP", "Ville", "Étage", "Type", "Surf. hab.", "Loyer HC", "Charges", "Financement",
         "Réservataire", "Fin de préavis", "Gardien", ""],
        ["0301.02.0011", "Cité Jeanne d’Arc", "3 boulevard de l’Égalité", "62100", "Calais", "1er", "T2", "48,20",
         "298,15", "55,00", "PLATS", "1 %", "31/01/2027", "Mme le gardien", ""],
        ["0301.02.0012", "Cité Jeanne d’Arc", "3 boulevard de l’Égalité", "62100", "Calais", "2ème", "T4", "79,00",
         "401,00", "88,50", "PLA", "Mairie", "15/02/2027", "", ""],
        ["0301.02.0012", "Cité Jeanne d’Arc", "5 boulevard de l’Égalité", "62100", "Calais", "2ème", "T4", "79,00",
         "401,00", "88,50", "PLA", "Mairie", "15/02/2027", "", ""],
        ["Nombre de logements : 3", *[""] * 14],
    ]  # fmt: skip
    text("imhoweb-preavis.csv", rows, delimiter=";", encoding="cp1252")
    bom = [
        ["Code UG", "Nom programme", "Adresse logement", "Code postal", "Localité", "Niveau", "Typologie",
         "Surface habitable", "Loyer principal", "Provisions pour charges", "Type de financement", "Contingent",
         "Date disponibilité", "Classe énergie", "", ""],
        ["A-100", "Le Beffroi", "1 place d’Armes", "59500", "Douai", "0", "T2", "45", "301,5", "70", "PLUS", "Préfet",
         "2027-04-01", "C", "", ""],
        ["A-101", "Le Beffroi", "1 place d’Armes", "59500", "Douai", "4", "T3", "63,25", "372", "92", "PLS",
         "Bailleur, non réservé", "2027-04-01", "C", "", ""],
        ["", "", "", "", "", "", "", "", "", "", "", "", "", "", "", ""],
    ]  # fmt: skip
    text("imhoweb-campagne.csv", bom, delimiter=";", encoding="utf-8-sig")


def ikos() -> None:
    """Groups of headers on two lines, « Module », « Type III », days as the numbers that Excel counts."""
    serial = (date(2027, 3, 12) - EXCEL_EPOCH).days
    workbook(
        "ikos-lots.xlsx",
        {
            "Feuil1": [
                ["Identification", None, "Situation", None, None, None, "Logement", None, None, "Loyer", None, None],
                [
                    "Module", "Groupe", "Adresse 1", "CP", "Commune", "Étage", "Type", "SHAB", "Ascenseur", "Loyer HC",
                    "Prov. charges", "Produit", "Réservataire", "Libération", "Mode de chauffage", "Étiquette énergie",
                    "Quartier prioritaire", "Handicapé",
                ],
                [
                    "M000451", "Grand Large", "22 avenue Guynemer", "59140", "Dunkerque", 5, "Type III", 66.1, "OUI",
                    388.01, 104.5, "PLUS-CD", "CUD", serial, "Réseau de chaleur", "B", "NON", "NON",
                ],
                [
                    "M000452", "Grand Large", "22 avenue Guynemer", "59140", "Dunkerque", -1, "Type I bis", 30, "OUI", 210,
                    50, "PLA LM", "Logement non réservé", serial + 30, "Chauffage urbain", "B", "NON", "OUI",
                ],
                ["Module", "Groupe", "Adresse 1", "CP", "Commune", "Étage", "Type", "SHAB", "Ascenseur", "Loyer HC"],
                [
                    "M000777", "Les Dunes", "1 rue du Port", "59240", "Dunkerque", "REZ DE CHAUSSEE", "Type VII", 130, "NON",
                    599, 130, "ILN", "État fonctionnaires", serial, "Individuel électrique", "F", "OUI", "NON",
                ],
            ],
        },
        merged=["A1:B1", "C1:F1"],
    )  # fmt: skip
    rows = [
        ["N° module", "Libellé groupe", "N°", "Libellé voie", "CP", "Commune", "Etg", "Type logement", "S. hab", "Loyer nu",
         "Charges locatives", "Financement initial", "Filière", "Date vacance"],
        ["M01", "Bellevue", "7", "rue Pasteur", "02100", "SAINT QUENTIN", "2", "F3", "61", "350,00", "80,00", "PLUS",
         "Conseil départemental", "01.03.2027"],
        ["M02", "Bellevue", "7", "rue Pasteur", "2100", "ST QUENTIN", "3", "F4", "74", "412,00", "95,00", "PLAI",
         "Communauté d’agglomération", "1 mars 2027"],
    ]  # fmt: skip
    text("ikos-unicode.txt", rows, delimiter="\t", encoding="utf-16")
    dotted = [
        ["Identifiant logement", "Nom résidence", "Adresse", "Code INSEE", "Étage", "Nb pièces", "Superficie",
         "Loyer mensuel HC", "Charges mensuelles", "Code financement", "Type réservataire", "Disponible le", "Latitude",
         "Longitude"],
        ["55012", "Carré d’Or", "14 rue de la Gare", "60159", "1", "2", "44.80", "1234.50", "75.00", "PLI", "EPCI",
         "2027-05-03", "49.4179", "2.8261"],
        ["55013", "Carré d’Or", "14 rue de la Gare", "60159", "2", "1", "27.00", "310.00", "45.00", "LLI", "Région",
         "2027-05-03 00:00:00", "", ""],
    ]  # fmt: skip
    text("ikos-relocation.csv", dotted, delimiter=",", encoding="utf-8", end="\n")


def aareon() -> None:
    """A summary first, words of its own, amounts with their sign, a key that nobody else calls so."""
    workbook(
        "aareon-patrimoine.xlsx",
        {
            "Sommaire": [["Export du patrimoine"], ["Date", "02/11/2026"], ["Lignes", 2]],
            "LOGEMENTS": [
                [
                    "Code logement", "Ensemble immobilier", "Adresse du logement", "Commune du logement", "CP", "N° étage",
                    "Pièces", "Surface habitable (m2)", "Loyer de relocation", "Total charges", "Mode de financement",
                    "Nom réservataire", "Statut occupation", "Date prév. dispo", "Présence ascenseur", "QPV O/N",
                ],
                [
                    "80-0012-3", "Amiens Nord", "8 rue Fafet", "AMIENS", "80000", "4E", "3P", "64,0", "355,20", "101,10",
                    "PLA CDC", "MEL", "En préavis", datetime(2027, 2, 28, 0, 0), "Oui", "Oui",
                ],
                [
                    "80-0012-4", "Amiens Nord", "8 rue Fafet", "AMIENS CEDEX 1", "80000", "0", "4 pièces", "80", "410",
                    "120", "PALULOS", "Employeurs", "Vacant travaux", datetime(2027, 6, 30), "Oui", "Non",
                ],
            ],
            "Garages": [["Code lot", "Loyer"], ["G-1", 35]],
        },
    )  # fmt: skip
    rows = [
        ["Société d’habitat – logements disponibles"],
        ["Agence :", "Lens"],
        [],
        ["Réf. logement", "Nom de la résidence", "Adresse ligne 1", "CP", "Ville", "Étage", "Type de logement",
         "Surface m2", "Montant loyer HC", "Montant charges", "Conventionnement", "Réservation", "Disponibilité",
         "Contact gardien"],
        ["LENS-1", "Cité 12", "9 rue d’Artois", "62300", "LENS", "RDC", "T3", "66 m²", "1\u00a0012,40 €", "88 €", "PLUS",
         "Aucun", "Immédiate", "03 21 00 00 00"],
        ["LENS-2", "Cité 12", "11 rue d’Artois", "62300", "LENS", "1", "T4", "82 m²", "498,00 €", "99 €", "PLAI adapté",
         "SRIAS", "15/04/27", ""],
        ["LENS-3", "Cité 12", "13 rue d’Artois", "62300", "LENS", "1", "T4", "82 m²", "498,00 €", "99 €", "Prêt maison",
         "SRIAS", "31/02/2027", ""],
    ]  # fmt: skip
    text("aareon-disponibles.csv", rows, delimiter=";", encoding="cp1252")
    workbook(
        "aareon-vacance.xlsx",
        {
            "Vacance": [
                ["Clé patrimoine", "Opération", "Adresse", "CP", "Commune", "Étage", "Type", "SH", "Loyer", "Charges",
                 "Financement", "Contingent", "Date de vacance", "Motif de départ", "Nb jours vacance"],
                ["K-1", "Vallon", "2 rue Verte", "60000", "BEAUVAIS", 2, "T2", 47, 320, 70, "PLUS", "Préfecture",
                 date(2026, 10, 1), "Mutation", 32],
                ["K-2", "Vallon", "2 rue Verte", "60000", "BEAUVAIS", 3, "T3", 62, 390, 85, "PLUS", "Préfecture",
                 date(2026, 10, 15), "Décès", 18],
            ],
        },
    )  # fmt: skip


def by_hand() -> None:
    """A small landlord's own table: titles, empty lines, words in full, what nobody knows left « NC »."""
    workbook(
        "tableau-maison.xlsx",
        {
            "Logts dispo": [
                ["Nos logements disponibles (à jour au 02/11)"],
                [],
                [],
                ["N° RPLS", "Résidence", "Adresse", "Ville", "Étage", "Type", "Surface", "Loyer hors charges", "Charges",
                 "Financement", "Réservataire", "Disponibilité", "DPE", "Ascenseur"],
                ["590990000001", "Les Lilas", "1 rue des Lilas", "59000 Lille", "rdc", "Studio", "24", "280", "40",
                 "PLUS", "Ville", "de suite", "vierge", "sans"],
                [],
                ["590990000002", "Les Lilas", "1 rue des Lilas", "Lille (59)", "3", "3 pièces", "65", 455.5, 90, "plai",
                 "Action logement", "12 mars 2027", "Classe D", "avec"],
                [None, "TOTAL", None, None, None, None, None, 735.5],
            ],
        },
        merged=["A1:N1"],
    )  # fmt: skip


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    imhoweb()
    ikos()
    aareon()
    by_hand()
