"""Needs put to landlords, for the référentes: to whom, what each landlord reads, what they answer, which is chosen."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, F, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Membership
from accounts.permissions import Permission, requires
from accounts.requests import MemberRequest
from associations.contents import HouseholdFile
from associations.files import FileGone, open_files
from associations.models import Household, HouseholdStatus
from associations.views.households import gone, open_or_404
from common.transitions import WrongState
from matching import actions
from matching.cards import TransmittedFile, transmitted_file
from matching.criteria import State, assess
from matching.dwellings import Dwelling, dwelling
from matching.findings_words import reasons_of
from matching.forms.needs import RecipientsForm
from matching.ladder import ENOUGH
from matching.models import Interpellation, NeedAnswer, NeedCard, Outcome
from matching.need_words import answer_words
from matching.pairs import dwelling_facts, household_facts
from matching.readiness import unsettled
from matching.recipients import Recipient, agrees, reachable

PAGE_SIZE = 20
UNPROCESSABLE = 422
GONE = "fiche effacée"


@dataclass(frozen=True)
class NeedRow:
    """A need in its référente's list. `kept`: dwellings that wait for her answer."""

    household_id: UUID | None
    code: str
    need: Interpellation
    recipients: int
    kept: int


@dataclass(frozen=True)
class SentCard:
    """What a landlord reads of the household, and its last answer."""

    landlord: str
    card: NeedCard
    answer: str


@dataclass(frozen=True)
class KeptDwelling:
    """A dwelling kept for the household; too near a place to stay away from, nothing of it is shown."""

    answer_id: UUID
    landlord: str
    dwelling: Dwelling | None
    suits: bool
    to_check: bool
    reasons: tuple[str, ...]


@requires(Permission.REQUEST_DWELLINGS)
@require_safe
def needs(request: MemberRequest) -> HttpResponse:
    """Her needs, those under way first. Five queries, one of them to the vault."""
    hers: QuerySet[Any] = (
        Interpellation.objects.followed_by(request.member)
        .select_related("household")
        .annotate(
            recipients=Count("cards", distinct=True),
            kept=Count("cards__answers", filter=_standing(), distinct=True),
        )
        .order_by(F("ended_at").desc(nulls_first=True), "-opened_at", "id")
    )
    page = Paginator(hers, PAGE_SIZE).get_page(request.GET.get("page"))
    files = open_files({one.household for one in page if one.household is not None})
    rows = [
        NeedRow(
            household_id=one.household_id,
            code=files[one.household].code if one.household in files else GONE,
            need=one,
            recipients=one.recipients,
            kept=one.kept,
        )
        for one in page
    ]
    return render(request, "matching/needs.html", {"page": page, "rows": rows})


def _standing() -> Q:
    return Q(
        cards__withdrawn=False,
        cards__answers__kind="logement",
        cards__answers__outcome="",
        cards__answers__offer__state="reserved",
        state="open",
    )


@requires(Permission.REQUEST_DWELLINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def household_need(request: MemberRequest, household_id: UUID) -> HttpResponse:
    """The need of one household: what each landlord would read, those that have it, what they answered."""
    try:
        opened = open_or_404(request, household_id)
        household, file = opened.household, opened.file
        landlords = reachable(household, file)
    except FileGone:
        return gone(request)
    need = Interpellation.objects.open().filter(household=household).first()
    sent = _sent(need) if need else []
    have_it = {one.card.bailleur_id for one in sent}
    proposed = [one for one in landlords if one.id not in have_it]
    form = RecipientsForm(
        request.POST if request.method == "POST" else None,
        landlords=[(one.id, one.name) for one in proposed],
        agreed=agrees(file),
    )
    if request.method == "POST" and form.is_valid():
        try:
            sent_need = actions.send_need(
                household=household,
                bailleurs={UUID(one) for one in form.cleaned_data["bailleurs"]},
                agreed=form.cleaned_data.get("agreed", False),
                by=request.member,
            )
        except WrongState as refusal:
            form.add_error(None, str(refusal))
        else:
            _say_sent(request, sent_need)
            return redirect("matching:household_need", household_id)
    context = {
        "household_id": household_id,
        "code": file.code,
        "looking": household.status == HouseholdStatus.ACTIVE,
        "need": need,
        "sent": sent,
        "kept": _kept(household, need) if need else [],
        "proposed": _ticked(proposed, form),
        "form": form,
        "agreed": agrees(file),
        "enough": ENOUGH,
    }
    return render(request, "matching/household_need.html", context, status=UNPROCESSABLE if form.is_bound else 200)


def _ticked(proposed: list[Recipient], form: RecipientsForm) -> list[tuple[Recipient, bool]]:
    """None ticked by default; what was ticked stays so beside an error."""
    ticked = set(form["bailleurs"].value() or ())
    return [(one, str(one.id) in ticked) for one in proposed]


def _say_sent(request: MemberRequest, need: Interpellation) -> None:
    if need.to_call:
        messages.info(
            request, "Au moins un bailleur n’a pas reçu de fiche, trop rare : la fédération est invitée à l’appeler."
        )
    if need.cards.exists():
        messages.success(request, "La demande est adressée. Chaque bailleur lit sa fiche, et elle seule.")


def _sent(need: Interpellation) -> list[SentCard]:
    cards = list(
        need.cards.select_related("bailleur__organisation")
        .prefetch_related("answers__offer")
        .order_by("bailleur__organisation__name", "id")
    )
    found = []
    for card in cards:
        answers = sorted(card.answers.all(), key=lambda one: one.at)
        found.append(SentCard(card.bailleur.organisation.name, card, _words(answers[-1]) if answers else ""))
    return found


def _words(answer: NeedAnswer) -> str:
    """What the landlord said, as its référente reads it."""
    if answer.outcome == Outcome.DECLINED:
        return "Un logement, que vous avez écarté."
    if answer.outcome == Outcome.TAKEN_BACK:
        return "Un logement, que le bailleur a repris."
    words = answer_words(answer)
    return "Un logement est réservé : à vous de répondre." if words.startswith("Un logement est réservé") else words


def _kept(household: Household, need: Interpellation) -> list[KeptDwelling]:
    """The dwellings kept for her: each is assessed as any other."""
    answers = NeedAnswer.objects.standing().filter(card__interpellation=need).with_offer().order_by("at", "id")
    facts, today, found = household_facts(household), timezone.localdate(), []
    for answer in answers:
        offer = answer.offer
        if offer is None:
            continue
        assessment = assess(facts, dwelling_facts(offer), today)
        found.append(
            KeptDwelling(
                answer_id=answer.id,
                landlord=offer.bailleur.organisation.name,
                dwelling=None if assessment.state is State.HIDDEN else dwelling(offer),
                suits=assessment.state is State.SUITABLE,
                to_check=assessment.state is State.TO_CHECK,
                reasons=reasons_of(assessment),
            )
        )
    return found


@requires(Permission.REQUEST_DWELLINGS)
@require_POST
def renew(request: MemberRequest, need_id: UUID) -> HttpResponse:
    need = get_object_or_404(Interpellation.objects.followed_by(request.member), id=need_id)
    try:
        actions.renew_need(need=need, by=request.member)
    except WrongState as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "La demande reste chez les bailleurs trente jours de plus.")
    return redirect("matching:household_need", need.household_id)


