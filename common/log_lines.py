"""What a line of the log may say of an error and of a request. Processors for structlog, of our lines and of others'.

Of an error, what it is called and where in the code it was raised: its words may hold an address (a mail server's
refusal), a row (a constraint's) or what somebody typed. Of a request, the pattern of its address.
"""

import sys
from collections.abc import Iterator, MutableMapping
from traceback import extract_tb
from typing import Any

from django.http import HttpRequest
from django.urls import Resolver404, resolve

Line = MutableMapping[str, Any]
CONTENT = ("error", "exception", "reason")  # what Celery's lines call an error, or its words


def route_of(request: HttpRequest) -> str:
    """For example "GET /logements/<uuid:offer_id>/"; "GET unknown" for an address that does not exist."""
    try:
        pattern = "/" + resolve(request.path_info).route
    except Resolver404:
        pattern = "unknown"
    return f"{request.method} {pattern}"


def without_address(logger: Any, method: str, line: Line) -> Line:
    """Of Django's own lines about a request that failed or was refused."""
    record = line.get("_record")
    request = getattr(record, "request", None)
    if isinstance(request, HttpRequest):
        line["event"] = f"status {getattr(record, 'status_code', 'unknown')}"
        line["request"] = route_of(request)
    return line


def without_words(logger: Any, method: str, line: Line) -> Line:
    """Takes the place of structlog's `format_exc_info`, which writes the words of an error under its frames."""
    of_a_task = str(line.get("event", "")).startswith("task_")
    for name in CONTENT:
        value = line.get(name)
        if isinstance(value, BaseException):
            line[name] = type(value).__name__
        elif of_a_task and name in line:
            del line[name]
    if error := _error_of(line.pop("exc_info", None)):
        line["exception"] = "\n".join(_told(error))
    return line


def _error_of(exc_info: Any) -> BaseException | None:
    if isinstance(exc_info, BaseException):
        return exc_info
    found = exc_info[1] if isinstance(exc_info, tuple) else sys.exc_info()[1] if exc_info else None
    return found if isinstance(found, BaseException) else None


def _told(error: BaseException) -> Iterator[str]:
    """The error then what led to it, each with its frames, the last call at the end."""
    told: set[int] = set()
    found: BaseException | None = error
    while found is not None and id(found) not in told:
        told.add(id(found))
        yield f"{'after ' if found is not error else ''}{type(found).__module__}.{type(found).__qualname__}"
        yield from (f"  {one.filename}:{one.lineno} {one.name}" for one in extract_tb(found.__traceback__))
        found = found.__cause__ or (None if found.__suppress_context__ else found.__context__)
