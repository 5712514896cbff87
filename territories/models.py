"""Régions, départements and communes: INSEE's official geographic code (COG), loaded by `load_territories`."""

from django.db import models


class Region(models.Model):
    code = models.CharField("code", max_length=3, primary_key=True)
    name = models.CharField("nom", max_length=80)

    class Meta:
        verbose_name = "région"
        verbose_name_plural = "régions"

    def __str__(self) -> str:
        return self.name


class Departement(models.Model):
    code = models.CharField("code", max_length=3, primary_key=True)
    name = models.CharField("nom", max_length=80)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, null=True, verbose_name="région")

    class Meta:
        verbose_name = "département"
        verbose_name_plural = "départements"

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class Commune(models.Model):
    """A commune, or one of the 45 arrondissements of Paris, Lyon and Marseille.

    Dwellings refer to it. Places of a search or of a household never do: they live in the index of
    `territories.communes`, which no query touches.
    """

    code = models.CharField("code INSEE", max_length=5, primary_key=True)
    name = models.CharField("nom", max_length=100)
    departement = models.ForeignKey(Departement, on_delete=models.PROTECT, null=True, verbose_name="département")
    lat = models.FloatField("latitude", null=True)
    lon = models.FloatField("longitude", null=True)
    radius_km = models.FloatField("rayon (km)", null=True)

    class Meta:
        verbose_name = "commune"
        verbose_name_plural = "communes"

    def __str__(self) -> str:
        return self.name
