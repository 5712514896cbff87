"""Why something ended, in two forms: hers, which stays with the association, and what is shared (design.md 5).

The shared form never hints at a place, a price or a person: "too near" and "too dear" are the same words.
"""

from django.db import models


class SharedReason(models.TextChoices):
    UNSUITABLE = "ne_convient_pas", "Ne convient pas"
    OTHER_SOLUTION = "autre_solution", "Autre solution"
    NO_ANSWER = "sans_reponse", "Sans réponse"


class PrivateReason(models.TextChoices):
    """Why she says no or takes her request back (domain.md 4); read by the association alone."""

    TOO_NEAR = "trop_proche", "Trop proche de l’agresseur"
    TOO_FAR = "trop_loin", "Trop loin du travail ou de l’école"
    QUARTER = "quartier", "Le quartier"
    RENT = "loyer", "Loyer ou charges trop élevés"
    TOO_SMALL = "trop_petit", "Trop petit"
    CONDITION = "etat", "L’état du logement"
    ACCESS = "acces", "Étage ou accès"
    OTHER_SOLUTION = "autre_solution", "Une autre solution a été trouvée"
    RETURN = "retour", "Retour au domicile"
    UNREACHABLE = "injoignable", "Injoignable"
    OTHER = "autre", "Autre motif"


class Group(models.TextChoices):
    """The three groups in which private reasons may enter a report, for a whole convention (design.md 4)."""

    PLACE = "localisation", "Localisation"
    RENT = "loyer", "Loyer et charges"
    DWELLING = "logement", "Logement"


SHARED: dict[str, SharedReason] = {
    PrivateReason.OTHER_SOLUTION: SharedReason.OTHER_SOLUTION,
    PrivateReason.RETURN: SharedReason.OTHER_SOLUTION,
    PrivateReason.UNREACHABLE: SharedReason.NO_ANSWER,
}
GROUPS: dict[str, Group] = {
    PrivateReason.TOO_NEAR: Group.PLACE,
    PrivateReason.TOO_FAR: Group.PLACE,
    PrivateReason.QUARTER: Group.PLACE,
    PrivateReason.RENT: Group.RENT,
    PrivateReason.TOO_SMALL: Group.DWELLING,
    PrivateReason.CONDITION: Group.DWELLING,
    PrivateReason.ACCESS: Group.DWELLING,
}


def shared_of(reason: str) -> SharedReason:
    """What others read of her reason."""
    return SHARED.get(reason, SharedReason.UNSUITABLE)


class DepartureReason(models.TextChoices):
    """Why the federation leaves a request out of the order."""

    UNSUITABLE = "ne_convient_pas", "Ne convient pas"
    OTHER_SOLUTION = "autre_solution", "Autre solution"
    ENOUGH = "assez_de_demandes", "Assez de demandes pour ce logement"
    FILE = "dossier_a_completer", "Dossier à compléter"


class LandlordReason(models.TextChoices):
    """Why a committee does not allocate, in the terms of the law (CCH L441-2-2, R441-3)."""

    CEILING = "ressources_plafond", "Ressources au-dessus du plafond"
    EFFORT = "taux_effort", "Taux d’effort trop élevé"
    COMPOSITION = "composition_inadaptee", "Composition inadaptée au logement"
    PAPER = "piece_manquante", "Pièce manquante"
    NUMBER = "numero_invalide", "Numéro d’inscription non valable"
    DEBT = "dette", "Dette de loyer"
    OWNER = "proprietaire", "Propriétaire d’un logement"
    TAKEN_BACK = "logement_repris", "Logement repris"
    OTHER_RANKED = "autre_mieux_classee", "Autre candidature mieux classée"
    OTHER = "autre", "Autre motif"


class Paper(models.TextChoices):
    """What a landlord may ask for: a list, never a free text."""

    IDENTITY = "identite", "Pièce d’identité ou titre de séjour"
    TAX = "avis_imposition", "Avis d’imposition"
    INCOME = "ressources", "Justificatifs de ressources des trois derniers mois"
    CAF = "caf", "Attestation de la CAF"
    REGISTRATION = "attestation_demande", "Attestation de demande de logement"
    CHILDREN = "enfants", "Justificatif de la garde des enfants"
    PROOF = "preuve", "Justificatif de la priorité"
    BANK = "rib", "Relevé d’identité bancaire"
