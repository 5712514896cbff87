"""Random histories of two years, written as raw rows: moves at the edges of days and of clocks, facts typed late.

Nothing here goes through actions: what a history may hold is wider than what pages let happen.
"""

from random import Random
from typing import Any

from accounts.models import Organisation, OrganisationKind
from associations.models import Association
from bailleurs.models import Bailleur
from conventions.models import Convention, Signatory
from tests import factories
from tests.factories import OrganisationFactory, UserFactory
from tests.reporting.histories.draws import COMMUNES, ENDS_ON, SECOND_SIGNING, STARTS_ON, Draw
from tests.reporting.histories.dwellings import Dwellings
from tests.reporting.histories.needs import Needs
from tests.reporting.histories.others import Others
from tests.reporting.histories.requests import Requests
from tests.reporting.histories.rows import History, Rows

__all__ = ["History", "write_history", "write_small_history"]


def write_history(seed: int) -> History:
    """A convention of the Hauts-de-France from 25 March 2024, six landlords of which three signed at once, two later
    and one never, three associations, and all that happened in two years."""
    rows = _begun(Draw(Random(seed)), seed)
    Needs(rows).households()
    Dwellings(rows).dwellings()
    Requests(rows).requests()
    Needs(rows).needs()
    Others(rows).declared()
    Others(rows).organisations()
    rows.save()
    return rows.history


def write_small_history(seed: int) -> History:
    """The same with fewer facts, many or few of each kind, no file to purge, and counts without households: most of
    what is counted is small."""
    rows = _begun(Draw(Random(seed)), seed)
    rng = rows.draw.rng
    Dwellings(rows).dwellings(rng.randrange(15, 110))
    Requests(rows).requests()
    Needs(rows).needs(rng.randrange(15, 120))
    Others(rows).declared(rng.randrange(10, 110))
    Others(rows).tallies()
    rows.save()
    return rows.history


def _begun(draw: Draw, seed: int) -> Rows:
    for code in COMMUNES:
        factories.commune(code)
    region = factories.commune("59350").departement.region
    convention = Convention.objects.create(
        name=f"Convention {seed}", region=region, signed_on=STARTS_ON, starts_on=STARTS_ON, ends_on=ENDS_ON
    )
    user = UserFactory()
    landlords = [_organisation(OrganisationKind.BAILLEUR, region) for _ in range(6)]
    associations = [_organisation(OrganisationKind.ASSOCIATION, region) for _ in range(3)]
    Bailleur.objects.bulk_create(Bailleur(organisation=one) for one in landlords)
    Association.objects.bulk_create(Association(organisation=one) for one in associations)
    Signatory.objects.bulk_create(
        Signatory(convention=convention, organisation=one, signed_on=STARTS_ON if at < 3 else SECOND_SIGNING)
        for at, one in enumerate(landlords[:5])
    )
    return Rows(draw, user, landlords, associations, History(convention, region))


def _organisation(kind: OrganisationKind, region: Any) -> Organisation:
    organisation = OrganisationFactory(kind=kind)
    organisation.regions.add(region)
    return organisation
