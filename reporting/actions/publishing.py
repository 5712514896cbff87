"""A draft is published: its figures, its texts and its files never change again."""

from django.db import transaction
from django.utils import timezone

from accounts.models import Membership
from notifications.actions import notify
from reporting.actions.locks import held_by_preparer
from reporting.decisions import decisions_of, frozen
from reporting.files import files_of, texts_of
from reporting.models import Report, ReportEdition, ReportFile, ReportState
from reporting.notices import REPORT_PUBLISHED, readers_of
from reporting.policies import check_can_publish


@transaction.atomic
def publish(*, report: Report, by: Membership) -> Report:
    """Makes the files of both editions, once, and tells those who may read it. One published already stays as it is.

    Raises WrongState while it is being built, Report.DoesNotExist.
    """
    report = held_by_preparer(report, by)
    check_can_publish(report)
    if report.state == ReportState.PUBLISHED:
        return report
    report.decisions = frozen(decisions_of(report))
    for edition in ReportEdition.objects.filter(report=report).order_by("audience"):
        made = files_of(edition.opened, texts_of(report, edition.audience), edition.sha256)
        ReportFile.objects.bulk_create(
            ReportFile(edition=edition, format=kind, content=file) for kind, file in made.items()
        )
    report.state, report.published_at, report.published_by = ReportState.PUBLISHED, timezone.now(), by.user
    report.save(update_fields=["state", "published_at", "published_by", "decisions"])
    readers = [one for one in readers_of(report) if one.user_id != by.user_id]
    notify(recipients=readers, kind=REPORT_PUBLISHED, reference=report.pk, once=f"{REPORT_PUBLISHED}:{report.pk}")
    return report
