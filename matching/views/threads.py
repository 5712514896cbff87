"""Writing in the thread of a candidature: the référente and the landlord on its page, the federation on its own."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from accounts.permissions import Permission, permitted, requires
from accounts.requests import MemberRequest
from associations.files import FileGone
from common.transitions import WrongState
from matching import actions
from matching.actions.thread import Unsendable
from matching.models import Candidature
from matching.models.message import Channel
from matching.models.transition import Side
from matching.threads import thread_of
from matching.views.followed import followed_page
from matching.views.received import received_page

UNPROCESSABLE = 422
SENT = "Message envoyé."


def _typed(request: MemberRequest) -> str:
    """What is written goes before what is ready to send: nothing typed is ever left out."""
    return request.POST.get("texte", "").strip() or request.POST.get("tout_pret", "")


@sensitive_post_parameters()
@sensitive_variables()
@requires(Permission.REQUEST_DWELLINGS, Permission.READ_TRANSMITTED_FILES)
@require_POST
def write(request: MemberRequest, candidature_id: UUID) -> HttpResponse:
    found = get_object_or_404(Candidature, id=candidature_id)
    of_association = permitted(request.member, Permission.REQUEST_DWELLINGS)
    channel = request.POST.get("fil", "") if of_association else Channel.LANDLORD.value
    if channel not in Channel.values:
        channel = Channel.FEDERATION.value
    page = followed_page if of_association else received_page
    try:
        actions.write_message(candidature=found, channel=channel, text=_typed(request), by=request.member)
    except Candidature.DoesNotExist:
        raise Http404 from None
    except Unsendable as refusal:
        refused = {"fil": channel, "typed": request.POST.get("texte", ""), "error": str(refusal)}
        return page(request, candidature_id, refused=refused, status=UNPROCESSABLE)
    except (WrongState, FileGone) as refusal:
        messages.error(request, str(refusal) or "La fiche de ce ménage a été effacée.")
    else:
        messages.success(request, SENT)
    return redirect(reverse("matching:candidature", args=[found.id]) + f"#fil-{channel}")


@sensitive_post_parameters()
@sensitive_variables()
@requires(Permission.RANK_REQUESTS)
@require_http_methods(["GET", "HEAD", "POST"])
def federation_thread(request: MemberRequest, candidature_id: UUID) -> HttpResponse:
    """The federation's thread with the association of a request; reading it marks it read."""
    known = Candidature.objects.known_to_federation().select_related("household")
    found = get_object_or_404(known, id=candidature_id)
    typed, error = "", ""
    if request.method == "POST":
        try:
            text = _typed(request)
            actions.write_message(candidature=found, channel=Channel.FEDERATION, text=text, by=request.member)
        except Unsendable as refusal:
            typed, error = request.POST.get("texte", ""), str(refusal)
        except (WrongState, FileGone) as refusal:
            messages.error(request, str(refusal) or "La fiche de ce ménage a été effacée.")
            return redirect("matching:federation_thread", found.id)
        else:
            messages.success(request, SENT)
            return redirect("matching:federation_thread", found.id)
    try:
        thread = thread_of(found, Channel.FEDERATION, Side.FEDERATION)
    except FileGone:
        raise Http404 from None
    if thread.messages:
        last = thread.messages[-1].at
        actions.read_thread(candidature=found, channel=Channel.FEDERATION, until=last, by=request.member)
    context = {
        "thread": thread,
        "reference": found.reference,
        "offer_id": found.offer_id,
        "candidature_id": found.id,
        "typed": typed,
        "error": error,
    }
    return render(request, "matching/federation_thread.html", context, status=UNPROCESSABLE if error else 200)
