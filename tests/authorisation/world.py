"""Who asks and what is asked for: two associations, two landlords, and things of each, built once for every cell.

Names that end in `_a` belong to association A or bailleur A, those in `_b` to the others. Every object has a name that
stands in an address of the table as `{name}`.
"""

import io
from dataclasses import dataclass, field
from datetime import timedelta
from functools import lru_cache
from typing import Any
from uuid import uuid4

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.utils import timezone
from PIL import Image

from accounts.actions import ask_for_reset, create_client, digest, revoke_client
from accounts.models import (
    SCOPES_OF_KIND,
    ApiClient,
    Decision,
    IdempotencyRecord,
    Invitation,
    Membership,
    Organisation,
    OrganisationKind,
    Role,
    Scope,
    User,
)
from accounts.sessions import IDLE_TOKEN, SECOND_FACTOR, idle_key
from associations.contents import AvoidedZone, AvoidedZones
from associations.models import Absence, EmergencyOpening, Household, HouseholdDeputy, Registration
from bailleurs.models import Bailleur
from matching import actions
from matching.models import (
    AnswerKind,
    Candidature,
    DeclaredRehousing,
    DwellingAgent,
    Interpellation,
    LocationCheck,
    Message,
    NeedAnswer,
    NeedCard,
    SlidingLease,
    SlidingReview,
)
from notifications.models import Notice
from offers.actions import carry_on, open_import
from offers.models import Offer, OfferImport, OfferPhoto, OfferState
from reporting.models import Report, ReportFile
from territories.communes import index
from territories.places import Place
from tests import factories
from tests.api.parts import ask_for_token
from tests.authorisation import world_actions, world_trainings
from tests.authorisation.world_conventions import CONVENTION_WATCHED, build_conventions, convention_bodies
from tests.authorisation.world_follow_up import EVALUATION_BODIES, EVALUATION_WATCHED, add_ended_requests
from tests.authorisation.world_reports import add_reports, report_bodies

VISITOR = "visitor"
SUPERUSER = "superuser"
OPEN_SECRET = "un-secret-que-personne-ne-devine"  # of the invitation into bailleur A
# Persona -> name of her organisation and role: the fixtures of tests.personas, which a test holds them to.
PERSONAS = {
    "caseworker": ("Association A", Role.CASEWORKER),
    "colleague": ("Association A", Role.CASEWORKER),
    "other_caseworker": ("Association B", Role.CASEWORKER),
    "association_manager": ("Association A", Role.ASSOCIATION_MANAGER),
    "agent": ("Bailleur A", Role.BAILLEUR_AGENT),
    "other_agent": ("Bailleur B", Role.BAILLEUR_AGENT),
    "bailleur_manager": ("Bailleur A", Role.BAILLEUR_MANAGER),
    "federation_member": ("Fédération", Role.FEDERATION),
    "coordinator": ("Union régionale", Role.COORDINATOR),
    "partner": ("Partenaire", Role.PARTNER),
}
AVOIDED, NEAR_IT = "59183", "59271"  # Dunkerque, Grande-Synthe
# What only some may read; in a refusal it would tell that the thing exists.
SECRETS = ("Mésange 71", "Pinson 72", "UG-A71", "UG-B72", "rue Introuvable", "Quai Perdu")


