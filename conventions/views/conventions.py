"""The conventions that a reader follows: the list, one of them on one page, what is typed of it."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import OrganisationKind
from accounts.permissions import Permission, permitted, requires
from accounts.requests import MemberRequest
from conventions import actions
from conventions.forms import FactsForm
from conventions.forms.conventions import ConventionForm, DocumentForm, SignatoryForm, SignatureForm
from conventions.models import ContextFigure, Convention, ConventionDocument, Signatory
from conventions.policies import WrongFact
from conventions.promises import promises
from conventions.views import UNPROCESSABLE, Back, back_to, confirm_page, form_page, posted, tried
from conventions.years import year_of

PAGE_SIZE = 20
# How many of each kind signed, in the order in which they are shown.
KINDS = {
    OrganisationKind.BAILLEUR: "bailleur social,bailleurs sociaux",
    OrganisationKind.ASSOCIATION: "association,associations",
    OrganisationKind.UNION: "union régionale,unions régionales",
    OrganisationKind.FEDERATION: "fédération,fédérations",
    OrganisationKind.PARTNER: "partenaire,partenaires",
}
MOST_FIGURES = 20  # the box is a reminder: all of them have their page


@requires(Permission.FOLLOW_CONVENTIONS)
@require_safe
def conventions(request: MemberRequest) -> HttpResponse:
    """The latest first. Two queries: how many, those of the page with the number of their signatories."""
    followed = Convention.objects.followed_by(request.member).select_related("region", "departement")
    found = followed.annotate(signed_by=Count("signatories")).order_by("-starts_on", "name", "id")
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page_obj": page, "may_create": _runs(request), "today": timezone.localdate()}
    return render(request, "conventions/conventions.html", context)


@requires(Permission.FOLLOW_CONVENTIONS)
@require_safe
def convention(request: MemberRequest, convention_id: UUID) -> HttpResponse:
    """All of one convention. Six queries: itself, its commitments, results, signatories, documents, its context."""
    found = _found(request, convention_id)
    today = timezone.localdate()
    figures = ContextFigure.objects.around(found).select_related("region", "departement")
    signatories: dict[str, list[Signatory]] = {}
    for one in found.signatories.by_kind():
        signatories.setdefault(one.organisation.kind, []).append(one)
    collective, own = promises(found.commitments.in_reading_order())
    context = {
        "convention": found,
        "year": year_of(found, today) if found.starts_on <= today <= found.ends_on else None,
        "collective": collective,
        "own": own,
        "results": found.published_results.order_by("id"),
        "kinds": [(words, group) for kind, words in KINDS.items() if (group := signatories.get(kind))],
        "signed_by": sum(len(group) for group in signatories.values()),
        "documents": found.documents.order_by("dated_on", "title", "id"),
        "figures": figures.latest_first()[:MOST_FIGURES],
        "runs": _runs(request),
    }
    return render(request, "conventions/convention.html", context)


@requires(Permission.RUN_CONVENTIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: MemberRequest) -> HttpResponse:
    form = ConventionForm(posted(request), member=request.member)
    if form.is_bound and form.is_valid():
        try:
            made = actions.create_convention(**form.facts, by=request.member)
        except WrongFact as error:
            form.refuse(error)
        else:
            messages.success(request, "Convention enregistrée. Ajoutez ses signataires et ses engagements.")
            return redirect("conventions:convention", made.id)
    return form_page(request, "Nouvelle convention", form, Back(reverse("conventions:conventions"), "Conventions"))


@requires(Permission.FOLLOW_CONVENTIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: MemberRequest, convention_id: UUID) -> HttpResponse:
    found = _found(request, convention_id)
    form = ConventionForm(posted(request), member=request.member, convention=found)
    if tried(form, lambda: actions.correct_convention(convention=found, **form.facts, by=request.member)):
        messages.success(request, "Convention corrigée.")
        return redirect("conventions:convention", convention_id)
    return form_page(request, "Corriger la convention", form, back_to(found))


@requires(Permission.RUN_CONVENTIONS)
@require_POST
def automatic_order(request: MemberRequest, convention_id: UUID) -> HttpResponse:
    found = _found(request, convention_id)
    automatic = request.POST.get("partir") == "1"
    actions.let_order_leave(convention=found, automatic=automatic, by=request.member)
    if automatic:
        messages.success(request, "L’ordre proposé partira seul un jour ouvré après une clôture non revue.")
    else:
        messages.success(request, "Plus rien ne part sans vous.")
    return redirect("conventions:convention", convention_id)


@requires(Permission.FOLLOW_CONVENTIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def add_signatory(request: MemberRequest, convention_id: UUID) -> HttpResponse:
    found = _found(request, convention_id)
    form = SignatoryForm(posted(request), member=request.member, convention=found)
    if tried(form, lambda: actions.add_signatory(convention=found, **form.facts, by=request.member)):
        messages.success(request, f"{form.cleaned_data['organisation'].name} est signataire.")
        return redirect("conventions:convention", convention_id)
    return form_page(request, "Ajouter un signataire", form, back_to(found))


@requires(Permission.FOLLOW_CONVENTIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def signatory(request: MemberRequest, convention_id: UUID, organisation_id: UUID) -> HttpResponse:
    """Since when it is one; from there it is removed."""
    found = _signatory(request, convention_id, organisation_id)
    form = SignatureForm(posted(request), initial={"signed_on": found.signed_on})
    if tried(form, lambda: actions.correct_signatory(signatory=found, **form.facts, by=request.member)):
        messages.success(request, "Date corrigée.")
        return redirect("conventions:convention", convention_id)
    context = {"signatory": found, "form": form, "back": back_to(found.convention)}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "conventions/signatory.html", context, status=status)


@requires(Permission.FOLLOW_CONVENTIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def remove_signatory(request: MemberRequest, convention_id: UUID, organisation_id: UUID) -> HttpResponse:
    found = _signatory(request, convention_id, organisation_id)
    name = found.organisation.name
    form = FactsForm(posted(request))
    if tried(form, lambda: actions.remove_signatory(signatory=found, by=request.member)):
        messages.success(request, f"{name} n’est plus dans les signataires.")
        return redirect("conventions:convention", convention_id)
    then = "Pour une saisie par erreur. Ce que ses logements ont compté ne compte plus dans les prochains rapports."
    return confirm_page(request, f"Retirer {name} des signataires ?", form, back_to(found.convention), then=then)


@requires(Permission.FOLLOW_CONVENTIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def add_document(request: MemberRequest, convention_id: UUID) -> HttpResponse:
    found = _found(request, convention_id)
    form = DocumentForm(posted(request))
    if tried(form, lambda: actions.add_document(convention=found, **form.facts, by=request.member)):
        messages.success(request, "Document ajouté.")
        return redirect("conventions:convention", convention_id)
    return form_page(request, "Ajouter un document", form, back_to(found))


@requires(Permission.FOLLOW_CONVENTIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def remove_document(request: MemberRequest, document_id: UUID) -> HttpResponse:
    hers = ConventionDocument.objects.filter(convention__in=Convention.objects.followed_by(request.member))
    found = get_object_or_404(hers.select_related("convention"), id=document_id)
    form = FactsForm(posted(request))
    if tried(form, lambda: actions.remove_document(document=found, by=request.member)):
        messages.success(request, "Document retiré.")
        return redirect("conventions:convention", found.convention_id)
    title = f"Retirer le document « {found.title} » ?"
    return confirm_page(request, title, form, back_to(found.convention), then="Son titre et sa date disparaissent.")


def _runs(request: MemberRequest) -> bool:
    return permitted(request.member, Permission.RUN_CONVENTIONS)


def _found(request: MemberRequest, convention_id: UUID) -> Convention:
    followed = Convention.objects.followed_by(request.member).select_related("region", "departement")
    return get_object_or_404(followed, id=convention_id)


def _signatory(request: MemberRequest, convention_id: UUID, organisation_id: UUID) -> Signatory:
    followed = Signatory.objects.filter(convention__in=Convention.objects.followed_by(request.member))
    return get_object_or_404(
        followed.select_related("convention", "organisation"),
        convention_id=convention_id,
        organisation_id=organisation_id,
    )
