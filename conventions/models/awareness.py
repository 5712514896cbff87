"""Posters of the 3919 in stairwells, lodges and receptions, site by site."""

from typing import ClassVar

from django.db import models

from accounts.models import Membership, Organisation, User
from common.models import PublicIdModel
from conventions.landlords import landlords_of


class SiteKind(models.TextChoices):
    STAIRWELL = "hall", "Hall d’immeuble"
    LODGE = "loge", "Loge de gardien"
    RECEPTION = "accueil", "Accueil ou agence"


class PosterSiteQuerySet(models.QuerySet["PosterSite"]):
    def read_by(self, member: Membership) -> "PosterSiteQuerySet":
        """Those of the landlords that one follows, or of one's own."""
        return self.filter(bailleur__in=landlords_of(member).values("id"))


class PosterSite(PublicIdModel):
    """A site to equip; `equipped_on` once its posters are up."""

    bailleur = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="poster_sites", verbose_name="bailleur"
    )
    name = models.CharField("site", max_length=120)
    kind = models.CharField("nature", max_length=8, choices=SiteKind)
    equipped_on = models.DateField("affiches posées le", null=True, blank=True)
    typed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="saisi par")

    objects: ClassVar[PosterSiteQuerySet] = PosterSiteQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "site d’affichage du 3919"
        verbose_name_plural = "sites d’affichage du 3919"
        constraints = [models.UniqueConstraint(fields=["bailleur", "name"], name="poster_site_once")]

    def __str__(self) -> str:
        return f"{self.bailleur}, {self.name}"
