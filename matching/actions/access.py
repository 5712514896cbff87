"""Openings that leave a trace: a dwelling's door, a transmitted file."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.access import record_access
from accounts.models import AccessEvent, AccessKind, Membership
from associations.alerts import record_watched_access
from associations.files import open_file, open_files
from matching.cards import TransmittedFile, transmitted_file
from matching.models import Candidature
from matching.models.candidature import TRANSMITTED_STATES
from matching.policies import can_open_location
from offers.models import Offer, OfferLocation

PHOTOS_STAY_OPEN = timedelta(minutes=15)


class LocationClosed(Exception):
    """The door does not open to this member, or no longer: one answer whatever the cause."""


@dataclass(frozen=True)
class OpenedLocation:
    """Where a dwelling truly is. Degrees when its landlord typed them, else None: it is known by its commune."""

    commune: str
    commune_code: str
    quarter: str
    residence: str
    address: str
    door: str
    lat: float | None
    lon: float | None
    photos: tuple[UUID, ...]


@transaction.atomic
def open_location(*, offer: Offer, by: Membership) -> OpenedLocation:
    """Door, address and photos of a dwelling, the opening written in the access log. Raises LocationClosed."""
    if not can_open_location(offer, by, timezone.now()):
        raise LocationClosed
    location = OfferLocation.objects.select_related("commune").get(offer=offer)
    record_watched_access(by=by, kind=AccessKind.LOCATION, subject=offer.id, about=_concerned(offer, by))
    return OpenedLocation(
        commune=location.commune.name if location.commune else "",
        commune_code=location.commune_id or "",
        quarter=location.quarter,
        residence=location.residence,
        address=location.address,
        door=location.door,
        lat=location.lat,
        lon=location.lon,
        photos=tuple(location.photos.order_by("position", "id").values_list("id", flat=True)),
    )


def _concerned(offer: Offer, by: Membership) -> UUID | None:
    """The household of this member that was transmitted for this dwelling: the door is where it may live.

    Its file shows who looked. When she has two such households, the one transmitted last.
    """
    theirs = Candidature.objects.followed_by(by).filter(offer=offer, state__in=TRANSMITTED_STATES)
    return theirs.order_by("-transmitted_at", "id").values_list("household_id", flat=True).first()


def may_see_photos(*, offer: Offer, by: Membership, now: datetime) -> bool:
    """Whether this person opened this dwelling's location in the last 15 minutes and still may. Writes nothing."""
    opened = AccessEvent.objects.filter(
        user=by.user,
        organisation=by.organisation,
        kind=AccessKind.LOCATION,
        subject=offer.id,
        at__gt=now - PHOTOS_STAY_OPEN,
    )
    return opened.exists() and can_open_location(offer, by, now)


@transaction.atomic
def open_transmitted_file(*, candidature: Candidature, by: Membership) -> TransmittedFile:
    """A transmitted file for the landlord it was transmitted to, the opening written in the access log.

    Raises Candidature.DoesNotExist for any other landlord or before the transmission, FileGone when the household's
    key was destroyed.
    """
    candidature = (
        Candidature.objects.addressed_to(by)
        .with_offer()
        .select_related("household__association__organisation", "household__referente")
        .get(id=candidature.id)
    )
    household = candidature.household_or_gone()
    file = open_file(household)
    record_access(by=by, kind=AccessKind.TRANSMITTED_FILE, subject=candidature.id, about=household.id)
    return transmitted_file(household, file, candidature.offer, reference=candidature.reference)


@transaction.atomic
def open_transmitted_files(*, offer: Offer, by: Membership) -> dict[UUID, TransmittedFile]:
    """The running files of one dwelling of this landlord, by candidature, each opening written in the access log.

    One whose household's key was destroyed is absent. One query to the vault, whatever the number of files.
    """
    addressed = Candidature.objects.addressed_to(by).active().filter(offer=offer).exclude(household=None)
    found = list(addressed.with_offer().select_related("household__association__organisation", "household__referente"))
    files = open_files(one.household_or_gone() for one in found)
    opened = {}
    for candidature in found:
        household = candidature.household_or_gone()
        if household in files:
            record_access(by=by, kind=AccessKind.TRANSMITTED_FILE, subject=candidature.id, about=household.id)
            opened[candidature.id] = transmitted_file(
                household, files[household], candidature.offer, reference=candidature.reference
            )
    return opened
