"""Lists typed elsewhere, brought in whole or not at all: commitments, training sessions, figures of the context."""

from conventions.imports.commitments import Commitments
from conventions.imports.context import ContextFigures
from conventions.imports.kinds import MOST_LINES, Kind
from conventions.imports.lines import Fate, Line, ReadFile
from conventions.imports.reading import annotated, read_file, template
from conventions.imports.trainings import Trainings

__all__ = [
    "MOST_LINES",
    "Commitments",
    "ContextFigures",
    "Fate",
    "Kind",
    "Line",
    "ReadFile",
    "Trainings",
    "annotated",
    "read_file",
    "template",
]
