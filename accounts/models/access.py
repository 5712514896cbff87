"""The access log: who opened what, when. Append-only, without any content."""

from django.db import models

from accounts.models.organisation import Organisation
from accounts.models.user import User
from common.models import PublicIdModel, append_only


class AccessKind(models.TextChoices):
    LOCATION = "location", "Emplacement d’un logement vérifié"
    HOUSEHOLD = "household", "Fiche d’un ménage ouverte"
    TRANSMITTED_FILE = "transmitted_file", "Dossier transmis ouvert"


class AccessEvent(PublicIdModel):
    """One opening. `subject` is the opaque id of what was opened: no foreign key, so that the log outlives it."""

    at = models.DateTimeField("le", auto_now_add=True)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="personne")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="organisation"
    )
    kind = models.CharField("nature", max_length=20, choices=AccessKind)
    subject = models.UUIDField("objet")

    class Meta:
        verbose_name = "accès"
        verbose_name_plural = "accès"
        indexes = [models.Index(fields=["kind", "subject", "at"], name="access_subject")]
        triggers = [append_only("access_append_only")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.at:%d/%m/%Y %H:%M}"
