"""The people who play: who they are, signed in with both factors taken as given, and what each may open and write."""

from dataclasses import dataclass, field
from random import Random

from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth import login
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.cached_db import SessionStore
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership, Organisation, OrganisationKind, Role, User
from accounts.sessions import SECOND_FACTOR
from associations.models import Household
from conventions.models import Convention
from matching.actions import request_dwelling
from matching.board import board
from matching.household_facts import facts_of
from matching.models import Candidature
from offers.models import Offer, OfferState
from reporting.models import Report

HOUSEHOLDS_EACH = 2
PAIRS_EACH = 8  # dwellings that may be asked for, of each household
ASKED_BEFORE = 2  # of which so many are asked for when the run begins
FEW = 20  # addresses of one page, for one person

KIND_OF_ROLE = {
    Role.CASEWORKER: OrganisationKind.ASSOCIATION,
    Role.ASSOCIATION_MANAGER: OrganisationKind.ASSOCIATION,
    Role.BAILLEUR_AGENT: OrganisationKind.BAILLEUR,
    Role.BAILLEUR_MANAGER: OrganisationKind.BAILLEUR,
    Role.FEDERATION: OrganisationKind.FEDERATION,
    Role.COORDINATOR: OrganisationKind.UNION,
    Role.PARTNER: OrganisationKind.PARTNER,
}
SAME_FOR_ALL = {"vide": "/vide/", "accueil": "/", "avis": "notifications:notices", "sessions": "accounts:sessions"}
PAGES_OF_ROLE: dict[Role, dict[str, str]] = {
    Role.CASEWORKER: {
        "recherche": "offers:search",
        "ménages": "associations:households",
        "nouveau ménage": "associations:new_household",
        "candidatures": "matching:candidatures",
        "besoins": "matching:needs",
        "relogements": "matching:rehousings",
    },
    Role.ASSOCIATION_MANAGER: {
        "recherche": "offers:search",
        "ménages (responsable)": "associations:households",
        "relogements": "matching:rehousings",
        "formations": "conventions:trainings",
        "rapports": "reporting:reports",
        "invitations": "accounts:invitations",
    },
    Role.BAILLEUR_AGENT: {
        "nos logements": "offers:own_offers",
        "nouveau logement": "offers:new_offer",
        "candidatures (bailleur)": "matching:candidatures",
        "besoins reçus": "matching:received_needs",
        "relogements": "matching:rehousings",
    },
    Role.BAILLEUR_MANAGER: {
        "nos logements": "offers:own_offers",
        "candidatures (bailleur)": "matching:candidatures",
        "besoins reçus": "matching:received_needs",
        "formations": "conventions:trainings",
        "rapports": "reporting:reports",
        "invitations": "accounts:invitations",
        "logiciels": "accounts:clients",
    },
    Role.FEDERATION: {
        "demandes": "matching:federation",
        "besoins (fédération)": "matching:federation_needs",
        "conventions": "conventions:conventions",
        "actions": "conventions:actions",
        "formations": "conventions:trainings",
        "rapports": "reporting:reports",
        "comités": "committees:committees",
        "plafonds": "associations:ceilings",
    },
    Role.COORDINATOR: {
        "union": "union",
        "conventions": "conventions:conventions",
        "actions": "conventions:actions",
        "formations": "conventions:trainings",
        "rapports": "reporting:reports",
        "comités": "committees:committees",
    },
    Role.PARTNER: {"rapports": "reporting:reports", "actions": "conventions:actions"},
}


@dataclass
class Player:
    """`opens`: page -> its addresses; `asks`: (household, dwelling) not asked for yet; `threads`: requests of hers."""

    role: str
    session: str
    opens: dict[str, list[str]]
    asks: list[tuple[str, str]] = field(default_factory=list)
    threads: list[str] = field(default_factory=list)
    households: list[str] = field(default_factory=list)


def members_of(role: Role, wanted: int, rng: Random) -> list[Membership]:
    """So many people of a role: those of the demonstration, then others of the country, then new ones."""
    found = Membership.objects.active().filter(role=role).select_related("user", "organisation")
    known = list(found.filter(user__email__endswith="@demonstration.invalid").order_by("id"))
    others = list(found.exclude(id__in=[one.id for one in known]).order_by("id"))
    chosen = [*known, *rng.sample(others, len(others))][:wanted]
    houses = list(Organisation.objects.filter(kind=KIND_OF_ROLE[role]).order_by("id"))
    for number in range(wanted - len(chosen)):
        user = User.objects.create(email=f"{role}-{number}@exemple.invalid", name=f"{role.label} {number}")
        chosen.append(Membership.objects.create(user=user, organisation=rng.choice(houses), role=role))
    return chosen


