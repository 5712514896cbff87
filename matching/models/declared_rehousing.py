"""A rehousing done outside the platform, declared by one side and confirmed by the other."""

from datetime import date, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q

from accounts.authors import Author
from accounts.models import Membership, Organisation, OrganisationKind, Role, User
from associations.models import Association
from bailleurs.models import Bailleur
from common.housing import SolutionType, Typology
from common.models import PublicIdModel
from conventions.models import Channel
from matching.models.candidature import new_reference

# The other side says yes or no within these days; later it still may, and the declaration says that it waits.
CONFIRM_WITHIN = timedelta(days=15)


class DeclaredState(models.TextChoices):
    DECLARED = "declared", "À confirmer"
    CONFIRMED = "confirmed", "Confirmé"
    DENIED = "denied", "Refusé"


class DeclaredRehousingQuerySet(models.QuerySet["DeclaredRehousing"]):
    def read_by(self, reader: Author) -> "DeclaredRehousingQuerySet":
        """Those of a landlord; of an association, all for its manager, one's own for a référente.

        What the others of her association did is not hers to read (design.md 1).
        """
        if reader.organisation.kind == OrganisationKind.BAILLEUR:
            return self.of_landlord(reader)
        if reader.organisation.kind != OrganisationKind.ASSOCIATION or not isinstance(reader, Membership):
            return self.none()
        theirs = self.filter(association=reader.organisation_id)
        if reader.role == Role.ASSOCIATION_MANAGER:
            return theirs
        return theirs.filter(declared_by=reader.user, declared_for=reader.organisation_id)

    def of_landlord(self, reader: Author) -> "DeclaredRehousingQuerySet":
        """Those of a landlord, for its staff or its software."""
        return self.filter(bailleur=reader.organisation_id)

    def to_answer_by(self, member: Membership) -> "DeclaredRehousingQuerySet":
        """Those that the other side declared and this one has not answered: of an association, its manager answers."""
        return self.read_by(member).filter(state=DeclaredState.DECLARED).exclude(declared_for=member.organisation_id)

    def standing(self) -> "DeclaredRehousingQuerySet":
        """Those that nobody said no to."""
        return self.exclude(state=DeclaredState.DENIED)

    def late_on(self, today: date) -> "DeclaredRehousingQuerySet":
        return self.filter(state=DeclaredState.DECLARED, answer_by__lt=today)


class DeclaredRehousing(PublicIdModel):
    """A month, a channel and counted people: no address, no code of a household. `month` is its first day."""

    reference = models.CharField("référence", max_length=7, unique=True, default=new_reference)
    bailleur = models.ForeignKey(Bailleur, on_delete=models.PROTECT, related_name="+", verbose_name="bailleur")
    association = models.ForeignKey(
        Association, on_delete=models.PROTECT, related_name="+", verbose_name="association"
    )
    month = models.DateField("mois d’entrée")
    channel = models.CharField("voie", max_length=15, choices=Channel, default=Channel.INTERPELLATION)
    typology = models.CharField("typologie", max_length=5, choices=Typology)
    departement = models.CharField("département", max_length=3)
    solution_type = models.CharField("solution", max_length=20, choices=SolutionType)
    women = models.PositiveSmallIntegerField("femmes", default=1)
    children = models.PositiveSmallIntegerField("enfants", default=0)
    # Which of several equal ones it is: the same facts are two rehousings only where whoever answers said so.
    number = models.PositiveSmallIntegerField("numéro", default=1)
    state = models.CharField("état", max_length=10, choices=DeclaredState, default=DeclaredState.DECLARED)
    declared_for = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="déclaré par"
    )
    declared_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    declared_at = models.DateTimeField("déclaré le")
    answer_by = models.DateField("à confirmer avant le")
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField("répondu le", null=True)

    objects: ClassVar[DeclaredRehousingQuerySet] = DeclaredRehousingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "relogement déclaré"
        verbose_name_plural = "relogements déclarés"
        constraints = [
            # Whatever is sent twice, or by both sides at once, is one rehousing: its writers count under a lock.
            models.UniqueConstraint(
                fields=[
                    "bailleur",
                    "association",
                    "month",
                    "channel",
                    "typology",
                    "departement",
                    "solution_type",
                    "women",
                    "children",
                    "number",
                ],
                condition=~Q(state=DeclaredState.DENIED),
                name="declared_rehousing_once",
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="declared_rehousing_month"),
            models.CheckConstraint(
                condition=Q(women__gte=1) & Q(women__lte=10) & Q(children__lte=15), name="declared_rehousing_people"
            ),
        ]
        indexes = [models.Index(fields=["state", "answer_by"], name="declared_rehousing_waiting")]

    def __str__(self) -> str:
        return self.reference
