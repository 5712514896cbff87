"""What each form takes: inputs that are all right but for one field go further than the first refusal.

The table of authorisations types something sound for most forms; here stands what it does not type.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.urls import resolve
from django.utils import timezone

from matching.actions import open_location
from matching.models import Candidature, NeedCard
from matching.workflow import CANDIDATURE_MOVES
from offers.models import Offer
from tests import factories
from tests.associations.test_ceilings import year_form
from tests.authorisation.gestures import GESTURES, HOLDERS
from tests.authorisation.table import Row
from tests.authorisation.test_workflow import EMERGENCY, put_in
from tests.authorisation.world import World
from tests.rows import lines
from tests.security.forms import Route, client_of, undone
from tests.security.pages import form_of

SECRET = "Une phrase de passe 14"  # of tests.factories


def _as_it_is(world: World) -> None:
    """Nothing to put first."""


@dataclass(frozen=True)
class Sound:
    """Something that a form takes, from whom, and what is put first."""

    persona: str
    address: str
    typed: dict[str, Any] = field(default_factory=dict)
    put: Callable[[World], None] = _as_it_is


def sounds_of(route: Route, world: World) -> list[Sound]:
    """With the page's own fields beneath, as they stand there: a browser sends them too."""
    own = [one for one in [*_gestures(world), *_own(world)] if _is_of(route, one.address, world)]
    return [_with_page(one, world) for one in own or _by_the_table(route, world)]


def _by_the_table(route: Route, world: World) -> list[Sound]:
    """What its rows type, by one of those whom they let."""
    found: dict[Row, Sound] = {}
    for row, persona in route.ways:
        taken = any(cell.persona == persona and cell.expected in ("go", "ok") for cell in row.cells)
        if row.body and taken and row not in found:
            found[row] = Sound(persona, row.address.format(**world.ids), world.body(row.body))
    return list(found.values())


def _is_of(route: Route, address: str, world: World) -> bool:
    """A section of the file is a form of its own."""
    if address.startswith(f"/menages/{world.ids['household_a']}/dossier/"):
        return route.ways[0][0].address.format(**world.ids) == address and "<" not in route.route
    return bool(resolve(address).route == route.route)


def _with_page(one: Sound, world: World) -> Sound:
    with undone():
        one.put(world)
        answer = client_of(world, one.persona).get(one.address)
        page = "" if answer.status_code != 200 or answer.streaming else answer.content.decode()
    standing: dict[str, Any] = {
        name: values if len(values) != 1 else values[0]
        for name, values in form_of(page, one.address).items()
        if name != "csrfmiddlewaretoken" and values
    }
    return replace(one, typed=standing | one.typed)


def _in_state(state: str, *, for_tonight: bool) -> Callable[[World], None]:
    def put(world: World) -> None:
        put_in(Candidature.objects.get(id=world.ids["sent_a"]), state)
        if for_tonight:
            Offer.objects.filter(id=world.ids["taken_a"]).update(solution_type="HEBERGEMENT_URGENCE")

    return put


def _she_looked(world: World) -> None:
    """A place is decided on after it was looked at."""
    open_location(offer=Offer.objects.get(id=world.ids["doubt_a"]), by=world.members["caseworker"])


def _no_card_yet(world: World) -> None:
    """A need is put to a landlord that has no card of it."""
    NeedCard.objects.filter(id=world.ids["card_a"]).delete()


def _gestures(world: World) -> list[Sound]:
    """Each move of a candidature, from a state in which it is allowed."""
    candidature = Candidature.objects.get(id=world.ids["sent_a"])
    names = {"c": candidature.id, "o": candidature.offer_id, "r": candidature.reference}
    return [
        Sound(
            sorted(HOLDERS[gesture.side])[0],
            gesture.address.format(**names),
            {name.format(**names): value for name, value in gesture.typed.items()},
            _in_state(sorted(CANDIDATURE_MOVES.moves[action].origins)[0], for_tonight=action in EMERGENCY),
        )
        for action, gesture in GESTURES.items()
    ]


