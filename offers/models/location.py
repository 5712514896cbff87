"""Where a dwelling stands: apart from its facts, with readers of its own (design.md 5)."""

import uuid

from django.db import models
from django.db.models import Q

from common.models import PublicIdModel
from offers.models.offer import Offer
from offers.models.triggers import departement_of_the_dwelling, departements_of_new_dwellings
from territories.models import Commune


class OfferLocation(models.Model):
    """Commune and quarter show in lists; residence, address, door and photos to few.

    `lat` and `lon` are the door's, in degrees, kept only within `radius_km` of the commune's centre; without them the
    dwelling is known by its commune alone. Lists, orders, verdicts and maps use the centre of the door's 1 km cell
    (territories.distance.snap_to_cell), never the door itself.
    """

    offer = models.OneToOneField(Offer, on_delete=models.CASCADE, primary_key=True, related_name="location")
    # Codes are looked up whole: without the second index, of their beginnings, that Django would add.
    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, null=True, verbose_name="commune", db_index=False)
    quarter = models.CharField("quartier", max_length=80, blank=True)
    residence = models.CharField("résidence", max_length=120, blank=True)
    address = models.CharField("adresse", max_length=200, blank=True)
    door = models.CharField("porte", max_length=40, blank=True)
    lat = models.FloatField("latitude", null=True, blank=True)
    lon = models.FloatField("longitude", null=True, blank=True)

    class Meta:
        verbose_name = "emplacement"
        verbose_name_plural = "emplacements"
        indexes = [models.Index(fields=["commune"], name="offer_location_commune")]
        constraints = [
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lon__isnull=True) | Q(lat__isnull=False, lon__isnull=False),
                name="location_both_coordinates",
            )
        ]
        triggers = [
            departement_of_the_dwelling("location_departement"),
            departements_of_new_dwellings("location_departements"),
        ]

    def __str__(self) -> str:
        return str(self.offer_id)


def photo_path(photo: "OfferPhoto", filename: str) -> str:
    """A random name: neither the dwelling nor the name that the agent's file had."""
    return f"{uuid.uuid4().hex}.jpg"


class OfferPhoto(PublicIdModel):
    location = models.ForeignKey(OfferLocation, on_delete=models.CASCADE, related_name="photos")
    image = models.FileField(upload_to=photo_path)
    position = models.PositiveSmallIntegerField("ordre", default=0)

    class Meta:
        verbose_name = "photo"
        verbose_name_plural = "photos"

    def __str__(self) -> str:
        return str(self.id)
