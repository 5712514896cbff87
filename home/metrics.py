"""Figures for the operator's Prometheus: counted when asked, so that every web process gives the same ones."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.csrf import csrf_exempt
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest

from home.operator import OperatorStatus, status


@login_not_required
@csrf_exempt  # nothing is written: a token, not a session, opens it
def metrics(request: HttpRequest) -> HttpResponse:
    """404 without METRICS_TOKEN, as an address that does not exist."""
    shown = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not settings.METRICS_TOKEN or not constant_time_compare(shown, settings.METRICS_TOKEN):
        raise Http404
    return HttpResponse(generate_latest(_registry(status())), content_type=CONTENT_TYPE_LATEST)


def _registry(now: OperatorStatus) -> CollectorRegistry:
    """Labels name our own parts alone: a service, a queue, a kind of work, a kind of backup, a page by its pattern."""
    registry = CollectorRegistry()

    def gauge(name: str, what: str, values: dict[str, float | int | bool | None], label: str = "") -> None:
        made = Gauge(f"passlogement_{name}", what, [label] if label else [], registry=registry)
        for key, value in values.items():
            if value is not None:
                (made.labels(key) if label else made).set(float(value))

    gauge("up", "Whether a service answers, or both databases agree", {**now.services}, "service")
    gauge("queue_messages", "Messages that wait", {**now.queued}, "queue")
    gauge("oldest_due_seconds", "Age of the oldest row that is due", {**now.oldest}, "work")
    if now.last_beat is not None:
        gauge("last_beat_age_seconds", "Since the clock last sent what is due", {"": now.last_beat})
    gauge("last_backup_age_seconds", "Since the last finished backup", {**now.backups}, "kind")
    if now.bounced is not None:
        gauge("mail_bounced", "Addresses that a mail server says are gone", {"": now.bounced})
    gauge("slow_pages", "Answers over a second, in this hour and the one before", {**now.slow}, "page")
    return registry
