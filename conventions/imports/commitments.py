"""A list of commitments of one convention."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from accounts.models import Membership
from common.spreadsheets import Cell, as_text
from common.spreadsheets.lines import Column
from common.spreadsheets.parsing import code_of, plain, whole_of
from common.templatetags.formats import date_fr
from conventions.imports.kinds import day_until, line_of, named, words_of
from conventions.models import Channel, Commitment, Convention, Signatory, Unit
from conventions.policies import UNITS, WrongFact, check_promise, check_signed_by_then

MOST_A_YEAR = 100_000
COLLECTIVE_WORDS = frozenset({"collectif", "engagement collectif", "tous", "tous les bailleurs", "ensemble"})
Thing = tuple[UUID | None, str]  # a landlord or the collective, and a channel


class Commitments:
    """Each figure with its source. One is retained only where the file says why."""

    sheet = "Engagements"

    def __init__(self, convention: Convention, member: Membership) -> None:
        self._convention = convention
        self._member = member
        signatories = list(Signatory.objects.landlords().filter(convention=convention).by_kind())
        self._signed_on = {one.organisation_id: one.signed_on for one in signatories}
        channels = words_of(Channel) | {
            "Plateforme": Channel.PLATFORM.value,
            "Logements": Channel.PLATFORM.value,
            "Demande": Channel.INTERPELLATION.value,
            "Sur demande": Channel.INTERPELLATION.value,
            "Relogements": Channel.INTERPELLATION.value,
        }
        self.columns: tuple[Column, ...] = (
            Column(
                "bailleur",
                ("Bailleur", "Organisme", "Bailleur ou collectif"),
                _landlord_or_all(
                    named(
                        ((one.organisation_id, one.organisation.name) for one in signatories),
                        "Ce bailleur n’est pas un signataire de cette convention : vérifiez son nom, ou écrivez "
                        "« collectif ».",
                    )
                ),
            ),
            Column(
                "channel",
                ("Voie", "Canal"),
                code_of(channels, "Voie inconnue : écrivez « plateforme » ou « sur demande »."),
            ),
            Column(
                "quantity", ("Quantité par an", "Quantité", "Engagement", "Nombre par an"), whole_of(1, MOST_A_YEAR)
            ),
            Column(
                "unit",
                ("Unité",),
                code_of(words_of(Unit), "Unité inconnue : écrivez « logements » ou « relogements »."),
                required=False,
            ),
            Column("starts_on", ("Du", "Début", "À partir du"), day_until(None), required=False),
            Column("ends_on", ("Au", "Fin", "Jusqu’au"), day_until(None), required=False),
            Column("source", ("Source", "Texte", "Référence du texte"), line_of(250)),
            Column("why", ("Retenu parce que", "Pourquoi retenu"), line_of(250), required=False),
        )

    def row_of(self, facts: Mapping[str, Any]) -> Commitment:
        """Without a period, that of the convention; without a unit, the one of its channel."""
        convention = self._convention
        unit = UNITS[Channel(facts["channel"])]
        if facts.get("unit", unit) != unit:
            raise WrongFact("unit", f"Cette voie se compte en {Unit(unit).label}.")
        why = facts.get("why", "")
        commitment = Commitment(
            convention=convention,
            bailleur_id=facts["bailleur"],
            channel=facts["channel"],
            unit=unit,
            starts_on=facts.get("starts_on", convention.starts_on),
            ends_on=facts.get("ends_on", convention.ends_on),
            quantity=facts["quantity"],
            source=facts["source"],
            retained=bool(why),
            why=why,
            decided_by=self._member.user if why else None,
            decided_on=timezone.localdate() if why else None,
        )
        check_promise(commitment)
        if commitment.bailleur_id is not None:
            check_signed_by_then(commitment, self._signed_on.get(commitment.bailleur_id))
        return commitment

    def key_of(self, row: Commitment) -> Hashable:
        return (row.bailleur_id, row.channel, row.starts_on, row.quantity, row.source)

    def told_by(self, row: Commitment) -> str:
        return f"une période qui finit le {date_fr(row.ends_on)}"

    def known(self, rows: Sequence[Commitment]) -> dict[Hashable, str]:
        before = Commitment.objects.filter(convention=self._convention).order_by("id")
        return {self.key_of(one): self.told_by(one) for one in before}

    def check_together(self, rows: Iterable[tuple[int, Commitment]]) -> dict[int, WrongFact]:
        """No two retained for the same thing on any day, in the file or with what is written."""
        retained = [(number, row) for number, row in rows if row.retained]
        if not retained:
            return {}
        held: dict[Thing, list[tuple[date, date, str]]] = {}
        for one in Commitment.objects.filter(convention=self._convention).retained_ones().order_by("id"):
            held.setdefault(_thing(one), []).append((one.starts_on, one.ends_on, f"{one.quantity} par an"))
        wrong = {}
        for number, row in retained:
            others = held.setdefault(_thing(row), [])
            clash = next((what for first, last, what in others if row.starts_on <= last and first <= row.ends_on), "")
            if clash:
                wrong[number] = WrongFact(
                    "why", f"Un autre chiffre est retenu pour cette période ({clash}) : n’en retenez qu’un."
                )
            else:
                others.append((row.starts_on, row.ends_on, f"ligne {number}"))
        return wrong


def _thing(row: Commitment) -> Thing:
    return row.bailleur_id, row.channel


def _landlord_or_all(named_one: Callable[[Cell], Any]) -> Callable[[Cell], Any]:
    """None for the collective commitment, which has to be said: a cell left empty is a cell forgotten."""
    return lambda cell: None if plain(as_text(cell)) in COLLECTIVE_WORDS else named_one(cell)
