"""Browsers are shared (design.md 5): nothing of a page stays in a cache."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class SharedBrowserMiddleware:
    """`no-store` on every answer that the platform computes, redirections and refusals of other middlewares included.

    Hence its place: the first, but for the one that serves static files, which hold nothing of anybody.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response["Cache-Control"] = "no-store"
        return response
