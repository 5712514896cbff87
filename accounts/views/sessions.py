"""One's own sessions: where one is signed in, and closing them from here."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import requires_member
from accounts.requests import MemberRequest
from accounts.sessions import close_sessions, sessions_of


@requires_member
@require_safe
def sessions(request: MemberRequest) -> HttpResponse:
    """Since when, in which browser; no address."""
    mine = sessions_of(request.user, here=request.session.session_key)
    return render(request, "accounts/sessions.html", {"sessions": mine, "others": len(mine) > 1})


@requires_member
@require_POST
def close(request: MemberRequest, session_id: str) -> HttpResponse:
    """Ends one of hers, at once on the server; this one is ended by signing out."""
    others = {one.id for one in sessions_of(request.user, here=request.session.session_key) if not one.here}
    if session_id not in others:
        raise Http404
    close_sessions(request.user, only=session_id)
    messages.success(request, "Cette session est fermée.")
    return redirect("accounts:sessions")


@requires_member
@require_POST
def close_others(request: MemberRequest) -> HttpResponse:
    close_sessions(request.user, but=request.session.session_key)
    messages.success(request, "Vos autres sessions sont fermées.")
    return redirect("accounts:sessions")
