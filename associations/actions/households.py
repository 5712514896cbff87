"""Every write on households. A file is read for showing through `open_household` alone: it leaves a trace."""

from dataclasses import replace

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import AccessEvent, AccessKind, Membership
from associations.codes import code_index, new_code
from associations.files import HouseholdFile, open_file, reseal_file, seal_file
from associations.models import Household
from associations.needs import Need
from associations.policies import check_can_update
from associations.vault import create_key

# Over 11,000 codes for each association: even when half of them serve, thirty draws find a free one.
DRAWS = 30


class NoCodeLeft(Exception):
    """Every drawn code already serves in this association."""


@transaction.atomic
def create_household(*, need: Need, by: Membership) -> Household:
    """A new household, of which `by` is the référente, with a code of its own.

    The key is written first, in the other database: a household without a key could never be read, a key without a
    household reads nothing. Raises NoCodeLeft.
    """
    household = Household(
        association_id=by.organisation_id,
        referente=by.user,
        typologies=list(need.typologies),
        departements=list(need.departements),
        people=need.people,
        created_on=timezone.localdate(),
    )
    key = create_key(household.id)
    for _ in range(DRAWS):
        file = HouseholdFile(
            code=new_code(),
            adults=need.adults,
            children=dict(need.children),
            situation=need.situation,
            departement=need.departement,
        )
        household.sealed = seal_file(household, file, key)
        household.code_index = code_index(file.code)
        try:
            with transaction.atomic():
                household.save(force_insert=True)
        except IntegrityError as error:
            if "household_code_unique" not in str(error):
                raise
        else:
            return household
    raise NoCodeLeft


@transaction.atomic
def update_household(*, household: Household, need: Need, by: Membership) -> Household:
    """The need as it is now; code, référente and dates stay.

    Raises WrongState for a household no longer looking, FileGone when its key was destroyed, Household.DoesNotExist
    for whoever is not named on it.
    """
    household = Household.objects.readable_by(by).select_for_update().get(id=household.id)
    check_can_update(household)
    file = replace(
        open_file(household),
        adults=need.adults,
        children=dict(need.children),
        situation=need.situation,
        departement=need.departement,
    )
    household.sealed = reseal_file(household, file)
    household.typologies = list(need.typologies)
    household.departements = list(need.departements)
    household.people = need.people
    household.save(update_fields=["sealed", "typologies", "departements", "people"])
    return household


@transaction.atomic
def open_household(*, household: Household, by: Membership) -> HouseholdFile:
    """The file, its opening written in the access log.

    Raises FileGone when its key was destroyed, Household.DoesNotExist for whoever is not named on it.
    """
    household = Household.objects.readable_by(by).get(id=household.id)
    file = open_file(household)
    AccessEvent.objects.create(
        user=by.user, organisation=by.organisation, kind=AccessKind.HOUSEHOLD, subject=household.id
    )
    return file
