"""What the tests of conventions share: a running convention of the union's region, and what is of it."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import Membership, Organisation
from conventions.models import Action, ActionStatus, Channel, Commitment, Convention, Level, Signatory, Unit
from tests import factories


def running_convention(coordinator: Membership | None = None, **fields: Any) -> Convention:
    """Running for 100 days, in the region of Lille, which is the coordinator's."""
    region = factories.commune().departement.region
    if coordinator is not None:
        coordinator.organisation.regions.add(region)
    today = timezone.localdate()
    facts = {
        "name": "Convention régionale",
        "level": Level.REGIONAL,
        "region": region,
        "signed_on": today - timedelta(days=100),
        "starts_on": today - timedelta(days=100),
        "ends_on": today + timedelta(days=900),
    }
    return Convention.objects.create(**facts | fields)


def sign(convention: Convention, organisation: Organisation, signed_on: date | None = None) -> Signatory:
    day = signed_on or convention.signed_on
    return Signatory.objects.create(convention=convention, organisation=organisation, signed_on=day)


def promise(convention: Convention, quantity: int, bailleur: Organisation | None = None) -> Commitment:
    """Dwellings a year on the platform, retained, for the whole convention."""
    return Commitment.objects.create(
        convention=convention,
        bailleur=bailleur,
        channel=Channel.PLATFORM,
        unit=Unit.DWELLINGS,
        starts_on=convention.starts_on,
        ends_on=convention.ends_on,
        quantity=quantity,
        retained=True,
        why="texte signé",
        source="texte signé",
    )


def an_action(convention: Convention, owner: Organisation, **fields: Any) -> Action:
    """To do within a month."""
    facts = {
        "title": "Former les gardiens",
        "due_on": timezone.localdate() + timedelta(days=30),
        "status": ActionStatus.TO_DO,
    }
    return Action.objects.create(convention=convention, owner=owner, **facts | fields)
