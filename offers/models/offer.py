"""Dwellings on offer: the facts. Where a dwelling stands is apart (offers.models.location), with its own readers."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Count, F, Q

from accounts.authors import Author
from bailleurs.models import Bailleur
from common.housing import Contingent, Financing, SolutionType, Typology
from common.models import PublicIdModel
from offers.models.triggers import departement_of_the_commune

MAX_RENT_CENTS = 300_000
SURFACES_M2 = (9, 400)
# What a card is made of (offers.cards).
CARD_FIELDS = (
    "typology",
    "surface_m2",
    "floor",
    "lift",
    "solution_type",
    "total_rent_cents",
    "available_on",
    "closes_at",
    "location__quarter",
    "location__commune__name",
)


class OfferState(models.TextChoices):
    DRAFT = "draft", "Brouillon"
    PUBLISHED = "published", "Publié"
    CLOSED = "closed", "Clos"
    # An answer to a need (matching.models.need_answer): shown to the association that asked, to nobody else.
    RESERVED = "reserved", "Réservé"
    WITHDRAWN = "withdrawn", "Retiré"


class WithdrawalReason(models.TextChoices):
    LET_ELSEWHERE = "attribue_ailleurs", "Attribué par une autre voie"
    WORKS = "travaux", "Travaux imprévus"
    TENANT_STAYS = "conge_annule", "Congé annulé par le locataire"
    SOLD = "vendu", "Vendu ou sorti du parc"
    MISTAKE = "erreur", "Publié par erreur"
    OTHER = "autre", "Autre motif"


class Heating(models.TextChoices):
    INDIVIDUAL_GAS = "individuel_gaz", "Individuel, gaz"
    INDIVIDUAL_ELECTRIC = "individuel_electrique", "Individuel, électrique"
    COLLECTIVE = "collectif", "Collectif"
    DISTRICT = "reseau", "Réseau de chaleur"
    OTHER = "autre", "Autre"


class Occupancy(models.TextChoices):
    FREE = "libre", "Libre"
    OCCUPIED = "occupe", "Occupé, congé donné"
    WORKS = "travaux", "En travaux"


class Dpe(models.TextChoices):
    """Energy label."""

    A = "A", "A"
    B = "B", "B"
    C = "C", "C"
    D = "D", "D"
    E = "E", "E"
    F = "F", "F"
    G = "G", "G"


class OfferQuerySet(models.QuerySet["Offer"]):
    def owned_by(self, reader: Author) -> "OfferQuerySet":
        """The dwellings of a landlord's own staff, or of its software."""
        return self.filter(bailleur_id=reader.organisation_id)

    def open_at(self, now: datetime) -> "OfferQuerySet":
        """What associations see as open: listed since publication until its closing or the nightly release.

        `listed` and not `state`: a withdrawal or a transmission must not show before the release (design.md 5).
        """
        return self.filter(listed=True, closes_at__gt=now)

    def due_for_closing(self, now: datetime) -> "OfferQuerySet":
        return self.filter(state=OfferState.PUBLISHED, closes_at__lte=now)

    def not_ended(self) -> "OfferQuerySet":
        return self.filter(ended_at__isnull=True)

    def matching(self, text: str) -> "OfferQuerySet":
        """Those whose reference, residence, address or commune holds the text; all of them for an empty text."""
        if not text:
            return self
        return self.filter(
            Q(reference__icontains=text)
            | Q(location__residence__icontains=text)
            | Q(location__address__icontains=text)
            | Q(location__commune__name__icontains=text)
        )

    def in_residence(self, name: str) -> "OfferQuerySet":
        return self.filter(location__residence__iexact=name.strip())

    def count_by_state(self) -> dict[str, int]:
        return dict(self.order_by().values_list("state").annotate(Count("id")))

    def with_location(self) -> "OfferQuerySet":
        return self.select_related("location__commune")

    def for_cards(self) -> "OfferQuerySet":
        """With what a list of cards shows and nothing more: neither address nor door nor position leaves the base."""
        return self.select_related("location__commune").only(*CARD_FIELDS)

    def latest_first(self) -> "OfferQuerySet":
        return self.order_by("-created_at", "id")


