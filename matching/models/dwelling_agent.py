"""The people of a landlord who answer for a dwelling: they alone may see a registration number (design.md 5, NUR)."""

from django.db import models

from accounts.models import User
from offers.models import Offer

MOST_AGENTS = 3


class DwellingAgent(models.Model):
    """At most three a dwelling, its publisher first."""

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="agents")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="agent")
    named_at = models.DateTimeField("depuis", auto_now_add=True)

    class Meta:
        verbose_name = "agent nommé"
        verbose_name_plural = "agents nommés"
        constraints = [models.UniqueConstraint(fields=["offer", "user"], name="dwelling_agent_once")]

    def __str__(self) -> str:
        return str(self.offer_id)
