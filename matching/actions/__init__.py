"""Every write of `matching`. Lock order: household, offer, candidature."""

from matching.actions.access import LocationClosed, OpenedLocation, open_location, open_transmitted_file
from matching.actions.alerts import find_matches, forget_told
from matching.actions.checks import decide_location
from matching.actions.release import release_consequences
from matching.actions.requests import cancel_candidature, request_dwelling
from matching.actions.transmission import transmit_candidature

__all__ = [
    "LocationClosed",
    "OpenedLocation",
    "cancel_candidature",
    "decide_location",
    "find_matches",
    "forget_told",
    "open_location",
    "open_transmitted_file",
    "release_consequences",
    "request_dwelling",
    "transmit_candidature",
]