@dataclass
class World:
    members: dict[str, Membership] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)  # persona -> session key
    ids: dict[str, str] = field(default_factory=dict)  # name in an address -> what stands there
    tokens: dict[str, str] = field(default_factory=dict)  # column of api_table -> a token

    def client(self, persona: str) -> Client:
        """The browser of this persona, just signed in, second factor passed. A visitor's is signed in as nobody.

        The life of a session is in the cache, which every test empties: it begins again here.
        """
        client = Client()
        if persona != VISITOR:
            client.cookies["sessionid"] = self.sessions[persona]
            cache.set(idle_key(persona), 1, 900)
        return client

    def body(self, name: str) -> dict[str, Any]:
        """What is typed in the form of that name."""
        today = timezone.localdate()
        dwelling = {
            "reference": "UG-9000",
            "residence": "Les Tilleuls",
            "commune": "Lille (59)",
            "typology": "T2",
            "surface_m2": "45",
            "available_on": (today + timedelta(days=20)).isoformat(),
            "enregistrer": "1",
        }
        bodies: dict[str, dict[str, Any]] = {
            "": {},
            "need": {
                "adults": "1",
                "children_3_5": "1",
                "situation": "hotel",
                "departement": "62",
                "typologies": ["T3"],
                "departements": ["59"],
            },
            "code_a": {"code": "Mésange 71"},
            "code_b": {"code": "Pinson 72"},
            "household_a": {"household": self.ids["household_a"]},
            "household_b": {"household": self.ids["household_b"]},
            "messages": {"when": "morning"},
            "far": {"decider": "1", "decision": "loin"},
            "dwelling": dwelling | {"draft": str(uuid4())},
            "draft_a": dwelling | {"draft": self.ids["draft_a"]},
            "draft_b": dwelling | {"draft": self.ids["draft_b"]},
            "reason": {"reason": "travaux"},
            "commune": {"q": "lille", "code": factories.LILLE},
            "means": {"rfr_euros": "12000"},
            "rows": {"lignes-TOTAL_FORMS": "1", "lignes-INITIAL_FORMS": "0"},
            "consent": {
                "what": "dossier",
                "to_whom": "demande",
                "until": (today + timedelta(days=30)).isoformat(),
            },
            "colleague": {"colleague": str(self.members["colleague"].user_id)},
            "absence": {
                "colleague": str(self.members["colleague"].user_id),
                "starts_on": today.isoformat(),
                "ends_on": today.isoformat(),
            },
            "draft_of_a": {"_menage": self.ids["household_a"], "done": "courrier"},
            "draft_of_b": {"_menage": self.ids["household_b"], "done": "courrier"},
            "purge_a": {"typed": "mesange71"},
            "purge_b": {"typed": "Pinson 72"},
            "emergency_a": {"code": "Mésange 71", "reason": "danger"},
            "emergency_b": {"code": "Pinson 72", "reason": "danger"},
            "year": {"year": str(today.year + 1), "source": "figures to come"},
            "persona": {"persona": "nobody"},
            "kept_draft_a": {"offer": self.ids["draft_a"]},
            "kept_draft_b": {"offer": self.ids["draft_b"]},
            "not_now": {"reason": "pas_de_secteur"},
            "maybe": {"from_on": (today + timedelta(days=40)).isoformat()},
            "widen": {"widening": "bailleurs"},
            "rehousing": {
                "other": str(self.members["caseworker"].organisation_id),
                "month": "2026-01",
                "channel": "interpellation",
                "typology": "T4",
                "departement": "59",
                "solution_type": "BAIL_DIRECT",
                "women": "1",
                "children": "0",
            },
            "sealed": {"contenu": "of somebody else", "declarer": "1"},
            "yes": {"confirmer": "1"},
            "client": {"name": "ERP", "scopes": ["logements:lire"]},
            "upload": {"file": SimpleUploadedFile("liste.csv", b"Reference;Type\nUG-9000;T3\n")},
            **report_bodies(self.ids, self.members),
            **world_trainings.bodies(self.members),
            **EVALUATION_BODIES,
        }
        bodies |= world_actions.bodies(world=self.ids, members=self.members)
        bodies |= convention_bodies(self)
        return bodies[name]


