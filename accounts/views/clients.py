"""Software of an organisation: its clients of the API, made, seen, revoked."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions import create_client, revoke_client
from accounts.forms import ClientForm
from accounts.models import ApiClient
from accounts.permissions import Permission, requires
from accounts.policies import NotAllowed
from accounts.reauthentication import confirm_first, confirmed_recently
from accounts.requests import MemberRequest

PAGE_SIZE = 20
UNPROCESSABLE = 422


@requires(Permission.MANAGE_API_CLIENTS)
@require_safe
def clients(request: MemberRequest) -> HttpResponse:
    """Those in use first; the revoked ones stay, for what they did stays."""
    own = ApiClient.objects.managed_by(request.member).select_related("organisation", "created_by", "credentials")
    page = Paginator(own.in_use_first(), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "accounts/clients.html", {"page_obj": page})


@sensitive_variables()
@requires(Permission.MANAGE_API_CLIENTS)
@require_http_methods(["GET", "HEAD", "POST"])
def new_client(request: MemberRequest) -> HttpResponse:
    """The secret stands in the answer itself, once: no address leads to it again."""
    recent = confirmed_recently(request)
    if request.method != "POST" and not recent:
        return confirm_first(request)
    form = ClientForm(request.POST or None, member=request.member, initial={"client_id": uuid.uuid4()})
    if request.method == "POST" and form.is_valid() and recent:
        try:
            client, secret = create_client(
                client_id=form.cleaned_data["client_id"],
                name=form.cleaned_data["name"],
                organisation=form.organisation,
                scopes=form.cleaned_data["scopes"],
                by=request.member,
            )
        except NotAllowed as error:
            form.add_error(None, str(error))
        else:
            return render(request, "accounts/client_made.html", {"client": client, "secret": secret})
    context = {"form": form, "confirm_again": not recent}
    return render(request, "accounts/new_client.html", context, status=UNPROCESSABLE if form.is_bound else 200)


@requires(Permission.MANAGE_API_CLIENTS)
@require_POST
def revoke(request: MemberRequest, client_id: uuid.UUID) -> HttpResponse:
    client = get_object_or_404(ApiClient.objects.managed_by(request.member), id=client_id)
    revoke_client(client=client, by=request.member)
    messages.success(request, f"« {client.name} » est révoqué : son secret et ses jetons ne valent plus rien.")
    return redirect("accounts:clients")
