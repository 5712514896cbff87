"""What the rows on training, awareness and imports are about (tests.authorisation.world).

The union follows a convention that bailleur A signed, and through it bailleur A alone.
"""

from datetime import timedelta
from typing import Any

from django.db.models import Model
from django.utils import timezone

from accounts.models import Membership
from conventions.models import (
    Commitment,
    ContextFigure,
    Convention,
    PosterSite,
    Public,
    Signatory,
    SiteKind,
    StaffCount,
    SupportCount,
    SupportKind,
    Training,
)
from tests import factories

# What somebody's act could change.
WATCHED: tuple[tuple[type[Model], tuple[str, ...]], ...] = (
    (Training, ("pk", "held_on", "attendees")),
    (StaffCount, ("pk", "staff")),
    (PosterSite, ("pk", "name", "equipped_on")),
    (SupportCount, ("pk", "quantity")),
    (Commitment, ("pk", "quantity")),
    (ContextFigure, ("pk", "value")),
)


def build(members: dict[str, Membership]) -> dict[str, str]:
    """Names that stand in an address: a session of each landlord by each association, a site, a count of each."""
    day = timezone.localdate()
    region = factories.commune().departement.region
    members["coordinator"].organisation.regions.add(region)
    convention = Convention.objects.create(
        name="Convention suivie",
        region=region,
        signed_on=day,
        starts_on=day - timedelta(days=100),
        ends_on=day + timedelta(days=265),
    )
    landlords = {"a": members["agent"].organisation, "b": members["other_agent"].organisation}
    associations = {"a": members["caseworker"].organisation, "b": members["other_caseworker"].organisation}
    Signatory.objects.create(convention=convention, organisation=landlords["a"], signed_on=day - timedelta(days=100))
    ids = {"followed": str(convention.id)}
    for side, landlord in landlords.items():
        session = Training.objects.create(
            held_on=day, association=associations[side], bailleur=landlord, public=Public.CESF, attendees=7
        )
        site = PosterSite.objects.create(bailleur=landlord, name="Agence", kind=SiteKind.RECEPTION)
        count = SupportCount.objects.create(
            kind=SupportKind.ACCOMPANIMENT,
            association=associations[side],
            starts_on=day - timedelta(days=2),
            ends_on=day - timedelta(days=1),
            quantity=2,
        )
        ids |= {
            f"session_{side}": str(session.id),
            f"site_{side}": str(site.id),
            f"count_{side}": str(count.id),
            f"landlord_{side}": str(landlord.id),
        }
    return ids


def bodies(members: dict[str, Membership]) -> dict[str, dict[str, Any]]:
    """What is typed in each form."""
    today = timezone.localdate()
    return {
        "session": {
            "held_on": today.isoformat(),
            "association": str(members["caseworker"].organisation_id),
            "bailleur": str(members["agent"].organisation_id),
            "public": "gardiens",
            "attendees": "9",
        },
        "staff": {
            "counted_on": today.isoformat(),
            "staff": "40",
            "bailleur": str(members["agent"].organisation_id),
        },
        "site": {"name": "Loge", "kind": "loge"},
        "equipped": {"equipped_on": today.isoformat()},
        "count": {
            "kind": "orientation",
            "starts_on": (today - timedelta(days=9)).isoformat(),
            "ends_on": (today - timedelta(days=8)).isoformat(),
            "quantity": "4",
        },
    }