def player(member: Membership, rng: Random) -> Player:
    role = Role(member.role)
    opens = {
        name: [address if address.startswith("/") else reverse(address)]
        for name, address in {**SAME_FOR_ALL, **PAGES_OF_ROLE[role]}.items()
    }
    made = Player(str(role), _signed_in(member.user), opens)
    if role is Role.CASEWORKER:
        _caseworker(made, member, rng)
    elif role in (Role.BAILLEUR_AGENT, Role.BAILLEUR_MANAGER):
        _landlord(made, member)
    elif role in (Role.FEDERATION, Role.COORDINATOR, Role.PARTNER):
        _committee(made, member)
    return made


def _signed_in(user: User) -> str:
    """The key of a session of hers."""
    request = HttpRequest()
    session: SessionBase = SessionStore()
    request.session = session
    login(request, user, backend="accounts.backends.EmailBackend")
    request.session[SECOND_FACTOR] = True
    record_authentication(request, user, method="password", reauthenticated=True)
    request.session.save()
    assert request.session.session_key is not None
    return request.session.session_key


def _caseworker(made: Player, member: Membership, rng: Random) -> None:
    now, today = timezone.now(), timezone.localdate()
    active = Household.objects.active().readable_by(member).newest_first()[:HOUSEHOLDS_EACH]
    for household, facts in facts_of(active).items():
        suitable = [one.dwelling.id for one in board(facts, Offer.objects.open_at(now), today=today).suitable]
        suitable = rng.sample(suitable, min(PAIRS_EACH, len(suitable)))
        made.households.append(str(household.id))
        _add(made, "ménage", reverse("associations:household", args=[household.id]))
        _add(made, "logements d’un ménage", reverse("matching:household_dwellings", args=[household.id]))
        for offer in Offer.objects.filter(id__in=suitable[:ASKED_BEFORE]):
            request_dwelling(household=household, offer=offer, by=member)
        for offer_id in suitable:
            _add(made, "logement", reverse("offers:offer", args=[offer_id]))
            _add(made, "logement d’un ménage", reverse("matching:household_dwelling", args=[household.id, offer_id]))
        for offer_id in suitable[ASKED_BEFORE:]:
            made.asks.append((str(household.id), str(offer_id)))
            _add(made, "demander", reverse("matching:request_dwelling", args=[offer_id]))
    requests = Candidature.objects.followed_by(member).active().known_to_federation().order_by("id")[:FEW]
    for one in requests:
        made.threads.append(str(one.id))
        _add(made, "candidature", reverse("matching:candidature", args=[one.id]))
    for address in ("typologie=T3&departement=59", "loyer_max=600&plain_pied=on", "page=20"):
        _add(made, "recherche", f"{reverse('offers:search')}?{address}")


def _landlord(made: Player, member: Membership) -> None:
    for offer in Offer.objects.owned_by(member).filter(state=OfferState.PUBLISHED).order_by("id")[:FEW]:
        _add(made, "son logement", reverse("offers:own_offer", args=[offer.id]))
    for one in Candidature.objects.addressed_to(member).order_by("id")[:FEW]:
        _add(made, "candidature (bailleur)", reverse("matching:candidature", args=[one.id]))
        _add(made, "dossiers d’un logement", reverse("matching:dwelling_files", args=[one.offer_id]))


def _committee(made: Player, member: Membership) -> None:
    if member.role == Role.FEDERATION:
        asked = Candidature.objects.waiting().order_by("offer_id").values_list("offer_id", flat=True).distinct()[:FEW]
        for offer_id in asked:
            _add(made, "demandes d’un logement", reverse("matching:federation_offer", args=[offer_id]))
    if member.role in (Role.FEDERATION, Role.COORDINATOR):
        for convention_id in Convention.objects.followed_by(member).order_by("id").values_list("id", flat=True)[:FEW]:
            _add(made, "convention", reverse("conventions:convention", args=[convention_id]))
    for report_id in Report.objects.read_by(member).published().order_by("id").values_list("id", flat=True)[:FEW]:
        _add(made, "rapport", reverse("reporting:report", args=[report_id]))


def _add(made: Player, page: str, address: str) -> None:
    made.opens.setdefault(page, []).append(address)
