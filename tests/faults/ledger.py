"""What people wrote, and what they were told of it."""

import threading
import time
from dataclasses import dataclass, field


@dataclass
class Write:
    """`key`: by which the databases know it (tests.faults.counting). `begun`: when the try that was accepted began."""

    kind: str
    key: str
    phase: str
    accepted: bool = False
    begun: float = field(default_factory=time.monotonic)


class Ledger:
    """Every write of a run, under the phase, that is the fault, in which it began."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._writes: list[Write] = []
        self._ended: list[tuple[str, float]] = []
        self.phase = ""

    def begin(self, kind: str, key: str) -> Write:
        write = Write(kind, key, self.phase)
        with self._lock:
            self._writes.append(write)
        return write

    def try_again(self, write: Write) -> None:
        write.begun = time.monotonic()

    def accept(self, write: Write) -> None:
        write.accepted = True

    def note_end(self, kind: str, begun: float) -> None:
        """A worker ended something that was asked for at that moment."""
        with self._lock:
            self._ended.append((kind, begun))

    def of(self, phase: str) -> list[Write]:
        with self._lock:
            return [write for write in self._writes if write.phase == phase]

    def went_through_since(self, moment: float) -> set[str]:
        """The kinds of which something begun after a moment was accepted, or ended."""
        with self._lock:
            accepted = {write.kind for write in self._writes if write.accepted and write.begun >= moment}
            return accepted | {kind for kind, begun in self._ended if begun >= moment}
