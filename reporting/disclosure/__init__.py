"""Disclosure control: which cells of an edition show "n.c.", so that nobody finds a small group (docs/adr/0016)."""

from reporting.disclosure.problem import CellId, Party, Problem, Suppression
from reporting.disclosure.suppression import suppress

__all__ = ["CellId", "Party", "Problem", "Suppression", "suppress"]
