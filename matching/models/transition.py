"""What happened to a candidature, one typed row a move, with the counted facts: reports are counted from them."""

from django.db import models

from accounts.models import Organisation, User
from common.housing import Typology
from common.models import append_only_but
from conventions.models import Channel
from matching.models.candidature import Candidature, CandidatureState


class Side(models.TextChoices):
    ASSOCIATION = "association", "Association"
    BAILLEUR = "bailleur", "Bailleur"
    FEDERATION = "federation", "Fédération"
    SYSTEM = "system", "Plateforme"


class CandidatureTransition(models.Model):
    """Women and children are counted at the move; the reference to the household is opaque, without a foreign key.

    A purge sets that reference to NULL; the database refuses any other change.
    """

    candidature = models.ForeignKey(Candidature, on_delete=models.PROTECT, related_name="transitions")
    at = models.DateTimeField("le")
    from_state = models.CharField("de", max_length=16, choices=CandidatureState, blank=True)
    to_state = models.CharField("à", max_length=16, choices=CandidatureState)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="par")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    side = models.CharField("côté", max_length=12, choices=Side)
    reason = models.CharField("motif partagé", max_length=28, blank=True)
    women = models.PositiveSmallIntegerField("femmes")
    children = models.PositiveSmallIntegerField("enfants")
    typology = models.CharField("typologie", max_length=5, choices=Typology)
    channel = models.CharField("voie", max_length=15, choices=Channel, default=Channel.PLATFORM)
    departement = models.CharField("département du logement", max_length=3)
    departement_of_origin = models.CharField("département d’origine", max_length=3, blank=True)
    household_ref = models.UUIDField("ménage", null=True, db_index=True)

    class Meta:
        verbose_name = "mouvement de candidature"
        verbose_name_plural = "mouvements de candidatures"
        indexes = [models.Index(fields=["candidature", "at"], name="candidature_transition_of")]
        triggers = [append_only_but("candidature_transition_append_only", "household_ref")]

    def __str__(self) -> str:
        return f"{self.from_state} → {self.to_state}"
