"""What has to be settled before a file may leave for a dwelling (design.md 6, "before transmission")."""

from datetime import date

from matching.clocks import WITHOUT_CALEOL
from matching.criteria import Assessment, Code, DwellingFacts, HouseholdFacts, assess
from matching.criteria.findings import Finding


def unsettled(assessment: Assessment, dwelling: DwellingFacts) -> tuple[Finding, ...]:
    """What is missing, in the words of the file's own page; empty when it may leave.

    An emergency place asks for no registration number: nobody applies for it in the national register.
    """
    without_number = dwelling.solution in WITHOUT_CALEOL
    return tuple(
        one for one in assessment.before_transmission if not (without_number and one.code in (Code.NUMBER, Code.SNE))
    )


def is_ready(household: HouseholdFacts, dwelling: DwellingFacts, today: date) -> bool:
    """Whether the file may leave: it still suits, and nothing is missing."""
    assessment = assess(household, dwelling, today)
    return assessment.is_open and not unsettled(assessment, dwelling)