@requires(Permission.REQUEST_DWELLINGS)
@require_POST
def withdraw(request: MemberRequest, need_id: UUID) -> HttpResponse:
    need = get_object_or_404(Interpellation.objects.followed_by(request.member), id=need_id)
    actions.withdraw_need(need=need, by=request.member)
    messages.success(request, "La demande est retirée : elle disparaît des pages des bailleurs cette nuit.")
    return redirect("matching:household_need", need.household_id)


@requires(Permission.REQUEST_DWELLINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: MemberRequest, answer_id: UUID) -> HttpResponse:
    """What leaves, to whom; then the file is transmitted at once."""
    answer, household = _hers(request.member, answer_id)
    if answer.outcome == Outcome.CHOSEN:  # the second click on « Choisir » is no fault
        return redirect("matching:household_need", household.id)
    offer = answer.offer
    if offer is None or not NeedAnswer.objects.standing().filter(id=answer.id).exists():
        messages.error(request, "Ce logement n’est plus réservé à cette demande.")
        return redirect("matching:household_need", household.id)
    try:
        facts = household_facts(household)
        found = dwelling_facts(offer)
        assessment = assess(facts, found, timezone.localdate())
        if assessment.state is State.HIDDEN:
            raise Http404
        refusal = ""
        if request.method == "POST":
            try:
                candidature = actions.choose_answer(answer=answer, by=request.member)
            except WrongState as error:
                refusal = str(error)
            else:
                messages.success(request, "Le logement est choisi : le dossier est transmis au bailleur.")
                return redirect("matching:candidature", candidature.id)
        context = _choosing(household, facts.file, answer, offer) | {
            "suits": assessment.state is State.SUITABLE,
            "lacking": [one.sentence for one in unsettled(assessment, found)],
            "refusal": refusal,
        }
    except FileGone:
        return gone(request)
    return render(request, "matching/choose_answer.html", context, status=UNPROCESSABLE if refusal else 200)


def _choosing(household: Household, file: HouseholdFile, answer: NeedAnswer, offer: Any) -> dict[str, Any]:
    shown: TransmittedFile = transmitted_file(household, file, offer, reference="donnée à la transmission")
    return {
        "household_id": household.id,
        "code": file.code,
        "answer_id": answer.id,
        "dwelling": dwelling(offer),
        "file": shown,
    }


@requires(Permission.REQUEST_DWELLINGS)
@require_POST
def decline(request: MemberRequest, answer_id: UUID) -> HttpResponse:
    answer, household = _hers(request.member, answer_id)
    try:
        actions.decline_answer(answer=answer, by=request.member)
    except WrongState as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Le bailleur lit « ne convient pas », sans votre motif. Le logement lui revient.")
    return redirect("matching:household_need", household.id)


def _hers(member: Membership, answer_id: UUID) -> tuple[NeedAnswer, Household]:
    """An answer with a dwelling to a need of a household she is named on. Raises Http404."""
    readable = Household.objects.readable_by(member)
    answer = get_object_or_404(
        NeedAnswer.objects.filter(
            card__interpellation__household__in=readable, card__withdrawn=False, offer__isnull=False
        )
        .with_offer()
        .select_related(
            "card__interpellation__household__association__organisation",
            "card__interpellation__household__referente",
            "offer__location__commune",
            "offer__bailleur__organisation",
        ),
        id=answer_id,
    )
    household = answer.card.interpellation.household
    if household is None:
        raise Http404
    return answer, household
