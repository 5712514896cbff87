"""Figures of other populations: typed with their source and date, read in their own box, never few."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import Membership
from conventions import actions
from conventions.models import ContextFigure, Measure, PublishedResult
from conventions.policies import WrongFact
from conventions.territory import Place
from tests.conventions.parts import ANOTHER, departement, make_convention, region
from tests.conventions.test_conventions import done, page, refusal
from tests.personas import SignIn

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _her_region(coordinator: Membership) -> None:
    coordinator.organisation.regions.add(region())
    departement("59")


def figure(value: int, **fields: Any) -> ContextFigure:
    facts: dict[str, Any] = {
        "region": region(),
        "measure": Measure.REQUESTS_VIOLENCE,
        "period": "au 31 juillet 2019",
        "counted_on": date(2019, 7, 31),
        "source": f"source {value}",
        "published_on": date(2021, 3, 25),
    }
    return ContextFigure.objects.create(value=value, **facts | fields)


def typed(**changed: str) -> dict[str, str]:
    return {
        "where": "region-32",
        "measure": "demandes_violences",
        "period": "au 31 juillet 2019",
        "counted_on": "2019-07-31",
        "value": "1291",
        "source": "communiqué de presse",
        "published_on": "2021-03-25",
    } | changed


def test_she_reads_the_national_ones_and_those_of_her_regions(
    coordinator: Membership, federation_member: Membership, sign_in: SignIn
) -> None:
    figure(1291)
    figure(1236, region=None, departement=departement("59"))
    figure(11516, region=None)
    figure(4040, region=region(ANOTHER))

    hers = page(sign_in(coordinator), "/conventions/contexte/").replace("\u202f", "")
    everything = page(sign_in(federation_member), "/conventions/contexte/")

    for value in (1291, 1236, 11516):
        assert f'title="Source : source {value}, 25 mars 2021">{value}<' in hers
        assert f"source {value}" in everything
    assert "source 4040" not in hers
    assert "source 4040" in everything


def test_one_is_added_corrected_and_removed(coordinator: Membership, sign_in: SignIn) -> None:
    client = sign_in(coordinator)
    done(client, "/conventions/contexte/ajouter/", typed())
    made = ContextFigure.objects.get()
    assert (made.region_id, made.departement_id, made.value, made.typed_by) == ("32", None, 1291, coordinator.user)
    assert "déjà saisi" in refusal(client, "/conventions/contexte/ajouter/", typed())

    address = f"/conventions/contexte/{made.id}/"
    assert "communiqué de presse" in page(client, address)
    done(client, address, typed(where="departement-59", value="552", published_on=""))
    made.refresh_from_db()
    assert (made.region_id, made.departement_id, made.value, made.published_on) == (None, "59", 552, None)

    assert "communiqué de presse" in page(client, f"{address}retirer/")
    done(client, f"{address}retirer/")
    assert not ContextFigure.objects.exists()
    assert client.post(f"{address}retirer/").status_code == 404


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"where": ""}, "Choisissez le territoire."),
        ({"where": "france"}, "Choisissez dans la liste."),
        ({"where": "region-11"}, "Choisissez dans la liste."),
        ({"measure": "naissances"}, "Choisissez dans la liste."),
        ({"period": ""}, "Donnez la période"),
        ({"period": "é" * 41}, "Au plus 40 caractères"),
        ({"value": ""}, "Donnez le chiffre."),
        ({"value": "-1"}, "désigne des personnes"),
        ({"value": "10"}, "désigne des personnes"),
        ({"value": "12,5"}, "Donnez un nombre entier."),
        ({"value": "99999999999999999999"}, "Au plus"),
        ({"source": ""}, "Donnez la source"),
        ({"counted_on": "hier"}, "Donnez une date"),
        ({"counted_on": "0001-01-01"}, "entre 2000 et 2100"),
        ({"published_on": "9999-12-31"}, "entre 2000 et 2100"),
    ],
)
def test_what_does_not_hold_is_said_beside_its_field(
    coordinator: Membership, changed: dict[str, str], sentence: str, sign_in: SignIn
) -> None:
    region(ANOTHER)
    assert sentence in refusal(sign_in(coordinator), "/conventions/contexte/ajouter/", typed(**changed))
    assert not ContextFigure.objects.exists()


def test_a_figure_of_days_to_come_is_refused(coordinator: Membership, sign_in: SignIn) -> None:
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    for field in ("counted_on", "published_on"):
        shown = refusal(sign_in(coordinator), "/conventions/contexte/ajouter/", typed(**{field: tomorrow}))
        assert "Cette date est à venir." in shown


def test_a_coordinator_types_neither_for_the_country_nor_for_another_region(
    coordinator: Membership, federation_member: Membership, sign_in: SignIn
) -> None:
    client = sign_in(coordinator)
    for foreign in (figure(11516, region=None), figure(4040, region=region(ANOTHER))):
        for part in ("", "retirer/"):
            assert client.get(f"/conventions/contexte/{foreign.id}/{part}").status_code == 404
            assert client.post(f"/conventions/contexte/{foreign.id}/{part}", typed()).status_code == 404
        with pytest.raises(ContextFigure.DoesNotExist):
            actions.remove_figure(figure=foreign, by=coordinator)
        with pytest.raises(WrongFact, match="pas dans vos régions"):
            actions.add_figure(
                place=Place(foreign.region_id),
                measure=Measure.ALLOCATIONS,
                period="2023",
                counted_on=date(2023, 12, 31),
                value=100,
                source="un bilan",
                by=coordinator,
            )
    done(sign_in(federation_member), "/conventions/contexte/ajouter/", typed(where="france"))


def test_the_page_of_a_convention_boxes_them_apart_from_its_results(coordinator: Membership, sign_in: SignIn) -> None:
    convention = make_convention(coordinator)
    PublishedResult.objects.create(convention=convention, period="2021", women=38, children=68, source="bilan")
    figure(1291)
    figure(11516, region=None)
    figure(4040, region=region(ANOTHER))
    figure(2020, region=None, departement=departement("62"))

    shown = page(sign_in(coordinator), f"/conventions/{convention.id}/").replace("\u202f", "")

    results, box = shown.split("Contexte : d’autres populations, à ne pas ajouter aux résultats")
    for value in (1291, 11516):
        assert f">{value}</abbr>" in box
        assert f'<span class="source source-printed">Source : source {value}, 25 mars 2021</span>' in box
        assert str(value) not in results
    assert ">38</abbr>" in results
    assert ">38</abbr>" not in box
    for elsewhere in (4040, 2020):
        assert str(elsewhere) not in box


def test_a_protocol_of_a_departement_reads_its_region_too(coordinator: Membership, sign_in: SignIn) -> None:
    protocol = make_convention(coordinator, level="departemental", region=None, departement=departement("59"))
    figure(1291)
    figure(2020, region=None, departement=departement("59"))
    figure(3030, region=None, departement=departement("62"))

    shown = page(sign_in(coordinator), f"/conventions/{protocol.id}/")

    assert "source 1291" in shown
    assert "source 2020" in shown
    assert "source 3030" not in shown


def test_budget(coordinator: Membership, sign_in: SignIn, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for value in range(100, 160):
        figure(value)
    client = sign_in(coordinator)
    client.get("/conventions/contexte/")
    # The person, her membership, how many figures, those of the page, which of them she corrects.
    with django_assert_num_queries(5), django_assert_num_queries(0, using="vault"):
        client.get("/conventions/contexte/?page=2")
