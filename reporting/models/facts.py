"""Facts that indicators count: views of append-only moves (reporting/migrations/0002_facts.py), read, never written.

`known_at` and its like are when the platform learned a fact; days are those of Paris.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class PutDwelling(models.Model):
    """A dwelling first published. `again`: it had been put, then withdrawn, within the twelve months before."""

    offer_id = models.UUIDField(primary_key=True)
    known_at = models.DateTimeField()
    put_at = models.DateTimeField()
    put_on = models.DateField()
    bailleur_id = models.UUIDField()
    reference = models.CharField(max_length=40)
    departement = models.CharField(max_length=3)
    typology = models.CharField(max_length=5)
    financing = models.CharField(max_length=12)
    contingent = models.CharField(max_length=22)
    solution_type = models.CharField(max_length=20)
    closed_at = models.DateTimeField(null=True)
    closed_on = models.DateField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_on = models.DateField(null=True)
    withdrawal_known_at = models.DateTimeField(null=True)
    again = models.BooleanField()

    class Meta:
        managed = False
        db_table = "reporting_put"
        verbose_name = "logement mis à disposition"
        verbose_name_plural = "logements mis à disposition"

    def __str__(self) -> str:
        return str(self.offer_id)


class Rehousing(models.Model):
    """A rehousing, on the platform or declared and confirmed: `id` is that of its request, or declaration."""

    id = models.UUIDField(primary_key=True)
    source = models.CharField(max_length=8)
    known_at = models.DateTimeField()
    entered_on = models.DateField()
    channel = models.CharField(max_length=15)
    bailleur_id = models.UUIDField()
    association_id = models.UUIDField(null=True)
    departement = models.CharField(max_length=3)
    typology = models.CharField(max_length=5)
    solution_type = models.CharField(max_length=20)
    departement_of_origin = models.CharField(max_length=3)
    women = models.PositiveSmallIntegerField()
    children = models.PositiveSmallIntegerField()

    class Meta:
        managed = False
        db_table = "reporting_rehousing"
        verbose_name = "relogement"
        verbose_name_plural = "relogements"

    def __str__(self) -> str:
        return str(self.id)


class DwellingClosing(models.Model):
    """A dwelling that closed, when it first did."""

    offer_id = models.UUIDField(primary_key=True)
    known_at = models.DateTimeField()
    closed_on = models.DateField()
    bailleur_id = models.UUIDField()
    departement = models.CharField(max_length=3)
    typology = models.CharField(max_length=5)

    class Meta:
        managed = False
        db_table = "reporting_closing"
        verbose_name = "logement clos"
        verbose_name_plural = "logements clos"

    def __str__(self) -> str:
        return str(self.offer_id)


class SentRequest(models.Model):
    """A request of a dwelling, when it was first sent. `put_at`: when its dwelling was; NULL for one only reserved."""

    id = models.UUIDField(primary_key=True)
    offer_id = models.UUIDField()
    bailleur_id = models.UUIDField()
    association_id = models.UUIDField(null=True)
    departement = models.CharField(max_length=3)
    typology = models.CharField(max_length=5)
    channel = models.CharField(max_length=15)
    known_at = models.DateTimeField()
    requested_on = models.DateField()
    put_at = models.DateTimeField(null=True)

    class Meta:
        managed = False
        db_table = "reporting_request"
        verbose_name = "demande de logement"
        verbose_name_plural = "demandes de logements"

    def __str__(self) -> str:
        return str(self.id)


class CommitteeDecision(models.Model):
    """A request that a committee decided on. `id`, here and below, is that of the request."""

    id = models.UUIDField(primary_key=True)
    offer_id = models.UUIDField()
    bailleur_id = models.UUIDField()
    association_id = models.UUIDField(null=True)
    departement = models.CharField(max_length=3)
    typology = models.CharField(max_length=5)
    known_at = models.DateTimeField()
    decision = models.CharField(max_length=24)
    decided_on = models.DateField(null=True)
    requested_on = models.DateField(null=True)

    class Meta:
        managed = False
        db_table = "reporting_decision"
        verbose_name = "décision de CALEOL"
        verbose_name_plural = "décisions de CALEOL"

    def __str__(self) -> str:
        return str(self.id)


class Letting(models.Model):
    """A dwelling let to a request: by its lease, or the keys where there is none."""

    id = models.UUIDField(primary_key=True)
    offer_id = models.UUIDField()
    bailleur_id = models.UUIDField()
    departement = models.CharField(max_length=3)
    typology = models.CharField(max_length=5)
    known_at = models.DateTimeField()
    let_on = models.DateField()
    lease_signed_on = models.DateField(null=True)
    decided_on = models.DateField(null=True)

    class Meta:
        managed = False
        db_table = "reporting_letting"
        verbose_name = "attribution suivie d’un bail"
        verbose_name_plural = "attributions suivies d’un bail"

    def __str__(self) -> str:
        return str(self.id)


class RequestStep(models.Model):
    """A move of a request: `step` is where it led."""

    id = models.BigIntegerField(primary_key=True)
    request_id = models.UUIDField()
    offer_id = models.UUIDField()
    step = models.CharField(max_length=16)
    known_at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = "reporting_step"
        verbose_name = "étape de demande"
        verbose_name_plural = "étapes de demandes"

    def __str__(self) -> str:
        return str(self.id)


class OfferIssue(models.Model):
    """How a notified offer first ended: "accepted", "refused", "lapsed" (ten days of silence), "ended" otherwise.

    `reason`: the shared one of a refusal, a silence among them.
    """

    id = models.UUIDField(primary_key=True)
    offer_id = models.UUIDField()
    bailleur_id = models.UUIDField()
    association_id = models.UUIDField(null=True)
    departement = models.CharField(max_length=3)
    typology = models.CharField(max_length=5)
    issue = models.CharField(max_length=16)
    reason = models.CharField(max_length=28)
    known_at = models.DateTimeField()
    issue_on = models.DateField()

    class Meta:
        managed = False
        db_table = "reporting_issue"
        verbose_name = "issue d’offre notifiée"
        verbose_name_plural = "issues d’offres notifiées"

    def __str__(self) -> str:
        return str(self.id)


class NeedFact(models.Model):
    """What happened to a need. `typology`: the smallest that it names."""

    id = models.UUIDField(primary_key=True)
    need = models.UUIDField()
    move = models.CharField(max_length=6)
    on = models.DateField()
    known_at = models.DateTimeField()
    association_id = models.UUIDField()
    typologies = ArrayField(models.CharField(max_length=5))
    departements = ArrayField(models.CharField(max_length=3))
    solution_types = ArrayField(models.CharField(max_length=20))
    people = models.PositiveSmallIntegerField()
    typology = models.CharField(max_length=5)

    class Meta:
        managed = False
        db_table = "reporting_need"
        verbose_name = "besoin"
        verbose_name_plural = "besoins"

    def __str__(self) -> str:
        return str(self.id)


class SlidingFact(models.Model):
    """A beginning or an end of a bail glissant."""

    id = models.BigIntegerField(primary_key=True)
    lease_id = models.UUIDField()
    move = models.CharField(max_length=10)
    end = models.CharField(max_length=10)
    on = models.DateField()
    known_at = models.DateTimeField()
    bailleur_id = models.UUIDField()
    departement = models.CharField(max_length=3)
    typology = models.CharField(max_length=5)
    association_id = models.UUIDField(null=True)

    class Meta:
        managed = False
        db_table = "reporting_sliding"
        verbose_name = "début ou fin de bail glissant"
        verbose_name_plural = "débuts et fins de baux glissants"

    def __str__(self) -> str:
        return str(self.id)
