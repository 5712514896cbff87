"""Decisions that take two people: those one may confirm or call off, and the forms that ask for one."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.actions import ask_for_organisation, ask_for_reset, call_off, confirm_decision
from accounts.forms import OrganisationForm
from accounts.models import Decision, Membership
from accounts.permissions import Permission, permitted, requires, requires_member
from accounts.policies import NotAllowed
from accounts.requests import MemberRequest

DECISIONS_A_PAGE = 20


@requires_member
@require_http_methods(["GET", "HEAD", "POST"])
def decisions(request: MemberRequest) -> HttpResponse:
    """Those she may act on; the federation also proposes an organisation here."""
    member = request.member
    proposes = permitted(member, Permission.INVITE_ORGANISATIONS)
    if request.method == "POST" and not proposes:
        raise Http404
    form = OrganisationForm(request.POST or None) if proposes else None
    if form is not None and request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            ask_for_organisation(kind=data["kind"], name=data["name"], regions=data["regions"], by=member)
        except NotAllowed as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, "Proposée. Une autre personne de la fédération la confirme, puis 24 heures.")
            return redirect("accounts:decisions")
    seen = (
        Decision.objects.seen_by(member)
        .select_related("user", "organisation", "asked_by", "confirmed_by", "called_off_by")
        .order_by("-asked_at", "id")
    )
    page = Paginator(seen, DECISIONS_A_PAGE).get_page(request.GET.get("page"))
    context = {"page_obj": page, "form": form, "me": member.user_id}
    return render(request, "accounts/decisions.html", context, status=422 if form and form.errors else 200)


@requires(Permission.INVITE_COLLEAGUES, Permission.INVITE_ORGANISATIONS)
@require_POST
def ask_reset(request: MemberRequest, membership_id: uuid.UUID) -> HttpResponse:
    """For somebody who lost her telephone: another person confirms, then 24 hours."""
    anybody = Membership.objects.active().select_related("user", "organisation")
    within = (
        anybody
        if permitted(request.member, Permission.INVITE_ORGANISATIONS)
        else anybody.filter(organisation=request.member.organisation)
    )
    membership = get_object_or_404(within, pk=membership_id)
    try:
        ask_for_reset(membership=membership, by=request.member)
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Demandée. Une autre personne la confirme, puis 24 heures.")
    return redirect("accounts:decisions")


@requires_member
@require_POST
def confirm(request: MemberRequest, decision_id: uuid.UUID) -> HttpResponse:
    decision = get_object_or_404(Decision.objects.seen_by(request.member).pending(), pk=decision_id)
    try:
        confirm_decision(decision=decision, by=request.member)
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Confirmée : elle prend effet dans 24 heures, sauf si quelqu’un dit non.")
    return redirect("accounts:decisions")


@requires_member
@require_POST
def refuse(request: MemberRequest, decision_id: uuid.UUID) -> HttpResponse:
    decision = get_object_or_404(Decision.objects.seen_by(request.member).pending(), pk=decision_id)
    call_off(decision=decision, by=request.member)
    messages.success(request, "Abandonnée : rien ne change.")
    return redirect("accounts:decisions")
