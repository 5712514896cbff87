"""A country of dwellings and households, the same for the same seed: spread by population, files really sealed."""

import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from itertools import count as count_from
from random import Random
from typing import Any

from django.db import connection, models
from django.utils import timezone

from accounts.models import Membership, Organisation, OrganisationKind, Role, User
from associations.ceilings import eligible_financings
from associations.contents import AvoidedZone, AvoidedZones, HouseholdFile, Means, VisitedPlace
from associations.files import seal_file, seal_zones
from associations.models import Association, Household
from associations.vault import create_keys
from bailleurs.models import Bailleur
from common.batches import batched
from common.housing import SolutionType, Typology
from home.demonstration.draws import new_id, shares
from home.demonstration.dwellings import draw_facts
from home.demonstration.needs import CHILDREN, SUITABLE
from offers.models import Offer, OfferLocation, OfferState
from territories.communes import index
from territories.departements import departements, departements_of
from territories.places import Place
from territories.records import CommuneRecord

DEPARTEMENTS_OF_FRANCE = 101
OPEN_SHARE = 10  # one dwelling in so many is open
LANDLORDS = 60
REFERENTES = 400
DRAWN_FACTS = 4_000  # dwellings alike in their facts stand in different communes
DOOR_KNOWN = 0.6


@lru_cache(maxsize=1)
def communes_by_departement() -> dict[str, list[CommuneRecord]]:
    """Those with a position, in the 101 départements that are one."""
    found: dict[str, list[CommuneRecord]] = {}
    known = set(departements()) - {"975", "977", "978", "984", "986", "987", "988", "989"}
    for record in index().all():
        if record.departement in known and record.position and not record.is_arrondissement:
            found.setdefault(record.departement, []).append(record)
    assert len(found) == DEPARTEMENTS_OF_FRANCE, len(found)
    return found


@lru_cache(maxsize=1)
def _population() -> dict[str, float]:
    return {code: float(sum(one.population for one in rows)) for code, rows in communes_by_departement().items()}


def write(model: type[models.Model], rows: Iterable[Sequence[Any]], fields: Sequence[str]) -> None:
    """COPY: a bulk_create of 200,000 rows would be most of the run."""
    meta = model._meta
    known = {one.name: one.column for one in meta.concrete_fields}
    columns = ", ".join(f'"{known[name]}"' for name in fields)
    with connection.cursor() as cursor, cursor.copy(f'COPY "{meta.db_table}" ({columns}) FROM STDIN') as copy:
        for row in rows:
            copy.write_row(row)


