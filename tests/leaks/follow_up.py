"""What organisations type about a convention: commitments, context, committees, actions, messages, posters.

They are organisations' own texts; who reads which is in tests.leaks.readers. Their pages are walked with their ids.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import Membership
from conventions.models import (
    Action,
    ActionNote,
    Channel,
    Chase,
    Commitment,
    Committee,
    ContextFigure,
    Convention,
    ConventionDocument,
    PosterSite,
    Public,
    SiteKind,
    SupportCount,
    SupportKind,
    Training,
    Unit,
)

# Mark -> what is typed.
TYPED = {
    "commitment_source": "Lettre canari cymbale",
    "document_title": "Avenant canari clavecin",
    "figure_source": "Annuaire canari basson",
    "committee_agenda": "Ordre canari mandoline",
    "committee_minutes": "Séance canari contrebasse",
    "action_title": "Action canari cornemuse",
    "action_note": "Point canari harmonica",
    "chase_text": "Relance canari épinette",
    "site_name": "Agence canari vielle",
}


def add_follow_up(members: Mapping[str, Membership], convention: Convention) -> dict[str, list[str]]:
    """Of a convention that the coordinator follows and the landlord signed: parameter of an address -> ids.

    The partner is in charge of the action; the landlord's own commitment is retained.
    """
    today = timezone.localdate()
    landlord, association = members["ag"].organisation, members["am"].organisation
    by = members["coo"].user
    period: dict[str, Any] = {"starts_on": convention.starts_on, "ends_on": convention.ends_on}
    commitment = Commitment.objects.create(
        convention=convention,
        bailleur=landlord,
        channel=Channel.PLATFORM,
        unit=Unit.DWELLINGS,
        quantity=12,
        source=TYPED["commitment_source"],
        retained=True,
        why="Seul chiffre.",
        **period,
    )
    document = ConventionDocument.objects.create(
        convention=convention, title=TYPED["document_title"], dated_on=convention.starts_on
    )
    figure = ContextFigure.objects.create(
        region=convention.region,
        measure="attributions",
        period="2019",
        counted_on=today.replace(year=2019, month=12, day=31),
        value=53_890,
        source=TYPED["figure_source"],
    )
    committee = Committee.objects.create(
        convention=convention,
        held_on=today + timedelta(days=20),
        agenda=TYPED["committee_agenda"],
        minutes=TYPED["committee_minutes"],
    )
    action = Action.objects.create(
        convention=convention,
        owner=members["par"].organisation,
        title=TYPED["action_title"],
        due_on=today + timedelta(days=9),
    )
    ActionNote.objects.create(
        action=action,
        at=timezone.now(),
        by=by,
        organisation=members["coo"].organisation,
        status=action.status,
        due_on=action.due_on,
        text=TYPED["action_note"],
    )
    Chase.objects.create(convention=convention, bailleur=landlord, at=timezone.now(), by=by, text=TYPED["chase_text"])
    site = PosterSite.objects.create(bailleur=landlord, name=TYPED["site_name"], kind=SiteKind.RECEPTION)
    training = Training.objects.create(
        held_on=today, association=association, bailleur=landlord, public=Public.CESF, attendees=7
    )
    count = SupportCount.objects.create(
        kind=SupportKind.ACCOMPANIMENT, association=association, quantity=3, starts_on=today, ends_on=today
    )
    made = {
        "convention_id": convention,
        "commitment_id": commitment,
        "document_id": document,
        "figure_id": figure,
        "organisation_id": landlord,
        "bailleur_id": landlord,
        "landlord_id": landlord,
        "committee_id": committee,
        "action_id": action,
        "site_id": site,
        "training_id": training,
        "count_id": count,
    }
    return {name: [str(one.pk)] for name, one in made.items()}
