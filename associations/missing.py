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
    found = []
    registrations = list(registrations)
    uncovered = [code for code in household.departements if not any(one.covers(code, today) for one in registrations)]
    if uncovered:
        names = ", ".join(_name(code) for code in uncovered)
        found.append(Missing(f"Un numéro d’inscription valable dans : {names}.", "inscriptions"))
    undone = [item for item in SneCheckItem if item not in file.sne.done]
    if undone:
        words = "vérification reste" if len(undone) == 1 else "vérifications restent"
        found.append(Missing(f"{len(undone)} {words} à faire au SNE.", "sne"))
    if not any(UNLOCKS[proof.kind].priority and not is_over(proof, today) for proof in file.proofs):
        found.append(Missing("Une preuve en cours qui justifie la priorité.", "preuves"))
    if file.means.rfr_euros is None:
        found.append(Missing("Le revenu fiscal de référence, pour le comparer au plafond.", "ressources"))
    if not file.means.own_tax_notice:
        found.append(Missing("Son propre avis d’imposition.", "ressources"))
    if not any(one.what == ConsentKind.FILE and one.holds(today) for one in file.consents):
        found.append(Missing("Son accord pour transmettre le dossier.", "accords"))
    return tuple(found)


def _name(code: str) -> str:
    one = departements().get(code)
    return one.label if one else code
