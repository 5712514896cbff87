"""What has to be settled before a file leaves the association: shown from the start, never hiding a dwelling.

The rules are those of the file's own page (associations.missing); here, for one dwelling.
"""

from datetime import date

from associations.missing import Missing, missing_check, missing_consent, missing_number, missing_proof
from matching.criteria.facts import DwellingFacts, HouseholdFacts
from matching.criteria.findings import Code, Criterion, Kind, Parts


def _said(missing: Missing | None) -> Parts:
    return (missing,) if missing else None


def _number(household: HouseholdFacts, dwelling: DwellingFacts, today: date) -> Parts:
    code = dwelling.departement
    return _said(missing_number([code])) if code and not household.covered(code, today) else None


def _sne(household: HouseholdFacts, dwelling: DwellingFacts, today: date) -> Parts:
    return household.once(Code.SNE, lambda: _said(missing_check(household.file)))


def _proof(household: HouseholdFacts, dwelling: DwellingFacts, today: date) -> Parts:
    return household.once((Code.PROOF, today), lambda: _said(missing_proof(household.file, today)))


def _consent(household: HouseholdFacts, dwelling: DwellingFacts, today: date) -> Parts:
    return household.once((Code.CONSENT, today), lambda: _said(missing_consent(household.file, today)))


def _sentence(missing: Missing) -> str:
    return missing.sentence


BEFORE_TRANSMISSION = (
    # CCH L441-2-1: no application without a number; it covers its département (domain.md 3.1).
    Criterion(
        Code.NUMBER,
        Kind.BEFORE_TRANSMISSION,
        "Un numéro d’inscription est valable dans le département du logement.",
        _number,
        _sentence,
    ),
    Criterion(
        Code.SNE,
        Kind.BEFORE_TRANSMISSION,
        "Les vérifications au SNE sont faites.",
        _sne,
        _sentence,
    ),
    # CCH L441-1 (domain.md 3.3).
    Criterion(
        Code.PROOF,
        Kind.BEFORE_TRANSMISSION,
        "Une preuve en cours justifie la priorité.",
        _proof,
        _sentence,
    ),
    Criterion(
        Code.CONSENT,
        Kind.BEFORE_TRANSMISSION,
        "Elle est d’accord pour que son dossier soit transmis.",
        _consent,
        _sentence,
    ),
)
