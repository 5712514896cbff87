"""What organisations did and published: staff trained (I13), figures of the context (I14)."""

from datetime import datetime
from typing import Final

from common.months import add_months
from reporting.cubes import Cube
from reporting.indicators.sql import read
from reporting.periods import ONE_DAY, Period
from reporting.scopes import Scope

# All who meet the public are to be trained within five years (domain.md 6): who was before that counts no more.
TRAINED_WITHIN_MONTHS: Final = 60
LANDLORDS_SIGNED: Final = """
SELECT id FROM unnest(%(landlords)s::uuid[], %(since)s::date[]) AS signatory (id, since) WHERE since <= %(ends_on)s
"""
LANDLORDS_THERE: Final = """
SELECT organisation.id FROM accounts_organisation AS organisation
JOIN accounts_organisation_regions AS works ON works.organisation_id = organisation.id
WHERE organisation.kind = 'bailleur' AND works.region_id = %(region)s
"""
TRAINED: Final = """
SELECT
    landlord.id,
    COALESCE((
        SELECT sum(attendees) FROM conventions_training
        WHERE bailleur_id = landlord.id AND typed_at <= %(as_of)s AND held_on BETWEEN %(starts_on)s AND %(ends_on)s
    ), 0),
    COALESCE((
        SELECT sum(attendees) FROM conventions_training
        WHERE bailleur_id = landlord.id AND typed_at <= %(as_of)s AND held_on BETWEEN %(first)s AND %(ends_on)s
    ), 0),
    COALESCE((
        SELECT staff FROM conventions_staffcount
        WHERE bailleur_id = landlord.id AND typed_at <= %(as_of)s AND counted_on <= %(ends_on)s
        ORDER BY counted_on DESC LIMIT 1
    ), 0)
FROM ({landlords}) AS landlord
"""
CONTEXT: Final = """
SELECT DISTINCT ON (measure, region_id, departement_id, source)
    measure, COALESCE(region_id, ''), COALESCE(departement_id, ''), period, source, value
FROM conventions_contextfigure
WHERE typed_at <= %(as_of)s AND counted_on <= %(ends_on)s
    AND (region_id IS NULL OR region_id = %(region)s)
    AND (departement_id IS NULL OR departement_id = ANY(%(departements)s::text[]))
ORDER BY measure, region_id, departement_id, source, counted_on DESC, id
"""


def trained(*, scope: Scope, period: Period, as_of: datetime) -> Cube:
    """I13: people of each landlord trained in the period, and in the five years to its end; its staff, 0 if unknown.

    The landlords that had signed by the end of the period; for a region, those that work in it.
    """
    rows = read(
        TRAINED.replace("{landlords}", LANDLORDS_THERE if scope.landlords is None else LANDLORDS_SIGNED),
        scope=scope,
        period=period,
        as_of=as_of,
        first=add_months(period.ends_on + ONE_DAY, -TRAINED_WITHIN_MONTHS),
        region=_region(scope),
    )
    return Cube.of(("bailleur",), ("attendees", "cumulated", "staff"), rows)


def context(*, scope: Scope, period: Period, as_of: datetime) -> Cube:
    """I14: the latest figure of each source by the end of the period, of the country, the region, its départements.

    They are of other populations: never added up, nor to results. One of a region has no département, one of the
    country neither.
    """
    rows = read(CONTEXT, scope=scope, period=period, as_of=as_of, region=_region(scope))
    return Cube.of(("measure", "region", "departement", "period", "source"), ("value",), rows)


def _region(scope: Scope) -> str:
    """The code of its region, "" for one that has none."""
    region_id = scope.convention.region_id if scope.convention else scope.region and scope.region.pk
    return str(region_id or "")
