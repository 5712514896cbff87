"""What every page shows around its content: who reads, where she may go."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from accounts.models import Membership, OrganisationKind
from accounts.permissions import Permission, permitted


@dataclass(frozen=True)
class NavigationEntry:
    label: str
    url: str
    icon: str
    active: bool


@dataclass(frozen=True)
class Person:
    name: str
    role_label: str
    organisation: str


# Label, address name, icon (Bootstrap Icons), permissions of which any opens it.
ENTRIES: tuple[tuple[str, str, str, tuple[Permission, ...]], ...] = (
    ("Logements", "offers:search", "search", (Permission.SEARCH_DWELLINGS,)),
    ("Ménages", "associations:households", "people", (Permission.OPEN_HOUSEHOLDS, Permission.OVERSEE_HOUSEHOLDS)),
    (
        "Candidatures",
        "matching:candidatures",
        "send",
        (Permission.REQUEST_DWELLINGS, Permission.READ_TRANSMITTED_FILES),
    ),
    ("Besoins", "matching:needs", "megaphone", (Permission.REQUEST_DWELLINGS,)),
    ("Nos logements", "offers:own_offers", "building", (Permission.PUBLISH_DWELLINGS,)),
    ("Besoins", "matching:received_needs", "megaphone", (Permission.PUBLISH_DWELLINGS,)),
    ("Relogements", "matching:rehousings", "house-add", (Permission.DECLARE_REHOUSINGS,)),
    ("Demandes", "matching:federation", "inbox", (Permission.RANK_REQUESTS,)),
    ("Besoins", "matching:federation_needs", "megaphone", (Permission.RANK_REQUESTS,)),
    ("Conventions", "conventions:conventions", "file-earmark-text", (Permission.FOLLOW_CONVENTIONS,)),
    ("Formations", "conventions:trainings", "mortarboard", (Permission.FOLLOW_TRAINING,)),
    ("Rapports", "reporting:reports", "file-earmark-bar-graph", (Permission.READ_PUBLISHED_REPORTS,)),
    ("Actions", "conventions:actions", "list-check", (Permission.FOLLOW_CONVENTIONS, Permission.UPDATE_ACTIONS)),
    ("Comités", "committees:committees", "calendar-event", (Permission.PREPARE_REPORTS,)),
    ("Plafonds", "associations:ceilings", "cash-coin", (Permission.ENTER_CEILINGS,)),
    (
        "Invitations",
        "accounts:invitations",
        "person-plus",
        (Permission.INVITE_COLLEAGUES, Permission.INVITE_ORGANISATIONS),
    ),
    ("Logiciels", "accounts:clients", "plug", (Permission.MANAGE_API_CLIENTS,)),
)


def _person(member: Membership) -> Person:
    """Who reads; a name that says the role or the house already does not say it twice."""
    role = str(member.get_role_display())
    organisation = member.organisation.name
    name = member.user.name.removesuffix(f", {organisation}")
    return Person(name, "" if role in name else role, organisation)


def page(request: HttpRequest) -> dict[str, Any]:
    """Context of the frame: `navigation`, `person`, `idle_seconds`, `demonstration`, `quick_exit`, `map_tile_url`."""
    member = getattr(request, "member", None)
    navigation = []
    if member is not None:
        here = request.path
        navigation.append(NavigationEntry("À faire", "/", "check2-square", here == "/"))
        hers = [
            (label, reverse(name), icon)
            for label, name, icon, permissions in ENTRIES
            if any(permitted(member, permission) for permission in permissions)
        ]
        # The closest one: /federation/besoins/ is not « Demandes », which stands at /federation/.
        current = max((url for _, url, _ in hers if here.startswith(url)), key=len, default="")
        navigation += [NavigationEntry(label, url, icon, url == current) for label, url, icon in hers]
    return {
        "navigation": navigation,
        "person": member and _person(member),
        "idle_seconds": settings.SESSION_IDLE_SECONDS,
        "demonstration": settings.DEMONSTRATION,
        "quick_exit": member is not None and member.organisation.kind == OrganisationKind.ASSOCIATION,
        "map_tile_url": settings.MAP_TILE_URL,
    }
