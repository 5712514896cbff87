"""What happened to a dwelling, one typed row a move: reports are counted from them."""

from django.db import models

from accounts.models import ApiClient, Organisation, User
from common.models import append_only
from offers.models.offer import Offer, OfferState


class OfferTransition(models.Model):
    # Found by `offer_transition_offer` below.
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="transitions", db_index=False)
    at = models.DateTimeField("le")
    from_state = models.CharField("de", max_length=10, choices=OfferState, blank=True)
    to_state = models.CharField("à", max_length=10, choices=OfferState)
    # Nothing is looked for by who did it: an index each would cost every dwelling published.
    by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="par", db_index=False
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    # The software that did it, where no person did.
    client = models.ForeignKey(ApiClient, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    reason = models.CharField("motif", max_length=20, blank=True)

    class Meta:
        verbose_name = "mouvement de logement"
        verbose_name_plural = "mouvements de logements"
        indexes = [models.Index(fields=["offer", "at"], name="offer_transition_offer")]
        triggers = [append_only("offer_transition_append_only")]

    def __str__(self) -> str:
        return f"{self.from_state} → {self.to_state}"