def _own(world: World) -> list[Sound]:
    """Where the table types nothing."""
    ids, today = world.ids, timezone.localdate()
    household, request, later = f"/menages/{ids['household_a']}", f"/candidatures/{ids['sent_a']}", today.isoformat()
    soon = (today + timedelta(days=20)).isoformat()
    keys = {name: world.members[name] for name in ("agent", "other_agent", "caseworker", "coordinator")}
    passwords = {
        "password/change": {"oldpassword": SECRET, "password1": f"{SECRET} bis", "password2": f"{SECRET} bis"},
        "password/reset": {"email": keys["caseworker"].user.email},
        "reauthenticate": {"password": SECRET, "next": "/menages/"},
        "2fa/reauthenticate": {"code": "123456", "next": "/menages/"},
        "2fa/totp/activate": {"code": "123456"},
    }
    search = {
        "recherche": "1", "typologie": ["T3"], "departement": ["59"], "p-travail": "Lille (59)", "p-travail_km": "5",
        **{name.replace("lignes", "zones"): value for name, value in lines({"lieu": "Lens (62)", "lieu_km": "5"}).items()},
    }  # fmt: skip
    return [
        Sound("agent", f"/bailleur/logements/{ids['taken_a']}/agents/", {"agents": [str(keys["agent"].user_id)]}),
        Sound("agent", f"/bailleur/logements/{ids['offer_a']}/cloture/", {"closes_on": soon}),
        Sound("agent", f"/bailleur/logements/import/{ids['import_a']}/", {"column_0": "reference", "column_1": "typology"}),
        Sound("agent", f"/bailleur/logements/import/{ids['import_a']}/enregistrer/", {"publier": "1"}),
        Sound("caseworker", "/demo/confirmer/", {"next": "/menages/"}),
        Sound("caseworker", f"{request}/bail-glissant/papier/", {"papier-paper": "lease_on", "papier-on": later}),
        Sound("caseworker", f"{request}/bail-glissant/revision/", {"revision-outcome": "continue", "revision-on": later}),
        Sound("caseworker", f"{request}/messages/", {"fil": "bailleur", "texte": "Merci."}),
        Sound("agent", f"{request}/messages/", {"texte": "Merci.", "tout_pret": "C’est noté, merci."}),
        Sound("federation_member", f"/federation/candidatures/{ids['waiting_a']}/messages/", {"texte": "Merci."}),
        Sound("federation_member", "/compte/decisions/", {"kind": "association", "name": "Association C", "regions": ["32"]}),
        Sound("association_manager", "/compte/invitations/", {"email": "c@exemple.invalid", "role": "caseworker"}),
        *(Sound("caseworker", f"/compte/{page}/", typed) for page, typed in passwords.items()),
        Sound("visitor", "/compte/login/", {"login": keys["agent"].user.email, "password": SECRET}),
        Sound("caseworker", f"{household}/besoin/", {"bailleurs": [str(keys["agent"].organisation_id)], "agreed": "on"}, _no_card_yet),
        Sound("caseworker", f"{household}/zones/", lines({"who": "lui", "lieu": "Lille (59)", "lieu_km": "15"})),
        Sound("caseworker", f"{household}/inscriptions/", lines({"number": "059 0123456789012 34", "territory": "59", "expires_on": soon})),
        Sound("caseworker", f"{household}/dossier/preuves/", lines({"kind": "RECEPISSE_PLAINTE", "on": later})),
        Sound("caseworker", f"{household}/dossier/lieux/", lines({"kind": "travail", "place": "Lille (59)", "max_km": "10", "weight": "2"})),
        Sound("caseworker", f"{household}/dossier/ressources/", {"resources_cents": "1 450,50", "rfr_euros": "11200", "labels": ["DALO"]}),
        Sound("caseworker", f"{household}/dossier/protection/", {"danger": "2"}),
        Sound("caseworker", f"{household}/dossier/sne/", {"done": ["courrier"]}),
        Sound("caseworker", f"{household}/logements/{ids['doubt_a']}/emplacement/", {"decider": "1", "decision": "loin", "why": "Une autre ville."}, _she_looked),
        Sound("caseworker", f"{request}/annuler/", {"retrait-reason": "autre"}),
        Sound("federation_member", "/plafonds/", year_form(today.year + 1)),
        Sound("federation_member", f"/conventions/{ids['convention']}/ordre/", {"partir": "on"}),
        Sound("federation_member", f"/federation/logements/{ids['offer_a']}/classer/", {f"rang-{ids['waiting_a']}": "1"}),
        Sound("caseworker", f"{household}/logements/", {"typologie": ["T3"], "departement": ["59"]}),
        Sound("caseworker", "/logements/", search),
        Sound("caseworker", "/brouillons/lieux/", {"_menage": ids["household_a"], **lines({"lieu": "Lille (59)"})}),
        Sound("caseworker", "/quitter/", {"_formulaire": "lieux", "_menage": ids["household_a"], **lines({"lieu": "Lille"})}),
        Sound("coordinator", f"/comites/{ids['committee_near']}/", {"held_on": soon, "minutes": "Lu et approuvé.", "title": "Affiches", "owner": str(keys["agent"].organisation_id), "due_on": soon}),
        Sound("caseworker", "/territoires/communes/", {"field": "ville", "ville": "lille"}),
        Sound("caseworker", "/territoires/voisines/", {"field": "ville", "code": [factories.LILLE, "59512"]}),
        Sound("agent", "/bailleur/logements/", {"q": "UG-A71"}),
        Sound("bailleur_manager", "/compte/clients/nouveau/", {"client_id": str(uuid4()), "name": "ERP", "scopes": ["logements:lire"]}),
    ]  # fmt: skip