class Offer(PublicIdModel):
    """A dwelling on offer. Money in cents a month, surface in m²."""

    # Found by `offer_bailleur_state` below: one index fewer to write for each dwelling of an import.
    bailleur = models.ForeignKey(
        Bailleur, on_delete=models.PROTECT, related_name="offers", verbose_name="bailleur", db_index=False
    )
    reference = models.CharField("référence du logement", max_length=40)
    state = models.CharField("état", max_length=10, choices=OfferState, default=OfferState.DRAFT)
    listed = models.BooleanField("montré aux associations", default=False)
    withdrawal_reason = models.CharField("motif du retrait", max_length=20, choices=WithdrawalReason, blank=True)

    # Of its commune, kept by the database (offers.models.triggers): a list narrows by it without reading positions.
    departement = models.CharField("département", max_length=3, null=True, editable=False)
    typology = models.CharField("typologie", max_length=5, choices=Typology)
    surface_m2 = models.DecimalField("surface (m²)", max_digits=5, decimal_places=1, null=True)
    floor = models.SmallIntegerField("étage", null=True)
    lift = models.BooleanField("ascenseur", default=False)
    step_free = models.BooleanField("accessible sans marche", default=False)
    financing = models.CharField("financement", max_length=12, choices=Financing)
    contingent = models.CharField("réservataire", max_length=22, choices=Contingent)
    rent_cents = models.PositiveIntegerField("loyer hors charges", null=True)
    annex_rent_cents = models.PositiveIntegerField("loyer annexe", default=0)
    charges_cents = models.PositiveIntegerField("charges", null=True)
    total_rent_cents = models.GeneratedField(
        expression=F("rent_cents") + F("annex_rent_cents") + F("charges_cents"),
        output_field=models.PositiveIntegerField("loyer charges comprises"),
        db_persist=True,
    )
    heating = models.CharField("chauffage", max_length=24, choices=Heating, blank=True)
    heating_cost_cents = models.PositiveIntegerField("coût mensuel du chauffage", null=True, blank=True)
    water_cost_cents = models.PositiveIntegerField("coût mensuel de l’eau", null=True, blank=True)
    dpe = models.CharField("DPE", max_length=1, choices=Dpe, blank=True)
    in_qpv = models.BooleanField("en quartier prioritaire (QPV)", default=False)
    occupancy = models.CharField("occupation", max_length=10, choices=Occupancy, default=Occupancy.FREE)
    available_on = models.DateField("disponible le", null=True)
    visit_contact = models.CharField("contact pour la visite", max_length=120, blank=True)
    visit_slots = models.CharField("créneaux de visite", max_length=250, blank=True)
    solution_type = models.CharField(
        "solution", max_length=20, choices=SolutionType, default=SolutionType.DIRECT_LEASE
    )
    wanted_candidatures = models.PositiveSmallIntegerField("candidatures souhaitées", default=3)
    closes_at = models.DateTimeField("clôture", null=True)
    caleol_on = models.DateField("date de CALEOL", null=True, blank=True)

    created_at = models.DateTimeField("créé le", auto_now_add=True)
    published_at = models.DateTimeField("publié le", null=True)
    # Set by matching with the first file that left for it: what must not change from then on asks here.
    first_transmitted_at = models.DateTimeField("première transmission le", null=True)
    ended_at = models.DateTimeField("terminé le", null=True)

    objects: ClassVar[OfferQuerySet] = OfferQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "logement"
        verbose_name_plural = "logements"
        constraints = [
            # An ended reference may be offered again: it opens a new draft and never touches the old one.
            # A draft may wait for its reference.
            models.UniqueConstraint(
                fields=["bailleur", "reference"],
                condition=Q(ended_at__isnull=True) & ~Q(reference=""),
                name="offer_reference_unique",
            ),
            models.CheckConstraint(
                condition=Q(rent_cents__isnull=True) | Q(rent_cents__lte=MAX_RENT_CENTS), name="offer_rent"
            ),
            models.CheckConstraint(
                condition=Q(surface_m2__isnull=True) | Q(surface_m2__range=SURFACES_M2), name="offer_surface"
            ),
            models.CheckConstraint(
                condition=Q(state=OfferState.DRAFT)
                | Q(
                    ~Q(reference=""),
                    surface_m2__isnull=False,
                    floor__isnull=False,
                    rent_cents__isnull=False,
                    charges_cents__isnull=False,
                    available_on__isnull=False,
                    closes_at__isnull=False,
                )
                # What was only ever reserved was never published, withdrawn or not.
                & (Q(published_at__isnull=False) | Q(state__in=(OfferState.RESERVED, OfferState.WITHDRAWN))),
                name="offer_complete_once_published",
            ),
        ]
        indexes = [
            models.Index(fields=["closes_at"], condition=Q(listed=True), name="offer_listed"),
            models.Index(
                fields=["departement", "typology"], condition=Q(listed=True), name="offer_listed_departement"
            ),
            models.Index(fields=["bailleur", "state"], name="offer_bailleur_state"),
        ]
        triggers = [departement_of_the_commune("offer_departement")]

    def __str__(self) -> str:
        return self.reference
