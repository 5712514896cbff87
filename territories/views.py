"""Suggestions for the fields where communes are typed. POST alone: what is typed never stands in an address."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from territories.communes import index
from territories.forms import CODES_SUFFIX, neighbours_of
from territories.places import MAX_TEXT

_FIELD_NAME: Final = re.compile(r"[A-Za-z][\w-]{0,80}")
_MOST_COMMUNES: Final = 20


def _members_only(view: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Answers 404 to whoever is not signed in with a membership (put on the request by the layer above)."""

    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated or getattr(request, "member", None) is None:
            raise Http404
        return view(request)

    return guarded


# Not the usual redirection to the sign-in page: it would land inside the list of suggestions.
@login_not_required
@_members_only
@require_POST
@sensitive_post_parameters()
def commune_suggestions(request: HttpRequest) -> HttpResponse:
    """At most 8 communes for the text posted under the name that `field` gives, or under `q`."""
    text = request.POST.get(request.POST.get("field", ""), "") or request.POST.get("q", "")
    communes = index().search(text) if len(text) <= MAX_TEXT else []
    return _fragment("territories/_suggestions.html", {"communes": communes})


@login_not_required
@_members_only
@require_POST
@sensitive_post_parameters()
def neighbours(request: HttpRequest) -> HttpResponse:
    """Boxes to tick, one for each neighbour of the communes posted as `code`; `field` names the field they serve."""
    field = request.POST.get("field", "")
    codes = dict.fromkeys(request.POST.getlist("code")[:_MOST_COMMUNES])
    communes = [commune for code in codes if (commune := index().get(code))]
    context = {
        "neighbours": neighbours_of(communes),
        "codes_name": (field if _FIELD_NAME.fullmatch(field) else "communes") + CODES_SUFFIX,
    }
    return _fragment("territories/_neighbours.html", context)


def _fragment(template: str, context: dict[str, Any]) -> HttpResponse:
    """A piece of page, rendered without what a whole page knows of its reader: each keystroke would pay for it."""
    response = HttpResponse(render_to_string(template, context))
    response["Cache-Control"] = "no-store"
    return response
