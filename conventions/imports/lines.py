"""What becomes of each line of a file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from django.db import models
from django.db.models import Model

from common.spreadsheets import Cell

ROW: Final = -1  # where a note concerns the whole line


class Fate(models.TextChoices):
    """In the order of the page."""

    WRONG = "erreur", "À corriger"
    NEW = "nouveau", "À importer"
    KNOWN = "connu", "Déjà connu"
    TWICE = "doublon", "Deux fois dans ce fichier"


@dataclass(frozen=True)
class Line:
    """`row`: what importing the file would write, of a line that is new. `notes`: column from 0, or ROW -> why."""

    number: int
    cells: tuple[Cell, ...]
    fate: Fate
    row: Model | None = None
    notes: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ReadFile:
    headers: tuple[str, ...]
    lines: tuple[Line, ...]

    def of(self, fate: Fate) -> tuple[Line, ...]:
        return tuple(one for one in self.lines if one.fate is fate)

    @cached_property
    def wrong(self) -> int:
        return len(self.of(Fate.WRONG))

    @cached_property
    def new(self) -> tuple[Model, ...]:
        """What importing the file writes: nothing as long as one line is wrong."""
        return () if self.wrong else tuple(one.row for one in self.of(Fate.NEW) if one.row)
