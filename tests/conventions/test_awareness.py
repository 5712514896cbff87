"""Posters of the 3919, site by site."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import Membership
from bailleurs.models import Bailleur
from conventions.awareness import Equipped, equipped_sites
from conventions.models import Convention, PosterSite, SiteKind
from tests import factories
from tests.personas import SignIn

pytestmark = pytest.mark.django_db
POSTERS = reverse("conventions:posters")
TODAY = date(2026, 10, 20)


@pytest.fixture(autouse=True)
def _in_october() -> Iterator[None]:
    with time_machine.travel(f"{TODAY} 10:00+02:00"):
        yield


def sites(bailleur: Bailleur) -> str:
    return reverse("conventions:poster_sites", args=[bailleur.organisation_id])


def post(client: Client, gesture: str, site: PosterSite, **typed: str) -> int:
    return client.post(reverse(f"conventions:{gesture}", args=[site.id]), typed).status_code


def test_a_landlord_names_equips_and_undoes(bailleur_manager: Membership, bailleur: Bailleur, sign_in: SignIn) -> None:
    landlord = sign_in(bailleur_manager)
    address = sites(bailleur)
    for wrong, said in (
        ({"name": "", "kind": "hall"}, "Donnez le nom"),
        ({"name": "Les Tilleuls", "kind": "toit"}, "Choisissez dans la liste"),
        ({"name": "x" * 121, "kind": "hall"}, "Au plus 120"),
        ({"name": "Les Tilleuls", "kind": "hall", "equipped_on": "2026-10-21"}, "à venir"),
    ):
        refused = landlord.post(address, wrong)
        assert refused.status_code == 422
        assert said in refused.content.decode()
    landlord.post(address, {"name": "Les Tilleuls, hall B", "kind": "hall"})
    landlord.post(address, {"name": "Agence", "kind": "accueil", "equipped_on": "2026-10-01"})
    twice = landlord.post(address, {"name": "Agence", "kind": "loge"})
    assert twice.status_code == 422
    assert "déjà un site de ce nom" in twice.content.decode()

    hall, agency = PosterSite.objects.get(kind=SiteKind.STAIRWELL), PosterSite.objects.get(name="Agence")
    assert landlord.get(address).context["counts"] == Equipped(1, 2)
    assert [one.id for one in landlord.get(address).context["page"]] == [hall.id, agency.id], "to equip first"
    assert post(landlord, "equip_site", hall, equipped_on="2026-10-21") == 422
    assert post(landlord, "equip_site", hall, equipped_on="") == 422
    assert post(landlord, "equip_site", hall, equipped_on="2026-10-19") == 302
    assert equipped_sites([bailleur.organisation_id]) == {bailleur.organisation_id: Equipped(2, 2)}
    post(landlord, "remove_site", hall)
    assert PosterSite.objects.count() == 2, "an equipped site is not removed"
    assert post(landlord, "unequip_site", hall) == 302
    assert [one.id for one in landlord.get(f"{address}?etat=a-equiper").context["page"]] == [hall.id]
    assert [one.id for one in landlord.get(f"{address}?etat=equipes").context["page"]] == [agency.id]
    post(landlord, "remove_site", hall)
    assert PosterSite.objects.get() == agency


def test_a_union_keeps_those_of_the_landlords_that_it_follows(
    followed: Convention, coordinator: Membership, bailleur: Bailleur, other_bailleur: Bailleur, sign_in: SignIn
) -> None:
    union = sign_in(coordinator)
    far = factories.BailleurFactory(organisation__name="Bailleur du Sud")
    site = PosterSite.objects.create(bailleur=far.organisation, name="Agence", kind=SiteKind.RECEPTION)

    union.post(sites(bailleur), {"name": "Loge", "kind": "loge"})

    rows = {row.name: row.counts for row in union.get(POSTERS).context["rows"]}
    assert rows == {"Bailleur A": Equipped(0, 1), "Bailleur B": Equipped(0, 0)}
    assert union.get(sites(far)).status_code == 404
    assert union.post(sites(far), {"name": "Loge", "kind": "loge"}).status_code == 404
    for gesture in ("equip_site", "unequip_site", "remove_site"):
        assert post(union, gesture, site, equipped_on="2026-10-01") == 404


def test_nobody_else_finds_the_sites(
    bailleur: Bailleur,
    other_agent: Membership,
    agent: Membership,
    association_manager: Membership,
    partner: Membership,
    sign_in: SignIn,
) -> None:
    stranger = factories.MembershipFactory(organisation=other_agent.organisation, role="bailleur_manager")
    assert sign_in(stranger).get(sites(bailleur)).status_code == 404
    for member in (agent, association_manager, partner):
        assert sign_in(member).get(POSTERS).status_code == 404
        assert sign_in(member).get(sites(bailleur)).status_code == 404


def test_pages_cost_the_same_whatever_they_hold(
    followed: Convention,
    coordinator: Membership,
    bailleur: Bailleur,
    sign_in: SignIn,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    PosterSite.objects.bulk_create(
        PosterSite(bailleur=bailleur.organisation, name=f"Hall {number}", kind=SiteKind.STAIRWELL)
        for number in range(50)
    )
    union = sign_in(coordinator)
    union.get(POSTERS)
    with django_assert_max_num_queries(6):  # session, member, unread; count, page, sites
        assert union.get(POSTERS).status_code == 200
    with django_assert_max_num_queries(7):  # session, member, unread; landlord, its counts, count, page
        assert len(union.get(sites(bailleur)).context["page"]) == 20
