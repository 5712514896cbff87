"""What was promised in a convention: figures typed, corrected, removed, and the one that is retained."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from accounts.permissions import Permission, requires
from accounts.requests import MemberRequest
from common.templatetags.formats import counted, date_fr
from conventions import actions
from conventions.forms import FactsForm
from conventions.forms.commitments import CommitmentForm, RetainForm
from conventions.models import Commitment, Convention
from conventions.views import UNPROCESSABLE, back_to, confirm_page, form_page, posted, tried

SEEN = "lus"


@requires(Permission.FOLLOW_CONVENTIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def add_commitment(request: MemberRequest, convention_id: UUID) -> HttpResponse:
    found = get_object_or_404(Convention.objects.followed_by(request.member), id=convention_id)
    form = CommitmentForm(posted(request), convention=found)
    if tried(form, lambda: actions.add_commitment(convention=found, **form.facts, by=request.member)):
        messages.success(request, "Engagement ajouté. Il compte une fois ce chiffre retenu.")
        return redirect("conventions:convention", convention_id)
    return form_page(request, "Ajouter un engagement", form, back_to(found))


@requires(Permission.FOLLOW_CONVENTIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def commitment(request: MemberRequest, commitment_id: UUID) -> HttpResponse:
    """The correction of one that is not retained."""
    found = _found(request, commitment_id)
    form = CommitmentForm(posted(request), convention=found.convention, commitment=found)
    if tried(form, lambda: actions.correct_commitment(commitment=found, **form.facts, by=request.member)):
        messages.success(request, "Engagement corrigé.")
        return redirect("conventions:convention", found.convention_id)
    return form_page(request, "Corriger l’engagement", form, back_to(found.convention))


@requires(Permission.FOLLOW_CONVENTIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def retain(request: MemberRequest, commitment_id: UUID) -> HttpResponse:
    """« Retenir ce chiffre », beside those retained so far for the same thing: three queries to read it."""
    found = _found(request, commitment_id)
    form = RetainForm(posted(request))
    seen = _ids(request.POST.get(SEEN, ""))
    if tried(
        form,
        lambda: actions.retain_commitment(commitment=found, instead_of=seen, by=request.member, **form.facts),
    ):
        messages.success(request, f"{_words(found)} : ce chiffre est retenu.")
        return redirect("conventions:convention", found.convention_id)
    rivals = list(Commitment.objects.rivals_of(found).in_reading_order())
    context = {
        "commitment": found,
        "rivals": rivals,
        "seen": ",".join(str(one.id) for one in rivals if one.retained),
        "form": form,
        "back": back_to(found.convention),
    }
    return render(request, "conventions/retain.html", context, status=UNPROCESSABLE if form.errors else 200)


@requires(Permission.FOLLOW_CONVENTIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def let_go(request: MemberRequest, commitment_id: UUID) -> HttpResponse:
    found = _found(request, commitment_id)
    form = FactsForm(posted(request))
    if tried(form, lambda: actions.let_go_commitment(commitment=found, by=request.member)):
        messages.success(request, f"{_words(found)} : ce chiffre n’est plus retenu.")
        return redirect("conventions:convention", found.convention_id)
    then = (
        "Qui a décidé, quand et pourquoi s’effacent ; sans chiffre retenu, rien ne dit plus ce qui est attendu à ce "
        "jour. Pour en retenir un autre, décidez-le directement : celui-ci cesse alors de l’être."
    )
    title = f"Ne plus retenir {_words(found)} ?"
    return confirm_page(request, title, form, back_to(found.convention), then=then, button="Ne plus retenir")


@requires(Permission.FOLLOW_CONVENTIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def remove_commitment(request: MemberRequest, commitment_id: UUID) -> HttpResponse:
    found = _found(request, commitment_id)
    form = FactsForm(posted(request))
    if tried(form, lambda: actions.remove_commitment(commitment=found, by=request.member)):
        messages.success(request, "Engagement retiré.")
        return redirect("conventions:convention", found.convention_id)
    then = (
        f"Source : {found.source}. Seulement s’il a été saisi par erreur : un chiffre publié reste, même quand il "
        "n’est pas retenu."
    )
    return confirm_page(request, f"Retirer {_words(found)} ?", form, back_to(found.convention), then=then)


def _found(request: MemberRequest, commitment_id: UUID) -> Commitment:
    followed = Commitment.objects.followed_by(request.member).select_related("convention", "bailleur", "decided_by")
    return get_object_or_404(followed, id=commitment_id)


def _words(commitment: Commitment) -> str:
    """ "27 logements par an, du 25 mars 2021 au 24 mars 2024"."""
    unit = str(commitment.get_unit_display())
    quantity = counted(commitment.quantity, f"{unit.removesuffix('s')},{unit}")
    return f"{quantity} par an, du {date_fr(commitment.starts_on)} au {date_fr(commitment.ends_on)}"


def _ids(text: str) -> frozenset[UUID]:
    """Of a page that was read; what was altered names nothing that is retained."""
    try:
        return frozenset(UUID(one) for one in text.split(",") if one)
    except ValueError:
        return frozenset()
