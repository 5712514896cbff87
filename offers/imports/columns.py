"""The columns of a list of dwellings: what each is called, here and in landlords' software, and how its cells read.

The order is that of the export; the first word of each is the header it writes. A name is a column of Offer or
OfferLocation, but for those of a place, which `offers.imports.rows` brings together.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from common.spreadsheets.parsing import Parser, plain, text_of, whole_of, yes
from offers.imports import cells

REFERENCE: Final = "reference"
# Together, they say one commune and one address.
PLACE: Final = ("insee", "postal_code", "commune")


@dataclass(frozen=True)
class Column:
    """`headers`: its own, then those of software, the surest first. `wanted`: read unless the landlord says no."""

    name: str
    headers: tuple[str, ...]
    wanted: bool = True

    @property
    def label(self) -> str:
        return self.headers[0]


COLUMNS: Final = (
    Column(
        REFERENCE,
        (
            "Référence", "N° logement", "Référence logement", "UG", "N° UG", "Code UG", "Module", "N° module",
            "Code module", "Code logement", "Réf. logement", "Réf", "Numéro logement", "Num logement",
            "Num. lgt", "N° lgt", "Code lgt", "Identifiant logement", "Id logement", "Unité de gestion",
            "N° unité de gestion", "N° lot", "Lot", "Matricule", "N° RPLS", "RPLS", "Identifiant RPLS",
        ),
    ),
    Column(
        "residence",
        (
            "Résidence", "Programme", "Nom programme", "Nom du programme", "Libellé programme", "Nom résidence",
            "Nom de la résidence", "Groupe", "Libellé groupe", "Nom du groupe", "Ensemble immobilier",
            "Opération", "Patrimoine",
        ),
    ),
    Column("street_number", ("N° voie", "N° de voie", "N° rue", "Numéro voie", "N°", "Num voie")),
    Column(
        "address",
        (
            "Adresse", "Adresse logement", "Adresse du logement", "Adresse 1", "Voie", "Rue", "Libellé voie",
            "Nom voie", "Nom de la voie", "Adresse ligne 1",
        ),
    ),
    Column("postal_code", ("Code postal", "CP", "Code post", "CPostal")),
    Column(
        "commune",
        (
            "Commune", "Ville", "Localité", "Libellé commune", "Nom commune", "Commune du logement",
        ),
    ),
    Column("insee", ("Code INSEE", "INSEE", "Code commune", "Commune INSEE", "Code commune INSEE", "COG")),
    Column("quarter", ("Quartier", "Secteur", "Nom quartier")),
    Column("door", ("Porte", "N° porte", "Appartement", "N° appartement", "N° appt", "Appt"), wanted=False),
    Column("floor", ("Étage", "Niveau", "Etg", "N° étage")),
    Column(
        "typology",
        (
            "Typologie", "Type", "Type logement", "Type de logement", "Typo", "Type lgt", "Nb pièces",
            "Nombre de pièces", "Pièces", "Type financier logement", "T",
        ),
    ),
    Column(
        "surface_m2",
        (
            "Surface habitable", "SHAB", "Surf. hab.", "Surface hab", "S. hab", "SH", "Surface habitable m2",
            "Surface", "Surface m2", "M2", "Superficie",
        ),
    ),
    Column("lift", ("Ascenseur", "Asc", "Présence ascenseur")),
    Column(
        "step_free",
        (
            "Accessible PMR", "PMR", "Accessibilité PMR", "Accessible sans marche", "Accessibilité",
            "Handicapé", "Adapté PMR",
        ),
    ),
    Column(
        "rent_cents",
        (
            "Loyer hors charges", "Loyer HC", "Loyer principal", "Loyer mensuel HC", "Loyer nu", "Loyer net",
            "Loyer H.C.", "Montant loyer HC", "Loyer logement", "Loyer de relocation", "Loyer relocation",
            "Loyer mensuel", "Montant loyer", "Loyer",
        ),
    ),
    Column(
        "annex_rent_cents",
        (
            "Loyer annexe", "Loyer annexes", "Loyers annexes", "Annexes", "Loyer parking", "Loyer garage",
            "Loyer dépendances",
        ),
    ),
    Column(
        "charges_cents",
        (
            "Charges", "Provisions pour charges", "Provision charges", "Prov. charges", "Montant charges",
            "Total charges", "Charges locatives", "Provisions charges", "Charges mensuelles", "Prov chg",
        ),
    ),
    Column(
        "heating",
        (
            "Chauffage", "Mode de chauffage", "Type de chauffage", "Type chauffage", "Nature chauffage",
            "Mode chauffage",
        ),
    ),
    Column(
        "heating_cost_cents",
        (
            "Coût chauffage", "Chauffage mensuel", "Provision chauffage", "Prov. chauffage",
        ),
    ),
    Column("water_cost_cents", ("Coût eau", "Eau mensuel", "Provision eau", "Prov. eau")),
    Column(
        "dpe",
        (
            "DPE", "Étiquette énergie", "Classe énergie", "Étiquette DPE", "Classe DPE", "DPE énergie",
            "Étiquette énergétique", "Classe énergétique", "Lettre DPE", "Conso DPE",
        ),
    ),
    Column(
        "financing",
        (
            "Financement", "Type de financement", "Type financement", "Mode de financement",
            "Financement initial", "Produit", "Financement origine", "Code financement", "Prêt",
            "Conventionnement",
        ),
    ),
    Column(
        "contingent",
        (
            "Réservataire", "Contingent", "Réservation", "Nom réservataire", "Type réservataire", "Filière",
            "Libellé réservataire",
        ),
    ),
    Column(
        "available_on",
        (
            "Disponible le", "Disponibilité", "Date de disponibilité", "Date disponibilité", "Date dispo",
            "Libération", "Date de libération", "Date libération", "Libre le", "Préavis", "Fin de préavis",
            "Date fin préavis", "Date de fin de préavis", "Fin préavis", "Date prévisionnelle de libération",
            "Date de vacance", "Date vacance", "Date de départ", "Date départ", "Date sortie", "Date de sortie",
            "Date prév. dispo", "Relocation le",
        ),
    ),
    Column(
        "closes_at",
        (
            "Clôture", "Clôture le", "Date de clôture", "Date limite", "Date limite de candidature",
        ),
    ),
    Column(
        "in_qpv",
        (
            "QPV", "En QPV", "Quartier prioritaire", "Quartier politique de la ville", "ZUS", "QPV O/N",
        ),
    ),
    Column("occupancy", ("Occupation", "Statut occupation", "État occupation", "Statut")),
    Column("solution_type", ("Solution", "Type de bail", "Nature du bail")),
    Column(
        "wanted_candidatures",
        (
            "Candidatures souhaitées", "Nb candidats", "Nombre de candidats", "Candidats souhaités",
        ),
    ),
    Column(
        "caleol_on",
        (
            "CALEOL le", "CALEOL", "Date CALEOL", "Date CAL", "Date de la commission", "Commission",
        ),
    ),
    Column(
        "visit_contact",
        (
            "Contact visite", "Contact pour la visite", "Contact", "Gardien", "Contact gardien",
        ),
    ),
    Column("visit_slots", ("Créneaux de visite", "Visites", "Dates de visite", "Créneaux")),
    Column("lat", ("Latitude", "Lat", "Coord Y"), wanted=False),
    Column("lon", ("Longitude", "Lon", "Lng", "Coord X"), wanted=False),
)  # fmt: skip
BY_NAME: Final = {column.name: column for column in COLUMNS}


def normal(header: str) -> str:
    """ "loyer hc" for « Loyer HC (€) »: what stands between brackets is a unit."""
    return plain(re.sub(r"\(.*?\)|\[.*?\]|€|/ ?mois", " ", header))


_NAMES: Final = {
    normal(header): (column.name, place) for column in reversed(COLUMNS) for place, header in enumerate(column.headers)
}


def is_header(text: str) -> bool:
    """Whether a text is one of the headers known here."""
    return normal(text) in _NAMES


def proposed(headers: Sequence[str]) -> list[str]:
    """The column that each header means, "" for none. A column is proposed once, to its surest header."""
    best: dict[str, tuple[int, int]] = {}
    for at, header in enumerate(headers):
        name, place = _NAMES.get(normal(header), ("", 0))
        if name and BY_NAME[name].wanted and (name not in best or place < best[name][0]):
            best[name] = (place, at)
    at_header = {at: name for name, (_, at) in best.items()}
    return [at_header.get(at, "") for at in range(len(headers))]


def signature(headers: Sequence[str]) -> bytes:
    """What tells that a file has the same columns as another: SHA-256 of its headers, in their order."""
    return hashlib.sha256("\x1f".join(map(normal, headers)).encode()).digest()


def parsers(now: datetime) -> dict[str, Parser]:
    """How the cells of each column read, today."""
    return {
        REFERENCE: cells.reference,
        "residence": text_of(120),
        "street_number": text_of(20),
        "address": text_of(180),
        "postal_code": cells.postal_code,
        "commune": text_of(80),
        "insee": cells.insee_code,
        "quarter": text_of(80),
        "door": text_of(40),
        "floor": cells.floor,
        "typology": cells.typology,
        "surface_m2": cells.surface,
        "lift": yes,
        "step_free": yes,
        "rent_cents": cells.cents,
        "annex_rent_cents": cells.cents,
        "charges_cents": cells.cents,
        "heating": cells.heating,
        "heating_cost_cents": cells.cents,
        "water_cost_cents": cells.cents,
        "dpe": cells.dpe,
        "financing": cells.financing,
        "contingent": cells.contingent,
        "available_on": cells.available_on(now),
        "closes_at": cells.closes_at(now),
        "in_qpv": yes,
        "occupancy": cells.occupancy,
        "solution_type": cells.solution,
        "wanted_candidatures": whole_of(1, 10),
        "caleol_on": cells.caleol_on(now),
        "visit_contact": text_of(120),
        "visit_slots": text_of(250),
        "lat": cells.degrees_of(90),
        "lon": cells.degrees_of(180),
    }
