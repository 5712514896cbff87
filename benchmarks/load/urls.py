"""The site's addresses, and an empty page of its own layout: what any page costs before it says anything."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path

from accounts.permissions import requires_member
from accounts.requests import MemberRequest
from passlogement.urls import handler404
from passlogement.urls import urlpatterns as of_the_site

__all__ = ["handler404", "urlpatterns"]


@requires_member
def empty(request: MemberRequest) -> HttpResponse:
    return render(request, "load/empty.html")


urlpatterns = [path("vide/", empty), *of_the_site]
