"""The request as our views receive it."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from accounts.models import Membership, User


class MemberRequest(HttpRequest):
    """A request behind `accounts.permissions.requires`: the reader's membership is known (accounts.middleware)."""

    user: User
    member: Membership
    htmx: HtmxDetails
