"""What an allocation committee (CALEOL) said of a candidature, as typed by the landlord."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Decided:
    """One row of the committee's page: what it decided of a candidature, and how it was notified, when it was.

    `rank` is the allocation's, 1 first; `condition_*` only for a suspensive condition; `reason`
    (matching.reasons.LandlordReason) only for a refusal by the committee.
    """

    on: date
    decision: str
    rank: int | None = None
    condition_paper: str = ""
    condition_until: date | None = None
    reason: str = ""
    notified_on: date | None = None
    notified_by: str = ""
