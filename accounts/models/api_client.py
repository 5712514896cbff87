"""The software of an organisation, as a client of the REST API.

Its secret and its tokens are allauth's (`allauth.idp.oidc`, OAuth 2 client credentials): whose it is, what it was used
for and when it stopped are here.
"""

from datetime import datetime
from typing import ClassVar

from allauth.idp.oidc.models import Client
from django.db import models
from django.db.models import F

from accounts.models.membership import Membership
from accounts.models.organisation import Organisation, OrganisationKind
from accounts.models.user import User
from common.models import PublicIdModel


class Scope(models.TextChoices):
    """What a client may do. The values stand in its requests for a token."""

    READ_DWELLINGS = "logements:lire", "Lire vos logements"
    WRITE_DWELLINGS = "logements:ecrire", "Créer, corriger, publier et retirer vos logements"
    READ_CANDIDATURES = "candidatures:lire", "Lire l’état des demandes qui vous sont transmises"
    READ_NEEDS = "besoins:lire", "Lire les demandes qui vous sont adressées"
    ANSWER_NEEDS = "besoins:repondre", "Répondre à ces demandes, leur réserver un logement"
    READ_REHOUSINGS = "relogements:lire", "Lire les relogements déclarés avec vous"
    DECLARE_REHOUSINGS = "relogements:declarer", "Déclarer un relogement"
    READ_RESULTS = "engagements:lire", "Lire vos engagements et vos résultats"
    READ_FIGURES = "chiffres:lire", "Lire les rapports publiés et les chiffres publics"


SCOPES_OF_KIND: dict[str, tuple[Scope, ...]] = {
    OrganisationKind.BAILLEUR: (
        Scope.READ_DWELLINGS,
        Scope.WRITE_DWELLINGS,
        Scope.READ_CANDIDATURES,
        Scope.READ_NEEDS,
        Scope.ANSWER_NEEDS,
        Scope.READ_REHOUSINGS,
        Scope.DECLARE_REHOUSINGS,
        Scope.READ_RESULTS,
    ),
    # An observatory: published reports and public figures, nothing else.
    OrganisationKind.PARTNER: (Scope.READ_FIGURES,),
}


class ApiClientQuerySet(models.QuerySet["ApiClient"]):
    def active(self) -> "ApiClientQuerySet":
        return self.filter(revoked_at__isnull=True)

    def in_use_first(self) -> "ApiClientQuerySet":
        return self.order_by(F("revoked_at").desc(nulls_first=True), "-created_at", "id")

    def managed_by(self, manager: Membership) -> "ApiClientQuerySet":
        """Those of the manager's own organisation; for the federation, those of observatories."""
        if manager.organisation.kind == OrganisationKind.FEDERATION:
            return self.filter(organisation__kind=OrganisationKind.PARTNER)
        return self.filter(organisation=manager.organisation_id)


class ApiClient(PublicIdModel):
    """`last_used_at` is to the minute: a read writes at most one line a minute."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="api_clients", verbose_name="organisation"
    )
    name = models.CharField("nom", max_length=80)
    # Gone with the revocation: its secret and its tokens are erased, what it did stays.
    credentials = models.OneToOneField(Client, on_delete=models.SET_NULL, null=True, related_name="api_client")
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="créé par")
    created_at = models.DateTimeField("créé le", auto_now_add=True)
    last_used_at = models.DateTimeField("dernier usage", null=True)
    revoked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField("révoqué le", null=True)

    objects: ClassVar[ApiClientQuerySet] = ApiClientQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "client de l’API"
        verbose_name_plural = "clients de l’API"
        indexes = [models.Index(fields=["organisation", "revoked_at"], name="api_client_organisation")]

    def __str__(self) -> str:
        return self.name

    @property
    def user(self) -> None:
        """Nobody: where a person signs an event, software leaves its own id (accounts.authors)."""
        return None

    @property
    def scope_labels(self) -> list[str]:
        granted = self.credentials.get_scopes() if self.credentials else []
        return [str(scope.label) for scope in Scope if scope.value in granted]


class IdempotencyRecordQuerySet(models.QuerySet["IdempotencyRecord"]):
    def older_than(self, moment: datetime) -> "IdempotencyRecordQuerySet":
        return self.filter(created_at__lt=moment)


class IdempotencyRecord(models.Model):
    """What was answered to a request that carried an `Idempotency-Key`, sealed, for 24 hours."""

    client = models.ForeignKey(ApiClient, on_delete=models.CASCADE, related_name="+")
    key_digest = models.BinaryField(max_length=32)
    # SHA-256 of method, address and content: the same key for something else is an error of the caller.
    asked = models.BinaryField(max_length=32)
    status = models.PositiveSmallIntegerField()
    sealed = models.BinaryField()
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    objects: ClassVar[IdempotencyRecordQuerySet] = IdempotencyRecordQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "réponse gardée"
        verbose_name_plural = "réponses gardées"
        constraints = [models.UniqueConstraint(fields=["client", "key_digest"], name="idempotency_key_once")]

    def __str__(self) -> str:
        return str(self.pk)
