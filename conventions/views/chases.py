"""« Relancer »: a message written beforehand to a landlord, for whoever follows the convention."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.permissions import Permission, requires
from accounts.requests import MemberRequest
from common.templatetags.formats import counted
from common.transitions import WrongState
from conventions import actions
from conventions.chases import chased_lately, landlord_of, managers_to_tell, progress_of, written_beforehand
from conventions.forms.chases import ChaseForm
from conventions.models import Chase, Convention, Signatory
from conventions.texts import Unwritable

SHOWN = 10
UNPROCESSABLE = 422


@requires(Permission.FOLLOW_CONVENTIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def chase(request: MemberRequest, convention_id: UUID, bailleur_id: UUID) -> HttpResponse:
    convention = get_object_or_404(Convention.objects.followed_by(request.member), id=convention_id)
    try:
        signatory = landlord_of(convention, bailleur_id)
    except Signatory.DoesNotExist:
        raise Http404 from None
    form = ChaseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.chase_landlord(
                chase_id=form.cleaned_data["id"] or uuid4(),
                signatory=signatory,
                text=form.cleaned_data["text"],
                by=request.member,
            )
        except Chase.DoesNotExist:
            raise Http404 from None
        except WrongState as error:
            form.add_error(None, str(error))
        except Unwritable as error:
            form.add_error("text", str(error))
        else:
            told = counted(made.messages.count(), "responsable,responsables")
            messages.success(request, f"Relance enregistrée, elle part à {told} de {signatory.organisation.name}.")
            return redirect("home")
    today = timezone.localdate()
    progress = progress_of(signatory, today)
    if request.method != "POST":
        form.initial["text"] = written_beforehand(
            signatory=signatory, progress=progress, today=today, by=request.member
        )
    past = list(Chase.objects.of(convention, signatory.organisation).prefetch_related("messages")[:SHOWN])
    context = {
        "form": form,
        "convention": convention,
        "bailleur": signatory.organisation.name,
        "progress": progress,
        "managers": len(managers_to_tell(bailleur_id)),
        "lately": chased_lately(past),
        "past": [(one, _fate(one)) for one in past],
    }
    return render(request, "conventions/chase.html", context, status=UNPROCESSABLE if form.errors else 200)


def _fate(one: Chase) -> str:
    """What became of its messages, in words."""
    every = list(one.messages.all())
    left = sum(message.mailed_at is not None for message in every)
    waiting = sum(message.mailed_at is None and message.given_up_at is None for message in every)
    if waiting:
        return f"en cours d’envoi : {counted(waiting, 'message,messages')} sur {len(every)} encore à partir"
    return f"remise à {left} sur {counted(len(every), 'responsable,responsables')}"