class Country:
    """Draws, and what was drawn: one generator for dwellings, another for households."""

    def __init__(self, seed: int, *, referentes: int = REFERENTES) -> None:
        self._dwellings, self._households = Random(f"dwellings {seed}"), Random(f"households {seed}")
        self._number = 0
        self._numbers: dict[str, Iterator[int]] = {}
        self._each = 1
        today = timezone.localdate()
        self._facts = [
            draw_facts(self._dwellings, available_from=today + timedelta(days=20), in_large_town=True)
            for _ in range(DRAWN_FACTS)
        ]
        self._landlords = self._make_landlords()
        self._referentes = self._make_referentes(referentes)

    def _make_landlords(self) -> list[uuid.UUID]:
        rng, found = self._dwellings, []
        for number in range(LANDLORDS):
            organisation = Organisation.objects.create(
                id=new_id(rng), kind=OrganisationKind.BAILLEUR, name=f"Bailleur {number}"
            )
            Bailleur.objects.create(organisation=organisation)
            found.append(organisation.id)
        return found

    def _make_referentes(self, count: int) -> list[tuple[uuid.UUID, uuid.UUID]]:
        """(association, person)."""
        rng, found = self._households, []
        association = None
        for number in range(count):
            if number % 8 == 0:
                organisation = Organisation.objects.create(
                    id=new_id(rng), kind=OrganisationKind.ASSOCIATION, name=f"Association {number}"
                )
                association = Association.objects.create(organisation=organisation)
            assert association is not None
            user = User.objects.create(id=new_id(rng), email=f"referente{number}@exemple.invalid", name=f"R {number}")
            Membership.objects.create(user=user, organisation=association.organisation, role=Role.CASEWORKER)
            found.append((association.pk, user.id))
        return found

    def dwellings(self, total: int) -> None:
        """More of them, up to `total`; the tables analysed."""
        more = total - self._number
        now = timezone.now()
        offers, locations = [], []
        for code in shares(more, _population()):
            offer_id = new_id(self._dwellings)
            offers.append(self._offer(offer_id, code, now))
            locations.append(self._location(offer_id, code))
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")  # the triggers: each row is right already
            write(Offer, offers, OFFER_FIELDS)
            write(OfferLocation, locations, LOCATION_FIELDS)
            cursor.execute("SET session_replication_role = DEFAULT")
        # Landlords too: a table that was vacuumed while it was empty passes for one row, and plans begin there.
        analyse("offers_offer", "offers_offerlocation", "bailleurs_bailleur", "accounts_organisation")

    def agents(self, number: int) -> list[Membership]:
        """People of as many landlords."""
        found = []
        for bailleur_id in self._landlords[:number]:
            user = User.objects.create(email=f"agent-{bailleur_id}@exemple.invalid", name="Agent")
            found.append(Membership.objects.create(user=user, organisation_id=bailleur_id, role=Role.BAILLEUR_AGENT))
        return found

    def drafts(self, total: int) -> Iterator[Offer]:
        """Complete dwellings, not saved, as a landlord's software exports them."""
        for number, code in enumerate(shares(total, _population())):
            facts = self._dwellings.choice(self._facts)
            offer = Offer(reference=f"LOT-{number}", **{name: facts[name] for name in facts if name in OFFER_FIELDS})
            _, commune, *_ = self._location(offer.id, code)
            offer.location = OfferLocation(
                offer=offer,
                commune_id=commune,
                residence=f"Résidence {number // 40}",
                address=f"{number % 90} rue Haute",
            )
            yield offer

    def _offer(self, offer_id: uuid.UUID, code: str, now: Any) -> tuple[Any, ...]:
        rng = self._dwellings
        self._number += 1
        opened = self._number % OPEN_SHARE == 0
        facts = rng.choice(self._facts)
        values = {
            **_DEFAULTS,
            **{name: facts[name] for name in facts if name in _DEFAULTS or name in OFFER_FIELDS},
            "id": offer_id,
            "bailleur": rng.choice(self._landlords),
            "reference": f"UG-{self._number}",
            "state": OfferState.PUBLISHED if opened else OfferState.CLOSED,
            "listed": opened,
            "departement": code,
            "closes_at": now + timedelta(days=rng.randrange(1, 12)) * (1 if opened else -1),
            "published_at": now - timedelta(days=rng.randrange(13, 400)),
            "created_at": now - timedelta(days=400),
        }
        return tuple(values[name] for name in OFFER_FIELDS)

    def _location(self, offer_id: uuid.UUID, code: str) -> tuple[Any, ...]:
        rng = self._dwellings
        rows = communes_by_departement()[code]
        record = rng.choices(rows, cum_weights=_cumulated(code))[0]
        lat = lon = None
        if rng.random() < DOOR_KNOWN and record.lat is not None and record.lon is not None:
            lat, lon = record.lat + rng.uniform(-0.01, 0.01), record.lon + rng.uniform(-0.01, 0.01)
        return offer_id, record.code, "", "", "", "", lat, lon

    def households_in_clear(self, total: int) -> None:
        """Their clear columns alone: what SQL narrows by, without a file that opens."""
        today = timezone.localdate()
        codes = self._spread(total)
        drawn = (self._household(self._households, code, today)[0] for code in codes)
        for some in batched(drawn, 2_000):
            for household in some:
                household.sealed, household.code_index = b"", household.id.bytes * 2
            Household.objects.bulk_create(some)

    def households(self, total: int) -> None:
        """Households looking, with their keys, files and zones."""
        rng = self._households
        today = timezone.localdate()
        for codes in batched(self._spread(total), 2_000):
            drawn = [self._household(rng, code, today) for code in codes]
            keys = create_keys(household.id for household, _, _ in drawn)
            for household, file, zones in drawn:
                key = keys[household.id]
                household.sealed = seal_file(household, file, key)
                household.sealed_zones = seal_zones(household, zones, key)
                household.code_index = household.id.bytes * 2
            Household.objects.bulk_create(household for household, _, _ in drawn)
        analyse("associations_household")

    def _spread(self, total: int) -> list[str]:
        """The département of each. Those of one référente live in one or two, where her association works."""
        codes = list(shares(total, _population()))
        first = 0
        for code, count in sorted(Counter(codes).items()):
            self._numbers[code] = count_from(first)
            first += count
        self._each = -(-total // len(self._referentes))
        return codes

    def _household(self, rng: Random, code: str, today: date) -> tuple[Household, HouseholdFile, AvoidedZones]:
        number = rng.choices(list(CHILDREN), weights=list(CHILDREN.values()))[0]
        children = {"3-5": number} if number else {}
        nearby = [one.code for one in departements_of(departements()[code].region)]
        wanted = {code} | ({rng.choice(nearby)} if rng.random() < 0.35 else set())
        association_id, referente_id = self._referentes[next(self._numbers[code]) // self._each]
        file = HouseholdFile(
            code=f"M {rng.random()}",
            adults=1,
            children=children,
            communes_refused=tuple(self._commune(rng, code).code for _ in range(rng.choice((0, 0, 0, 1, 2)))),
            means=Means(resources_cents=rng.randrange(700_00, 2_100_00), rfr_euros=rng.randrange(6_000, 24_000)),
            places=tuple(
                VisitedPlace("travail", _place(self._commune(rng, code)), rng.choice((1, 2, 3)))
                for _ in range(rng.choice((0, 1, 1, 2)))
            ),
        )
        zones = AvoidedZones(
            tuple(
                AvoidedZone(place=_place(self._commune(rng, code)), radius_km=rng.choice((2, 3, 5, 8)))
                for _ in range(rng.choice((0, 1, 1, 2, 3)))
            )
        )
        household = Household(
            id=new_id(rng),
            association_id=association_id,
            referente_id=referente_id,
            typologies=[one.value for one in SUITABLE[number]],
            departements=sorted(wanted),
            solution_types=[SolutionType.DIRECT_LEASE.value] if rng.random() < 0.6 else [],
            rent_ceiling_cents=(430 + 80 * number + rng.randrange(0, 160, 10)) * 100,
            step_free=rng.random() < 0.1,
            eligible_financings=eligible_financings(file, None),
            people=file.people,
            created_on=today,
        )
        return household, file, zones

    def _commune(self, rng: Random, code: str) -> CommuneRecord:
        return rng.choices(communes_by_departement()[code], cum_weights=_cumulated(code))[0]


@lru_cache(maxsize=200)
def _cumulated(code: str) -> list[float]:
    total, found = 0.0, []
    for one in communes_by_departement()[code]:
        total += one.population + 1
        found.append(total)
    return found


def _place(record: CommuneRecord) -> Place:
    return Place(record.label, record.site)


def analyse(*tables: str) -> None:
    """What autovacuum does in an hour of life; within a transaction, what it may do there."""
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"ANALYZE {table}" if connection.in_atomic_block else f"VACUUM ANALYZE {table}")


_DEFAULTS: dict[str, Any] = {
    "withdrawal_reason": "",
    "typology": Typology.T3,
    "surface_m2": Decimal(62),
    "floor": 1,
    "lift": False,
    "step_free": False,
    "financing": "PLUS",
    "contingent": "ETAT_PRIORITAIRE",
    "rent_cents": 450_00,
    "annex_rent_cents": 0,
    "charges_cents": 80_00,
    "heating": "",
    "heating_cost_cents": None,
    "water_cost_cents": None,
    "dpe": "",
    "in_qpv": False,
    "occupancy": "libre",
    "available_on": None,
    "visit_contact": "",
    "visit_slots": "",
    "solution_type": SolutionType.DIRECT_LEASE,
    "wanted_candidatures": 3,
}
OFFER_FIELDS = (
    *_DEFAULTS, "id", "bailleur", "reference", "state", "listed", "departement", "closes_at", "published_at",
    "created_at",
)  # fmt: skip
LOCATION_FIELDS = ("offer", "commune", "quarter", "residence", "address", "door", "lat", "lon")
