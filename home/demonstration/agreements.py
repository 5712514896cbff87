"""The real convention of 2021, ended, and its renewals, whose content is a hypothesis of the demonstration."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from random import Random
from typing import Any

from accounts.demonstration.personas import FEDERATION, PARTNER, UNION
from accounts.models import Organisation
from conventions.models import (
    Channel,
    Commitment,
    Convention,
    ConventionDocument,
    PublishedResult,
    Signatory,
    Unit,
)
from home.demonstration.draws import new_id
from home.demonstration.people import ASSOCIATIONS, BAILLEURS, REGION
from territories.communes import DATA

SOURCE = DATA / "convention-hauts-de-france-2021.json"
RENEWED_ON = date(2024, 4, 17)
RENEWAL_YEARS = 3
HYPOTHESIS = "hypothèse de démonstration"
# Of the two published figures for the platform, that of the text which lists all 17 signatories.
RETAINED = {Channel.PLATFORM: 27, Channel.INTERPELLATION: 75}
# Of the renewals: what the fictitious dwellings can be measured against.
RENEWED = {Channel.PLATFORM: 150, Channel.INTERPELLATION: 75}
RENEWED_OF_ONE = {
    "Vilogia": 20,
    "Partenord": 24,
    "LMH": 14,
    "SIA Habitat": 8,
    "Clésence": 12,
    "Pas-de-Calais Habitat": 10,
}
UNITS = {Channel.PLATFORM: Unit.DWELLINGS, Channel.INTERPELLATION: Unit.REHOUSINGS}
WHY = {
    Channel.PLATFORM: "Chiffre du texte qui liste les 17 signataires.",
    Channel.INTERPELLATION: "Les deux textes publiés donnent ce chiffre.",
}
RESULT_SOURCES = {
    "2021": "Union régionale pour l’habitat des Hauts-de-France, bilan publié en mai 2022",
    "2022": "Union régionale pour l’habitat des Hauts-de-France, bilan de l’année 2022",
    "2021-2023 (au 17 avril 2024)": "Union régionale pour l’habitat des Hauts-de-France, renouvellement, mai 2024",
}


@dataclass
class Agreements:
    """Rows of the conventions, not saved yet; the last convention runs on the day of the demonstration."""

    conventions: list[Convention] = field(default_factory=list)
    signatories: list[Signatory] = field(default_factory=list)
    commitments: list[Commitment] = field(default_factory=list)
    results: list[PublishedResult] = field(default_factory=list)
    documents: list[ConventionDocument] = field(default_factory=list)


@lru_cache(maxsize=1)
def published_text() -> dict[str, Any]:
    """The convention of 2021 as the press texts give it."""
    return json.loads(SOURCE.read_text(encoding="utf-8"))


def anniversary(day: date, years: int) -> date:
    return day.replace(year=day.year + years)


def renewals(day: date) -> Iterator[date]:
    """First days of the renewals up to `day`: that of 2024, then one at each end, so that one always runs."""
    start = RENEWED_ON
    while start <= day:
        yield start
        start = anniversary(start, RENEWAL_YEARS)


def build_agreements(rng: Random, day: date, organisations: dict[str, Organisation]) -> Agreements:
    text = published_text()
    agreements = Agreements()
    signed_on = date.fromisoformat(text["signed_on"])
    ids = Random(f"passlogement engagements {day.isoformat()}")  # of its own: the rest of the draws stays
    first = _convention(rng, text["name"], signed_on, text["duration_years"], "")
    _sign(rng, agreements, first, organisations)
    for commitment in text["commitments"]:
        channel = Channel(commitment["channel"])
        quantity = commitment.get("dwellings_per_year") or commitment["rehousings_per_year"]
        agreements.commitments.append(
            _commitment(
                ids, first, channel, quantity, commitment["source"], WHY[channel] * (quantity == RETAINED[channel])
            )
        )
    for single in text["known_single_commitments"]:
        note = single.get("note")
        agreements.commitments.append(
            _commitment(
                ids,
                first,
                Channel.PLATFORM,
                single["dwellings"],
                "texte propre au bailleur" + (f" : {note}" if note else ""),
                "Seul chiffre publié par ce bailleur.",
                organisations[single["bailleur"]],
            )
        )
    for result in text["results"]:
        period = str(result.get("year") or result["period"])
        agreements.results.append(
            PublishedResult(
                convention=first,
                period=period,
                women=result["women"],
                children=result["children"],
                source=RESULT_SOURCES[period],
            )
        )
    for start in renewals(day):
        renewal = _convention(rng, f"{text['name']} (renouvellement)", start, RENEWAL_YEARS, HYPOTHESIS)
        _sign(rng, agreements, renewal, organisations, PARTNER)
        agreements.commitments += [
            _commitment(ids, renewal, channel, quantity, HYPOTHESIS, "Seul chiffre du renouvellement.")
            for channel, quantity in RENEWED.items()
        ]
        agreements.commitments += [
            _commitment(
                ids,
                renewal,
                Channel.PLATFORM,
                quantity,
                HYPOTHESIS,
                "Part annoncée par le bailleur.",
                organisations[one],
            )
            for one, quantity in RENEWED_OF_ONE.items()
        ]
    return agreements


def _commitment(
    rng: Random,
    convention: Convention,
    channel: Channel,
    quantity: int,
    source: str,
    why: str,
    bailleur: Organisation | None = None,
) -> Commitment:
    """One for the whole of its convention, retained where a reason is given."""
    return Commitment(
        id=new_id(rng),
        convention=convention,
        bailleur=bailleur,
        channel=channel,
        unit=UNITS[channel],
        starts_on=convention.starts_on,
        ends_on=convention.ends_on,
        quantity=quantity,
        source=source,
        retained=bool(why),
        decided_on=convention.signed_on if why else None,
        why=why,
    )


def _convention(rng: Random, name: str, start: date, years: int, note: str) -> Convention:
    return Convention(
        id=new_id(rng),
        name=name,
        region_id=REGION,
        signed_on=start,
        starts_on=start,
        ends_on=anniversary(start, years) - timedelta(days=1),
        note=note,
    )


def _sign(
    rng: Random, agreements: Agreements, convention: Convention, organisations: dict[str, Organisation], *partners: str
) -> None:
    agreements.conventions.append(convention)
    agreements.documents.append(
        ConventionDocument(
            id=new_id(Random(convention.id.int)),
            convention=convention,
            title="Texte de la convention",
            dated_on=convention.signed_on,
        )
    )
    agreements.signatories += [
        Signatory(convention=convention, organisation=organisations[name], signed_on=convention.signed_on)
        for name in (UNION, FEDERATION, *partners, *BAILLEURS, *ASSOCIATIONS)
    ]
