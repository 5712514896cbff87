"""The whole journey through the pages, every sensitive field holding a mark: from an invitation to a sign-out."""

import io
import random
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.conf import settings
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from accounts.actions import create_client
from accounts.models import ApiClient, Invitation, Membership, Role
from accounts.sessions import IDLE_TOKEN, SESSION_MARK
from associations.files import open_file
from associations.models import Household
from associations.vault import keys_of
from associations.views.dossier import SECTIONS
from common.housing import AgeBand
from common.models import PublicIdModel
from common.months import add_months
from conventions.models import Convention, Signatory
from matching.models import Candidature, DeclaredRehousing, Interpellation, NeedAnswer
from matching.tasks import release
from notifications.models import Notice
from offers.models import Offer, OfferImport, OfferPhoto, OfferState
from offers.tasks import close_due, erase_ended_searches
from reporting.actions import build, open_report
from reporting.models import Report, ReportKind
from reporting.scopes import Scope
from tests import factories
from tests.leaks.detector import Mark
from tests.leaks.follow_up import TYPED, add_follow_up
from tests.leaks.readers import AFTER, BEFORE
from tests.leaks.recorder import Browser, Journal, addresses
from tests.offers.forms import NEW, typed
from tests.rows import lines

EMAIL, NAME, PHONE = "canari.arrivante@exemple.invalid", "Ortense Canarivel", "03 59 71 86 42"
PASSWORD, WRONG, CHANGED = "merle vitrail brume 31", "perdrix wagon gel 57", "autruche falaise thym 84"
LANDLORDS_WORD, FEDERATIONS_WORD = "Le palier sent la cire de ruche", "Le comptoir attend une louve grise"
AGENTS_PASSWORD = "Une phrase de passe 14"  # what the factories give
CHILDREN = {AgeBand.B0_2: 2, AgeBand.B3_5: 4, AgeBand.B6_10: 5, AgeBand.B11_17: 6, AgeBand.ADULT: 7}
# Chosen far from every dwelling, in communes whose codes no number of the logs can be.
CALVI, CORTE, BASTIA, AJACCIO = ("Calvi", "2B050"), ("Corte", "2B096"), ("Bastia", "2B033"), ("Ajaccio", "2A004")
BONIFACIO, SARTENE, PORTO = ("Bonifacio", "2A041"), ("Sartène", "2A272"), ("Porto-Vecchio", "2A247")
BORGO = ("Borgo", "2B042")
WORK, SCHOOL, AWAY = ("50.61234", "3.04567"), ("50.71239", "3.14569"), ("41.57017", "8.90591")
DWELLING = {
    "reference": "UG-CANARI-7316",
    "residence": "Résidence Canaribelle",
    "address": "83 rue de la Canarderie",
    "door": "Porte Q-5917",
    "visit_contact": "Gardien Canarmont",
    "visit_slots": "mardi canarien 14 h 37",
}
DRAFT = {
    "reference": "UG-CANARI-9921",
    "residence": "Résidence Serinette",
    "address": "61 impasse Serinoise",
    "door": "Porte Z-8264",
    "quarter": "Quartier Serinval",
}
KEPT = {"reference": "UG-GARDE-5502", "residence": "Résidence Rossignolette"}
LAT, LON = "50.64127", "3.09123"
LISTED, LISTED_WRONG, LISTED_ADDRESS = "UG-LINOTTE-3391", "UG-LINOTTE-3392", "19 venelle du Chardonneret"
NOTE, WAITING_NOTE = "Mot canari violoncelle", "Mot canari hautbois"
PHOTO_COMMENT, PHOTO_NAME = "CANARI-EXIF-49-quai", "canari-salon-5.jpg"
TYPED_WRONG = "Zyxcanariville"
NEED_WANTED, NEED_REFUSED, VISITED = ("Sisco", "2B281"), ("Vico", "2A348"), ("Zonza", "2A362")
ZONE_COMMUNE, ZONE_POINT = ("Aléria", "2B009"), ("42.70813", "9.45072")
NUR = "0590424771139GDPUB"
NEAR_THE_UNSURE, UNSURE = "Dunkerque", "Grande-Synthe (59)"  # known by communes: too near to tell
CHECK_WHY = "Raison canari tambour"
KEPT_AWAY, FILE_MARK = "Logis Canarien", "Repère canari 8842"
DRAFTED, DRAFTED_NEW = "Brouillon serin 4417", "Brouillon linotte"
MEANS = {
    "resources_cents": "1733,57",
    "rfr_euros": "23817",
    "housing_aid_cents": "217,31",
    "fixed_costs_cents": "93,47",
    "tie": "bail_lui",
    "debts": "sans_plan",
}


