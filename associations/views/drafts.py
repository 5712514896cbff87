"""Keeping and forgetting drafts, and leaving at once: what was being typed is kept before the session ends."""

from collections.abc import Mapping, Sequence
from uuid import UUID

import structlog
from django.contrib.auth import logout
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.permissions import Permission, permitted, requires
from accounts.requests import MemberRequest
from associations.actions.drafts import DraftRefused, discard_draft, save_draft
from associations.files import FileGone
from associations.models import Household

logger = structlog.get_logger(__name__)

FORMS = frozenset(
    {
        "besoin", "ressources", "preuves", "lieux", "protection", "sne", "inscriptions", "zones", "accords",
    }
)  # fmt: skip
FORM, HOUSEHOLD = "_formulaire", "_menage"
NOT_TYPED = frozenset({"csrfmiddlewaretoken", "next", "confirmer", FORM, HOUSEHOLD})


def _typed(data: QueryDict) -> Mapping[str, Sequence[str]]:
    return {name: data.getlist(name) for name in data if name not in NOT_TYPED}


def _household_id(data: QueryDict) -> UUID | None:
    """Raises Http404 for what is no id."""
    try:
        return UUID(typed) if (typed := str(data.get(HOUSEHOLD) or "")) else None
    except ValueError:
        raise Http404 from None


@requires(Permission.OPEN_HOUSEHOLDS)
@require_POST
def keep(request: MemberRequest, form: str) -> HttpResponse:
    """Keeps what stands in a form. Asked by the page itself, a few seconds after each change."""
    if form not in FORMS:
        raise Http404
    try:
        save_draft(form=form, household_id=_household_id(request.POST), fields=_typed(request.POST), by=request.member)
    except (Household.DoesNotExist, FileGone):
        raise Http404 from None
    except DraftRefused:
        return HttpResponse(status=413)
    return HttpResponse(status=204)


@requires(Permission.OPEN_HOUSEHOLDS)
@require_POST
def forget(request: MemberRequest, form: str) -> HttpResponse:
    """She does not want it: the form starts again from what is saved."""
    household_id = _household_id(request.POST)
    if form not in FORMS:
        raise Http404
    discard_draft(form=form, household_id=household_id, by=request.member)
    if household_id is None:
        return redirect("associations:new_household")
    return redirect("associations:household", household_id)


@requires(Permission.SEARCH_DWELLINGS)
@require_POST
def leave(request: MemberRequest) -> HttpResponse:
    """« Quitter rapidement »: the draft that came along is kept, then the session is dead, whatever happened to it."""
    form = request.POST.get(FORM, "")
    if form in FORMS and permitted(request.member, Permission.OPEN_HOUSEHOLDS):
        try:
            save_draft(
                form=form, household_id=_household_id(request.POST), fields=_typed(request.POST), by=request.member
            )
        except (Http404, Household.DoesNotExist, FileGone, DraftRefused):
            pass
        except Exception as error:  # noqa: BLE001 - leaving comes first, whatever a database or a key answers
            logger.warning("draft_lost", reason=type(error).__name__)
    logout(request)
    return redirect("pause")
