"""Invitations: sent by those who may, accepted by those who hold the link."""

import uuid

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.actions import accept_invitation, digest, end_membership, invite, revoke_invitation
from accounts.forms import AcceptForm, InvitationForm
from accounts.models import Invitation, Membership
from accounts.permissions import Permission, requires
from accounts.policies import NotAllowed, check_can_accept
from accounts.requests import MemberRequest

SECRET_IN_SESSION = "invitation"  # noqa: S105 - the name of a session field
MAY_INVITE = (Permission.INVITE_COLLEAGUES, Permission.INVITE_ORGANISATIONS)


@require_http_methods(["GET", "POST"])
@requires(*MAY_INVITE)
def invitations(request: MemberRequest) -> HttpResponse:
    """Who works here, who is invited, and the form to invite."""
    form = InvitationForm(request.POST or None, member=request.member)
    if request.method == "POST" and form.is_valid():
        site = f"{request.scheme}://{request.get_host()}"
        data = form.cleaned_data
        try:
            invite(
                email=data["email"], organisation=form.organisation, role=data["role"], by=request.member, site=site
            )
        except NotAllowed as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "L’invitation est envoyée. Elle vaut 72 heures et sert une fois.")
            return redirect("accounts:invitations")
    members = (
        Membership.objects.active()
        .filter(organisation=request.member.organisation)
        .select_related("user")
        .order_by("user__name", "id")
    )
    context = {
        "form": form,
        "page_obj": Paginator(members, 20).get_page(request.GET.get("page")),
        "invitations": Invitation.objects.open_at(timezone.now())
        .filter(invited_by=request.user)
        .select_related("organisation")
        .order_by("-created_at", "id")[:50],
    }
    return render(request, "accounts/invitations.html", context, status=200 if not form.errors else 422)


@require_POST
@requires(*MAY_INVITE)
def revoke(request: MemberRequest, invitation_id: uuid.UUID) -> HttpResponse:
    invitation = get_object_or_404(Invitation, pk=invitation_id, invited_by=request.user)
    revoke_invitation(invitation=invitation, by=request.member)
    messages.success(request, "L’invitation est annulée : le lien envoyé ne s’ouvre plus.")
    return redirect("accounts:invitations")


@require_POST
@requires(Permission.INVITE_COLLEAGUES)
def end(request: MemberRequest, membership_id: uuid.UUID) -> HttpResponse:
    """A manager ends a colleague's membership; not her own, or nobody could invite any more."""
    colleagues = Membership.objects.active().filter(organisation=request.member.organisation)
    membership = get_object_or_404(colleagues.exclude(pk=request.member.pk), pk=membership_id)
    end_membership(membership=membership, by=request.member)
    messages.success(request, "L’accès est fermé, et ses sessions avec lui.")
    return redirect("accounts:invitations")


@login_not_required
@require_GET
def invitation_link(request: HttpRequest, secret: str) -> HttpResponse:
    """Takes the secret out of the address at once: address bar, history and referrers do not keep it."""
    request.session[SECRET_IN_SESSION] = secret
    return redirect("accounts:accept_invitation")


@login_not_required
@require_http_methods(["GET", "POST"])
def accept(request: HttpRequest) -> HttpResponse:
    """The invited person makes her account. Used, stale, cancelled, unknown: one and the same page."""
    try:
        invitation = _held_invitation(request)
    except (Http404, NotAllowed):
        return render(request, "accounts/invitation_over.html", status=404)
    form = AcceptForm(request.POST or None, invitation=invitation)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        membership = accept_invitation(
            invitation=invitation, name=data["name"], work_phone=data["work_phone"], password=data["password"]
        )
        request.session.flush()  # whoever was signed in on this browser is not any more
        login(request, membership.user, backend="accounts.backends.EmailBackend")
        return redirect("mfa_activate_totp")
    context = {"form": form, "invitation": invitation}
    return render(request, "accounts/accept_invitation.html", context, status=422 if form.errors else 200)


def _held_invitation(request: HttpRequest) -> Invitation:
    secret = request.session.get(SECRET_IN_SESSION, "")
    invitation = get_object_or_404(Invitation.objects.select_related("organisation"), secret_digest=digest(secret))
    check_can_accept(invitation=invitation, now=timezone.now())
    return invitation


def closed(request: HttpRequest, **kwargs: str) -> HttpResponse:
    """A page of allauth that has no sense here: it does not exist."""
    raise Http404
