"""What the tests of home pages share."""

from django.test import Client
from django.utils import timezone

from matching.models import Candidature, CandidatureState


def home(client: Client) -> str:
    """The home page of this reader."""
    response = client.get("/")
    assert response.status_code == 200
    return response.content.decode()


def transmit(candidature: Candidature) -> Candidature:
    candidature.state = CandidatureState.TRANSMITTED
    candidature.transmitted_at = timezone.now()
    candidature.save()
    return candidature
