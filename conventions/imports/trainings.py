"""A list of training sessions."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any

from django.utils import timezone

from accounts.models import Membership, Organisation, OrganisationKind
from common.spreadsheets.lines import Column
from common.spreadsheets.parsing import code_of, whole_of
from common.templatetags.formats import counted
from conventions.imports.kinds import day_until, named, words_of
from conventions.landlords import landlords_of
from conventions.models import Public, Training
from conventions.models.training import MOST_ATTENDEES
from conventions.policies import WrongFact


class Trainings:
    """Those of the landlords that a member follows."""

    sheet = "Formations"

    def __init__(self, member: Membership) -> None:
        self._member = member
        associations = Organisation.objects.filter(kind=OrganisationKind.ASSOCIATION).order_by("name", "id")
        landlords = landlords_of(member).order_by("name", "id")
        publics = words_of(Public) | {
            "CESF": Public.CESF.value,
            "Accueil": Public.RECEPTION.value,
            "Chargés de clientèle": Public.RECEPTION.value,
            "CALEOL": Public.CALEOL.value,
            "Gardiens": Public.GUARDIANS.value,
        }
        self.columns: tuple[Column, ...] = (
            Column("held_on", ("Date", "Date de la formation", "Jour"), day_until(timezone.localdate())),
            Column(
                "association",
                ("Association formatrice", "Association", "Formatrice", "Formateur"),
                named(
                    associations.values_list("id", "name"),
                    "Ce nom d’association n’est pas connu de la plateforme : vérifiez-le.",
                ),
            ),
            Column(
                "bailleur",
                ("Bailleur", "Organisme", "Bailleur formé"),
                named(
                    landlords.values_list("id", "name"),
                    "Ce bailleur n’est pas connu de la plateforme, ou n’est pas de vos régions : vérifiez son nom.",
                ),
            ),
            Column(
                "public",
                ("Public", "Public formé", "Équipes"),
                code_of(publics, f"Public inconnu : {', '.join(str(one.label) for one in Public)}."),
            ),
            Column(
                "attendees",
                ("Personnes présentes", "Présents", "Participants", "Nombre de participants"),
                whole_of(1, MOST_ATTENDEES),
            ),
        )

    def row_of(self, facts: Mapping[str, Any]) -> Training:
        return Training(
            held_on=facts["held_on"],
            association_id=facts["association"],
            bailleur_id=facts["bailleur"],
            public=facts["public"],
            attendees=facts["attendees"],
            typed_by=self._member.user,
        )

    def key_of(self, row: Training) -> Hashable:
        return (row.held_on, row.association_id, row.bailleur_id, row.public)

    def told_by(self, row: Training) -> str:
        return counted(row.attendees, "personne présente,personnes présentes")

    def known(self, rows: Sequence[Training]) -> dict[Hashable, str]:
        if not rows:
            return {}
        days = {row.held_on for row in rows}
        before = Training.objects.between(min(days), max(days)).filter(bailleur__in={row.bailleur_id for row in rows})
        return {self.key_of(one): self.told_by(one) for one in before.order_by("id")}

    def check_together(self, rows: Iterable[tuple[int, Training]]) -> dict[int, WrongFact]:
        return {}
