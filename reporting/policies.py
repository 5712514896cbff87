"""What the state of a report allows, whoever asks; which periods may be reported."""

from datetime import date

from common.transitions import WrongState
from reporting.models import Report, ReportKind, ReportState
from reporting.periods import Period

MOST_POINTS = 3

NO_SUCH_PERIOD = "Cette période n’existe pas : choisissez dans la liste."
NOT_OVER = "Cette période n’est pas terminée : un rapport ne parle que de périodes closes."
NOTHING_TO_CORRECT = "Aucun rapport n’existe pour cette période."
NOT_PUBLISHED = "Ce rapport n’est pas publié : il se relit et se publie, puis se corrige."
CORRECTION_UNDER_WAY = "Une correction de ce rapport est déjà en préparation."
ONLY_DRAFTS = "Ce rapport n’est pas un projet : plus rien ne s’y écrit."
NOT_BUILT = "Ce rapport est encore en préparation."
TOO_MANY_POINTS = f"{MOST_POINTS} freins et {MOST_POINTS} leviers au plus."
POINTS_ARE_YEARLY = "Les freins et les leviers sont ceux du rapport annuel."


def check_is_over(period: Period, today: date) -> None:
    if period.ends_on >= today:
        raise WrongState(NOT_OVER)


def check_can_correct(latest: Report | None) -> Report:
    """The version that is corrected: one at a time, and a published one. Raises WrongState."""
    if latest is None:
        raise WrongState(NOTHING_TO_CORRECT)
    if latest.state != ReportState.PUBLISHED:
        raise WrongState(NOT_PUBLISHED if latest.version == 1 else CORRECTION_UNDER_WAY)
    return latest


def check_can_write(report: Report) -> None:
    """Texts and decisions are of the draft. Raises WrongState."""
    if report.state == ReportState.BUILDING:
        raise WrongState(NOT_BUILT)
    if not can_write(report):
        raise WrongState(ONLY_DRAFTS)


def can_write(report: Report) -> bool:
    return report.state == ReportState.DRAFT


def check_can_publish(report: Report) -> None:
    """A draft; one published stays so. Raises WrongState."""
    if report.state == ReportState.BUILDING:
        raise WrongState(NOT_BUILT)


def check_points(report: Report, freins: list[str], leviers: list[str]) -> None:
    """At most three of each, in the yearly report. Raises WrongState."""
    if max(len(freins), len(leviers)) > MOST_POINTS:
        raise WrongState(TOO_MANY_POINTS)
    if report.kind != ReportKind.YEARLY and (freins or leviers):
        raise WrongState(POINTS_ARE_YEARLY)
