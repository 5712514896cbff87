"""What people wrote beside the figures of a report. Every field is a text, never markup, in every output."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class CommitteeAction:
    """One decision of the last committee. `status`: the words of conventions.models.ActionStatus."""

    title: str
    owner: str
    due_on: date
    status: str


@dataclass(frozen=True)
class Texts:
    """`freins`, `leviers`: one sentence each. `comment`: paragraphs between line ends."""

    freins: list[str] = field(default_factory=list)
    leviers: list[str] = field(default_factory=list)
    comment: str = ""
    actions: list[CommitteeAction] = field(default_factory=list)

    @property
    def paragraphs(self) -> list[str]:
        return [line.strip() for line in self.comment.splitlines() if line.strip()]
