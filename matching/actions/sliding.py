"""A bail glissant after the keys: its three papers, its reviews every six months, until the lease is hers."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import Membership
from associations.notices import managers_of, referente_of
from common.months import add_months
from common.transitions import WrongState
from matching.models import Candidature, SlidingEvent, SlidingLease, SlidingReview
from matching.models.sliding_lease import Outcome, SlidingEnd, SlidingMove
from matching.notices import REVIEW_DUE, TEAM_REVIEW
from matching.policies import check_dates
from notifications.actions import notify

# Practice (domain.md 3.7): a review every 6 months, a mission of 24 months at most.
REVIEW_MONTHS = 6
MISSION_MONTHS = 24
REMINDERS = (timedelta(days=30), timedelta(days=7))
PAPERS = ("lease_on", "sublease_on", "tripartite_on")
END_OF = {Outcome.BECOMES_HERS: SlidingEnd.HERS, Outcome.STOPS: SlidingEnd.STOPPED}


def begin_sliding_lease(candidature: Candidature, *, on: date, by: Membership) -> SlidingLease:
    """From the keys, with its first review; the one there is when it has begun. In the caller's transaction."""
    lease, created = SlidingLease.objects.get_or_create(
        candidature=candidature, defaults={"started_on": on, "lease_on": candidature.lease_signed_on}
    )
    if created:
        SlidingReview.objects.create(lease=lease, due_on=add_months(on, REVIEW_MONTHS))
        _record(lease, SlidingMove.STARTED, on, by)
    return lease


@transaction.atomic
def sign_paper(*, lease: SlidingLease, paper: str, on: date, by: Membership) -> SlidingLease:
    """Dates one of the three papers (PAPERS). Raises WrongState for a date to come or once it has ended.

    SlidingLease.DoesNotExist for whoever is not named on the household.
    """
    lease = _lock(lease, by)
    check_dates(on, not_before=None)
    if paper not in PAPERS:
        raise WrongState("Ce papier n’existe pas.")
    setattr(lease, paper, on)
    lease.save(update_fields=[paper])
    _record(lease, SlidingMove.PAPER, on, by)
    return lease


@transaction.atomic
def hold_review(*, review: SlidingReview, on: date, outcome: str, by: Membership) -> SlidingReview:
    """The review was held: the next one in six months, or the lease becomes hers, or it stops.

    One already held stays as it is. Raises WrongState for a date to come, and for six months more at the end of the
    mission; SlidingLease.DoesNotExist for whoever is not named on the household.
    """
    lease = _lock(review.lease, by)
    review = SlidingReview.objects.select_for_update().get(id=review.id)
    if review.held_on is not None:
        return review
    check_dates(on, not_before=lease.started_on)
    last = add_months(lease.started_on, MISSION_MONTHS)
    if outcome == Outcome.CONTINUES and review.due_on >= last:
        raise WrongState("La mission dure 24 mois au plus : le bail passe à son nom, ou s’arrête.")
    review.held_on, review.outcome = on, Outcome(outcome).value
    review.save(update_fields=["held_on", "outcome"])
    _record(lease, SlidingMove.REVIEWED, on, by)
    if outcome == Outcome.CONTINUES:
        SlidingReview.objects.create(lease=lease, due_on=min(add_months(review.due_on, REVIEW_MONTHS), last))
        return review
    lease.ended_on, lease.end = on, END_OF[Outcome(outcome)].value
    lease.save(update_fields=["ended_on", "end"])
    _record(lease, SlidingMove.ENDED, on, by, end=lease.end)
    return review


def remind_of_reviews(*, now: datetime) -> int:
    """Reminders 30 and 7 days before each review, each once, whatever the days without a sweep; how many reviews."""
    today = timezone.localdate(now)
    reviews = (
        SlidingReview.objects.due_before(today + max(REMINDERS))
        .select_related("lease__candidature__household")
        .order_by("due_on", "id")
    )
    for review in reviews:
        for before in REMINDERS:
            if review.due_on - before <= today:
                _remind(review, before)
    return len(reviews)


@transaction.atomic
def _remind(review: SlidingReview, before: timedelta) -> None:
    household = review.lease.candidature.household
    if household is None:
        return
    once = f"review:{review.id}:{before.days}d"
    notify(recipients=referente_of(household), kind=REVIEW_DUE, reference=review.lease.candidature_id, once=once)
    if before == min(REMINDERS):
        notify(recipients=managers_of(household.association_id), kind=TEAM_REVIEW, once=once)


def _lock(lease: SlidingLease, by: Membership) -> SlidingLease:
    SlidingLease.objects.followed_by(by).get(id=lease.id)
    lease = SlidingLease.objects.select_for_update().get(id=lease.id)
    if lease.ended_on is not None:
        raise WrongState("Ce bail glissant est terminé.")
    return lease


def _record(lease: SlidingLease, move: SlidingMove, on: date, by: Membership, end: str = "") -> None:
    SlidingEvent.objects.create(
        lease=lease, at=timezone.now(), on=on, move=move, end=end, by=by.user, organisation=by.organisation
    )
