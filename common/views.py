"""Health pages and the pages of errors."""

import sys

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import connections
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.defaults import page_not_found, server_error
from rest_framework.decorators import api_view
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from common.rest.problems import CONTENT_TYPE, problem
from common.unavailable import RETRY_AFTER_SECONDS, is_passing

QUICK_EXIT = "associations:leave"


@login_not_required
@api_view(["GET"])
def healthz(request: Request) -> Response:
    """The process answers."""
    return Response({"status": "ok"})


@login_not_required
@api_view(["GET"])
def readyz(request: Request) -> Response:
    """The process can work: both databases and Valkey answer, and both databases agree (a restored one does not).

    503 otherwise, naming the service alone.
    """
    missing = [service for service, check in CHECKS.items() if not _answers(check)]
    if missing:
        return Response({"status": "unavailable", "missing": missing}, status=503)
    return Response({"status": "ready"})


def _database(alias: str) -> None:
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT 1")


CHECKS = {
    "database": lambda: _database("default"),
    "vault": lambda: _database("vault"),
    "valkey": lambda: cache.get("readyz"),
}


def _answers(check) -> bool:  # type: ignore[no-untyped-def]
    try:
        check()
    except Exception:  # noqa: BLE001 - whatever the driver raises, the service does not answer
        return False
    return True


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """An address that does not exist: a page for people, a problem (RFC 9457) for software."""
    if not _is_software(request):
        return page_not_found(request, exception)
    return _problem(404)


def failed(request: HttpRequest) -> HttpResponse:
    """503 when a service is missing or a disk is full, with what to do: nobody did wrong. 500 for a defect of ours."""
    error = sys.exc_info()[1]
    if error is None or not is_passing(error):
        return _problem(500) if _is_software(request) else server_error(request)
    # The page without the request: what its layout asks for may be what is missing.
    response = _problem(503) if _is_software(request) else HttpResponse(render_to_string("503.html"), status=503)
    response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def _is_software(request: HttpRequest) -> bool:
    return request.path.startswith("/api/v1/")


def _problem(code: int) -> HttpResponse:
    return HttpResponse(JSONRenderer().render(problem(code)), status=code, content_type=CONTENT_TYPE)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was sent from a page too old: say so and how to go on.

    Leaving at once works from such a page too. Another site cannot make use of it: its request brings no session.
    """
    if request.resolver_match and request.resolver_match.view_name == QUICK_EXIT:
        logout(request)
        return redirect("pause")
    return render(request, "403_csrf.html", status=403)
