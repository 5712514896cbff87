"""Findings as a card shows them: a chip of three words at most, that opens the whole sentence."""

from collections.abc import Iterable

from matching.criteria import Assessment, Code, Finding
from offers.cards import Chip

_WATCH = {
    Code.TO_CHECK: ("eye", "À vérifier"),
    Code.NUMBER: ("123", "Numéro à obtenir"),
    Code.LEFT_TO_LIVE_ON: ("wallet2", "Reste à vivre bas"),
    Code.UNDER_OCCUPATION: ("door-open", "Sous-occupation"),
    Code.LATE: ("calendar-x", "Disponible plus tard"),
}


def chips_of(assessment: Assessment) -> tuple[Chip, ...]:
    """What fits first, then what to look at."""
    return (*_that_fit(assessment), *_to_watch((*assessment.warnings, *assessment.before_transmission)))


def reasons_of(assessment: Assessment) -> tuple[str, ...]:
    """Why a dwelling is set aside: a sentence for each criterion that blocks."""
    return tuple(finding.sentence for finding in assessment.blocking)


def _that_fit(assessment: Assessment) -> Iterable[Chip]:
    found = {finding.code for finding in (*assessment.preferences, *assessment.before_transmission)}
    if assessment.is_open and Code.NUMBER not in found:
        yield Chip("check2", "Numéro valable", "ok")
    if Code.WISHED_COMMUNE in found:
        yield Chip("heart", "Commune souhaitée", "ok")


def _to_watch(findings: Iterable[Finding]) -> Iterable[Chip]:
    for finding in findings:
        if finding.code is Code.EFFORT:
            yield Chip("percent", f"Effort {finding.parts[0]} %", "watch", f"{finding.sentence}.")
        elif finding.code in _WATCH:
            icon, text = _WATCH[finding.code]
            yield Chip(icon, text, "watch", finding.sentence.rstrip(".") + ".")
