"""Does a dwelling suit a household? Each criterion once; `assess` is the only authority (design.md 6).

SQL may only drop pairs that `assess` would drop (matching.narrowing).
"""

from matching.criteria.assessment import CRITERIA, Assessment, State, assess, place, state_of
from matching.criteria.facts import DwellingFacts, HouseholdFacts
from matching.criteria.findings import Code, Criterion, Finding, Kind

__all__ = [
    "CRITERIA",
    "Assessment",
    "Code",
    "Criterion",
    "DwellingFacts",
    "Finding",
    "HouseholdFacts",
    "Kind",
    "State",
    "assess",
    "place",
    "state_of",
]
