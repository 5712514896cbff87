"""What happened to a need, one typed row a move, in clear columns alone: reports count needs after their purge too."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from associations.models.association import Association
from common.housing import SolutionType, Typology
from common.models import PublicIdModel, append_only


class NeedMove(models.TextChoices):
    OPENED = "ouvert", "Décrit"
    CHANGED = "change", "Changé"
    HOUSED = "reloge", "Relogé"
    CLOSED = "clos", "Clos"


class NeedEvent(PublicIdModel):
    """`need` is Household.need_ref, which goes with the household: nothing then says whose need it was.

    `on` is the day it happened, `at` when the platform learned it. What is asked is as of the event.
    """

    need = models.UUIDField("besoin")
    at = models.DateTimeField("su le")
    on = models.DateField("daté du")
    move = models.CharField("mouvement", max_length=6, choices=NeedMove)
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+")
    typologies = ArrayField(models.CharField(max_length=5, choices=Typology), verbose_name="typologies")
    departements = ArrayField(models.CharField(max_length=3), verbose_name="départements")
    solution_types = ArrayField(
        models.CharField(max_length=20, choices=SolutionType), verbose_name="types de solution", default=list
    )
    people = models.PositiveSmallIntegerField("personnes")

    class Meta:
        verbose_name = "mouvement de besoin"
        verbose_name_plural = "mouvements de besoins"
        indexes = [models.Index(fields=["need", "on"], name="need_event_of")]
        triggers = [append_only("need_event_append_only")]

    def __str__(self) -> str:
        return f"{self.get_move_display()}, {self.on:%d/%m/%Y}"