def build() -> World:
    world = World()
    union = factories.OrganisationFactory(kind=OrganisationKind.UNION, name="Union régionale")
    partner = factories.OrganisationFactory(kind=OrganisationKind.PARTNER, name="Partenaire")
    organisations: dict[str, Organisation] = {
        "Association A": factories.AssociationFactory(organisation__name="Association A").organisation,
        "Association B": factories.AssociationFactory(organisation__name="Association B").organisation,
        "Bailleur A": factories.BailleurFactory(organisation__name="Bailleur A").organisation,
        "Bailleur B": factories.BailleurFactory(organisation__name="Bailleur B").organisation,
        "Fédération": factories.OrganisationFactory(kind=OrganisationKind.FEDERATION, name="Fédération"),
        "Union régionale": union,
        "Partenaire": partner,
    }
    for persona, (organisation, role) in PERSONAS.items():
        member = factories.MembershipFactory(organisation=organisations[organisation], role=role)
        world.members[persona] = member
        world.sessions[persona] = _session(persona, member.user)
        world.ids[f"member_{persona}"] = str(member.id)
    world.sessions[SUPERUSER] = _session(SUPERUSER, factories.UserFactory(is_superuser=True))
    world.ids["unknown"] = str(uuid4())
    build_conventions(world, union, organisations["Bailleur A"])
    _invitations(world, organisations)
    world.ids |= {"consent": "0123456789abcdef", "deputy": str(uuid4())}
    for side, concerned in (("a", "caseworker"), ("b", "other_caseworker")):
        member = world.members[concerned]
        asked = factories.MembershipFactory(organisation=organisations["Fédération"], role=Role.FEDERATION)
        decision = ask_for_reset(membership=member, by=asked)
        world.ids[f"decision_{side}"] = str(decision.id)
    _notice(world, "a", world.members["caseworker"])
    _notice(world, "b", world.members["other_caseworker"])
    _absence(world, "a", world.members["caseworker"], world.members["colleague"])
    second = factories.MembershipFactory(organisation=organisations["Association B"], role=Role.CASEWORKER)
    _absence(world, "b", world.members["other_caseworker"], second)
    _dwellings_and_requests(world, "a", organisations["Bailleur A"], world.members["caseworker"])
    _dwellings_and_requests(world, "b", organisations["Bailleur B"], world.members["other_caseworker"])
    _need(world, "a", world.members["caseworker"], world.members["agent"], world.members["other_agent"])
    _need(world, "b", world.members["other_caseworker"], world.members["other_agent"], world.members["agent"])
    _declared(world, "done_a", "caseworker", "agent", by="agent")
    _declared(world, "done_b", "other_caseworker", "other_agent", by="other_agent")
    _declared(world, "said_a", "caseworker", "agent", by="caseworker")
    _software(world)
    _import(world, "a", world.members["agent"])
    _import(world, "b", world.members["other_agent"])
    world.ids |= world_actions.build(world.members, organisations)
    world.ids |= add_reports(world.members)
    world.ids |= world_trainings.build(world.members)
    world.ids |= add_ended_requests(world.members, world.ids)
    return world


def _need(world: World, side: str, referente: Membership, before: Membership, keeps: Membership) -> None:
    """A need put to both landlords: one has its card, the other keeps a dwelling for it."""
    now = timezone.now()
    need = Interpellation.objects.create(
        household_id=world.ids[f"household_{side}"],
        association_id=referente.organisation_id,
        opened_at=now,
        opened_by=referente.user,
        until=timezone.localdate() + timedelta(days=30),
    )
    said = {"sent_at": now, "size": "3 personnes", "typology": "T3", "solutions": [], "places": ["Nord (59)"]}
    card, answered = (
        NeedCard.objects.create(interpellation=need, bailleur_id=one.organisation_id, **said)
        for one in (before, keeps)
    )
    offer = factories.OfferFactory(
        bailleur_id=keeps.organisation_id, reference=f"UG-K{side}", state=OfferState.RESERVED, listed=False,
        published_at=None,
    )  # fmt: skip
    kept = NeedAnswer.objects.create(
        card=answered, kind=AnswerKind.DWELLING, offer=offer, at=now, by=keeps.user, organisation=keeps.organisation
    )
    world.ids |= {f"need_{side}": str(need.id), f"card_{side}": str(card.id), f"kept_{side}": str(kept.id)}


def _declared(world: World, name: str, referente: str, agent: str, *, by: str) -> None:
    """A rehousing declared by one side, which the other has not answered."""
    today = timezone.localdate()
    declared = DeclaredRehousing.objects.create(
        bailleur_id=world.members[agent].organisation_id,
        association_id=world.members[referente].organisation_id,
        month=today.replace(day=1),
        typology="T3",
        departement="59",
        solution_type="BAIL_DIRECT",
        children=2 if by == agent else 3,
        declared_for=world.members[by].organisation,
        declared_by=world.members[by].user,
        declared_at=timezone.now(),
        answer_by=today + timedelta(days=15),
    )
    world.ids[name] = str(declared.id)


def _software(world: World) -> None:
    """A client of each landlord, one of an observatory, one revoked, one that only reads."""
    other_manager = factories.MembershipFactory(
        organisation=world.members["other_agent"].organisation, role=Role.BAILLEUR_MANAGER
    )
    manager, federation = world.members["bailleur_manager"], world.members["federation_member"]
    reads = (Scope.READ_DWELLINGS,)
    made = {
        "a": (manager, manager.organisation, SCOPES_OF_KIND[OrganisationKind.BAILLEUR]),
        "b": (other_manager, other_manager.organisation, SCOPES_OF_KIND[OrganisationKind.BAILLEUR]),
        "obs": (federation, world.members["partner"].organisation, (Scope.READ_FIGURES,)),
        "rev": (manager, manager.organisation, reads),
        "read": (manager, manager.organisation, reads),
    }
    for name, (by, organisation, scopes) in made.items():
        client, secret = create_client(
            client_id=uuid4(), name=f"Logiciel {name}", organisation=organisation, scopes=scopes, by=by
        )
        world.ids[f"client_{name}"] = str(client.id)
        world.tokens[name] = ask_for_token(client, secret).json()["access_token"]
        if name == "rev":
            revoke_client(client=client, by=by)


