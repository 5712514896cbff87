"""Taux d'effort: what part of the resources a dwelling would take.

Source: arrêté of 10 March 2011 (domain.md 3.6): (rent + annex rent + recoverable charges − housing benefit) ÷
resources; where heating or water are individual, what they cost is added, as the landlord typed it. Each landlord has
a limit of its own. Shown with its formula, a warning, never an exclusion.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from associations.contents import Means


@dataclass(frozen=True)
class Effort:
    """Cents a month. `percent` is a whole number, rounded half up."""

    rent_cents: int
    individual_cents: int
    housing_aid_cents: int
    resources_cents: int

    @property
    def percent(self) -> int:
        cost = max(0, self.rent_cents + self.individual_cents - self.housing_aid_cents)
        return int((Decimal(100 * cost) / self.resources_cents).to_integral_value(ROUND_HALF_UP))


def effort(means: Means, *, rent_cents: int | None, individual_cents: int = 0) -> Effort | None:
    """The effort at a rent with charges, in cents a month; None while rent or resources are not known, or are 0."""
    if rent_cents is None or not means.resources_cents:
        return None
    return Effort(rent_cents, individual_cents, means.housing_aid_cents or 0, means.resources_cents)
