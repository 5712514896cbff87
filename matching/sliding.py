"""Baux glissants as other pages mention them."""

from datetime import date

from django.db.models import OuterRef, Q, QuerySet, Subquery

from matching.actions.sliding import REMINDERS
from matching.models import Candidature, SlidingLease, SlidingReview
from matching.models.candidature import ACTIVE


def slides(candidature: Candidature) -> bool:
    """Whether this request led to a bail glissant."""
    return SlidingLease.objects.filter(candidature=candidature).exists()


def active_or_to_review(candidatures: QuerySet[Candidature], today: date) -> QuerySet[Candidature]:
    """Those that run, and those whose bail glissant has a review within 30 days: its day is `review_on`."""
    waiting = SlidingReview.objects.due_before(today + max(REMINDERS)).filter(lease__candidature=OuterRef("pk"))
    found = candidatures.annotate(review_on=Subquery(waiting.order_by("due_on").values("due_on")[:1]))
    return found.filter(ACTIVE | Q(review_on__isnull=False))
