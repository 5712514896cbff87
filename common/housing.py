"""The words of housing that a dwelling and a need share: typology, financing, contingent, solution. No rule here.

Sources: domain.md 2 (typologies: number of main rooms, T1bis has a separate kitchen; financings: the loan behind the
dwelling sets its income ceiling) and 3.7 (tenure solutions).
"""

from django.db import models


class Typology(models.TextChoices):
    T1 = "T1", "T1"
    T1BIS = "T1BIS", "T1 bis"
    T2 = "T2", "T2"
    T3 = "T3", "T3"
    T4 = "T4", "T4"
    T5 = "T5", "T5"
    T6 = "T6", "T6"
    T7P = "T7P", "T7 et plus"


class Financing(models.TextChoices):
    PLAI = "PLAI", "PLAI"
    PLAI_ADAPTE = "PLAI_ADAPTE", "PLAI adapté"
    PLUS = "PLUS", "PLUS"
    PLS = "PLS", "PLS"
    PLI = "PLI", "PLI"
    OTHER = "AUTRE", "Autre financement"


class Contingent(models.TextChoices):
    """The body entitled to propose candidates (réservataire)."""

    STATE_PRIORITY = "ETAT_PRIORITAIRE", "État, publics prioritaires"
    STATE_AGENTS = "ETAT_FONCTIONNAIRE", "État, agents publics"
    ACTION_LOGEMENT = "ACTION_LOGEMENT", "Action Logement"
    COMMUNE = "COMMUNE", "Commune"
    EPCI = "EPCI", "Intercommunalité"
    DEPARTEMENT = "DEPARTEMENT", "Département"
    REGION = "REGION", "Région"
    OTHER = "AUTRE", "Autre réservataire"
    UNRESERVED = "BAILLEUR_NON_RESERVE", "Bailleur, non réservé"


class SolutionType(models.TextChoices):
    DIRECT_LEASE = "BAIL_DIRECT", "Bail direct"
    GLISSANT_LEASE = "BAIL_GLISSANT", "Bail glissant"
    SUBLEASE = "SOUS_LOCATION", "Sous-location"
    ALT = "ALT", "ALT"
    EMERGENCY = "HEBERGEMENT_URGENCE", "Hébergement d’urgence"
    SHELTER = "MISE_A_L_ABRI", "Mise à l’abri"


class AgeBand(models.TextChoices):
    """Ages of children, in years."""

    B0_2 = "0-2", "0 à 2 ans"
    B3_5 = "3-5", "3 à 5 ans"
    B6_10 = "6-10", "6 à 10 ans"
    B11_17 = "11-17", "11 à 17 ans"
    ADULT = "18+", "18 ans et plus"