def _import(world: World, side: str, member: Membership) -> None:
    """A file that was read, with a row that holds and one that does not."""
    content = f"Référence;Type\nUG-{side}1;T3\nUG-{side}2;Tx\n".encode()
    kept = open_import(import_id=uuid4(), content=content, by=member)
    carry_on(import_id=kept.id)
    world.ids[f"import_{side}"] = str(kept.id)


def _session(persona: str, user: User) -> str:
    client = Client()
    client.force_login(user)
    TOTP.activate(user, generate_totp_secret())
    RecoveryCodes.activate(user)
    session = client.session
    session[SECOND_FACTOR] = True
    session[IDLE_TOKEN] = persona
    session.save()
    return str(session.session_key)


def _invitations(world: World, organisations: dict[str, Organisation]) -> None:
    other_manager = factories.MembershipFactory(
        organisation=organisations["Association B"], role=Role.ASSOCIATION_MANAGER
    )
    senders = {
        "association_a": ("Association A", Role.CASEWORKER, world.members["association_manager"]),
        "association_b": ("Association B", Role.CASEWORKER, other_manager),
        "bailleur_a": ("Bailleur A", Role.BAILLEUR_AGENT, world.members["bailleur_manager"]),
        "union": ("Union régionale", Role.COORDINATOR, world.members["federation_member"]),
    }
    for name, (organisation, role, sender) in senders.items():
        invitation = Invitation.objects.create(
            email=f"{name}@exemple.invalid",
            organisation=organisations[organisation],
            role=role,
            secret_digest=digest(OPEN_SECRET if name == "bailleur_a" else name),
            invited_by=sender.user,
            expires_at=timezone.now() + timedelta(hours=72),
        )
        world.ids[f"invitation_{name}"] = str(invitation.id)
    world.ids["secret"] = OPEN_SECRET


def _absence(world: World, side: str, absent: Membership, replacement: Membership) -> None:
    """One to come: nobody opens more by it today."""
    absence = Absence.objects.create(
        association_id=absent.organisation_id,
        user=absent.user,
        replacement=replacement.user,
        starts_on=timezone.localdate() + timedelta(days=20),
        ends_on=timezone.localdate() + timedelta(days=30),
    )
    world.ids[f"absence_{side}"] = str(absence.id)


def _notice(world: World, side: str, recipient: Membership) -> None:
    """One that leads to nothing in particular."""
    notice = Notice.objects.create(
        recipient=recipient.user, organisation=recipient.organisation, kind="replacement", mailed_at=timezone.now()
    )
    world.ids[f"notice_{side}"] = str(notice.id)


def _dwellings_and_requests(world: World, side: str, landlord: Organisation, referente: Membership) -> None:
    """Of each side: a draft, an open dwelling with a waiting request, one transmitted, one whose place is in doubt."""
    bailleur = Bailleur.objects.get(organisation=landlord)
    household: Household = factories.HouseholdFactory(
        member=referente, code="Mésange 71" if side == "a" else "Pinson 72", zones=_zones()
    )
    facts: dict[str, Any] = {
        "bailleur": bailleur,
        "location__residence": "Quai Perdu",
        "location__address": "12 rue Introuvable",
    }
    reference = f"UG-{side.upper()}7{1 if side == 'a' else 2}"
    factories.make_ready(household)
    draft = factories.OfferFactory(
        **facts, reference=f"{reference}-D", state=OfferState.DRAFT, listed=False, published_at=None
    )
    dwelling = factories.OfferFactory(**facts, reference=reference)
    taken = factories.OfferFactory(**facts, reference=f"{reference}-T")
    doubt = factories.OfferFactory(**facts, reference=f"{reference}-V", location__commune=NEAR_IT)
    waiting = actions.request_dwelling(household=household, offer=dwelling, note="", by=referente)
    sent: Candidature = actions.request_dwelling(household=household, offer=taken, note="", by=referente)
    actions.transmit_candidature(candidature=sent, by=world.members["federation_member"])
    named = world.members["agent" if side == "a" else "other_agent"]
    DwellingAgent.objects.create(offer=taken, user=named.user)
    lease = SlidingLease.objects.create(candidature=sent, started_on=timezone.localdate())
    SlidingReview.objects.create(lease=lease, due_on=timezone.localdate() + timedelta(days=180))
    for offer in (dwelling, taken):
        actions.open_location(offer=offer, by=referente)  # who has not opened it sees no photo
    world.ids |= {
        f"household_{side}": str(household.id),
        f"waiting_{side}": str(waiting.id),
        f"sent_{side}": str(sent.id),
    }
    offers: dict[str, Offer] = {"draft": draft, "offer": dwelling, "taken": taken, "doubt": doubt}
    for name, offer in offers.items():
        world.ids[f"{name}_{side}"] = str(offer.id)
        photo = OfferPhoto.objects.create(location=offer.location, image=ContentFile(_picture(), name="x.jpg"))
        world.ids[f"{name}_photo_{side}"] = str(photo.id)


