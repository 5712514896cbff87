"""One new dwelling against all households: against opening them all, and against the usual shape of such code."""

from collections.abc import Iterator
from uuid import uuid4

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from associations.models import Household
from associations.sizes import most_persons
from benchmarks.ratios import Ratio, medians
from matching.actions import find_matches
from matching.alerting import Pair, pairs_of_dwelling
from matching.criteria import DwellingFacts, assess
from matching.household_facts import facts_of
from matching.models import DueAssessment, ToldPair
from matching.pairs import dwelling_facts
from notifications.models import Notice
from offers.models import Offer

ALL_LIMIT, CHAINED_LIMIT = 20, 3


def new_dwelling() -> Offer:
    """One of the usual ones, where most people look for it: a T3 in the Nord. A country of test may have none."""
    opened = Offer.objects.open_at(timezone.now()).select_related("location__commune", "bailleur__organisation")
    usual = opened.filter(
        typology="T3", departement="59", total_rent_cents__range=(380_00, 480_00), solution_type="BAIL_DIRECT"
    )
    return usual.order_by("id").first() or opened.order_by("id")[0]


def ratios() -> Iterator[Ratio]:
    offer = new_dwelling()
    dwelling = dwelling_facts(offer)
    today = timezone.localdate()
    ours, all_of_them = medians(
        lambda: _suited(pairs_of_dwelling(offer, today)),
        lambda: _opened_and_assessed(Household.objects.active().order_by("id"), dwelling),
        repetitions=3,
    )
    yield Ratio("one new dwelling, all opened and assessed / ours", all_of_them / ours, ALL_LIMIT, at_least=True)
    told, chained = medians(lambda: _tell(offer), lambda: _chained(dwelling))
    yield Ratio(
        "one new dwelling told, one query a criterion and one INSERT a match / ours",
        chained / told,
        CHAINED_LIMIT,
        at_least=True,
    )


def _suited(pairs: Iterator[Pair]) -> int:
    return sum(1 for _ in pairs)


def _opened_and_assessed(households: object, dwelling: DwellingFacts) -> list[Household]:
    today = timezone.localdate()
    opened = facts_of(households)  # type: ignore[arg-type]
    return [one for one, facts in opened.items() if assess(facts, dwelling, today).is_open]


class _Undone(Exception):
    """Each repetition begins where the one before began."""


def _tell(offer: Offer) -> None:
    """All that the platform does for a new dwelling, notices included."""
    try:
        with transaction.atomic():
            due = DueAssessment.objects.create(offer=offer)
            find_matches(due_id=due.id, now=timezone.now())
            raise _Undone
    except _Undone:
        pass


def _chained(dwelling: DwellingFacts) -> None:
    """The usual shape: each criterion narrows by the ids that the one before left; a row is inserted for each match.

    It ends as ours does: what is left is opened and assessed, and each match gives a told pair and a notice.
    """
    today = timezone.localdate()
    most = most_persons(dwelling.surface_m2, today) if dwelling.surface_m2 is not None else None
    criteria = [
        Q(typologies__contains=[dwelling.typology]),
        Q(departements__contains=[dwelling.departement]),
        Q(solution_types=[]) | Q(solution_types__contains=[dwelling.solution]),
        Q(rent_ceiling_cents__isnull=True) | Q(rent_ceiling_cents__gte=dwelling.rent_cents),
        Q(eligible_financings__contains=[dwelling.ceiling_key]),
        Q() if dwelling.step_free else Q(step_free=False),
        Q() if most is None else Q(people__lte=most),
    ]
    try:
        with transaction.atomic():
            ids = list(Household.objects.active().order_by("id").values_list("id", flat=True))
            for criterion in criteria:
                ids = list(Household.objects.filter(criterion, id__in=ids).order_by("id").values_list("id", flat=True))
            for household in _opened_and_assessed(Household.objects.filter(id__in=ids).order_by("id"), dwelling):
                ToldPair.objects.create(
                    pair=uuid4().hex * 2, household=uuid4().hex * 2, dwelling=uuid4().hex * 2, until=today
                )
                Notice.objects.create(
                    recipient_id=household.referente_id,
                    organisation_id=household.association_id,
                    kind="new_dwellings",
                    once=uuid4().hex,
                )
            raise _Undone
    except _Undone:
        pass
