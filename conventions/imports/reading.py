"""A file read for one kind of list, each line with its fate, and given back with what is to correct."""

from collections.abc import Hashable, Sequence
from dataclasses import replace
from typing import Final

from common.spreadsheets import Cell, write_workbook
from common.spreadsheets.lines import ReadLines, read_lines, write_template
from conventions.imports.kinds import LIMITS, Kind
from conventions.imports.lines import ROW, Fate, Line, ReadFile
from conventions.policies import WrongFact

SUITE: Final = "Suite"
KNOWN: Final = "Déjà enregistré : rien ne sera écrit deux fois."
DIFFERS: Final = "Déjà enregistré, mais avec {} : corrigez la ligne, ou l’enregistrement lui-même."
TWICE: Final = "La même ligne est déjà plus haut (ligne {})."
TWICE_DIFFERS: Final = "La ligne {} dit {} pour la même chose : gardez une seule des deux."


def read_file(content: bytes, kind: Kind) -> ReadFile:
    """Every line with its fate, as of now. Raises Refused for a file that is no table, or too long."""
    read = read_lines(content, kind.columns, limits=LIMITS)
    lines = _with_fates(_meant(read, kind), read, kind)
    return ReadFile(read.headers, tuple(lines))


def _meant(read: ReadLines, kind: Kind) -> list[Line]:
    """The row of each line, or what is wrong in it."""
    lines = []
    for one in read.lines:
        if one.wrong:
            lines.append(Line(one.number, one.cells, Fate.WRONG, notes=one.wrong))
            continue
        try:
            lines.append(Line(one.number, one.cells, Fate.NEW, kind.row_of(one.facts)))
        except WrongFact as error:
            notes = {read.at.get(error.field, ROW): str(error)}
            lines.append(Line(one.number, one.cells, Fate.WRONG, notes=notes))
    return lines


def _with_fates(lines: list[Line], read: ReadLines, kind: Kind) -> list[Line]:
    """Lines that are known, said twice, or wrong together with others, told from those that are new."""
    before = kind.known([one.row for one in lines if one.row])
    first: dict[Hashable, tuple[int, str]] = {}
    told = []
    for line in lines:
        if line.row is None:
            told.append(line)
            continue
        key, says = kind.key_of(line.row), kind.told_by(line.row)
        number, said = first.setdefault(key, (line.number, says))
        if key in before:
            told.append(_fate(line, Fate.KNOWN, KNOWN, DIFFERS.format(before[key]), same=before[key] == says))
        elif number != line.number:
            differs = TWICE_DIFFERS.format(number, said)
            told.append(_fate(line, Fate.TWICE, TWICE.format(number), differs, same=said == says))
        else:
            told.append(line)
    wrong = kind.check_together((one.number, one.row) for one in told if one.fate is Fate.NEW)
    return [
        replace(one, fate=Fate.WRONG, row=None, notes={read.at.get(error.field, ROW): str(error)})
        if (error := wrong.get(one.number))
        else one
        for one in told
    ]


def _fate(line: Line, fate: Fate, sentence: str, differs: str, *, same: bool) -> Line:
    """The line as it is known; wrong when it says something else than what is known."""
    if same:
        return replace(line, fate=fate, row=None, notes={ROW: sentence})
    return replace(line, fate=Fate.WRONG, row=None, notes={ROW: differs})


def annotated(read: ReadFile, kind: Kind) -> bytes:
    """The whole file again, to correct and to send: each wrong cell coloured, with why, and the fate of each line."""
    headers = read.headers[:-1] if read.headers[-1] == SUITE else read.headers
    rows: list[Sequence[Cell]] = []
    comments: dict[tuple[int, int], str] = {}
    for line in read.lines:
        if line.fate is Fate.WRONG:
            for at, note in line.notes.items():
                comments[len(rows), max(at, 0)] = note
        rows.append((*line.cells[: len(headers)], str(line.fate.label)))
    return write_workbook((*headers, SUITE), rows, sheet=kind.sheet, comments=comments)


def template(kind: Kind) -> bytes:
    """An empty file with our own headers."""
    return write_template(kind.columns, sheet=kind.sheet)
