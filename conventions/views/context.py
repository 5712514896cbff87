"""The context: figures of other populations, with their sources; never beside a total of ours."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import Permission, requires
from accounts.requests import MemberRequest
from conventions import actions
from conventions.forms import FactsForm
from conventions.forms.context import FigureForm
from conventions.models import ContextFigure
from conventions.views import Back, confirm_page, form_page, posted, tried

PAGE_SIZE = 50


@requires(Permission.FOLLOW_CONVENTIONS)
@require_safe
def figures(request: MemberRequest) -> HttpResponse:
    """The latest first. Three queries: how many, those of the page, which of them are hers to correct."""
    read = ContextFigure.objects.read_by(request.member).select_related("region", "departement")
    page = Paginator(read.latest_first(), PAGE_SIZE).get_page(request.GET.get("page"))
    shown = [one.id for one in page]
    hers = ContextFigure.objects.written_by(request.member).filter(id__in=shown)
    context = {"page_obj": page, "hers": set(hers.values_list("id", flat=True))}
    return render(request, "conventions/figures.html", context)


@requires(Permission.FOLLOW_CONVENTIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def add_figure(request: MemberRequest) -> HttpResponse:
    form = FigureForm(posted(request), member=request.member)
    if tried(form, lambda: actions.add_figure(**form.facts, by=request.member)):
        messages.success(request, "Chiffre de contexte ajouté.")
        return redirect("conventions:figures")
    return form_page(request, "Ajouter un chiffre de contexte", form, _back())


@requires(Permission.FOLLOW_CONVENTIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def figure(request: MemberRequest, figure_id: UUID) -> HttpResponse:
    found = get_object_or_404(ContextFigure.objects.written_by(request.member), id=figure_id)
    form = FigureForm(posted(request), member=request.member, figure=found)
    if tried(form, lambda: actions.correct_figure(figure=found, **form.facts, by=request.member)):
        messages.success(request, "Chiffre de contexte corrigé.")
        return redirect("conventions:figures")
    return form_page(request, "Corriger un chiffre de contexte", form, _back())


@requires(Permission.FOLLOW_CONVENTIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def remove_figure(request: MemberRequest, figure_id: UUID) -> HttpResponse:
    found = get_object_or_404(ContextFigure.objects.written_by(request.member), id=figure_id)
    form = FactsForm(posted(request))
    if tried(form, lambda: actions.remove_figure(figure=found, by=request.member)):
        messages.success(request, "Chiffre de contexte retiré.")
        return redirect("conventions:figures")
    title = f"Retirer « {found.get_measure_display()}, {found.period} » ?"
    return confirm_page(request, title, form, _back(), then=f"Source : {found.source}.")


def _back() -> Back:
    return Back(reverse("conventions:figures"), "Chiffres de contexte")
