"""The page of a bail glissant, for its référente: papers, next review, what happened."""

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import Permission, requires
from accounts.requests import MemberRequest
from associations.files import FileGone, open_file
from common.transitions import WrongState
from matching import actions
from matching.clocks import evening
from matching.followed_dwellings import followed_dwelling
from matching.forms.sliding import PAPERS, PaperForm, ReviewForm
from matching.models import SlidingLease, SlidingReview

UNPROCESSABLE = 422


def _lease(request: MemberRequest, candidature_id: UUID) -> SlidingLease:
    followed = SlidingLease.objects.followed_by(request.member).select_related(
        "candidature__household", "candidature__offer__location__commune", "candidature__offer__bailleur__organisation"
    )
    return get_object_or_404(followed, candidature=candidature_id)


@requires(Permission.REQUEST_DWELLINGS)
@require_safe
def sliding_lease(request: MemberRequest, candidature_id: UUID) -> HttpResponse:
    return _page(request, _lease(request, candidature_id))


def _page(
    request: MemberRequest,
    lease: SlidingLease,
    *,
    paper_form: forms.Form | None = None,
    review_form: forms.Form | None = None,
    status: int = 200,
) -> HttpResponse:
    try:
        code = open_file(lease.candidature.household_or_gone()).code
    except FileGone:
        return render(request, "associations/gone.html", status=410)
    reviews = list(lease.reviews.order_by("due_on"))
    waiting = next((one for one in reviews if one.held_on is None), None) if lease.ended_on is None else None
    context = {
        "candidature_id": lease.candidature_id,
        "code": code,
        "dwelling": followed_dwelling(lease.candidature),
        "papers": [(words, getattr(lease, name)) for name, words in PAPERS],
        "started_on": lease.started_on,
        "ended_on": lease.ended_on,
        "end": lease.get_end_display(),
        "reviews": [(one.due_on, one.held_on, one.get_outcome_display()) for one in reviews if one.held_on],
        "next_review": waiting.due_on if waiting else None,
        "next_review_at": evening(waiting.due_on) if waiting else None,
        "paper_form": paper_form or PaperForm(prefix="papier"),
        "review_form": review_form or ReviewForm(prefix="revision"),
    }
    return render(request, "matching/sliding_lease.html", context, status=status)


@requires(Permission.REQUEST_DWELLINGS)
@require_POST
def sign_paper(request: MemberRequest, candidature_id: UUID) -> HttpResponse:
    lease = _lease(request, candidature_id)
    form = PaperForm(request.POST, prefix="papier")

    def sign() -> None:
        typed = form.cleaned_data
        actions.sign_paper(lease=lease, paper=typed["paper"], on=typed["on"], by=request.member)

    return _typed(request, lease, form, sign, "Papier enregistré.", paper_form=form)


@requires(Permission.REQUEST_DWELLINGS)
@require_POST
def hold_review(request: MemberRequest, candidature_id: UUID) -> HttpResponse:
    lease = _lease(request, candidature_id)
    form = ReviewForm(request.POST, prefix="revision")
    review: SlidingReview | None = lease.reviews.filter(held_on__isnull=True).order_by("due_on").first()

    def hold() -> None:
        if review is None:
            raise WrongState("Aucune révision n’est à faire.")
        typed = form.cleaned_data
        actions.hold_review(review=review, on=typed["on"], outcome=typed["outcome"], by=request.member)

    return _typed(request, lease, form, hold, "Révision enregistrée.", review_form=form)


def _typed(
    request: MemberRequest,
    lease: SlidingLease,
    form: forms.Form,
    act: Callable[[], None],
    done: str,
    **shown: forms.Form,
) -> HttpResponse:
    """One call into the domain; what cannot be is said in the form, nothing lost."""
    if form.is_valid():
        try:
            act()
        except WrongState as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, done)
            return redirect("matching:sliding_lease", lease.candidature_id)
    return _page(request, lease, status=UNPROCESSABLE, **shown)
