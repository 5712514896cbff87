"""Posters of the 3919 in stairwells, lodges and receptions, site by site."""

from django.db import models

from accounts.models import Organisation, User
from common.models import PublicIdModel


class SiteKind(models.TextChoices):
    STAIRWELL = "hall", "Hall d’immeuble"
    LODGE = "loge", "Loge de gardien"
    RECEPTION = "accueil", "Accueil ou agence"


class PosterSite(PublicIdModel):
    """A site to equip; `equipped_on` once its posters are up."""

    bailleur = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="poster_sites", verbose_name="bailleur"
    )
    name = models.CharField("site", max_length=120)
    kind = models.CharField("nature", max_length=8, choices=SiteKind)
    equipped_on = models.DateField("affiches posées le", null=True, blank=True)
    typed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="saisi par")

    class Meta:
        verbose_name = "site d’affichage du 3919"
        verbose_name_plural = "sites d’affichage du 3919"
        constraints = [models.UniqueConstraint(fields=["bailleur", "name"], name="poster_site_once")]

    def __str__(self) -> str:
        return f"{self.bailleur}, {self.name}"
