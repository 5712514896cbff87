"""What the tests of home pages share."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from bailleurs.models import Bailleur
from conventions.models import Channel, Convention
from matching.models import Candidature, CandidatureState, DeclaredRehousing, DeclaredState
from offers.models import Offer, OfferState, OfferTransition
from reporting.content import Column, Content, Row, Section, Table, canonical, digest
from reporting.models import Audience, Report, ReportEdition, ReportKind, ReportState
from reporting.published import ON_REQUEST, ON_REQUEST_BY_LANDLORD
from territories.timezones import PARIS
from tests import factories


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


def put(bailleur: Bailleur, at: datetime | None = None, **fields: Any) -> Offer:
    """A dwelling that a landlord put on the platform, with the move that says when."""
    at = at or timezone.now() - timedelta(days=1)
    offer: Offer = factories.OfferFactory(bailleur=bailleur, published_at=at, **fields)
    OfferTransition.objects.create(offer=offer, at=at, from_state="draft", to_state=OfferState.PUBLISHED)
    return offer


def rehouse(bailleur: Bailleur, month: date, times: int = 1, **fields: Any) -> None:
    """Rehousings on request that both sides say were done in a month."""
    answered = datetime.combine(month, time(9), PARIS)
    facts: dict[str, Any] = {
        "bailleur": bailleur,
        "month": month,
        "channel": Channel.INTERPELLATION,
        "typology": "T3",
        "departement": "59",
        "solution_type": "BAIL_DIRECT",
        "state": DeclaredState.CONFIRMED,
        "declared_for": bailleur.organisation,
        "declared_at": answered,
        "answer_by": answered.date(),
        "answered_at": answered,
    }
    facts["association"] = fields.pop("association", None) or factories.AssociationFactory()
    for number in range(times):
        DeclaredRehousing.objects.create(**facts | {"number": number + 1} | fields)


def publish_report(
    convention: Convention,
    starts_on: date,
    ends_on: date,
    shown: dict[str, int | None],
    kind: ReportKind = ReportKind.QUARTERLY,
) -> None:
    """A report that its committee reads: rehousings on request of the year, by landlord, `""` being all."""
    column = (Column("annee", "Depuis le début de l’année", "relogements"),)
    total = (Row(Channel.INTERPELLATION.value, "", (shown.get(""),)),)
    theirs = tuple(Row(key, "", (value,)) for key, value in shown.items() if key)
    tables = (
        Table(ON_REQUEST, "I4", "", "", column, total, ""),
        Table(ON_REQUEST_BY_LANDLORD, "I4", "", "", column, theirs, ""),
    )
    as_of = datetime.combine(ends_on + timedelta(days=1), time(9), PARIS)
    report = Report.objects.create(
        kind=kind,
        convention=convention,
        starts_on=starts_on,
        ends_on=ends_on,
        as_of=as_of,
        state=ReportState.PUBLISHED,
        published_at=as_of,
    )
    section = (Section("", "", tables),)
    content = Content("", "", report.kind, Audience.COMMITTEE, 5, starts_on, ends_on, "", 1, "", section, ())
    text = canonical(content)
    ReportEdition.objects.create(report=report, audience=Audience.COMMITTEE, content=text, sha256=digest(text))
