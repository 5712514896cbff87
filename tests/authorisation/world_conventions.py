"""Conventions of the world: one of the coordinator's region, one of another; of each what is typed of it.

Names that end in `_away` are of the other region.
"""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from accounts.models import Organisation
from conventions.models import Channel, Commitment, ContextFigure, Convention, ConventionDocument, Signatory, Unit
from territories.models import Region

if TYPE_CHECKING:
    from tests.authorisation.world import World

HERS, AWAY = "32", "11"
CONVENTION_WATCHED = (
    (Convention, ("pk", "automatic_order", "name", "starts_on", "ends_on", "region")),
    (Signatory, ("pk", "organisation", "signed_on")),
    (ConventionDocument, ("pk", "title")),
    (Commitment, ("pk", "quantity", "retained", "why")),
    (ContextFigure, ("pk", "value", "region")),
)


def build_conventions(world: "World", union: Organisation, landlord: Organisation) -> None:
    day = timezone.localdate()
    for code, end in ((HERS, ""), (AWAY, "_away")):
        region, _ = Region.objects.get_or_create(code=code, defaults={"name": f"Région {code}"})
        convention = Convention.objects.create(
            name=f"Convention {code}",
            region=region,
            signed_on=day,
            starts_on=day,
            ends_on=day + timedelta(days=365),
        )
        Signatory.objects.create(convention=convention, organisation=landlord, signed_on=day)
        document = ConventionDocument.objects.create(convention=convention, title="Texte signé", dated_on=day)
        promise = Commitment.objects.create(
            convention=convention,
            channel=Channel.PLATFORM,
            unit=Unit.DWELLINGS,
            starts_on=day,
            ends_on=convention.ends_on,
            quantity=27,
            source="texte",
        )
        figure = ContextFigure.objects.create(
            region=region,
            measure="attributions",
            period="2019",
            counted_on=date(2019, 12, 31),
            value=53890,
            source="bilan",
        )
        world.ids |= {
            f"convention{end}": str(convention.id),
            f"document{end}": str(document.id),
            f"promise{end}": str(promise.id),
            f"figure{end}": str(figure.id),
        }
    national = ContextFigure.objects.create(
        measure="attributions_couple", period="2021", counted_on=date(2021, 12, 31), value=11516, source="USH"
    )
    world.ids |= {"figure_national": str(national.id), "signed": str(landlord.id)}
    union.regions.add(HERS)


def convention_bodies(world: "World") -> dict[str, dict[str, Any]]:
    """What is typed in the forms of conventions, by name."""
    day = timezone.localdate()
    first, last = day.isoformat(), (day + timedelta(days=300)).isoformat()
    return {
        "convention": {
            "name": "Autre convention",
            "where": f"region-{HERS}",
            "signed_on": first,
            "starts_on": first,
            "ends_on": (day + timedelta(days=400)).isoformat(),
        },
        "signatory": {"organisation": str(world.members["partner"].organisation_id), "signed_on": first},
        "signed_on": {"signed_on": last},
        "document": {"title": "Avenant", "dated_on": first},
        "promise": {
            "channel": "platform",
            "quantity": "18",
            "starts_on": first,
            "ends_on": last,
            "source": "autre texte",
        },
        "why": {"why": "Seul publié."},
        "figure": {
            "where": f"region-{HERS}",
            "measure": "attributions",
            "period": "2023",
            "counted_on": "2023-12-31",
            "value": "1236",
            "source": "bilan de 2023",
        },
    }
