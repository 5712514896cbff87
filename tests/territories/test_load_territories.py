"""Loading the reference tables."""

from io import StringIO

import pytest
from django.core.management import call_command

from territories.models import Commune, Departement, Region

pytestmark = pytest.mark.django_db


def load() -> str:
    output = StringIO()
    call_command("load_territories", stdout=output)
    return output.getvalue()


def test_everything_is_loaded_once_and_a_second_run_changes_nothing() -> None:
    first = load()

    assert "Communes : 35014 dans le fichier, ajouts ou corrections : 35014." in first
    assert Region.objects.count() == 26
    assert Departement.objects.count() == 109
    assert Commune.objects.count() == 35_014
    lille = Commune.objects.select_related("departement__region").get(code="59350")
    assert (lille.name, lille.departement.name, lille.departement.region.name) == ("Lille", "Nord", "Hauts-de-France")
    assert (lille.lat, lille.lon, lille.radius_km) == (50.6344, 3.0476, 6.8)

    assert load().count("ajouts ou corrections : 0.") == 3


def test_a_row_that_differs_is_corrected_and_it_alone() -> None:
    load()
    Commune.objects.filter(code="59350").update(name="Lile", radius_km=None)

    assert "Communes : 35014 dans le fichier, ajouts ou corrections : 1." in load()
    assert Commune.objects.get(code="59350").name == "Lille"
