"""What a person may do: one enumeration, one table from role to permissions.

State rules (may this be done now?) are in each app's `policies.py`. What a person may not do does not exist for her:
`requires` answers 404, never 403 (design.md 5).
"""

from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase

from accounts.models import Membership, Role


class Permission(StrEnum):
    SEARCH_DWELLINGS = "search_dwellings"
    OPEN_HOUSEHOLDS = "open_households"  # those one is named on
    OVERSEE_HOUSEHOLDS = "oversee_households"  # code, référente, status and dates of each
    REQUEST_DWELLINGS = "request_dwellings"
    PUBLISH_DWELLINGS = "publish_dwellings"
    DECLARE_REHOUSINGS = "declare_rehousings"
    READ_TRANSMITTED_FILES = "read_transmitted_files"
    RANK_REQUESTS = "rank_requests"
    ENTER_CEILINGS = "enter_ceilings"
    RUN_CONVENTIONS = "run_conventions"  # create them, set their period, their place and their switch
    FOLLOW_CONVENTIONS = "follow_conventions"  # commitments, progress, context, actions of all
    FOLLOW_TRAINING = "follow_training"  # of all, of one's own landlord, or given by one's association
    RECORD_TRAINING = "record_training"  # sessions: of all, or given by one's association
    RECORD_AWARENESS = "record_awareness"  # staff who meet the public, posters: of all, or of one's own landlord
    READ_OWN_RESULTS = "read_own_results"  # of one's own landlord, exactly
    UPDATE_ACTIONS = "update_actions"  # those one's organisation is in charge of
    COUNT_SUPPORT = "count_support"  # households accompanied, for one's association
    PREPARE_REPORTS = "prepare_reports"
    READ_PUBLISHED_REPORTS = "read_published_reports"
    INVITE_COLLEAGUES = "invite_colleagues"
    INVITE_ORGANISATIONS = "invite_organisations"
    MANAGE_API_CLIENTS = "manage_api_clients"
    WATCH_PLATFORM = "watch_platform"  # how the installation fares: no person, no organisation


PERMISSIONS_OF_ROLE: dict[Role, frozenset[Permission]] = {
    Role.CASEWORKER: frozenset(
        {
            Permission.SEARCH_DWELLINGS,
            Permission.OPEN_HOUSEHOLDS,
            Permission.REQUEST_DWELLINGS,
            Permission.DECLARE_REHOUSINGS,
        }
    ),
    Role.ASSOCIATION_MANAGER: frozenset(
        {
            Permission.SEARCH_DWELLINGS,
            Permission.OVERSEE_HOUSEHOLDS,
            Permission.INVITE_COLLEAGUES,
            Permission.DECLARE_REHOUSINGS,
            Permission.FOLLOW_TRAINING,
            Permission.RECORD_TRAINING,
            Permission.UPDATE_ACTIONS,
            Permission.COUNT_SUPPORT,
            Permission.READ_PUBLISHED_REPORTS,
        }
    ),
    Role.BAILLEUR_AGENT: frozenset(
        {Permission.PUBLISH_DWELLINGS, Permission.READ_TRANSMITTED_FILES, Permission.DECLARE_REHOUSINGS}
    ),
    Role.BAILLEUR_MANAGER: frozenset(
        {
            Permission.PUBLISH_DWELLINGS,
            Permission.READ_TRANSMITTED_FILES,
            Permission.DECLARE_REHOUSINGS,
            Permission.INVITE_COLLEAGUES,
            Permission.MANAGE_API_CLIENTS,
            Permission.READ_OWN_RESULTS,
            Permission.FOLLOW_TRAINING,
            Permission.RECORD_AWARENESS,
            Permission.UPDATE_ACTIONS,
            Permission.READ_PUBLISHED_REPORTS,
        }
    ),
    Role.FEDERATION: frozenset(
        {
            Permission.RANK_REQUESTS,
            Permission.RUN_CONVENTIONS,
            Permission.FOLLOW_CONVENTIONS,
            Permission.FOLLOW_TRAINING,
            Permission.RECORD_TRAINING,
            Permission.RECORD_AWARENESS,
            Permission.UPDATE_ACTIONS,
            Permission.PREPARE_REPORTS,
            Permission.READ_PUBLISHED_REPORTS,
            Permission.ENTER_CEILINGS,
            Permission.INVITE_ORGANISATIONS,
            Permission.MANAGE_API_CLIENTS,
            Permission.WATCH_PLATFORM,
        }
    ),
    Role.COORDINATOR: frozenset(
        {
            Permission.FOLLOW_CONVENTIONS,
            Permission.FOLLOW_TRAINING,
            Permission.RECORD_TRAINING,
            Permission.RECORD_AWARENESS,
            Permission.UPDATE_ACTIONS,
            Permission.PREPARE_REPORTS,
            Permission.READ_PUBLISHED_REPORTS,
        }
    ),
    Role.PARTNER: frozenset({Permission.READ_PUBLISHED_REPORTS, Permission.UPDATE_ACTIONS}),
}


def permitted(member: Membership | None, permission: Permission) -> bool:
    """Whether this member's role holds the permission. Nobody without an active membership may do anything."""
    return member is not None and permission in PERMISSIONS_OF_ROLE[Role(member.role)]


def requires_member(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A view for every role of every organisation; without an active membership the address does not exist."""
    return requires(*Permission)(view)


def requires(*permissions: Permission) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """A view for those who hold any of the permissions; for everybody else the address does not exist."""

    def decorate(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            member = getattr(request, "member", None)
            if not any(permitted(member, permission) for permission in permissions):
                raise Http404
            return view(request, *args, **kwargs)

        guarded.required_permissions = permissions  # type: ignore[attr-defined]
        return guarded

    return decorate
