"""Is a dwelling kept from a household by its file? Decided here in Python; nothing of the answer says why."""

from associations.contents import AvoidedZones, HouseholdFile
from offers.models import Offer
from offers.search.engine import site_of
from territories.distance import worst


def is_kept_away(offer: Offer, file: HouseholdFile, zones: AvoidedZones) -> bool:
    """Whether the dwelling's landlord is kept away by the file, or it stands, or probably stands, in a zone.

    A dwelling to check is not kept away by this: the référente looks at its door.
    """
    if str(offer.bailleur_id) in file.excluded_organisations:
        return True
    location = offer.location
    return not worst(site_of(location.commune_id, location.lat, location.lon), zones.zones).is_shown
