"""A draft: the form of a dwelling, kept as it is typed, until it is published."""

import uuid
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from accounts.permissions import Permission, requires
from accounts.requests import MemberRequest
from common.transitions import WrongState
from offers import actions
from offers.cards import OfferCard, offer_card
from offers.closing import default_day
from offers.forms import OfferForm, initial_of
from offers.models import Offer, OfferPhoto, OfferState
from offers.models.offer import OfferQuerySet
from offers.photos import MAX_PHOTOS, reencode
from offers.policies import missing
from offers.residences import last_of_residence, residence_names, values_to_take

UNPROCESSABLE = 422
MISSING = "missing"
# A form in which none of these was typed is not worth a draft yet.
BEGIN_WITH = ("reference", "residence", "address", "commune", "typology", "surface_m2", "floor", "rent_cents")


@sensitive_variables()
@requires(Permission.PUBLISH_DWELLINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def new_offer(request: MemberRequest) -> HttpResponse:
    """A new dwelling. The page draws the id of its draft: sent twice, or while it saves itself, it is one dwelling."""
    if request.method == "POST":
        return save(request, _draft_id(request))
    form = OfferForm(initial={"closes_on": default_day(timezone.localdate())})
    return _page(request, form, uuid.uuid4(), None)


def edit(request: MemberRequest, draft: Offer) -> HttpResponse:
    """The form of a draft that the caller found among the reader's own."""
    if request.method == "POST":
        return save(request, draft.id)
    return _page(request, OfferForm(initial=initial_of(draft)), draft.id, draft)


def save(request: MemberRequest, draft_id: uuid.UUID) -> HttpResponse:
    """Keeps what holds, then does what the button says. What does not hold is shown again as it was typed."""
    form = OfferForm(request.POST, request.FILES)
    try:
        draft = _keep(request, form, draft_id)
    except WrongState as error:
        return _no_draft_any_more(request, draft_id, error)
    _add_photos(request, form, draft)
    if "retirer_photo" in request.POST:
        _remove_photo(request, draft)
    if "publier" in request.POST and not form.errors:
        return _publish(request, form, draft)
    if form.errors:
        return _page(request, form, draft.id, draft, status=UNPROCESSABLE)
    if "reprendre" in request.POST:
        _take_values(request, draft)
    else:
        messages.success(request, "Brouillon enregistré.")
    return redirect("offers:own_offer", draft.id)


@sensitive_variables()
@requires(Permission.PUBLISH_DWELLINGS)
@require_POST
def autosave(request: MemberRequest) -> HttpResponse:
    """Keeps the form as it is typed. The answer: the card, what is missing, what the residence offers; and in headers
    the address of the draft. 204 when nothing was kept."""
    draft_id = _draft_id(request)
    begun = _own(request).filter(id=draft_id).exists()
    if not begun and not any(request.POST.get(name, "").strip() for name in BEGIN_WITH):
        return HttpResponse(status=204)
    form = OfferForm(request.POST)
    try:
        draft = _keep(request, form, draft_id)
    except WrongState:
        return HttpResponse(status=204)  # published meanwhile, by this very form as a rule
    response = render(request, "offers/_draft_state.html", _state(request, form, draft))
    response["X-Draft-Address"] = reverse("offers:own_offer", args=[draft.id])
    return response


def _draft_id(request: MemberRequest) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get("draft", ""))
    except ValueError:
        return uuid.uuid4()


def _own(request: MemberRequest) -> OfferQuerySet:
    return Offer.objects.owned_by(request.member).with_location()


def _keep(request: MemberRequest, form: OfferForm, draft_id: uuid.UUID) -> Offer:
    """A reference already taken is an error of its field; the rest is kept all the same."""
    form.is_valid()
    columns = form.columns()
    try:
        try:
            draft = actions.save_draft(draft_id=draft_id, fields=columns, by=request.member)
        except actions.DuplicateReference:
            form.add_error("reference", "Vous avez déjà un logement de cette référence, qui n’est pas terminé.")
            del columns["reference"]
            draft = actions.save_draft(draft_id=draft_id, fields=columns, by=request.member)
    except Offer.DoesNotExist as error:
        raise Http404 from error
    return _own(request).get(id=draft.id)


