"""What a file lacks before a request of it may be transmitted, in words (design.md 6, "before transmission")."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from associations.contents import HouseholdFile
from associations.models import Household, Registration
from associations.proofs import UNLOCKS, is_over
from associations.words import ConsentKind, SneCheckItem
from territories.departements import departements


@dataclass(frozen=True)
class Missing:
    """One thing to do: `section` is the part of the file where it is done."""

    sentence: str
    section: str


def missing_for_transmission(
    household: Household, file: HouseholdFile, registrations: Iterable[Registration], today: date
) -> tuple[Missing, ...]:
    """Everything still to do, in the order in which it usually gets done. Empty: ready."""
    registrations = list(registrations)
    uncovered = [code for code in household.departements if not any(one.covers(code, today) for one in registrations)]
    found = (
        missing_number(uncovered),
        missing_check(file),
        missing_proof(file, today),
        missing_income(file),
        missing_tax_notice(file),
        missing_consent(file, today),
    )
    return tuple(one for one in found if one is not None)


def missing_number(uncovered: Iterable[str]) -> Missing | None:
    """A number for each of some départements (INSEE codes); None without any (CCH R441-2-1, domain.md 3.1)."""
    names = ", ".join(_name(code) for code in uncovered)
    return Missing(f"Un numéro d’inscription valable dans : {names}.", "inscriptions") if names else None


def missing_check(file: HouseholdFile) -> Missing | None:
    """The verifications in the national register (design.md 5, "NUR")."""
    undone = [item for item in SneCheckItem if item not in file.sne.done]
    words = "vérification reste" if len(undone) == 1 else "vérifications restent"
    return Missing(f"{len(undone)} {words} à faire au SNE.", "sne") if undone else None


def missing_proof(file: HouseholdFile, today: date) -> Missing | None:
    """A proof still in force that justifies the priority (CCH L441-1)."""
    if any(UNLOCKS[proof.kind].priority and not is_over(proof, today) for proof in file.proofs):
        return None
    return Missing("Une preuve en cours qui justifie la priorité.", "preuves")


def missing_income(file: HouseholdFile) -> Missing | None:
    if file.means.rfr_euros is not None:
        return None
    return Missing("Le revenu fiscal de référence, pour le comparer au plafond.", "ressources")


def missing_tax_notice(file: HouseholdFile) -> Missing | None:
    return None if file.means.own_tax_notice else Missing("Son propre avis d’imposition.", "ressources")


def missing_consent(file: HouseholdFile, today: date) -> Missing | None:
    """Her agreement, neither revoked nor over, to a transmission (domain.md 7)."""
    if any(one.what == ConsentKind.FILE and one.holds(today) for one in file.consents):
        return None
    return Missing("Son accord pour transmettre le dossier.", "accords")


def _name(code: str) -> str:
    one = departements().get(code)
    return one.label if one else code
