"""What landlords are told of the network's needs: one bit a published dwelling, as of the nightly release."""

from typing import ClassVar

from django.db import models

from offers.models import Offer


class ReleasedNeedQuerySet(models.QuerySet["ReleasedNeed"]):
    def of(self, offer: Offer) -> "ReleasedNeedQuerySet":
        return self.filter(offer=offer)


class ReleasedNeed(models.Model):
    """At least 5 households matched the dwelling on clear columns, the night of `on`; below 5 there is no row."""

    offer = models.OneToOneField(Offer, on_delete=models.CASCADE, primary_key=True, related_name="+")
    on = models.DateField("au")

    objects: ClassVar[ReleasedNeedQuerySet] = ReleasedNeedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "besoin connu"
        verbose_name_plural = "besoins connus"

    def __str__(self) -> str:
        return f"{self.offer_id}, {self.on:%d/%m/%Y}"
