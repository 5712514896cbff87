"""Ten files as landlords' software writes them, through the pages: understood, with one correction at most."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import time_machine

from accounts.models import Membership
from offers.models import ImportState, Offer
from tests import factories
from tests.imports.parts import COMMUNES, FILES, say_columns, sent, write
from tests.personas import SignIn

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Understood:
    """`rows`: reference -> columns that tell that it was read right. `refused`: line -> start of what is said."""

    rows: dict[str, dict[str, Any]]
    refused: dict[int, str] = field(default_factory=dict)
    corrected: dict[str, str] = field(default_factory=dict)
    if_new: dict[str, dict[str, Any]] = field(default_factory=dict)


EXPECTED = {
    "imhoweb-vacants.xlsx": Understood(
        {
            "0120.03.0042": {
                "commune_id": "59512", "address": "12 RUE DES ARTS", "typology": "T3", "rent_cents": 412_40, "floor": 3,
                "surface_m2": Decimal("62.5"), "heating": "collectif", "contingent": "ETAT_PRIORITAIRE", "lift": True,
                "available_on": date(2027, 3, 12), "in_qpv": True, "step_free": False, "dpe": "D", "door": "",
            },
            "0120.03.0043": {
                "address": "12 bis RUE DES ARTS", "typology": "T1BIS", "floor": 0, "financing": "PLAI",
                "annex_rent_cents": 15_00, "heating": "individuel_gaz", "contingent": "BAILLEUR_NON_RESERVE",
            },
            "0250.01.0007": {
                "commune_id": "59009", "rent_cents": 522_00, "financing": "PLUS", "dpe": "", "floor": 2,
                "heating": "individuel_electrique", "contingent": "ACTION_LOGEMENT",
            },
        }
    ),
    "imhoweb-preavis.csv": Understood(
        {
            "0301.02.0011": {
                "residence": "Cité Jeanne d’Arc", "commune_id": "62193", "floor": 1, "financing": "PLAI",
                "contingent": "ACTION_LOGEMENT", "surface_m2": Decimal("48.2"), "available_on": date(2027, 1, 31),
            },
            "0301.02.0012": {"contingent": "COMMUNE", "financing": "PLUS", "address": "3 boulevard de l’Égalité"},
        },
        refused={5: "UG : Cette référence est déjà à la ligne 4."},
    ),
    "imhoweb-campagne.csv": Understood(
        {
            "A-100": {"commune_id": "59178", "floor": 0, "available_on": date(2027, 4, 1), "rent_cents": 301_50},
            "A-101": {"financing": "PLS", "contingent": "BAILLEUR_NON_RESERVE", "surface_m2": Decimal("63.2")},
        }
    ),
    "ikos-lots.xlsx": Understood(
        {
            "M000451": {
                "commune_id": "59183", "typology": "T3", "heating": "reseau", "available_on": date(2027, 3, 12),
                "financing": "PLUS", "contingent": "EPCI", "lift": True, "in_qpv": False, "floor": 5,
            },
            "M000452": {"typology": "T1BIS", "floor": -1, "heating": "reseau", "step_free": True, "financing": "PLAI"},
            "M000777": {"typology": "T7P", "floor": 0, "financing": "AUTRE", "contingent": "ETAT_FONCTIONNAIRE"},
        }
    ),
    "ikos-unicode.txt": Understood(
        {
            "M01": {"commune_id": "02691", "address": "7 rue Pasteur", "contingent": "DEPARTEMENT"},
            "M02": {"commune_id": "02691", "available_on": date(2027, 3, 1), "contingent": "EPCI", "typology": "T4"},
        }
    ),
    "ikos-relocation.csv": Understood(
        {
            "55012": {"commune_id": "60159", "rent_cents": 1234_50, "financing": "PLI", "typology": "T2", "lat": None},
            "55013": {"available_on": date(2027, 5, 3), "financing": "PLI", "contingent": "REGION", "typology": "T1"},
        }
    ),
    "aareon-patrimoine.xlsx": Understood(
        {
            "80-0012-3": {
                "commune_id": "80021", "floor": 4, "typology": "T3", "financing": "PLUS", "contingent": "EPCI",
                "occupancy": "occupe", "available_on": date(2027, 2, 28), "charges_cents": 101_10,
            },
            "80-0012-4": {"commune_id": "80021", "occupancy": "travaux", "typology": "T4", "in_qpv": False},
        }
    ),
    "aareon-disponibles.csv": Understood(
        {
            "LENS-1": {
                "commune_id": "62498", "rent_cents": 1012_40, "charges_cents": 88_00, "surface_m2": Decimal("66.0"),
                "visit_contact": "03 21 00 00 00", "contingent": "BAILLEUR_NON_RESERVE",
                "available_on": date(2026, 11, 23),
            },
            "LENS-2": {"financing": "PLAI_ADAPTE", "contingent": "ETAT_FONCTIONNAIRE", "available_on": date(2027, 4, 15)},
        },
        refused={7: "Conventionnement : Financement inconnu"},
    ),
    "aareon-vacance.xlsx": Understood(
        {
            "K-1": {"commune_id": "60057", "residence": "Vallon", "available_on": date(2026, 10, 1)},
            "K-2": {"typology": "T3", "rent_cents": 390_00},
        },
        corrected={"Clé patrimoine": "reference"},
    ),
    "tableau-maison.xlsx": Understood(
        {
            "590990000001": {"commune_id": "59350", "typology": "T1", "floor": 0, "dpe": "", "lift": False},
            "590990000002": {
                "commune_id": "59350", "dpe": "D", "available_on": date(2027, 3, 12), "rent_cents": 455_50, "lift": True,
            },
        }
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", EXPECTED)
@time_machine.travel("2026-11-23 10:00+01:00", tick=False)
def test_is_understood_and_written(
    name: str, agent: Membership, sign_in: SignIn, django_capture_on_commit_callbacks: Any
) -> None:
    for code in COMMUNES:
        factories.commune(code)
    capture, expected = django_capture_on_commit_callbacks, EXPECTED[name]
    client = sign_in(agent)
    one = sent(client, (FILES / name).read_bytes(), capture)
    if expected.corrected:
        assert one.state == ImportState.COLUMNS
        say_columns(client, one, expected.corrected, capture)
    page = client.get(f"/bailleur/logements/import/{one.id}/?lignes=refuses").content.decode()
    for line, sentence in expected.refused.items():
        assert f'data-label="Ligne">{line}<' in page
        assert sentence in page
    assert (one.state, one.created, one.refused) == (
        ImportState.CHECKED,
        len(expected.rows),
        len(expected.refused),
    ), page
    assert not Offer.objects.exists()
    write(client, one, capture, publish=True)
    assert (one.state, one.written) == (ImportState.DONE, len(expected.rows))
    for reference, columns in expected.rows.items():
        offer = Offer.objects.select_related("location").get(reference=reference, bailleur_id=one.bailleur_id)
        read = {name: getattr(offer if hasattr(offer, name) else offer.location, name) for name in columns}
        assert read == columns


@time_machine.travel("2026-11-23 10:00+01:00", tick=False)
def test_a_corrected_mapping_is_remembered(
    agent: Membership,
    other_agent: Membership,
    sign_in: SignIn,
    django_capture_on_commit_callbacks: Any,
) -> None:
    for code in COMMUNES:
        factories.commune(code)
    capture = django_capture_on_commit_callbacks
    content = (FILES / "aareon-vacance.xlsx").read_bytes()
    client = sign_in(agent)
    say_columns(client, sent(client, content, capture), {"Clé patrimoine": "reference"}, capture)
    again = sent(client, content, capture)
    assert (again.state, again.read) == (ImportState.CHECKED, 2)
    elsewhere = sent(sign_in(other_agent), content, capture)
    assert elsewhere.state == ImportState.COLUMNS
