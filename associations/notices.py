"""The notices that associations give: what each says, where it leads. No name, place or code."""

from uuid import UUID

from accounts.models import Membership, Role
from associations.models import Household
from notifications.kinds import Kind, register

EMERGENCY = "emergency"
EMERGENCY_SEEN = "emergency_seen"
HANDED_OVER = "handed_over"
HANDED_AWAY = "handed_away"
DEPUTY = "deputy"
REPLACEMENT = "replacement"
REPLACED = "replaced"
REGISTRATION_ENDS = "registration_ends"
OLD_NEED = "old_need"
ERASURE = "erasure"
ERASURE_SEEN = "erasure_seen"
MANY_LOCATIONS = "many_locations"
MANY_ZONES = "many_zones"
MANY_CODES = "many_codes"
AT_NIGHT = "at_night"

register(
    Kind(EMERGENCY, "Une collègue a ouvert en urgence une fiche dont vous êtes référente.", "associations:readers"),
    Kind(
        EMERGENCY_SEEN,
        "Une fiche de l’association a été ouverte en urgence.",
        "associations:member_access",
    ),
    Kind(HANDED_OVER, "Une fiche vous est confiée.", "associations:household"),
    Kind(
        HANDED_AWAY,
        "La responsable a confié à une collègue une fiche dont vous étiez référente.",
        "associations:households",
        takes_reference=False,
    ),
    Kind(DEPUTY, "Vous êtes suppléante d’une fiche.", "associations:household"),
    Kind(REPLACEMENT, "Vous remplacerez une collègue.", "associations:households", takes_reference=False),
    Kind(
        REPLACED,
        "La responsable a noté votre absence : une collègue ouvre vos fiches ces jours-là.",
        "associations:absences",
        takes_reference=False,
    ),
    Kind(REGISTRATION_ENDS, "Un numéro d’inscription arrive à son terme.", "associations:household", can_wait=True),
    Kind(
        OLD_NEED,
        "Besoin non actualisé depuis 45 jours : à confirmer ou à modifier.",
        "associations:household",
        can_wait=True,
    ),
    Kind(ERASURE, "Une fiche sans activité sera effacée dans 30 jours.", "associations:household"),
    Kind(
        ERASURE_SEEN,
        "Une fiche sans activité sera effacée dans 30 jours.",
        "associations:households",
        takes_reference=False,
    ),
    Kind(MANY_LOCATIONS, "Beaucoup d’emplacements vérifiés en un jour.", "associations:member_access"),
    Kind(MANY_ZONES, "Beaucoup de zones modifiées en un jour.", "associations:member_access"),
    Kind(MANY_CODES, "Beaucoup de codes essayés en urgence en un jour.", "associations:member_access"),
    Kind(AT_NIGHT, "Une fiche a été ouverte la nuit.", "associations:member_access"),
)


def managers_of(association_id: UUID) -> list[Membership]:
    """The managers of an association, to be told."""
    return list(
        Membership.objects.active()
        .filter(organisation_id=association_id, role=Role.ASSOCIATION_MANAGER)
        .select_related("user", "organisation")
        .order_by("id")
    )


def referente_of(household: Household) -> list[Membership]:
    """The référente of a household, to be told; nobody once she has left."""
    return list(
        Membership.objects.active()
        .filter(organisation_id=household.association_id, user=household.referente_id)
        .select_related("user", "organisation")
        .order_by("id")
    )
