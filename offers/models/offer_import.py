"""A landlord's spreadsheet on its way to dwellings: the file, its columns, its rows once checked. All sealed."""

from datetime import datetime, timedelta
from typing import ClassVar, Final

from django.db import models

from accounts.authors import Author
from accounts.models import Membership
from bailleurs.models import Bailleur
from common.models import PublicIdModel

KEPT: Final = timedelta(hours=24)  # from the last step
STUCK: Final = timedelta(minutes=2)  # without news of the task: it was killed


class ImportState(models.TextChoices):
    COLUMNS = "columns", "Colonnes à vérifier"
    CHECKING = "checking", "Lecture en cours"
    CHECKED = "checked", "À enregistrer"
    WRITING = "writing", "Enregistrement en cours"
    DONE = "done", "Enregistré"
    REFUSED = "refused", "Illisible"
    STOPPED = "stopped", "Interrompu"


UNDER_WAY: Final = (ImportState.CHECKING, ImportState.WRITING)


class OfferImportQuerySet(models.QuerySet["OfferImport"]):
    def owned_by(self, reader: Author) -> "OfferImportQuerySet":
        return self.filter(bailleur_id=reader.organisation_id)

    def stuck_at(self, now: datetime) -> "OfferImportQuerySet":
        """Those whose task gave no news for two minutes."""
        return self.filter(state__in=UNDER_WAY, moved_at__lt=now - STUCK)

    def over_at(self, now: datetime) -> "OfferImportQuerySet":
        """Those that nobody touched for a day: what they hold is erased."""
        return self.exclude(state__in=UNDER_WAY).filter(moved_at__lt=now - KEPT)

    def latest_first(self) -> "OfferImportQuerySet":
        return self.order_by("-created_at", "id")


class OfferImport(PublicIdModel):
    """Counts are of rows. `columns`: the name under each header (offers.imports.columns), "" where it is not read."""

    bailleur = models.ForeignKey(Bailleur, on_delete=models.CASCADE, related_name="+", verbose_name="bailleur")
    by = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+", verbose_name="par")
    state = models.CharField("état", max_length=8, choices=ImportState, default=ImportState.COLUMNS)
    # Empty once it is of no use.
    sealed_file = models.BinaryField(null=True)
    header_row = models.PositiveIntegerField("ligne des en-têtes", default=0)
    headers = models.JSONField("en-têtes", default=list)
    columns = models.JSONField("colonnes", default=list)
    size = models.PositiveIntegerField("lignes annoncées", default=0)
    publish = models.BooleanField("publier", default=False)
    problem = models.CharField("ce qui l’a arrêté", max_length=300, blank=True)
    # Rises each time a task begins: one that was thought dead writes nothing more.
    attempt = models.PositiveSmallIntegerField(default=0)

    read = models.PositiveIntegerField("lues", default=0)
    created = models.PositiveIntegerField("créés", default=0)
    updated = models.PositiveIntegerField("modifiés", default=0)
    unchanged = models.PositiveIntegerField("inchangés", default=0)
    refused = models.PositiveIntegerField("refusés", default=0)
    publishable = models.PositiveIntegerField("complets", default=0)
    written = models.PositiveIntegerField("enregistrées", default=0)
    published = models.PositiveIntegerField("publiés", default=0)

    created_at = models.DateTimeField("envoyé le", auto_now_add=True)
    moved_at = models.DateTimeField("dernier pas")

    objects: ClassVar[OfferImportQuerySet] = OfferImportQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "import de logements"
        verbose_name_plural = "imports de logements"
        indexes = [models.Index(fields=["bailleur", "created_at"], name="offer_import_bailleur")]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def under_way(self) -> bool:
        return self.state in UNDER_WAY

    @property
    def to_write(self) -> int:
        """Rows that change something, as read; published, a draft that the file does not change may be one."""
        return self.created + self.updated + (self.unchanged if self.publish else 0)


class OfferImportPart(models.Model):
    """Some rows of a file, checked: at most `offers.imports.parts.ROWS`, each part written in one transaction."""

    offer_import = models.ForeignKey(OfferImport, on_delete=models.CASCADE, related_name="parts")
    number = models.PositiveSmallIntegerField()
    sealed = models.BinaryField()
    rows = models.PositiveIntegerField("lignes qui se tiennent")
    refused = models.PositiveIntegerField("lignes refusées")
    written_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "part d’un import"
        verbose_name_plural = "parts d’un import"
        constraints = [models.UniqueConstraint(fields=["offer_import", "number"], name="offer_import_part_once")]

    def __str__(self) -> str:
        return f"{self.offer_import_id}/{self.number}"


class ColumnMapping(models.Model):
    """The columns of a landlord's files, as one of its people corrected them. `signature`: offers.imports.columns."""

    bailleur = models.ForeignKey(Bailleur, on_delete=models.CASCADE, related_name="+")
    signature = models.BinaryField(max_length=32)
    columns = models.JSONField(default=list)

    class Meta:
        verbose_name = "correspondance de colonnes"
        verbose_name_plural = "correspondances de colonnes"
        constraints = [models.UniqueConstraint(fields=["bailleur", "signature"], name="column_mapping_once")]

    def __str__(self) -> str:
        return str(self.pk)
