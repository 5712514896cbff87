"""Invitations: sent by those who may, accepted by those who hold the link."""

import uuid

from allauth.account.internal.flows.login import record_authentication
from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions import MailNotSent, accept_invitation, digest, end_membership, invite, revoke_invitation
from accounts.forms import AcceptForm, InvitationForm
from accounts.models import Invitation, Membership
from accounts.permissions import Permission, requires
from accounts.policies import NotAllowed, check_can_accept
from accounts.requests import MemberRequest

INVITATION = "invitation"  # name of a session field: the id of the invitation whose link was opened
MAY_INVITE = (Permission.INVITE_COLLEAGUES, Permission.INVITE_ORGANISATIONS)


@requires(*MAY_INVITE)
@require_http_methods(["GET", "HEAD", "POST"])
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
        except MailNotSent:
            form.add_error(None, "Le message n’a pas pu partir. Réessayez dans quelques minutes.")
        else:
            messages.success(request, "L’invitation est envoyée. Elle vaut 72 heures et sert une fois.")
            return redirect("accounts:invitations")
    members = (
        Membership.objects.managed_by(request.member)
        .select_related("user", "organisation")
        .order_by("organisation__name", "user__name", "id")
    )
    context = {
        "form": form,
        "page_obj": Paginator(members, 20).get_page(request.GET.get("page")),
        # At most policies.MAX_INVITATIONS.
        "invitations": Invitation.objects.of(request.member.organisation)
        .open_at(timezone.now())
        .select_related("organisation")
        .order_by("-created_at", "id"),
    }
    return render(request, "accounts/invitations.html", context, status=200 if not form.errors else 422)


@requires(*MAY_INVITE)
@require_POST
def revoke(request: MemberRequest, invitation_id: uuid.UUID) -> HttpResponse:
    invitation = get_object_or_404(Invitation.objects.of(request.member.organisation), pk=invitation_id)
    revoke_invitation(invitation=invitation, by=request.member)
    messages.success(request, "L’invitation est annulée : le lien envoyé ne s’ouvre plus.")
    return redirect("accounts:invitations")


@requires(*MAY_INVITE)
@require_POST
def end(request: MemberRequest, membership_id: uuid.UUID) -> HttpResponse:
    """Somebody who manages accesses closes one; not her own, or nobody could invite any more."""
    membership = get_object_or_404(
        Membership.objects.managed_by(request.member).exclude(pk=request.member.pk).select_related("user"),
        pk=membership_id,
    )
    end_membership(membership=membership, by=request.member)
    messages.success(request, "L’accès est fermé, et ses sessions avec lui.")
    return redirect("accounts:invitations")


@login_not_required
@require_safe
def invitation_link(request: HttpRequest, secret: str) -> HttpResponse:
    """Takes the secret out of the address at once: address bar, history and referrers do not keep it.

    A secret that opens nothing leaves nothing in the session, and leads to the same page.
    """
    request.session.pop(INVITATION, None)
    if invitation := Invitation.objects.open_at(timezone.now()).filter(secret_digest=digest(secret)).first():
        request.session[INVITATION] = str(invitation.pk)
    return redirect("accounts:accept_invitation")


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest) -> HttpResponse:
    """The invited person makes her account. Used, stale, cancelled, unknown: one and the same page."""
    try:
        invitation = _held_invitation(request)
        form = AcceptForm(request.POST or None, invitation=invitation)
        if request.method == "POST" and form.is_valid():
            data = form.cleaned_data
            membership = accept_invitation(
                invitation=invitation, name=data["name"], work_phone=data["work_phone"], password=data["password"]
            )
            logout(request)  # whoever was signed in on this browser is not any more
            login(request, membership.user, backend="accounts.backends.EmailBackend")
            record_authentication(request, membership.user, method="password", reauthenticated=True)
            # What leads to the second factor: to activate it, or to show it when the account had one.
            return redirect("home")
    except NotAllowed:
        return render(request, "accounts/invitation_over.html", status=404)
    context = {"form": form, "invitation": invitation}
    return render(request, "accounts/accept_invitation.html", context, status=422 if form.errors else 200)


def _held_invitation(request: HttpRequest) -> Invitation:
    """The invitation whose link was opened in this session. Raises NotAllowed when there is none that holds."""
    pk = request.session.get(INVITATION)
    held = pk and Invitation.objects.select_related("organisation").filter(pk=pk).first()
    if not held:
        raise NotAllowed
    check_can_accept(invitation=held, now=timezone.now())
    return held


@login_not_required
@requires()  # no permission opens it
def closed(request: HttpRequest, **kwargs: str) -> HttpResponse:
    """A page of allauth that has no sense here: it does not exist."""
    raise Http404
