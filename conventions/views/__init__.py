"""Pages of conventions. What they share: a form tried against its action, one to fill, one to confirm."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from accounts.requests import MemberRequest
from conventions.forms import FactsForm
from conventions.models import Convention
from conventions.policies import WrongFact

UNPROCESSABLE = 422


@dataclass(frozen=True)
class Back:
    """Where a form leads when nothing is done."""

    url: str
    label: str


def back_to(convention: Convention) -> Back:
    return Back(reverse("conventions:convention", args=[convention.id]), convention.name)


def posted(request: MemberRequest) -> QueryDict | None:
    """What a form takes: nothing when the page is only read."""
    return request.POST if request.method == "POST" else None


def tried(form: FactsForm, act: Callable[[], object]) -> bool:
    """Whether a form was sent, holds, and its action was done; else its errors stand beside its fields.

    Raises Http404 when what it is about has gone meanwhile.
    """
    if not form.is_bound or not form.is_valid():
        return False
    try:
        act()
    except WrongFact as error:
        form.refuse(error)
        return False
    except ObjectDoesNotExist as error:
        raise Http404 from error
    return True


def form_page(request: MemberRequest, title: str, form: FactsForm, back: Back) -> HttpResponse:
    context = {"title": title, "form": form, "back": back}
    return render(request, "conventions/form.html", context, status=UNPROCESSABLE if form.errors else 200)


def confirm_page(
    request: MemberRequest, title: str, form: FactsForm, back: Back, *, then: str, button: str = "Retirer"
) -> HttpResponse:
    """A question before what cannot be undone; `then`: what follows, in a sentence."""
    context = {"title": title, "form": form, "back": back, "then": then, "button": button}
    return render(request, "conventions/confirm.html", context, status=UNPROCESSABLE if form.errors else 200)
