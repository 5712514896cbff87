"""What is counted without its household, quarter by quarter: private reasons and grades (I12), places freed (I15).

A total of a quarter is complete once the quarter is over: nothing enters it later.
"""

from datetime import datetime

from django.db.models import Sum

from matching.models import Tally, TallyKind
from reporting.cubes import Cube
from reporting.periods import Period
from reporting.scopes import Scope


def private_reasons(*, scope: Scope, period: Period, as_of: datetime) -> Cube:
    """Why dwellings were refused or requests taken back, in the groups of matching.reasons, for a whole scope."""
    return _counted(TallyKind.REASON, "group", "reasons", scope, period)


def evaluations(*, scope: Scope, period: Period, as_of: datetime) -> Cube:
    """I12: what associations said of dwellings once requests had ended, from "4", adapted, to "1"."""
    return _counted(TallyKind.ADAPTATION, "grade", "evaluations", scope, period)


def places_freed(*, scope: Scope, period: Period, as_of: datetime) -> Cube:
    """I15: households that left a shelter (CHRS, CHU, ALT) for their dwelling, on the platform."""
    return _counted(TallyKind.PLACE_FREED, "group", "places", scope, period)


def _counted(kind: TallyKind, dimension: str, measure: str, scope: Scope, period: Period) -> Cube:
    rows = (
        Tally.objects.filter(
            convention=scope.convention,
            region=scope.region,
            kind=kind,
            quarter__range=(period.starts_on, period.ends_on),
        )
        .order_by()
        .values_list("group", "association_id")
        .annotate(Sum("count"))
    )
    return Cube.of((dimension, "association"), (measure,), rows)
