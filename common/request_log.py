"""What the log says of a request: its method and the pattern of its address, never the address itself.

Addresses hold ids, facts of a search and, in links sent by e-mail, secrets: none of them belongs in a log.
"""

from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django_structlog.middlewares import RequestMiddleware


class RequestLogMiddleware(RequestMiddleware):
    """django-structlog's middleware, with patterns for addresses."""

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        """For example "GET /logements/<uuid:offer_id>/"; "GET unknown" for an address that does not exist."""
        try:
            pattern = "/" + resolve(request.path_info).route
        except Resolver404:
            pattern = "unknown"
        return f"{request.method} {pattern}"
