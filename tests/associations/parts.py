"""The parts of a file: their addresses, and sending one."""

from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from associations.models import Household


def part(household: Household, name: str, slug: str = "") -> str:
    """Address of a part; `slug` for those that are sections."""
    return reverse(f"associations:{name}", args=[household.id, slug] if slug else [household.id])


def send(client: Client, address: str, typed: dict[str, Any]) -> str:
    """Posts, asserts that it was kept, gives the page that follows."""
    response = client.post(address, typed, follow=True)
    assert response.redirect_chain, strip_tags(response.content.decode())
    return response.content.decode()