class Journey:
    """One play of it. `browsers` by the readers of tests.leaks.readers; `marks` once played."""

    def __init__(self, journal: Journal, members: dict[str, Membership], sign_in: Callable[[Any, Browser], None]):
        self.journal = journal
        self.members = members
        self.browsers = {reader: Browser(reader, journal) for reader in ("vis", "sup", "cw", *members)}
        for reader, member in members.items():
            sign_in(member.user, self.browsers[reader])
        sign_in(factories.UserFactory(is_superuser=True), self.browsers["sup"])
        # The software of the landlord and of the other one, once they have a token.
        self.software = {reader: Browser(reader, journal) for reader in ("api", "oapi")}
        self.marks: list[Mark] = []

    def play(self, *walkers: str) -> None:
        """`walkers` are the readers who ask for every page; all of them when none is named."""
        self.walkers = walkers or tuple(self.browsers)
        self.journal.phase = BEFORE
        self.arrive()
        self.publish()
        self.link()
        self.describe()
        self.complete()
        self.search()
        self.ask()
        self.put_to_landlords()
        self.report()
        self.walk()
        self.journal.stored()
        self.journal.phase = AFTER
        self.transmit()
        self.walk()
        for task in (release, close_due, erase_ended_searches):
            task.delay()
        self.walk()
        self.leave()

    # --- Acts ------------------------------------------------------------------------------------------------------

    def arrive(self) -> None:
        """A manager invites her, she makes her account and its second factor."""
        self.post("am", reverse("accounts:invitations"), {"email": EMAIL, "role": Role.CASEWORKER}, 302)
        link = re.search(r"http://testserver(\S+)", str(mail.outbox[-1].body))[1]  # type: ignore[index]
        self.mark("invitation_secret", link.rstrip("/").rsplit("/", 1)[1])
        self.get("cw", link, 302)
        accept = reverse("accounts:accept_invitation")
        self.get("cw", accept)
        self.post("cw", accept, {"name": NAME, "work_phone": PHONE, "password": PASSWORD, "again": PASSWORD}, 302)
        activate = reverse("mfa_activate_totp")
        secret = self.get("cw", activate).context["form"].secret
        self.journal.stored()
        code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
        self.post("cw", activate, {"code": code}, 302)
        self.get("cw", reverse("mfa_view_recovery_codes"))
        codes = Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES).wrap().get_unused_codes()
        session = self.browsers["cw"].session
        self.mark("totp_secret", secret)
        self.mark("recovery_code", *codes)
        self.mark("session_key", str(session.session_key))
        self.mark("idle_token", session[IDLE_TOKEN])
        self.mark("her_email", EMAIL)
        self.mark("her_name", NAME)
        self.mark("work_phone", PHONE, PHONE.replace(" ", ""))
        self.mark("password", PASSWORD)
        self.mark("wrong_password", WRONG)
        self.mark("new_password", CHANGED)
        self.mark("keyring", *settings.ENCRYPTION_KEYS.values())
        self.mark("secret_key", settings.SECRET_KEY)
        self.post("cw", reverse("account_reauthenticate"), {"password": WRONG}, 200)

    def publish(self) -> None:
        """An agent publishes a dwelling with a photo, and leaves a draft."""
        factories.commune()
        factories.commune("59271")
        spacious = {"surface_m2": "140"}  # for all of them
        form = typed(
            **DWELLING, **spacious, coordinates=f"{LAT}, {LON}", commune="Lille (59)", quarter="Fives", typology="T3"
        )
        self.post("ag", NEW, {**form, "publier": "1"}, 302)
        self.dwelling = Offer.objects.get(reference=DWELLING["reference"])
        unsure = typed(**spacious, reference="UG-DOUTE", commune=UNSURE, typology="T3")
        self.post("ag", NEW, {**unsure, "publier": "1"}, 302)
        self.unsure = Offer.objects.get(reference="UG-DOUTE")
        address = reverse("offers:add_photo", args=[self.dwelling.id])
        self.post("ag", address, {"photos": [SimpleUploadedFile(PHOTO_NAME, _picture(), "image/jpeg")]}, 302)
        self.photo = OfferPhoto.objects.get()
        self.post("ag", NEW, {**typed(**DRAFT, commune="Lille (59)"), "enregistrer": "1"}, 302)
        self.draft = Offer.objects.get(reference=DRAFT["reference"])
        for name, value in DWELLING.items():
            self.mark("dwelling_reference" if name == "reference" else name, value)
        for name, value in DRAFT.items():
            self.mark(f"draft_{name}", value)
        self.mark("latitude", LAT)
        self.mark("longitude", LON)
        content = Path(self.photo.image.path).read_bytes()
        self.mark("photo", content[len(content) // 2 :][:48].hex())
        self.mark("photo_comment", PHOTO_COMMENT)
        self.mark("photo_name", PHOTO_NAME)

    def link(self) -> None:
        """The landlord's manager links its software, as another landlord does; an agent sends a list and leaves it."""
        other_manager = factories.MembershipFactory(
            organisation=self.members["oag"].organisation, role=Role.BAILLEUR_MANAGER
        )
        self.post("bm", reverse("account_reauthenticate"), {"password": AGENTS_PASSWORD}, 302)
        address = reverse("accounts:new_client")
        self.get("bm", address)
        made = self.post(
            "bm", address, {"name": "ERP", "scopes": ["logements:lire", "candidatures:lire", "engagements:lire"]}, 200
        )
        self.mark("client_secret", made.context["secret"])
        _, secret = create_client(
            client_id=uuid4(),
            name="ERP",
            organisation=other_manager.organisation,
            scopes=["logements:lire", "candidatures:lire", "engagements:lire"],
            by=other_manager,
        )
        for reader, client, known in (
            ("api", made.context["client"], made.context["secret"]),
            ("oapi", ApiClient.objects.get(organisation=other_manager.organisation), secret),
        ):
            credentials = {"client_id": client.credentials_id, "client_secret": known}
            answer = self.software[reader].post(
                "/api/oauth/token", {"grant_type": "client_credentials", **credentials}
            )
            token = answer.json()["access_token"]
            self.software[reader].defaults["HTTP_AUTHORIZATION"] = f"Bearer {token}"
            if reader == "api":
                self.mark("token", token)
        content = f"Référence;Type;Adresse\n{LISTED};T3;{LISTED_ADDRESS}\n{LISTED_WRONG};Tx;{LISTED_ADDRESS}\n"
        sent = SimpleUploadedFile("liste.csv", content.encode())
        self.post("ag", reverse("offers:imports"), {"file": sent}, 302)
        self.imported = OfferImport.objects.get()
        assert self.imported.refused == 1
        self.mark("listed", LISTED, LISTED_WRONG)
        self.mark("listed_address", LISTED_ADDRESS)

    def describe(self) -> None:
        """Two households of hers, one of another association."""
        self.household = self.need("cw", adults=3, children=CHILDREN, situation="alt", departement="974")
        self.waiting = self.need("cw", adults=5, situation="chu", departement="973")
        self.other = self.need("ocw", adults=6, situation="residence_sociale", departement="976")
        for band, count in CHILDREN.items():
            name = band.replace("-", "_").replace("+", "_plus")
            self.mark(f"children_{name}", f"{count} de {band.label}", f'"{band.value}": {count}')
        described = (
            ("", self.household, 3, "Logement ALT", "alt", "La Réunion", "974"),
            ("waiting_", self.waiting, 5, "Hébergement d’urgence (CHU)", "chu", "Guyane", "973"),
            ("other_", self.other, 6, "Résidence sociale", "residence_sociale", "Mayotte", "976"),
        )
        for who, household, adults, words, situation, origin, code in described:
            self.mark(f"{who}code", open_file(household).code)
            self.mark(f"{who}adults", f"{adults} adultes", f'"adults": {adults}')
            self.mark(f"{who}situation", words, f'"situation": "{situation}"', f'value="{situation}" selected')
            self.mark(f"{who}origin", origin, f'"departement": "{code}"', f'value="{code}" selected')
        for who, household in (("", self.household), ("waiting_", self.waiting)):
            self.mark(f"{who}household_id", str(household.id), household.id.hex)
            self.mark(f"{who}need_ref", str(household.need_ref), household.need_ref.hex)
            key = keys_of([household.id])[household.id]
            self.mark(f"{who}household_key", key.hex(), str(key))

    def need(self, reader: str, *, children: dict[AgeBand, int] | None = None, **fields: Any) -> Household:
        counts = {
            f"children_{band.replace('-', '_').replace('+', '_plus')}": count
            for band, count in (children or {}).items()
        }
        form = {**fields, **counts, "typologies": ["T3"], "departements": ["59"]}
        answer = self.post(reader, reverse("associations:new_household"), form, 302)
        self.get(reader, answer["Location"])
        return Household.objects.get(id=UUID(answer["Location"].strip("/").rsplit("/", 1)[1]))

    def complete(self) -> None:
        """All that her file holds, zones included, and a form that she leaves half filled."""
        kept_away = factories.BailleurFactory(organisation__name=KEPT_AWAY).organisation
        household = self.household
        need = {
            "adults": 3,
            **{f"children_{band.replace('-', '_').replace('+', '_plus')}": n for band, n in CHILDREN.items()},
            "situation": "alt",
            "departement": "974",
            "typologies": ["T3"],
            "departements": ["59"],
            "communes_wanted": NEED_WANTED[0],
            "communes_refused": NEED_REFUSED[0],
        }
        self.post("cw", reverse("associations:edit_household", args=[household.id]), need, 302)
        for slug, fields in {
            "ressources": MEANS,
            "protection": {"danger": "3", "excluded": [str(kept_away.id)], "mark": FILE_MARK},
            "preuves": lines({"kind": "RUPTURE_PACS", "on": "2026-03-17"}),
            "lieux": lines({"kind": "soins", "place": VISITED[0], "weight": "3", "max_km": "287"}),
            "sne": {"done": ["courrier"]},
        }.items():
            self.post("cw", reverse("associations:section", args=[household.id, slug]), fields, 302)
        number = lines({"number": NUR, "territory": "59", "expires_on": f"{date.today() + timedelta(days=200)}"})
        self.post("cw", reverse("associations:registrations", args=[household.id]), number, 302)
        self.post("cw", reverse("account_reauthenticate"), {"password": PASSWORD}, 302)
        zones = lines(
            {"who": "famille", "lieu": ", ".join(ZONE_POINT), "lieu_km": "13"},
            {"who": "lui", "communes": ZONE_COMMUNE[0]},
            {"who": "lui", "lieu": NEAR_THE_UNSURE, "lieu_km": "3"},
        )
        self.post("cw", reverse("associations:zones", args=[household.id]), zones, 302)
        factories.make_ready(household)
        draft = {"_menage": str(household.id), "mark": DRAFTED}
        self.post("cw", reverse("associations:keep_draft", args=["protection"]), draft, 204)
        draft = {"_menage": "", "communes_wanted": DRAFTED_NEW}
        self.post("cw", reverse("associations:keep_draft", args=["besoin"]), draft, 204)
        for address, named in (("new_household", []), ("edit_household", [household.id])):
            self.get("cw", reverse(f"associations:{address}", args=named) + "?brouillon=1")
        self.get("cw", reverse("associations:section", args=[household.id, "protection"]) + "?brouillon=1")
        self.mark("resources", "1\u202f733,57", "1733,57", "173357")
        self.mark("rfr", "23\u202f817", "23817")
        self.mark("housing_aid", "217,31", "21731")
        self.mark("fixed_costs", "93,47")
        self.mark("file_mark", FILE_MARK)
        self.mark("danger", "3 · extrême", '"level": 3')
        self.mark("kept_away", KEPT_AWAY)
        self.mark("proof", "Rupture de PACS", "RUPTURE_PACS")
        self.mark("proof_date", "17 mars 2026")
        self.mark("visited_place", *VISITED)
        self.mark("nur", NUR)
        self.mark("zone_point", ZONE_POINT[0][:-1], ZONE_POINT[1][:-1])
        self.mark("zone_commune", *ZONE_COMMUNE)
        self.mark("need_wanted", *NEED_WANTED)
        self.mark("need_refused", *NEED_REFUSED)
        self.mark("drafted", DRAFTED)
        self.mark("drafted_new", DRAFTED_NEW)

    def search(self) -> None:
        """Two searches with every kind of place, one refused, and what helps to type a place."""
        search = reverse("offers:search")
        empty = {"zones-TOTAL_FORMS": "1", "zones-INITIAL_FORMS": "0"}
        self.post("cw", search, {**empty, "p-travail": TYPED_WRONG, "p-travail_km": "9"}, 422)
        wanted = {**empty, "p-souhaitees": f"{CALVI[0]}, {CORTE[0]}", "p-refusees": BASTIA[0]}
        self.get("cw", self.post("cw", search, wanted, 303)["Location"])
        form = {
            "typologie": "T3",
            "p-refusees": AJACCIO[0],
            "p-travail": ", ".join(WORK),
            "p-travail_km": "290",
            "p-ecole": ", ".join(SCHOOL),
            "p-ecole_km": "280",
            "zones-TOTAL_FORMS": "3",
            "zones-INITIAL_FORMS": "0",
            "zones-0-lieu": ", ".join(AWAY),
            "zones-0-lieu_km": "12",
            "zones-1-lieu": BONIFACIO[0],
            "zones-1-lieu_km": "11",
            "zones-2-communes": f"{SARTENE[0]}, {PORTO[0]}",
        }
        results = self.post("cw", search, form, 303)["Location"]
        assert str(self.dwelling.id) in self.get("cw", results).content.decode(), "the places let the dwelling through"
        self.get("cw", f"/logements/{self.dwelling.id}/?{results.split('?')[1]}")
        self.post("cw", reverse("territories:commune_suggestions"), {"q": BORGO[0], "lieu": BORGO[0]}, 200)
        self.post("cw", reverse("territories:neighbours"), {"q": "Corte", "code": CORTE[1]}, 200)
        for name, places in {
            "wanted": (CALVI, CORTE),
            "refused": (BASTIA, AJACCIO),
            "away_commune": (BONIFACIO,),
            "away_list": (SARTENE, ("Sartene", SARTENE[1]), PORTO),
            "suggested": (BORGO,),
        }.items():
            self.mark(name, *(form for place in places for form in place))
        for name, (lat, lon) in {"work": WORK, "school": SCHOOL, "away_point": AWAY}.items():
            self.mark(name, lat[:-1], lon[:-1])
        self.mark("typed_wrong", TYPED_WRONG)
        self.mark("session_mark", self.browsers["cw"].session[SESSION_MARK])

    def ask(self) -> None:
        """She looks at the door, then asks for both households."""
        location = reverse("matching:check_location", args=[self.dwelling.id])
        self.get("cw", location)
        self.post("cw", location, {}, 200)
        self.get("cw", reverse("matching:location_photo", args=[self.dwelling.id, self.photo.id]))
        self.check()
        ask = reverse("matching:request_dwelling", args=[self.dwelling.id])
        for who, household, note in (("", self.household, NOTE), ("waiting_", self.waiting, WAITING_NOTE)):
            self.get("cw", ask)
            answer = self.post("cw", ask, {"household": str(household.id), "note": note}, 302)
            self.get("cw", answer["Location"])
            self.mark(f"{who}note", note)
            self.mark(f"{who}reference", Candidature.objects.get(household=household).reference)

    def put_to_landlords(self) -> None:
        """She puts the waiting household's need to two landlords; one keeps a dwelling, and declares a rehousing."""
        for _ in range(4):  # fewer alike, and no card would go
            factories.HouseholdFactory(member=self.members["ocw"], adults=2, children={"6-10": 3})
        other = self.members["oag"].organisation
        factories.OfferFactory(bailleur_id=other.id, state=OfferState.CLOSED, listed=False)
        address = reverse("matching:household_need", args=[self.waiting.id])
        self.get("cw", address)
        landlords = [str(self.members[one].organisation_id) for one in ("ag", "oag")]
        self.post("cw", address, {"bailleurs": landlords, "agreed": "on"}, 302)
        self.need_sent = Interpellation.objects.get()
        self.cards = [self.need_sent.cards.get(bailleur=one) for one in landlords]
        kept = typed(**KEPT, commune="Lille (59)", quarter="Fives", typology="T3", surface_m2="140")
        self.post("ag", NEW, {**kept, "enregistrer": "1"}, 302)
        self.kept = Offer.objects.get(reference=KEPT["reference"])
        keep = reverse("matching:keep_dwelling", args=[self.cards[0].id])
        self.post("ag", keep, {"offer": str(self.kept.id)}, 302)
        declared = {
            "other": str(self.members["am"].organisation_id),
            "month": f"{timezone.localdate():%Y-%m}",
            "channel": "interpellation",
            "typology": "T2",
            "departement": "62",
            "solution_type": "ALT",
            "women": "1",
            "children": "1",
        }
        self.post("ag", reverse("matching:declare_rehousing"), declared, 302)
        self.mark("need_reference", self.need_sent.reference)
        self.mark("card_reference", self.cards[0].reference)
        self.mark("other_card_reference", self.cards[1].reference)
        self.mark("kept_reference", KEPT["reference"])
        self.mark("kept_residence", KEPT["residence"])
        self.mark("rehousing_reference", DeclaredRehousing.objects.get().reference)

    def report(self) -> None:
        """Two quarters of a convention, one published, one a draft: each reader of a committee has her page."""
        self.members["coo"].organisation.regions.add(factories.commune().departement.region)  # type: ignore[union-attr,arg-type]
        starts_on = add_months(timezone.localdate().replace(day=1), -9)
        convention = Convention.objects.create(
            name="Convention régionale",
            region=factories.commune().departement.region,  # type: ignore[union-attr]
            signed_on=starts_on,
            starts_on=starts_on,
            ends_on=add_months(starts_on, 36),
        )
        for reader in ("ag", "am", "par"):
            Signatory.objects.create(
                convention=convention, organisation=self.members[reader].organisation, signed_on=starts_on
            )
        scope = Scope(convention=convention)
        for first in (starts_on, add_months(starts_on, 3)):
            kept = open_report(scope=scope, kind=ReportKind.QUARTERLY, starts_on=first, by=None)
            build(report_id=kept.pk)
        published = Report.objects.get(starts_on=starts_on)
        self.get("coo", reverse("reporting:report", args=[published.pk]))
        self.post("coo", reverse("reporting:publish", args=[published.pk]), {}, 302)
        self.follow_up = add_follow_up(self.members, convention)
        for name, typed_text in TYPED.items():
            self.mark(name, typed_text)

    def check(self) -> None:
        """She looks at a dwelling whose place was in doubt, and says why it is far enough."""
        names = [self.household.id, self.unsure.id]
        board = reverse("matching:household_dwellings", args=[self.household.id])
        for query in ("?vue=a-verifier", "?simuler=typologie:T4", "?simuler=communes", ""):
            self.get("cw", board + query)
        self.post("cw", board, {"loyer_max": "900"}, 303)
        self.get("cw", reverse("matching:household_dwelling", args=names))
        place = reverse("matching:decide_location", args=names)
        self.get("cw", place)
        self.post("cw", place, {}, 200)
        self.post("cw", place, {"decider": "1", "why": CHECK_WHY}, 422)  # she chose nothing: what she wrote stays
        self.post("cw", place, {"decider": "1", "decision": "loin", "why": CHECK_WHY}, 302)
        self.mark("check_why", CHECK_WHY)

    def transmit(self) -> None:
        sent = Candidature.objects.get(household=self.household)
        self.get("fed", reverse("matching:federation_offer", args=[self.dwelling.id]))
        rank = {f"rang-{one.id}": place for place, one in enumerate(self.asked_here(), start=1)}
        self.post("fed", reverse("matching:rank", args=[self.dwelling.id]), rank, 302)
        self.post("fed", reverse("matching:transmit", args=[sent.id]), {}, 302)
        self.get("ag", reverse("matching:candidature", args=[sent.id]))
        self.talk(sent)
        self.decide(sent)

    def talk(self, sent: Candidature) -> None:
        """The landlord's agent and the federation each write to her référente."""
        self.post("ag", reverse("matching:write", args=[sent.id]), {"texte": LANDLORDS_WORD}, 302)
        self.post("fed", reverse("matching:federation_thread", args=[sent.id]), {"texte": FEDERATIONS_WORD}, 302)
        self.mark("landlords_word", LANDLORDS_WORD)
        self.mark("federations_word", FEDERATIONS_WORD)

    def asked_here(self) -> list[Candidature]:
        return list(Candidature.objects.filter(offer=self.dwelling).order_by("pk"))

    def decide(self, sent: Candidature) -> None:
        """The landlord's agent sees the number, asks for a paper, and notifies what the committee decided."""
        today = timezone.localdate().isoformat()
        self.post("ag", reverse("account_reauthenticate"), {"password": AGENTS_PASSWORD}, 302)
        self.post("ag", reverse("matching:reveal_number", args=[sent.id]), {}, 200)
        self.post("ag", reverse("matching:reveal_numbers", args=[self.dwelling.id]), {}, 200)
        self.post("ag", reverse("matching:ask_for_papers", args=[sent.id]), {"papers": ["caf"]}, 302)
        self.get("cw", reverse("matching:candidature", args=[sent.id]))
        self.post("cw", reverse("matching:supply", args=[sent.id]), {}, 302)
        self.post("ag", reverse("matching:file_is_complete", args=[sent.id]), {}, 302)
        row = {"decision": "attribution", "notified_on": today, "notified_by": "remise"}
        typed = {"on": today, **{f"{sent.reference}-{name}": value for name, value in row.items()}}
        self.post("ag", reverse("matching:caleol", args=[self.dwelling.id]), typed, 302)
        self.get("cw", reverse("matching:candidature", args=[sent.id]))

    def leave(self) -> None:
        """She changes her password, asks for another as if it were lost, and signs out."""
        self.post("cw", reverse("account_reauthenticate"), {"password": PASSWORD}, 302)
        change = {"oldpassword": PASSWORD, "password1": CHANGED, "password2": CHANGED}
        self.post("cw", reverse("account_change_password"), change, 302)
        self.mark("session_key", str(self.browsers["cw"].session.session_key))
        self.post("cw", reverse("account_reset_password"), {"email": EMAIL}, 302)
        self.journal.stored()
        self.post("cw", reverse("account_logout"), {}, 302)

    # --- Reading ---------------------------------------------------------------------------------------------------

    def walk(self) -> None:
        """Each walker asks for every address with every id, whether it is hers or not."""
        requests = Candidature.objects.order_by("pk")
        models: dict[str, list[PublicIdModel]] = {
            "offer_id": [
                self.unsure,
                self.dwelling,
                self.draft,
                self.kept,
            ],  # beside the first household: what it looked at
            "photo_id": [self.photo],
            "household_id": [self.household, self.waiting, self.other],
            "candidature_id": [*requests],
            "invitation_id": [*Invitation.objects.order_by("pk")],
            "membership_id": [self.members["col"]],
            "notice_id": [*Notice.objects.order_by("pk")],
            "decision_id": [self.members["col"]],
            "deputy_id": [self.members["col"]],
            "absence_id": [self.members["col"]],
            "client_id": [self.members["col"]],
            "import_id": [self.imported],
            "need_id": [self.need_sent],
            "card_id": [*self.cards],
            "answer_id": [*NeedAnswer.objects.order_by("pk")],
            "report_id": [*Report.objects.order_by("pk")],
            "rehousing_id": [*DeclaredRehousing.objects.order_by("pk")],
        }
        ids = {name: [str(one.pk) for one in rows] for name, rows in models.items()} | self.follow_up
        ids |= {
            "slug": list(SECTIONS),
            "consent_id": ["0123456789abcdef"],
            "session_id": ["x"],
            "pk": ["1"],
            "form": ["besoin"],
            "audience": ["comite", "public"],
            "kind": ["csv", "pdf"],
        }
        ids |= {"number": ["1"], "secret": ["inconnu"], "uidb36": ["1"], "key": ["abc"]}
        for reader in self.walkers:
            browser = self.browsers[reader]
            for address in addresses(ids):
                browser.get(address)
            assert reader == "vis" or browser.session.session_key, f"{reader} is still signed in"

        for software in self.software.values():
            for address in addresses(ids):
                # Territories are public: all the names of France, marks among them.
                if address.startswith("/api/v1/") and "territoires" not in address:
                    software.get(address)

    def get(self, reader: str, address: str, status: int = 200) -> Any:
        return self._checked(self.browsers[reader].get(address), status)

    def post(self, reader: str, address: str, form: dict[str, Any], status: int) -> Any:
        return self._checked(self.browsers[reader].post(address, form), status)

    @staticmethod
    def _checked(response: Any, status: int) -> Any:
        assert response.status_code == status, (response.request["PATH_INFO"], response.content.decode()[:3000])
        return response

    def mark(self, name: str, *written: str) -> None:
        self.marks.append(Mark(name, written))


def _picture() -> bytes:
    """A picture that looks like no other, with what a telephone writes in it."""
    content = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = PHOTO_COMMENT
    noise = random.Random(49).randbytes(160 * 120 * 3)
    Image.frombytes("RGB", (160, 120), noise).save(content, "JPEG", exif=exif)
    return content.getvalue()
