"""What a reader of all that was published knows, as equations over what nobody printed.

Written from the published side. A flow is made of steps: what happened in one quarter and was first known between two
reports; each is at least what the reader has in it of her own. A count is the sum of its steps: so a year is its
quarters, a cumulated figure its periods, a later count an earlier one and what was typed since. A stock has one step.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from common.months import add_months
from reporting.content import Table
from tests.reporting.attack.own import Cell
from tests.reporting.attack.published import Reading

INTERPELLATION = {"channel": "interpellation"}


@dataclass(frozen=True)
class Meaning:
    """Of a table: who is counted, by what, and over which days each column counts; `within`: of whom alone."""

    population: str
    dimension: str
    columns: Mapping[str, str]
    within: Mapping[str, str] = field(default_factory=dict)


PERIOD, YEAR, START = {"periode": "period"}, {"annee": "year"}, {"periode": "period", "depuis": "start"}
MEANINGS = {
    "relogements": Meaning("relogements", "channel", START),
    "sur_demande": Meaning("relogements", "channel", YEAR),
    "sur_demande_par_bailleur": Meaning("relogements", "bailleur", YEAR, INTERPELLATION),
    "annee_par_bailleur": Meaning("relogements", "bailleur", PERIOD, INTERPELLATION),
    "relogements_typologie": Meaning("relogements", "typology", PERIOD),
    "relogements_departement": Meaning("relogements", "departement", PERIOD),
    "relogements_solution": Meaning("relogements", "solution", PERIOD),
    "mobilite": Meaning("relogements", "mobility", PERIOD),
    "enfants": Meaning("enfants", "", START),
    "besoins_typologie": Meaning("besoins", "typology", PERIOD),
    "besoins_departement": Meaning("besoins", "departement", PERIOD),
    "besoins_couverts": Meaning("besoins", "covered", PERIOD),
    "ecarts": Meaning("besoins", "departement", {"besoins": "period"}),
    "demandes": Meaning("demandes", "", PERIOD),
    "issues": Meaning("issues", "issue", PERIOD),
    "motifs": Meaning("motifs", "group", PERIOD),
    "adaptation": Meaning("evaluations", "grade", PERIOD),
    "decisions": Meaning("decisions", "decision", PERIOD),
    "baux_a_son_nom": Meaning("baux", "", START),
    "places_liberees": Meaning("places", "", PERIOD),
}
EXACT, UNDER_WAY = "annee_par_bailleur", "sur_demande_par_bailleur"
EARLIER = ("precedente", "un_an")
# Counted without households: nothing enters a quarter that is over, whenever it is counted.
COMPLETE = ("motifs", "evaluations", "places")
OVER = datetime.max.replace(tzinfo=UTC)


@dataclass
class Knowledge:
    """`printed`: every count that was, None where it is "n.c." and nowhere else. `sums`: whole and its rows, in each
    table. `exact`: days of closed years whose landlords
    and all of them together the committee reads whatever they hold, on request."""

    starts_on: date
    printed: dict[Cell, int | None] = field(default_factory=dict)
    sums: dict[Cell, set[tuple[Cell, ...]]] = field(default_factory=dict)
    exact: set[tuple[date, date]] = field(default_factory=set)

    def read(self, readings: Iterable[Reading], audience: str) -> None:
        """The editions of an audience, in their order."""
        last: dict[tuple[str, date], Reading] = {}
        for one in readings:
            if one.audience != audience:
                continue
            for table in one.content.tables:
                if table.code in MEANINGS:
                    self._table(one, table, last)
            last[one.kind, one.starts_on] = one

    def _table(self, reading: Reading, table: Table, last: Mapping[tuple[str, date], Reading]) -> None:
        meaning = MEANINGS[table.code]
        for at, column in enumerate(table.columns):
            if column.code in EARLIER:
                months = 12 if column.code == "un_an" or reading.kind == "annuel" else 3
                before = last.get((reading.kind, add_months(reading.starts_on, -months)))
                if before is None:
                    continue
                source, span = before, "period"
            elif column.code in meaning.columns:
                source, span = reading, meaning.columns[column.code]
            else:
                continue
            rows = {row.code: row.cells[at] for row in table.rows}
            cells = {code: self._cell(source, span, table.code, code) for code in rows}
            for code, value in rows.items():
                if value != "":
                    assert value is None or isinstance(value, int)
                    self._print(cells[code], value)
                    if table.code == EXACT or (table.code == UNDER_WAY and self._is_year(cells[code])):
                        self.exact.add((cells[code].starts_on, cells[code].ends_on))
            if "total" in cells and meaning.dimension:
                parts = tuple(sorted(cell for code, cell in cells.items() if code != "total"))
                self.sums.setdefault(cells["total"], set()).add(parts)

    def of_landlords(self, landlords: Iterable[str]) -> None:
        """Those on request are those of the landlords that signed, named or not."""
        named = {cell for cell in self.printed if dict(cell.rows).get("bailleur")}
        for one in {(cell.starts_on, cell.ends_on, cell.as_of) for cell in named}:
            whole = Cell("relogements", (("channel", "interpellation"),), *one)
            rows = [(("bailleur", landlord), ("channel", "interpellation")) for landlord in landlords]
            self.sums.setdefault(whole, set()).add(tuple(sorted(Cell("relogements", row, *one) for row in rows)))

    def is_exact(self, cell: Cell) -> bool:
        return (cell.starts_on, cell.ends_on) in self.exact and cell.rows[-1:] == tuple(INTERPELLATION.items())

    def _cell(self, reading: Reading, span: str, table: str, row: str) -> Cell:
        meaning = MEANINGS[table]
        # A household is one woman.
        population = "relogements" if (table, row) == ("enfants", "femmes") else meaning.population
        rows = dict(meaning.within)
        if row != "total" and meaning.dimension:
            rows[meaning.dimension] = row
        since = {"period": reading.starts_on, "start": self.starts_on, "year": self._year(reading)}[span]
        known = OVER if population in COMPLETE else reading.as_of
        return Cell(population, tuple(sorted(rows.items())), since, reading.ends_on, known)

    def _is_year(self, cell: Cell) -> bool:
        return add_months(cell.starts_on, 12) == cell.ends_on + timedelta(days=1)

    def _year(self, reading: Reading) -> date:
        at = self.starts_on
        while add_months(at, 12) <= reading.starts_on:
            at = add_months(at, 12)
        return at

    def _print(self, cell: Cell, value: int | None) -> None:
        known = self.printed.get(cell)
        assert None in (known, value) or known == value, "the same count is printed twice, differently"
        self.printed[cell] = value if known is None else known
