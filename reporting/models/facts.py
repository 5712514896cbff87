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


class SentRequest(models.Model):
    """A request of a dwelling, with the first date of each of its steps.

    `issue` of its notified offer: accepted, refused, lapsed (ten days of silence), ended otherwise, or "". It was
    `let` by a lease, or the keys where there is none.
    """

    id = models.UUIDField(primary_key=True)
    offer_id = models.UUIDField()
    bailleur_id = models.UUIDField()
    association_id = models.UUIDField(null=True)
    departement = models.CharField(max_length=3)
    typology = models.CharField(max_length=5)
    channel = models.CharField(max_length=15)
    known_at = models.DateTimeField()
    requested_at = models.DateTimeField()
    requested_on = models.DateField()
    put_at = models.DateTimeField(null=True)
    transmitted_at = models.DateTimeField(null=True)
    decision = models.CharField(max_length=24)
    decided_on = models.DateField(null=True)
    decision_known_at = models.DateTimeField(null=True)
    notified_on = models.DateField(null=True)
    notification_known_at = models.DateTimeField(null=True)
    issue = models.CharField(max_length=8)
    issue_reason = models.CharField(max_length=28)
    issue_known_at = models.DateTimeField(null=True)
    issue_on = models.DateField(null=True)
    lease_signed_on = models.DateField(null=True)
    entered_on = models.DateField(null=True)
    let_known_at = models.DateTimeField(null=True)
    let_on = models.DateField(null=True)

    class Meta:
        managed = False
        db_table = "reporting_request"
        verbose_name = "demande de logement"
        verbose_name_plural = "demandes de logements"

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
