"""What households tell the apps above, which know candidatures; what a new organisation becomes here."""

from typing import Any

from django.dispatch import Signal, receiver

from accounts.models import Organisation, OrganisationKind
from accounts.signals import organisation_made
from associations.models import Association
from territories.models import Departement

# Sent with `household_id`, inside the transaction that purges it, before its row goes.
household_purged = Signal()
# Sent with `household_id`, inside the transaction: its need or file is new or changed; its zones changed.
household_changed = Signal()
zones_changed = Signal()


@receiver(organisation_made)
def make_association(sender: Any, organisation: Organisation, **kwargs: Any) -> None:
    """A new association works in the whole of its regions, until its manager says otherwise."""
    if organisation.kind == OrganisationKind.ASSOCIATION:
        association = Association.objects.create(organisation=organisation)
        association.departements.set(Departement.objects.filter(region__in=organisation.regions.all()))
