"""A report held for a write: whoever comes second waits for it, as long as making its files takes."""

from django.db import connection

from accounts.models import Membership
from reporting.models import Report

PATIENCE = "30s"  # the usual 5 seconds are less than two editions in three formats may take


def held_by_preparer(report: Report, by: Membership) -> Report:
    """Locked until the end of the transaction. Raises Report.DoesNotExist for one that `by` does not prepare."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [PATIENCE])
    return Report.objects.prepared_by(by).with_scope().select_for_update(of=("self",)).get(pk=report.pk)
