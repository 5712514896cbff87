"""What a new organisation becomes here."""

from typing import Any

from django.dispatch import receiver

from accounts.models import Organisation, OrganisationKind
from accounts.signals import organisation_made
from bailleurs.models import Bailleur


@receiver(organisation_made)
def make_landlord(sender: Any, organisation: Organisation, **kwargs: Any) -> None:
    if organisation.kind == OrganisationKind.BAILLEUR:
        Bailleur.objects.create(organisation=organisation)
