"""What is left to live on (reste à vivre): shown with its formula, never used to exclude.

There is no national formula (domain.md 3.6): monthly resources, less the rent net of the housing benefit and the fixed
costs, by consumption unit and by day of a month of 30. Consumption units are INSEE’s: 1, then 0.5
for each further person of 14 or more, 0.3 for each child under 14. The band of 11 to 17 counts 0.5: doubt goes
against promising more than there is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from associations.contents import Means
from common.housing import AgeBand

DAYS_A_MONTH = 30
YOUNG = (AgeBand.B0_2, AgeBand.B3_5, AgeBand.B6_10)


@dataclass(frozen=True)
class Budget:
    """Cents a month, but `left_a_day_cents`, by consumption unit and by day."""

    resources_cents: int
    rent_cents: int
    housing_aid_cents: int
    fixed_costs_cents: int
    units: Decimal
    left_a_day_cents: int

    @property
    def net_rent_cents(self) -> int:
        return max(0, self.rent_cents - self.housing_aid_cents)


def consumption_units(*, adults: int, children: Mapping[str, int]) -> Decimal:
    """1 for the first adult, 0.5 for each person of 11 or more, 0.3 for each child under 11."""
    young = sum(children.get(band, 0) for band in YOUNG)
    older = sum(children.values()) - young
    return Decimal(1) + Decimal("0.5") * (adults - 1 + older) + Decimal("0.3") * young


def budget(means: Means, *, rent_cents: int | None, adults: int, children: Mapping[str, int]) -> Budget | None:
    """The budget at a rent with charges, in cents a month; None while resources or rent are not known."""
    if means.resources_cents is None or rent_cents is None:
        return None
    aid, costs = means.housing_aid_cents or 0, means.fixed_costs_cents or 0
    units = consumption_units(adults=adults, children=children)
    left = Decimal(means.resources_cents - max(0, rent_cents - aid) - costs) / units / DAYS_A_MONTH
    return Budget(means.resources_cents, rent_cents, aid, costs, units, int(left.to_integral_value(ROUND_HALF_UP)))
