"""Years of moves, by COPY: dwellings published, asked for, let, and needs beside them, the same for the same seed."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection
from django.utils import timezone

from accounts.models import Organisation, OrganisationKind, User
from associations.models import Association, NeedEvent
from bailleurs.models import Bailleur
from benchmarks.seeding import OFFER_FIELDS, analyse, write
from common.months import add_months
from conventions.models import Convention, Signatory
from home.demonstration.draws import new_id
from matching.models import Candidature, CandidatureTransition
from offers.models import Offer, OfferTransition

PARIS = ZoneInfo("Europe/Paris")
REGION, HERE, ELSEWHERE = "32", ("59", "62", "02", "60", "80"), ("75", "69", "13", "33")
YEARS = 3
LANDLORDS, ASSOCIATIONS = 20, 6
# Moves of one dwelling and of its requests, on the average.
MOVES_OF_ONE = 9.3
MOVES = ("offer", "at", "from_state", "to_state", "reason")
STEPS = (
    "candidature", "at", "from_state", "to_state", "organisation", "side", "reason", "women", "children", "typology",
    "channel", "departement", "departement_of_origin", "household_ref",
)  # fmt: skip
REQUESTS = (
    "id", "offer", "state", "consequence", "resumes_in", "kept", "reference", "requested_by", "requested_at", "note",
    "danger", "wish", "automatic", "missing_papers", "decision", "decided_on", "decision_reason", "condition_paper",
    "notified_on", "notified_by", "lease_signed_on", "entered_on", "evaluated",
)  # fmt: skip
NEEDS = ("id", "need", "at", "on", "move", "association", "typologies", "departements", "solution_types", "people")
FACTS: dict[str, Any] = {
    "withdrawal_reason": "", "surface_m2": Decimal(60), "floor": 1, "lift": False, "step_free": False,
    "rent_cents": 400_00, "annex_rent_cents": 0, "charges_cents": 60_00, "heating": "", "heating_cost_cents": None,
    "water_cost_cents": None, "dpe": "", "in_qpv": False, "occupancy": "libre", "visit_contact": "",
    "visit_slots": "", "wanted_candidatures": 3, "listed": False,
}  # fmt: skip


@dataclass
class _Dwelling:
    id: uuid.UUID
    put_at: datetime
    typology: str
    departement: str
    withdrawn: bool


class History:
    """What a convention of three years, and the rest of the country beside it, did in so many moves."""

    def __init__(self, seed: int, moves: int) -> None:
        self._rng = Random(f"history {seed}")
        self._dwellings_wanted = int(moves / MOVES_OF_ONE)
        today = timezone.localdate()
        self.starts_on = add_months(today.replace(day=1), -12 * YEARS)
        self._days = (today - self.starts_on).days - 1
        self._user = User.objects.create(email="history@exemple.invalid", name="Histoire")
        self._landlords = [self._organisation(OrganisationKind.BAILLEUR, at) for at in range(LANDLORDS)]
        self._associations = [self._organisation(OrganisationKind.ASSOCIATION, at) for at in range(ASSOCIATIONS)]
        Bailleur.objects.bulk_create(Bailleur(organisation=one) for one in self._landlords)
        Association.objects.bulk_create(Association(organisation=one) for one in self._associations)
        self.convention = Convention.objects.create(
            name="Convention des mesures",
            region_id=REGION,
            signed_on=self.starts_on,
            starts_on=self.starts_on,
            ends_on=add_months(self.starts_on, 12 * YEARS) - timedelta(days=1),
        )
        Signatory.objects.bulk_create(
            Signatory(convention=self.convention, organisation=one, signed_on=self.starts_on)
            for one in self._landlords[: LANDLORDS - 3]
        )
        self.moves = 0
        self._requests: list[tuple[Any, ...]] = []

    def _organisation(self, kind: OrganisationKind, number: int) -> Organisation:
        name = f"{kind.label} mesuré {number}"
        return Organisation.objects.create(id=new_id(self._rng), kind=kind, name=name)

    def write(self) -> None:
        dwellings: list[_Dwelling] = []
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")  # the triggers: each row is right already
            write(Offer, self._offers(dwellings), OFFER_FIELDS)
            write(OfferTransition, self._moves_of(dwellings), MOVES)
            write(CandidatureTransition, self._steps(dwellings), STEPS)
            write(Candidature, self._requests, REQUESTS)
            write(NeedEvent, self._needs(), NEEDS)
            cursor.execute("SET session_replication_role = DEFAULT")
        analyse(
            "offers_offer", "offers_offertransition", "matching_candidature", "matching_candidaturetransition",
            "associations_needevent",
        )  # fmt: skip

    def _moment(self) -> datetime:
        day = self.starts_on + timedelta(days=self._rng.randrange(self._days))
        return self._at(day)

    def _at(self, day: date) -> datetime:
        return datetime.combine(day, time(self._rng.randrange(7, 20), self._rng.randrange(60)), PARIS)

    def _later(self, moment: datetime, most: int) -> datetime:
        return max(self._at(moment.date() + timedelta(days=self._rng.randrange(most))), moment + timedelta(hours=1))

    def _offers(self, dwellings: list[_Dwelling]) -> Iterator[tuple[Any, ...]]:
        rng = self._rng
        for number in range(self._dwellings_wanted):
            one = _Dwelling(
                new_id(rng),
                self._moment(),
                rng.choice(("T2", "T3", "T3", "T4", "T5")),
                rng.choice(HERE if rng.random() < 0.6 else ELSEWHERE),
                rng.random() < 0.1,
            )
            dwellings.append(one)
            values = {
                **FACTS,
                "id": one.id,
                "bailleur": rng.choice(self._landlords).id,
                "reference": f"H-{number:07}",
                "state": "withdrawn" if one.withdrawn else "closed",
                "typology": one.typology,
                "financing": rng.choice(("PLAI", "PLUS", "PLS")),
                "contingent": rng.choice(("ETAT_PRIORITAIRE", "ACTION_LOGEMENT", "COMMUNE")),
                "solution_type": rng.choice(("BAIL_DIRECT", "BAIL_DIRECT", "BAIL_GLISSANT")),
                "available_on": one.put_at.date(),
                "departement": one.departement,
                "closes_at": one.put_at + timedelta(days=7),
                "published_at": one.put_at,
                "created_at": one.put_at,
            }
            yield tuple(values[name] for name in OFFER_FIELDS)

    def _moves_of(self, dwellings: list[_Dwelling]) -> Iterator[tuple[Any, ...]]:
        for one in dwellings:
            yield one.id, one.put_at, "draft", "published", ""
            end = "withdrawn" if one.withdrawn else "closed"
            yield one.id, one.put_at + timedelta(days=7), "published", end, ""
            self.moves += 2

    def _steps(self, dwellings: list[_Dwelling]) -> Iterator[tuple[Any, ...]]:
        rng = self._rng
        for dwelling in dwellings:
            let = False
            for _ in range(rng.choice((0, 1, 2, 2, 3))):
                ends = rng.choice(("cancelled", "refusal", "refused", "lapsed", "housed", "housed"))
                if ends == "housed" and (let or dwelling.withdrawn):
                    ends = "refused"
                let = let or ends == "housed"
                yield from self._request(dwelling, ends)

    def _request(self, dwelling: _Dwelling, ends: str) -> Iterator[tuple[Any, ...]]:
        rng = self._rng
        at = asked_at = self._later(dwelling.put_at, 7)
        path = {
            "cancelled": ("requested", "transmitted", "cancelled"),
            "refusal": ("requested", "transmitted", "decided"),
            "refused": ("requested", "transmitted", "decided", "offer_notified", "refused"),
            "lapsed": ("requested", "transmitted", "decided", "offer_notified", "lapsed"),
            "housed": ("requested", "transmitted", "decided", "offer_notified", "accepted", "leased", "housed"),
        }[ends]
        key, association = new_id(rng), rng.choice(self._associations).id
        children, origin, household = rng.randrange(4), rng.choice(HERE), new_id(rng)
        before, dates = "", {}
        self.moves += len(path)
        for to in path:
            dates[to] = at.date()
            side = _SIDES.get(to, "association")
            organisation = association if side == "association" else None
            reason = "ne_convient_pas" if to == "refused" else "sans_reponse" if to == "lapsed" else ""
            yield (
                key, at, before, to, organisation, side, reason, 1, children, dwelling.typology, "platform",
                dwelling.departement, origin, household,
            )  # fmt: skip
            before, at = to, self._later(at, 12)
        decision = "" if "decided" not in dates else "non_attribution" if ends == "refusal" else "attribution"
        self._requests.append(
            (
                key, dwelling.id, path[-1], "", "", False, f"{len(self._requests):07}", self._user.pk, asked_at, "",
                0, 0, False, [], decision, dates.get("decided"), "", "", dates.get("offer_notified"), "",
                dates.get("leased"), dates.get("housed"), False,
            )
        )  # fmt: skip

    def _needs(self) -> Iterator[tuple[Any, ...]]:
        rng = self._rng
        for _ in range(self._dwellings_wanted // 5):
            need, at = new_id(rng), self._moment()
            association = rng.choice(self._associations).id
            asks: tuple[Any, ...] = (
                rng.sample(("T2", "T3", "T4", "T5"), 2),
                rng.sample((*HERE, *ELSEWHERE), 2),
                [],
                3,
            )
            yield (new_id(rng), need, at, at.date(), "ouvert", association, *asks)
            if rng.random() < 0.8:
                at = self._later(at, 200)
                yield (new_id(rng), need, at, at.date(), rng.choice(("reloge", "reloge", "clos")), association, *asks)


_SIDES = {
    "transmitted": "federation", "decided": "bailleur", "offer_notified": "bailleur", "lapsed": "system",
    "leased": "bailleur", "housed": "bailleur",
}  # fmt: skip
