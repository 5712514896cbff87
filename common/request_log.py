"""What the log says of a request: its method and the pattern of its address, never the address itself.

Addresses hold ids, facts of a search and, in links sent by e-mail, secrets; the name of a browser tells people apart
as an address of the network does: none of them belongs in a log.
"""

from typing import Any

from django.dispatch import receiver
from django.http import HttpRequest
from django_structlog.middlewares import RequestMiddleware
from django_structlog.signals import bind_extra_request_metadata

from common.log_lines import route_of


class RequestLogMiddleware(RequestMiddleware):
    """django-structlog's middleware, with patterns for addresses."""

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        return route_of(request)


@receiver(bind_extra_request_metadata)
def forget_browser(sender: Any, log_kwargs: dict[str, Any], **kwargs: Any) -> None:
    """Takes the browser's name out of the line that opens a request."""
    log_kwargs.pop("user_agent", None)
