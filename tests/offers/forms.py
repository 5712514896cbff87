"""What an agent types for a dwelling."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from offers.models import Offer

NEW = "/bailleur/logements/nouveau/"
LIST = "/bailleur/logements/"


def typed(**changed: Any) -> dict[str, Any]:
    """The eleven required fields, as they are typed; None leaves a field out."""
    today = timezone.localdate()
    fields = {
        "draft": str(uuid4()),
        "reference": "UG-1042",
        "residence": "Les Tilleuls",
        "address": "12 rue des Arts",
        "commune": "Roubaix (59)",
        "typology": "T3",
        "surface_m2": "62,5",
        "floor": "3",
        "rent_cents": "512,40",
        "charges_cents": "100 €",
        "financing": "PLAI",
        "contingent": "ETAT_PRIORITAIRE",
        "available_on": (today + timedelta(days=20)).isoformat(),
        "closes_on": (today + timedelta(days=7)).isoformat(),
    }
    return {name: value for name, value in {**fields, **changed}.items() if value is not None}


def page_of(offer: Offer) -> str:
    return reverse("offers:own_offer", args=[offer.id])


def save(client: Client, **changed: Any) -> Any:
    return client.post(NEW, typed(**changed) | {"enregistrer": "1"})


def publish(client: Client, **changed: Any) -> Any:
    return client.post(NEW, typed(**changed) | {"publier": "1"})
