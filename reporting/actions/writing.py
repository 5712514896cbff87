"""What people write on a draft, beside figures that do not change."""

from django.db import transaction

from accounts.models import Membership
from conventions.texts import check_text
from reporting.actions.locks import held_by_preparer
from reporting.models import Report
from reporting.policies import check_can_write, check_points


@transaction.atomic
def write_texts(*, report: Report, freins: list[str], leviers: list[str], comment: str, by: Membership) -> Report:
    """Replaces what was written; empty lines fall out.

    Raises WrongState once published, or for too many points; Unwritable; Report.DoesNotExist.
    """
    report = held_by_preparer(report, by)
    check_can_write(report)
    report.freins, report.leviers = (list(filter(None, map(check_text, lines))) for lines in (freins, leviers))
    check_points(report, report.freins, report.leviers)
    report.comment = check_text(comment)
    report.save(update_fields=["freins", "leviers", "comment"])
    return report