def _no_draft_any_more(request: MemberRequest, offer_id: uuid.UUID, error: WrongState) -> HttpResponse:
    """A form sent after its dwelling was published: the second click on « Publier » is no fault."""
    offer = get_object_or_404(_own(request), id=offer_id)
    if "publier" not in request.POST or offer.state != OfferState.PUBLISHED:
        messages.error(request, str(error))
    return redirect("offers:own_offer", offer_id)


def _publish(request: MemberRequest, form: OfferForm, draft: Offer) -> HttpResponse:
    lacking = missing(draft)
    for one in lacking:
        form.add_error(one.field, ValidationError(f"Il manque {one.label}.", code=MISSING))
    if not lacking:
        try:
            actions.publish_offer(offer=draft, by=request.member)
        except WrongState as error:
            # Sent twice, and both at once: the other one published it.
            if _own(request).filter(id=draft.id, state=OfferState.PUBLISHED).exists():
                return redirect("offers:own_offer", draft.id)
            form.add_error(None, str(error))
        else:
            messages.success(request, "Logement publié : les associations le voient.")
            return redirect("offers:own_offer", draft.id)
    return _page(request, form, draft.id, draft, status=UNPROCESSABLE)


def _take_values(request: MemberRequest, draft: Offer) -> None:
    source = last_of_residence(_own(request), draft)
    if source is None:
        return
    actions.save_draft(draft_id=draft.id, fields=values_to_take(draft, source), by=request.member)
    messages.success(request, f"Valeurs reprises de {source.reference or 'votre dernier logement'} : relisez-les.")


def _add_photos(request: MemberRequest, form: OfferForm, draft: Offer) -> None:
    """Each file on its own: those that are refused are named, the others are kept."""
    for file in form.cleaned_data.get("photos", [])[: 2 * MAX_PHOTOS]:
        try:
            actions.add_photo(offer=draft, image=reencode(file), by=request.member)
        except ValidationError as error:
            form.add_error("photos", f"« {str(file.name)[:60]} » : {' '.join(error.messages)}")
        except actions.TooManyPhotos:
            form.add_error("photos", f"Un logement a {MAX_PHOTOS} photos au plus : les suivantes ne sont pas gardées.")
            return


def _remove_photo(request: MemberRequest, draft: Offer) -> None:
    try:
        photo_id = uuid.UUID(request.POST["retirer_photo"])
    except ValueError:
        return
    photo = OfferPhoto.objects.filter(location=draft.location, id=photo_id).first()
    if photo is not None:
        actions.remove_photo(photo=photo, by=request.member)


def _card(draft: Offer) -> OfferCard:
    """The card as associations will see it; what it shows first is named while it is still to be given."""
    card = offer_card(draft)
    return replace(card, title=card.title or "Logement à décrire", place=card.place or "Commune à donner")


def _state(request: MemberRequest, form: OfferForm, draft: Offer | None) -> dict[str, Any]:
    """What the page says of the draft beside its form, and again after each autosave."""
    lacking = missing(draft) if draft else []
    wrong = {name for name, errors in form.errors.as_data().items() if any(one.code != MISSING for one in errors)}
    return {
        "card": _card(draft) if draft else None,
        "lacking": [(form[one.field], one.label) for one in lacking if one.field not in wrong],
        "draft": draft,
        "wrong": [form[name] for name in form.fields if name in wrong],
        "source": last_of_residence(_own(request), draft) if draft else None,
    }


def _page(
    request: MemberRequest, form: OfferForm, draft_id: uuid.UUID, draft: Offer | None, *, status: int = 200
) -> HttpResponse:
    photos = draft.location.photos.order_by("position", "id").values_list("id", flat=True) if draft else ()
    context = {
        "form": form,
        "draft_id": draft_id,
        "photos": list(photos),
        "most_photos": MAX_PHOTOS,
        "residences": residence_names(_own(request)),
        **_state(request, form, draft),
    }
    return render(request, "offers/own_form.html", context, status=status)
