"""The reports of the demonstration: the last closed year and the last closed quarter of the renewal, published.

Made by the actions themselves, once the world is saved, as beat would have made them.
"""

from datetime import date

from accounts.demonstration.personas import PERSONAS_BY_SLUG
from accounts.models import Membership
from conventions.models import Convention
from reporting import actions
from reporting.models import Report, ReportKind
from reporting.periods import periods
from reporting.scopes import Scope

FREINS = (
    "Des loyers au-dessus de ce que les ménages peuvent payer, charges comprises.",
    "Trop peu de T4 et T5 là où les associations travaillent.",
    "Des dossiers retardés par une pièce que l’ex-conjoint détient.",
)
LEVIERS = (
    "Une interlocutrice désignée chez chaque bailleur.",
    "Les gardiens formés repèrent et orientent plus tôt.",
    "La demande adressée aux bailleurs, quand rien ne convient sur la plateforme.",
)
COMMENT = "Le rythme de l’engagement est tenu ; les grands logements manquent toujours dans le Nord."


def publish_reports(day: date) -> None:
    """Nothing where no period of the renewal is over yet."""
    convention = Convention.objects.filter(starts_on__lte=day, ends_on__gte=day).order_by("-starts_on").first()
    if convention is None:
        return
    scope = Scope(convention=convention)
    coordinator = _coordinator()
    for kind in (ReportKind.YEARLY, ReportKind.QUARTERLY):
        over = periods(scope, kind, day)
        if over:
            report = actions.open_report(scope=scope, kind=kind, starts_on=over[-1].starts_on, by=coordinator)
            actions.build(report_id=report.pk)
            _write(Report.objects.get(pk=report.pk), coordinator)


def _write(report: Report, coordinator: Membership) -> None:
    yearly = report.kind == ReportKind.YEARLY
    actions.write_texts(
        report=report,
        freins=list(FREINS) if yearly else [],
        leviers=list(LEVIERS) if yearly else [],
        comment=COMMENT,
        by=coordinator,
    )
    actions.publish(report=report, by=coordinator)


def _coordinator() -> Membership:
    email = PERSONAS_BY_SLUG["coordinator_hdf"].email
    return Membership.objects.active().select_related("user", "organisation").get(user__email=email)
