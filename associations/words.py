"""The closed lists of a household's file and the words that say them. Sources: domain.md 2, 3.3 and 7."""

from django.db import models


class Tie(models.TextChoices):
    """Who owns or rents what with him. An ordonnance de protection lifts the refusal of an owner (L441-2-2)."""

    NONE = "aucun", "Rien en commun"
    COTENANT = "cotitulaire", "Cotitulaire du bail avec lui"
    TENANT = "titulaire", "Seule titulaire du bail"
    HIS_LEASE = "bail_lui", "Bail à son nom à lui"
    COOWNER = "coproprietaire", "Copropriétaire avec lui"
    OWNER = "proprietaire", "Seule propriétaire"


class Debts(models.TextChoices):
    NONE = "aucune", "Aucune dette"
    PLAN = "plan", "Des dettes, avec un plan d’apurement"
    NO_PLAN = "sans_plan", "Des dettes, sans plan"


class ResidenceRight(models.TextChoices):
    EUROPEAN = "fr_ue", "Nationalité française ou de l’Union européenne"
    PERMIT = "titre", "Titre de séjour en cours de validité"
    RECEIPT = "recepisse", "Récépissé de demande ou de renouvellement"
    NONE = "en_demarche", "Démarche en cours"


class Label(models.TextChoices):
    DALO = "DALO", "DALO"
    SYPLO = "SYPLO", "SYPLO"
    ACD = "ACD", "Accord collectif (ACD)"
    PDALHPD = "PDALHPD", "PDALHPD"


class PlaceKind(models.TextChoices):
    WORK = "travail", "Travail"
    SCHOOL = "ecole", "École ou crèche"
    CARE = "soins", "Soins"


class Side(models.TextChoices):
    """Whose zone it is. No name: it would be personal data of somebody who is not asked."""

    HIM = "lui", "Lui"
    FAMILY = "famille", "Sa famille"
    FRIENDS = "proches", "Ses proches"
    WORK = "travail", "Son travail"
    OTHER = "autre", "Autre"


class SneCheckItem(models.TextChoices):
    """What is verified in the national register before anything leaves (design.md 5, "NUR")."""

    OWN_REQUEST = "demande_propre", "La demande est à elle seule"
    MAIL = "courrier", "Le courrier arrive à l’adresse de l’association"
    EMAIL = "mail_telephone", "L’adresse électronique et le téléphone lui sont inconnus, à lui"
    PASSWORD = "mot_de_passe", "Le mot de passe a été changé"
    CO_APPLICANT = "codemandeur", "Il n’est plus codemandeur"


class ConsentKind(models.TextChoices):
    CARD = "fiche", "Envoyer la fiche anonyme à des bailleurs"
    FILE = "dossier", "Transmettre le dossier au bailleur d’un logement demandé"


class ConsentTo(models.TextChoices):
    REQUESTED = "demande", "Le bailleur du logement demandé"
    WANTED = "departements", "Les bailleurs des départements souhaités"
    FEDERATION = "federation", "La fédération"


class EmergencyReason(models.TextChoices):
    DANGER = "danger", "Danger immédiat"
    DEADLINE = "delai", "Réponse urgente, référente injoignable"
    CALL = "appel", "Elle appelle, référente absente"
    ERROR = "erreur", "Correction urgente d’une erreur"
