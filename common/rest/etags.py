"""Versions of what is answered: a digest of its very bytes, hence of nothing but what the reader may see."""

import hashlib
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import parse_etags, quote_etag
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from common.rest.problems import Stale

MATCH = "If-Match"


def etag_of(content: bytes) -> str:
    return quote_etag(hashlib.sha256(content).hexdigest()[:32])


def check_version(request: Request, data: Any) -> None:
    """Raises Stale when the request names, by `If-Match`, another version than `data`, what is answered today."""
    wanted = request.headers.get(MATCH, "")
    if wanted and wanted.strip() != "*" and etag_of(JSONRenderer().render(data)) not in parse_etags(wanted):
        raise Stale


class ETagMixin:
    """A GET carries an `ETag`, and answers 304 to whoever has that version already."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        if request.method != "GET" or response.status_code != 200 or not isinstance(response, Response):  # noqa: PLR2004
            return response
        response.render()
        etag = etag_of(response.content)
        response["ETag"] = etag
        return get_conditional_response(request, etag=etag, response=response) or response
