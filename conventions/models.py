"""Conventions: what landlords promised, for how long, and the results published for them."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from accounts.models import Organisation, User
from common.models import PublicIdModel, append_only
from territories.models import Region


class ConventionQuerySet(models.QuerySet["Convention"]):
    def running_on(self, day: date) -> "ConventionQuerySet":
        return self.filter(starts_on__lte=day, ends_on__gte=day)

    def of_landlord(self, organisation_id: UUID, day: date) -> "ConventionQuerySet":
        """Those running on a day that a landlord had signed by then."""
        signed = Signatory.objects.filter(organisation=organisation_id, signed_on__lte=day)
        return self.running_on(day).filter(id__in=signed.values("convention_id"))


class Convention(PublicIdModel):
    name = models.CharField("nom", max_length=250)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, null=True, verbose_name="région")
    signed_on = models.DateField("signée le")
    starts_on = models.DateField("du")
    ends_on = models.DateField("au")
    note = models.CharField("note", max_length=250, blank=True)
    automatic_order = models.BooleanField("l’ordre proposé part seul après un jour ouvré", default=False)

    objects: ClassVar[ConventionQuerySet] = ConventionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "convention"
        verbose_name_plural = "conventions"
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="convention_period"),
            models.UniqueConstraint(fields=["name", "signed_on"], name="convention_unique"),
        ]

    def __str__(self) -> str:
        return self.name


class Signatory(models.Model):
    convention = models.ForeignKey(Convention, on_delete=models.CASCADE, related_name="signatories")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="signatures")
    signed_on = models.DateField("signataire depuis le")

    class Meta:
        verbose_name = "signataire"
        verbose_name_plural = "signataires"
        constraints = [models.UniqueConstraint(fields=["convention", "organisation"], name="signatory_once")]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.signed_on:%d/%m/%Y}"


class SwitchChange(models.Model):
    """Who let, or no longer let, the proposed order leave by itself, and when."""

    convention = models.ForeignKey(Convention, on_delete=models.PROTECT, related_name="switch_changes")
    at = models.DateTimeField("le", auto_now_add=True)
    automatic_order = models.BooleanField("l’ordre proposé part seul")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="par")

    class Meta:
        verbose_name = "réglage de convention"
        verbose_name_plural = "réglages de conventions"
        triggers = [append_only("switch_change_append_only")]

    def __str__(self) -> str:
        return f"{self.convention}, {self.at:%d/%m/%Y}"


class Channel(models.TextChoices):
    PLATFORM = "platform", "Logements mis sur la plateforme"
    INTERPELLATION = "interpellation", "Relogements sur demande"


class Commitment(models.Model):
    """A yearly quantity promised. Published figures conflict: each is kept with its source, one is retained."""

    convention = models.ForeignKey(Convention, on_delete=models.CASCADE, related_name="commitments")
    bailleur = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, help_text="Vide : engagement collectif."
    )
    channel = models.CharField("voie", max_length=15, choices=Channel)
    quantity = models.PositiveIntegerField("quantité par an")
    source = models.CharField("source", max_length=250)
    retained = models.BooleanField("retenu", default=False)

    class Meta:
        verbose_name = "engagement"
        verbose_name_plural = "engagements"
        constraints = [
            models.UniqueConstraint(
                fields=["convention", "bailleur", "channel"],
                condition=Q(retained=True),
                nulls_distinct=False,
                name="commitment_one_retained",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} : {self.quantity} par an"


class PublishedResult(models.Model):
    """A result as it was published, women and children rehoused: typed with its source, never computed."""

    convention = models.ForeignKey(Convention, on_delete=models.CASCADE, related_name="published_results")
    period = models.CharField("période", max_length=60)
    women = models.PositiveIntegerField("femmes")
    children = models.PositiveIntegerField("enfants")
    source = models.CharField("source", max_length=250)

    class Meta:
        verbose_name = "résultat publié"
        verbose_name_plural = "résultats publiés"
        constraints = [models.UniqueConstraint(fields=["convention", "period"], name="published_result_once")]

    def __str__(self) -> str:
        return f"{self.period} : {self.women} femmes, {self.children} enfants"
