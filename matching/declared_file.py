"""A year of declared rehousings in a spreadsheet: read, each line with what becomes of it, then given back."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.utils import timezone

from accounts.models import Membership, Organisation, OrganisationKind
from common.housing import SolutionType
from common.spreadsheets import Cell, Limits, as_text, write_workbook
from common.spreadsheets.limits import MIB
from common.spreadsheets.lines import Column, ReadLine, read_lines, write_template
from common.spreadsheets.parsing import EXCEL_DAYS, EXCEL_EPOCH, CellError, Parser, code_of, plain, whole_of
from conventions.models import Channel
from matching.declared import SENTENCES, Declared, Fate, known
from matching.forms.declared import MOST_CHILDREN, MOST_WOMEN, declared_with, other_sides
from offers.imports.cells import solution, typology
from territories.departements import departements

MOST_ROWS: Final = 1_000
LIMITS: Final = Limits(file=MIB, rows=MOST_ROWS)  # it comes back in the form of its preview
SHEET: Final = "Relogements déclarés"
EMPTY: Final = "Aucun relogement dans ce fichier."

# Column -> the words that head it, the first being ours.
HEADERS: Final[dict[str, tuple[str, ...]]] = {
    "month": ("Mois d’entrée", "Mois", "Entrée", "Date d’entrée", "Entrée dans les lieux"),
    "other": ("Bailleur ou association", "Bailleur", "Association", "Organisme", "Partenaire"),
    "channel": ("Voie", "Canal", "Origine"),
    "typology": ("Typologie", "Type", "Type de logement"),
    "departement": ("Département", "Dépt", "Dep"),
    "solution_type": ("Solution", "Type de solution", "Bail"),
    "women": ("Femmes", "Nombre de femmes", "Nb femmes"),
    "children": ("Enfants", "Nombre d’enfants", "Nb enfants"),
}
REQUIRED: Final = ("month", "other", "typology", "departement", "children")
USUAL: Final[dict[str, Any]] = {
    "channel": Channel.INTERPELLATION.value,
    "solution_type": SolutionType.DIRECT_LEASE.value,
    "women": 1,
}
_MONTHS: Final = ("jan", "fev", "mar", "avr", "mai", "juin", "juil", "aou", "sep", "oct", "nov", "dec")


@dataclass(frozen=True)
class Line:
    """A row of the file: what it declares, what becomes of it, and why, by column (-1 for the whole row)."""

    number: int
    cells: tuple[Cell, ...]
    fate: Fate
    declared: Declared | None = None
    notes: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ReadFile:
    headers: tuple[str, ...]
    lines: tuple[Line, ...]

    def of(self, fate: Fate) -> tuple[Line, ...]:
        return tuple(one for one in self.lines if one.fate is fate)

    @property
    def new(self) -> tuple[Declared, ...]:
        """What importing the file would declare."""
        return tuple(one.declared for one in self.of(Fate.NEW) if one.declared)


def read_file(content: bytes, member: Membership) -> ReadFile:
    """Every row with its fate, as of now. Raises Refused for a file that is no table, or too long."""
    read = read_lines(content, _columns(_parsers(member)), limits=LIMITS, empty=EMPTY)
    return ReadFile(read.headers, tuple(_with_fates([_checked(line, member) for line in read.lines], member)))


def _columns(parsers: Mapping[str, Parser]) -> list[Column]:
    return [Column(name, words, parsers[name], required=name in REQUIRED) for name, words in HEADERS.items()]


def _checked(line: ReadLine, member: Membership) -> Line:
    if line.wrong:
        return Line(line.number, line.cells, Fate.WRONG, notes=line.wrong)
    facts = {**USUAL, **line.facts}
    return Line(line.number, line.cells, Fate.NEW, declared_with(member, facts.pop("other"), **facts))


def _with_fates(lines: list[Line], member: Membership) -> Iterable[Line]:
    """What she knows already, and what the file says twice: the first line stands."""
    before = known((one.declared for one in lines if one.declared), member)
    first: dict[Declared, int] = {}
    for line in lines:
        if line.declared is None:
            yield line
            continue
        fate = before.get(line.declared, Fate.NEW)
        seen = first.setdefault(line.declared, line.number)
        if seen != line.number:
            fate = Fate.TWICE
        note = SENTENCES.get(fate, "").format(line=seen)
        yield Line(line.number, line.cells, fate, line.declared, {0: note} if note else {})


def _parsers(member: Membership) -> dict[str, Parser]:
    return {
        "month": _month,
        "other": _other_side(member),
        "channel": code_of(
            {
                **{str(one.label): one.value for one in Channel},
                **{one.value: one.value for one in Channel},
                "Plateforme": Channel.PLATFORM.value,
                "Demande": Channel.INTERPELLATION.value,
                "Sur demande": Channel.INTERPELLATION.value,
                "Téléphone": Channel.INTERPELLATION.value,
            },
            "Voie inconnue : écrivez « plateforme » ou « interpellation ».",
        ),
        "typology": typology,
        "departement": _departement,
        "solution_type": solution,
        "women": whole_of(1, MOST_WOMEN),
        "children": whole_of(0, MOST_CHILDREN),
    }


def _other_side(member: Membership) -> Callable[[Cell], UUID]:
    by_name = {plain(name): key for key, name in other_sides(member).items()}
    what = "bailleur" if member.organisation.kind == OrganisationKind.ASSOCIATION else "association"

    def parse(cell: Cell) -> UUID:
        found = by_name.get(plain(as_text(cell)))
        if found is None:
            raise CellError(
                f"Ce nom de {what} n’est pas connu de la plateforme : copiez-le de la liste du formulaire."
            )
        return found

    return parse


def _month(cell: Cell) -> date:
    """03/2027, "mars 2027", 2027-03, or a day of that month: its first day."""
    day = _day(cell)
    if day is None:
        raise CellError("Mois inconnu : écrivez 03/2027.")
    first = day.replace(day=1)
    if first > timezone.localdate():
        raise CellError("Ce mois est à venir : un relogement se déclare une fois fait.")
    if first.year < 2010:  # noqa: PLR2004 - before any convention
        raise CellError("Ce mois est avant toute convention : vérifiez l’année.")
    return first


def _day(cell: Cell) -> date | None:
    if isinstance(cell, date):
        return date(cell.year, cell.month, 1)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        whole = int(cell) if abs(cell) < EXCEL_DAYS.stop else 0
        return date.fromordinal(EXCEL_EPOCH.toordinal() + whole) if whole in EXCEL_DAYS else None
    text = plain(as_text(cell))
    found = re.fullmatch(r"(?:\d{1,2} )?(\d{1,2}) (\d{4})", text)
    year_first = re.fullmatch(r"(\d{4}) (\d{1,2})(?: \d{1,2})?", text)
    worded = re.fullmatch(r"(?:\d{1,2} )?([a-z]+) (\d{4})", text)
    year, month = 0, 0
    if found:
        year, month = int(found[2]), int(found[1])
    elif year_first:
        year, month = int(year_first[1]), int(year_first[2])
    elif worded:
        year = int(worded[2])
        month = next((at for at, name in enumerate(_MONTHS, 1) if worded[1].startswith(name)), 0)
    return date(year, month, 1) if 1 <= month <= 12 and year else None  # noqa: PLR2004 - months


def _departement(cell: Cell) -> str:
    text = plain(as_text(cell))
    code = text.upper().zfill(2) if text[:1].isdigit() else ""
    known_ones = departements()
    if code in known_ones:
        return code
    named = [one.code for one in known_ones.values() if text in (plain(one.name), plain(one.label))]
    if len(named) == 1:
        return named[0]
    raise CellError("Département inconnu : écrivez son numéro ou son nom.")


def association_named(name: str) -> UUID | None:
    """The association of that name, as people write it; None when none is known."""
    known_ones = Organisation.objects.filter(kind=OrganisationKind.ASSOCIATION)
    return {plain(one): key for key, one in known_ones.values_list("id", "name")}.get(plain(name))


def annotated(read: ReadFile) -> bytes:
    """The file again: its lines that are not to be declared, what became of each, and why on the cell concerned."""
    rows: list[Sequence[Cell]] = []
    comments: dict[tuple[int, int], str] = {}
    for line in read.lines:
        if line.fate is Fate.NEW:
            continue
        for at, note in line.notes.items():
            comments[len(rows), at] = note
        rows.append((*line.cells, str(line.fate.label)))
    return write_workbook((*read.headers, "Suite"), rows, sheet=SHEET, comments=comments)


def template() -> bytes:
    """An empty file with our own headers."""
    return write_template(_columns(dict.fromkeys(HEADERS, as_text)), sheet=SHEET)