def _zones() -> AvoidedZones:
    """One that says nothing of Lille, and leaves in doubt a dwelling known by its commune alone."""
    avoided = index().get(AVOIDED)
    return AvoidedZones((AvoidedZone(place=Place(avoided.label, avoided.site), radius_km=3),))


def _picture() -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (8, 8)).save(content, "JPEG")
    return content.getvalue()


# What somebody's act could change: a refusal leaves each of these columns as it was.
WATCHED: tuple[tuple[type[Model], tuple[str, ...]], ...] = (
    (Household, ("pk", "referente", "status", "people", "typologies", "sealed", "sealed_zones")),
    (HouseholdDeputy, ("pk", "household", "user")),
    (Notice, ("pk", "read_at")),
    (Decision, ("pk", "confirmed_at", "called_off_at")),
    (Absence, ("pk", "user", "replacement")),
    (EmergencyOpening, ("pk", "household", "user")),
    (Registration, ("pk", "household", "expires_on")),
    (Offer, ("pk", "state", "listed", "reference", "typology")),
    (OfferPhoto, ("pk", "position")),
    (Message, ("pk",)),
    (Candidature, ("pk", "state", "transmitted_at", "rank", "consequence", "decision", "missing_papers")),
    (DeclaredRehousing, ("pk", "state")),
    (Interpellation, ("pk", "state", "until", "widening")),
    (NeedCard, ("pk", "bailleur", "withdrawn", "ended_on")),
    (NeedAnswer, ("pk", "kind", "outcome")),
    (DwellingAgent, ("pk", "offer", "user")),
    (SlidingLease, ("pk", "lease_on", "sublease_on", "tripartite_on", "ended_on")),
    (SlidingReview, ("pk", "held_on")),
    (LocationCheck, ("pk", "household")),
    *CONVENTION_WATCHED,
    *world_actions.WATCHED,
    (Report, ("pk", "state", "freins", "leviers", "comment", "decisions")),
    (ReportFile, ("pk",)),
    (Membership, ("pk", "ended_at")),
    (Invitation, ("pk", "revoked_at", "accepted_at")),
    (ApiClient, ("pk", "revoked_at")),
    (OfferImport, ("pk", "state", "columns", "written")),
    (IdempotencyRecord, ("pk",)),
    *world_trainings.WATCHED,
    *EVALUATION_WATCHED,
)


def what_is_written() -> tuple[str, ...]:
    """A digest of every watched table, in one statement: thousands of cells ask for it."""
    with connection.cursor() as cursor:
        cursor.execute(_digests())
        return tuple(cursor.fetchone())


@lru_cache(maxsize=1)
def _digests() -> str:
    asked = []
    for model, names in WATCHED:
        fields = [model._meta.pk if name == "pk" else model._meta.get_field(name) for name in names]
        columns = [connection.ops.quote_name(field.column) for field in fields]  # type: ignore[union-attr]
        table = connection.ops.quote_name(model._meta.db_table)
        text = f"string_agg(ROW({', '.join(columns)})::text, '|' ORDER BY {columns[0]})"
        asked.append(f"(SELECT md5(coalesce({text}, '')) FROM {table})")  # noqa: S608 - names of our own models
    return "SELECT " + ", ".join(asked)
