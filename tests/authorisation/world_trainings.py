"""What the rows on training, awareness and imports are about (tests.authorisation.world).

The union follows bailleurs A and B, which signed the convention of its region (tests.authorisation.world_actions), and
not the one of `_far`. A session of bailleur A was given by association A, the others by association B.
"""

from datetime import timedelta
from typing import Any

from django.db.models import Model
from django.utils import timezone

from accounts.models import Membership
from conventions.models import (
    Commitment,
    ContextFigure,
    PosterSite,
    Public,
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
    """Name in an address -> what stands there."""
    day = timezone.localdate()
    far = factories.BailleurFactory(organisation__name="Bailleur du Sud").organisation
    landlords = {"a": members["agent"].organisation, "b": members["other_agent"].organisation, "far": far}
    associations = {"a": members["caseworker"].organisation, "b": members["other_caseworker"].organisation}
    associations["far"] = associations["b"]
    ids: dict[str, str] = {}
    for side, landlord in landlords.items():
        session = Training.objects.create(
            held_on=day, association=associations[side], bailleur=landlord, public=Public.CESF, attendees=7
        )
        site = PosterSite.objects.create(bailleur=landlord, name="Agence", kind=SiteKind.RECEPTION)
        ids |= {
            f"session_{side}": str(session.id),
            f"site_{side}": str(site.id),
            f"landlord_{side}": str(landlord.id),
        }
    for side in ("a", "b"):
        count = SupportCount.objects.create(
            kind=SupportKind.ACCOMPANIMENT,
            association=associations[side],
            starts_on=day - timedelta(days=2),
            ends_on=day - timedelta(days=1),
            quantity=2,
        )
        ids[f"count_{side}"] = str(count.id)
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
