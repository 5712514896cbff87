"""What everybody counts of her own: raw facts of a history, one by one, counted slowly for one party or for all."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from conventions.models import Convention, Signatory
from matching.models import Tally
from territories.models import Departement
from tests.reporting.recount import others
from tests.reporting.recount.dwellings import put_of
from tests.reporting.recount.households import entries, issue_of, requests
from tests.reporting.recount.raw import Counts, Question, Raw, asking, first, paris

ALL = ("", "")
LONG_KNOWN = datetime.min.replace(tzinfo=UTC)  # complete once its quarter is over
Party = tuple[str, str]
"""("bailleur" or "association", its id); ALL for everybody together."""


@dataclass(frozen=True, order=True)
class Cell:
    """A count: whose, in which rows, over which days, known when."""

    population: str
    rows: tuple[tuple[str, str], ...]
    starts_on: date
    ends_on: date
    as_of: datetime


@dataclass(frozen=True)
class Fact:
    """`until`: the last day of a period must not be before it."""

    population: str
    on: date
    known: datetime
    rows: dict[str, str]
    parties: dict[str, str]
    weight: int = 1
    until: date = date.min


class Own:
    """Counts of one history."""

    def __init__(self, convention: Convention) -> None:
        self._raw = Raw()
        signed = Signatory.objects.filter(convention=convention).order_by("pk")
        self._landlords = dict(signed.values_list("organisation_id", "signed_on"))
        codes = Departement.objects.filter(region=convention.region).order_by("code").values_list("code", flat=True)
        self._there = frozenset(codes)
        self._region = str(convention.region_id)
        self._convention = convention
        self._facts = [*self._households(), *self._requests(), *self._leases(), *self._tallies()]
        self._needs: dict[tuple[date, date, datetime], Counts] = {}
        self._seen: dict[tuple[Any, ...], int] = {}

    @property
    def landlords(self) -> list[str]:
        return sorted(str(one) for one in self._landlords)

    @property
    def parties(self) -> list[Party]:
        found = {(kind, party) for fact in self._facts for kind, party in fact.parties.items() if party}
        return sorted(found | {("bailleur", one) for one in self.landlords})

    def count(
        self, party: Party, population: str, rows: dict[str, str], starts_on: date, ends_on: date, as_of: datetime
    ) -> int:
        """Of the days of a period, as far as known at a moment."""
        key = (party, population, *sorted(rows.items()), starts_on, ends_on, as_of)
        if key not in self._seen:
            counted = self._of_needs if population == "besoins" else self._of_facts
            self._seen[key] = counted(party, population, rows, starts_on, ends_on, as_of)
        return self._seen[key]

    def of_everybody(self, cell: Cell) -> int:
        return self.count(ALL, cell.population, dict(cell.rows), cell.starts_on, cell.ends_on, cell.as_of)

    def _of_facts(
        self, party: Party, population: str, rows: dict[str, str], starts_on: date, ends_on: date, as_of: datetime
    ) -> int:
        kind, who = party
        return sum(
            fact.weight
            for fact in self._facts
            if fact.population == population
            and starts_on <= fact.on <= ends_on
            and fact.until <= ends_on
            and fact.known <= as_of
            and all(fact.rows[name] == code for name, code in rows.items())
            and (party == ALL or fact.parties.get(kind) == who)
        )

    def _of_needs(
        self, party: Party, _: str, rows: dict[str, str], starts_on: date, ends_on: date, as_of: datetime
    ) -> int:
        kind, who = party
        if kind == "bailleur":
            return 0
        days = (starts_on, ends_on, as_of)
        if days not in self._needs:
            asked = Question(self._there, self._landlords, self._region, starts_on, ends_on, as_of)
            self._needs[days] = others.needs(self._raw, asked)
        total = 0
        for (typology, departement, association), (_open, covered, uncovered) in self._needs[days].items():
            here = {"typology": typology, "departement": departement}
            if party != ALL and association != who:
                continue
            if any(here[name] != code for name, code in rows.items() if name in here):
                continue
            total += {"covered": covered, "uncovered": uncovered}.get(rows.get("covered", ""), covered + uncovered)
        return total

    def _counts(self, bailleur: Any, departement: str, day: date) -> bool:
        return departement in self._there and bailleur in self._landlords and self._landlords[bailleur] <= day

    def _households(self) -> Iterator[Fact]:
        for one in entries(self._raw):
            if not self._counts(one["bailleur"], one["departement"], one["on"]):
                continue
            mobility = "inconnu"
            if one["origin"]:
                mobility = "meme" if one["origin"] == one["departement"] else "autre"
            names = ("channel", "typology", "departement", "bailleur")
            rows = {name: str(one[name]) for name in names} | {"solution": one["solution"], "mobility": mobility}
            parties = {"bailleur": str(one["bailleur"]), "association": str(one["association"])}
            yield Fact("relogements", one["on"], one["known"], rows, parties)
            yield Fact("enfants", one["on"], one["known"], rows, parties, weight=one["children"])

    def _requests(self) -> Iterator[Fact]:
        for one in requests(self._raw):
            bailleur, there = one["offer"]["bailleur_id"], one["sent"]["departement"]
            parties = {"bailleur": str(bailleur), "association": str(asking(one["moves"]))}
            end, decided = issue_of(one["moves"]), first(one["moves"], "decided")
            if end is not None and self._counts(bailleur, there, paris(end["at"])):
                issue = "ended" if end["to_state"] == "cancelled" else end["to_state"]
                yield Fact("issues", paris(end["at"]), end["at"], {"issue": issue}, parties)
            if decided is not None and self._counts(bailleur, there, one["decided_on"]):
                yield Fact("decisions", one["decided_on"], decided["at"], {"decision": one["decision"]}, parties)
            closed = first(self._raw.moves(one["offer_id"]), "closed")
            if closed is None or put_of(self._raw, one["offer"]) is None:
                continue
            if self._counts(bailleur, one["offer"]["departement"], paris(closed["at"])):
                known = max(closed["at"], one["sent"]["at"])
                yield Fact("demandes", paris(closed["at"]), known, {}, parties, until=paris(one["sent"]["at"]))

    def _leases(self) -> Iterator[Fact]:
        leases = {one["id"]: one for one in self._raw.sliding}
        asked = {one["id"]: one for one in self._raw.candidatures}
        for event in self._raw.sliding_moves:
            if event["move"] != "fin" or event["end"] != "a_son_nom":
                continue
            candidature = asked[leases[event["lease_id"]]["candidature_id"]]
            offer = self._raw.offer(candidature["offer_id"])
            if self._counts(offer["bailleur_id"], offer["departement"], event["on"]):
                association = str(asking(self._raw.moves(candidature["id"])))
                parties = {"bailleur": str(offer["bailleur_id"]), "association": association}
                yield Fact("baux", event["on"], event["at"], {}, parties)

    def _tallies(self) -> Iterator[Fact]:
        names = {"motif": ("motifs", "group"), "adaptation": ("evaluations", "grade"), "place": ("places", "group")}
        for one in Tally.objects.filter(convention=self._convention).order_by("pk"):
            population, dimension = names[one.kind]
            parties = {"association": str(one.association_id)}
            yield Fact(population, one.quarter, LONG_KNOWN, {dimension: one.group}, parties, weight=one.count)
