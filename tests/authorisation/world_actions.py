"""Actions, chases and committees of the world: of the union's own region, and of another one.

`action_b` is in the charge of bailleur B, `action_par` of the partner, both of the union's convention; `action_far`
is of a convention elsewhere, in the charge of association A.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db.models import Model
from django.utils import timezone

from accounts.models import Membership, Organisation
from conventions.models import (
    Action,
    ActionNote,
    Chase,
    Committee,
    CommitteeParticipant,
    Convention,
    Level,
    Signatory,
)
from territories.models import Region
from tests import factories

WATCHED: tuple[tuple[type[Model], tuple[str, ...]], ...] = (
    (Action, ("pk", "title", "owner", "due_on", "status")),
    (ActionNote, ("pk",)),
    (Chase, ("pk",)),
    (Committee, ("pk", "held_on", "agenda", "minutes")),
    (CommitteeParticipant, ("pk", "people")),
)


def build(members: Mapping[str, Membership], organisations: Mapping[str, Organisation]) -> dict[str, str]:
    """Name in an address -> what stands there."""
    today = timezone.localdate()
    near = factories.commune().departement.region
    far, _ = Region.objects.get_or_create(code="93", defaults={"name": "Ailleurs"})
    organisations["Union régionale"].regions.add(near)
    ids: dict[str, str] = {}
    for name, region in (("near", near), ("far", far)):
        convention = Convention.objects.create(
            name=f"Convention {name}",
            level=Level.REGIONAL,
            region=region,
            signed_on=today,
            starts_on=today,
            ends_on=today + timedelta(days=700),
        )
        for landlord in ("Bailleur A", "Bailleur B"):
            Signatory.objects.create(convention=convention, organisation=organisations[landlord], signed_on=today)
        committee = Committee.objects.create(convention=convention, held_on=today + timedelta(days=30))
        ids |= {f"convention_{name}": str(convention.id), f"committee_{name}": str(committee.id)}
    for name, convention, owner in (
        ("action_b", "near", "Bailleur B"),
        ("action_par", "near", "Partenaire"),
        ("action_far", "far", "Association A"),
    ):
        action = Action.objects.create(
            convention_id=ids[f"convention_{convention}"],
            title="Former les gardiens",
            owner=organisations[owner],
            due_on=today + timedelta(days=60),
        )
        ids[name] = str(action.id)
    return ids | {
        "landlord": str(organisations["Bailleur A"].id),
        "no_landlord": str(organisations["Association A"].id),
    }


def bodies(*, world: Mapping[str, str], members: Mapping[str, Membership]) -> dict[str, dict[str, Any]]:
    """What is typed in their forms."""
    today = timezone.localdate()
    action = {
        "title": "Poser les affiches",
        "owner": str(members["agent"].organisation_id),
        "due_on": (today + timedelta(days=90)).isoformat(),
    }
    return {
        "action_near": action | {"convention": world["convention_near"]},
        "action_far": action | {"convention": world["convention_far"]},
        "decision": action,
        "progress": {"text": "Deux sessions sont tenues.", "status": "en_cours"},
        "chase": {"text": "Où en êtes-vous de la convention ?"},
        "committee_near": {
            "convention": world["convention_near"], "held_on": (today + timedelta(days=60)).isoformat(),
        },
        "committee_far": {
            "convention": world["convention_far"], "held_on": (today + timedelta(days=60)).isoformat(),
        },
        "minutes": {"held_on": (today + timedelta(days=30)).isoformat(), "minutes": "Lu et approuvé."},
    }  # fmt: skip
