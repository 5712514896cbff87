"""How many notices wait, for the frame of every page."""

from typing import Any

from django.http import HttpRequest


def notices(request: HttpRequest) -> dict[str, Any]:
    """`unread_notices`: known with the reader herself (notifications.apps), 0 for whoever has no organisation."""
    return {"unread_notices": getattr(getattr(request, "member", None), "unread_notices", 0)}
