"""Gestures of a decision of two people, as its pages post them."""

from datetime import timedelta

import time_machine
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Decision, Membership

LIST = reverse("accounts:decisions")


def ask(client: Client, membership: Membership) -> Decision | None:
    client.post(reverse("accounts:ask_reset", args=[membership.id]))
    return Decision.objects.order_by("-asked_at", "id").first()


def confirm(client: Client, decision: Decision | None) -> str:
    assert decision is not None
    address = reverse("accounts:confirm_decision", args=[decision.id])
    return client.post(address, follow=True).content.decode()


def later(hours: int) -> time_machine.travel:
    return time_machine.travel(timezone.now() + timedelta(hours=hours), tick=False)


def has_factor(member: Membership) -> bool:
    return Authenticator.objects.filter(user=member.user).exists()
