"""Where a household lives when it asks for a dwelling (domain.md 2)."""

from django.db import models


class Situation(models.TextChoices):
    HOME = "domicile", "Au domicile"
    RELATIVES = "tiers", "Chez un tiers"
    HOTEL = "hotel", "À l’hôtel"
    CHU = "chu", "Hébergement d’urgence (CHU)"
    CHRS = "chrs", "CHRS"
    ALT = "alt", "Logement ALT"
    RESIDENCE = "residence_sociale", "Résidence sociale"
    OTHER = "autre", "Autre"
