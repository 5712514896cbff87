"""What each proof of violence unlocks, said in words.

Sources (domain.md 3.3): CCH L441-1 and L441-2-2; arrêté of 20 April 2023 (a social worker's or an association's
document proves the violence); own income only with the récépissé de plainte, a divorce or a broken PACS.
"""

from dataclasses import dataclass
from datetime import date

from django.db import models

from associations.contents import Proof


class ProofKind(models.TextChoices):
    PROTECTION_ORDER = "ORDONNANCE_PROTECTION", "Ordonnance de protection"
    COMPLAINT = "RECEPISSE_PLAINTE", "Récépissé de dépôt de plainte"
    DIVORCE = "DIVORCE_SAISINE_JAF", "Divorce ou saisine du juge aux affaires familiales"
    PACS = "RUPTURE_PACS", "Rupture de PACS"
    ATTESTATION = "ATTESTATION_TRAVAILLEUR_SOCIAL_OU_ASSO", "Attestation d’un travailleur social ou d’une association"
    GRAVE_DANGER_PHONE = "TELEPHONE_GRAVE_DANGER", "Téléphone grave danger"
    HANDRAIL = "MAIN_COURANTE", "Main courante"
    SHELTER = "ATTESTATION_MISE_A_L_ABRI", "Attestation de mise à l’abri"


@dataclass(frozen=True)
class Unlocks:
    """Each is True, False, or None where the source says nothing certain."""

    priority: bool | None
    own_income_only: bool | None
    lifts_owner_refusal: bool | None


UNLOCKS: dict[str, Unlocks] = {
    ProofKind.PROTECTION_ORDER: Unlocks(True, True, True),
    ProofKind.COMPLAINT: Unlocks(True, True, False),
    ProofKind.DIVORCE: Unlocks(None, True, False),
    ProofKind.PACS: Unlocks(None, True, False),
    ProofKind.ATTESTATION: Unlocks(True, False, False),
    ProofKind.GRAVE_DANGER_PHONE: Unlocks(None, None, None),
    ProofKind.HANDRAIL: Unlocks(None, False, False),
    ProofKind.SHELTER: Unlocks(None, False, False),
}


@dataclass(frozen=True)
class ProofWords:
    """A proof as its file shows it."""

    label: str
    on: date | None
    until: date | None
    over: bool
    effects: tuple[str, ...]


def is_over(proof: Proof, today: date) -> bool:
    """Whether its end is past. An ordonnance de protection holds 12 months from its notification, to the day typed."""
    return proof.until is not None and proof.until < today


def effects(kind: str) -> tuple[str, ...]:
    """What a proof unlocks, and what it does not, in words."""
    unlocks = UNLOCKS[kind]
    said = []
    if unlocks.priority:
        said.append("Justifie la priorité (L441-1).")
    elif unlocks.priority is None:
        said.append("La priorité : selon la commission locale.")
    if unlocks.own_income_only:
        said.append("Ses seules ressources sont comptées.")
    elif unlocks.own_income_only is False:
        said.append("Ne suffit pas pour compter ses seules ressources.")
    if unlocks.lifts_owner_refusal:
        said.append("Être copropriétaire ne peut plus lui être opposé (L441-2-2).")
    return tuple(said)


def proof_words(proof: Proof, today: date) -> ProofWords:
    """A proof in words: what an ended one unlocked is said of no use."""
    over = is_over(proof, today)
    said = ("Terminée : elle ne justifie plus rien.",) if over else effects(proof.kind)
    return ProofWords(str(ProofKind(proof.kind).label), proof.on, proof.until, over, said)
