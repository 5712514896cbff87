"""Results as they were published: typed with their source, never computed."""

from django.db import models

from conventions.models.convention import Convention


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
