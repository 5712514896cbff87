"""The landing page of each role, and the pages that stand apart from any role."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def index(request: HttpRequest) -> HttpResponse:
    """« À faire »: what waits for this reader today."""
    return render(request, "home/nobody.html")


@login_not_required
def legal(request: HttpRequest) -> HttpResponse:
    """Data sources, personal data, accessibility."""
    return render(request, "mentions.html")


@login_not_required
def pause(request: HttpRequest) -> HttpResponse:
    """Where « Quitter rapidement » leads: a page that says nothing of the platform."""
    return render(request, "home/pause.html")
