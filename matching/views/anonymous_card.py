"""What a landlord would read of a household before any transmission, as it would go today."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.permissions import Permission, requires
from accounts.requests import MemberRequest
from associations.models import Household
from matching.ladder import ENOUGH, generalise
from matching.needs import need_of, needs_of
from matching.recipients import ALIKE_SINCE


@requires(Permission.OPEN_HOUSEHOLDS)
@require_safe
def anonymous_card(request: MemberRequest, household_id: UUID) -> HttpResponse:
    """Her household's card, and what it no longer says for being rare. Nothing is sent from here."""
    household = get_object_or_404(Household.objects.readable_by(request.member), id=household_id)
    since = timezone.localdate() - ALIKE_SINCE
    population = needs_of(Household.objects.alike_with(household, since=since))
    found = generalise(need_of(household), population, frozenset(household.departements))
    context = {"household_id": household.id, "found": found, "enough": ENOUGH}
    return render(request, "matching/anonymous_card.html", context)
