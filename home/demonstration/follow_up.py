"""What follows the conventions in the demonstration: committees, actions, training, posters, counts, context.

The context of 2019 to 2023 and the first committee are real, with their sources; all else is drawn from the day.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from accounts.demonstration.personas import FEDERATION, PARTNER, UNION
from accounts.models import Role, User
from common.housing import SolutionType, Typology
from common.months import add_months
from conventions.models import (
    Action,
    ActionNote,
    ActionStatus,
    Chase,
    Committee,
    CommitteeParticipant,
    ContextFigure,
    Convention,
    Measure,
    PosterSite,
    Public,
    SiteKind,
    StaffCount,
    SupportCount,
    SupportKind,
    Training,
)
from home.demonstration.agreements import Agreements, published_text
from home.demonstration.draws import new_id
from home.demonstration.people import ASSOCIATIONS, BAILLEURS, REGION, People
from home.demonstration.tallies import draw_tallies
from home.demonstration.workdays import PARIS, working_day_from
from matching.models import DeclaredRehousing, DeclaredState, Tally
from matching.models.candidature import REFERENCE_ALPHABET

PRESS = "communiqué de presse, Lille, 25 mars 2021"
UNION_2024 = "Union régionale pour l’habitat des Hauts-de-France, mai 2024"
USH = "Union sociale pour l’habitat, bilan de l’année 2021"
REHOUSED_ON_REQUEST_A_MONTH = (4, 5, 6, 6, 7, 8)
CHASED = ("Fourmies Habitat", "Logifim")
QUARTER = 3  # months
AFTER_A_QUARTER = timedelta(days=21)
# Title, organisation in charge, days from today to its due date, status.
ACTIONS: tuple[tuple[str, str, int, ActionStatus], ...] = (
    ("Proposer des T4 et T5 dans la métropole lilloise", "LMH", -12, ActionStatus.UNDER_WAY),
    ("Former les gardiens des résidences de Roubaix", "Vilogia", 18, ActionStatus.UNDER_WAY),
    ("Désigner une interlocutrice pour les associations", "Logifim", -30, ActionStatus.TO_DO),
    ("Afficher le 3919 dans les halls de l’Avesnois", "Fourmies Habitat", 45, ActionStatus.TO_DO),
    ("Présenter le dispositif aux travailleuses sociales", PARTNER, 9, ActionStatus.TO_DO),
    ("Transmettre la liste des permanences d’accès aux droits", PARTNER, -5, ActionStatus.UNDER_WAY),
    ("Écrire aux bailleurs qui n’ont rien proposé cette année", UNION, 20, ActionStatus.TO_DO),
    ("Rappeler aux référentes les délais de réponse", "Solfa", -40, ActionStatus.DONE),
    ("Réunir les référentes des quatre associations", FEDERATION, -60, ActionStatus.DONE),
)


@dataclass
class FollowUp:
    """Rows not saved yet, in the order in which they may be."""

    committees: list[Committee] = field(default_factory=list)
    participants: list[CommitteeParticipant] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    notes: list[ActionNote] = field(default_factory=list)
    trainings: list[Training] = field(default_factory=list)
    staff: list[StaffCount] = field(default_factory=list)
    posters: list[PosterSite] = field(default_factory=list)
    supports: list[SupportCount] = field(default_factory=list)
    context: list[ContextFigure] = field(default_factory=list)
    chases: list[Chase] = field(default_factory=list)
    rehousings: list[DeclaredRehousing] = field(default_factory=list)
    tallies: list[Tally] = field(default_factory=list)

    @property
    def rows(self) -> list[list[Any]]:
        return [getattr(self, name) for name in self.__dataclass_fields__]


def build_follow_up(day: date, people: People, agreements: Agreements) -> FollowUp:
    """Its draws are its own: the rest of the demonstration stays what it was."""
    rng = Random(f"passlogement suivi {day.isoformat()}")
    first, running = agreements.conventions[0], agreements.conventions[-1]
    coordinator = people.of(UNION, Role.COORDINATOR)[0]
    built = FollowUp()
    _committees(rng, built, people, first, running, day)
    _actions(rng, built, people, running, coordinator, day)
    _training(rng, built, people, running, coordinator, day)
    _support(rng, built, people, running, day)
    built.context = _context(rng)
    _chases(rng, built, people, running, coordinator, day)
    _rehousings(rng, built, people, running, day)
    built.tallies = list(draw_tallies(rng, people, running, day))
    return built


def _committees(
    rng: Random, built: FollowUp, people: People, first: Convention, running: Convention, day: date
) -> None:
    """The first one of 2021 is real; then one three weeks after each quarter of the running convention."""
    held = date.fromisoformat(published_text()["committee"]["first_on"])
    built.committees.append(
        Committee(
            id=new_id(rng),
            convention=first,
            held_on=held,
            agenda="Installation du comité de suivi.",
            minutes="Premier comité de suivi de la convention.",
        )
    )
    months = QUARTER
    while True:
        held = working_day_from(add_months(running.starts_on, months) + AFTER_A_QUARTER)
        committee = Committee(id=new_id(rng), convention=running, held_on=held)
        built.committees.append(committee)
        if held >= day:
            return
        committee.agenda = "Besoins repérés par les associations.\nLogements proposés.\nActions en retard."
        committee.minutes = "Les logements proposés et les besoins ont été rapprochés, les actions revues."
        built.participants += [
            CommitteeParticipant(
                committee=committee, organisation=people.organisations[name], people=rng.choice((1, 1, 2))
            )
            for name in (FEDERATION, UNION, *rng.sample(list(ASSOCIATIONS), 3), *rng.sample(list(BAILLEURS), 9))
        ]
        months += QUARTER


def _actions(rng: Random, built: FollowUp, people: People, running: Convention, by: User, day: date) -> None:
    past = [one for one in built.committees if one.held_on < day and one.convention is running]
    decided = past[-1] if past else None
    made_at = _at(decided.held_on if decided else max(running.starts_on, day - timedelta(days=90)))
    for title, owner, days, status in ACTIONS:
        action = Action(
            id=new_id(rng),
            convention=running,
            committee=decided,
            title=title,
            owner=people.organisations[owner],
            due_on=day + timedelta(days=days),
            status=status,
            created_by=by,
            ended_on=day + timedelta(days=days) if status == ActionStatus.DONE else None,
        )
        built.actions.append(action)
        if status != ActionStatus.TO_DO:
            built.notes.append(
                ActionNote(
                    action=action,
                    at=made_at + timedelta(days=1),
                    by=by,
                    organisation=people.organisations[UNION],
                    status=status,
                    due_on=action.due_on,
                    text="Point fait au téléphone avec l’organisation.",
                )
            )


def _training(rng: Random, built: FollowUp, people: People, running: Convention, by: User, day: date) -> None:
    """Landlords train at their own pace: a few have not started, a few are done."""
    for name in BAILLEURS:
        landlord = people.organisations[name]
        staff = rng.randrange(30, 220)
        built.staff.append(
            StaffCount(id=new_id(rng), bailleur=landlord, counted_on=running.starts_on, staff=staff, typed_by=by)
        )
        left = int(staff * rng.choice((0, 0.2, 0.35, 0.5, 0.7, 1)))
        held = working_day_from(running.starts_on + timedelta(days=rng.randrange(30, 120)))
        while left > 0 and held < day:
            attendees = min(left, rng.randrange(8, 25))
            built.trainings.append(
                Training(
                    id=new_id(rng),
                    held_on=held,
                    association=people.organisations[rng.choice(list(ASSOCIATIONS))],
                    bailleur=landlord,
                    public=rng.choice(Public.values),
                    attendees=attendees,
                    typed_by=by,
                )
            )
            left -= attendees
            held = working_day_from(held + timedelta(days=rng.randrange(40, 160)))
        for number in range(1, rng.randrange(3, 7)):
            put_up = running.starts_on + timedelta(days=rng.randrange(20, 700))
            kind = rng.choice(list(SiteKind))
            built.posters.append(
                PosterSite(
                    id=new_id(rng),
                    bailleur=landlord,
                    name=f"{kind.label}, secteur {number}",
                    kind=kind,
                    equipped_on=put_up if put_up < day and rng.random() < 0.7 else None,
                    typed_by=by,
                )
            )


def _support(rng: Random, built: FollowUp, people: People, running: Convention, day: date) -> None:
    """Each association types its counts at the end of each civil quarter."""
    start = date(running.starts_on.year, 1 + QUARTER * ((running.starts_on.month - 1) // QUARTER), 1)
    while (after := add_months(start, QUARTER)) <= day:
        for name in ASSOCIATIONS:
            manager = people.of(name, Role.ASSOCIATION_MANAGER)[0]
            for kind, most in ((SupportKind.ACCOMPANIMENT, 16), (SupportKind.REFERRAL, 9)):
                built.supports.append(
                    SupportCount(
                        id=new_id(rng),
                        kind=kind,
                        association=people.organisations[name],
                        starts_on=start,
                        ends_on=after - timedelta(days=1),
                        quantity=rng.randrange(2, most),
                        typed_by=manager,
                        typed_at=datetime.combine(after, time(10), PARIS),
                    )
                )
        start = after


def _context(rng: Random) -> list[ContextFigure]:
    """The published ones: region in 2019 and 2023, country in 2021."""
    text = published_text()
    measures = {
        "requests_total": Measure.REQUESTS,
        "requests_motive_family_violence": Measure.REQUESTS_VIOLENCE,
        "allocations_total": Measure.ALLOCATIONS,
        "allocations_motive_family_violence": Measure.ALLOCATIONS_VIOLENCE,
        "allocations_violence_within_couple": Measure.ALLOCATIONS_COUPLE,
    }
    figures = []
    for region, published in ((REGION, text["regional_context"]), (None, text["national_context"])):
        for entry in published:
            on = date.fromisoformat(entry["on"]) if "on" in entry else date(entry["year"], 12, 31)
            source, dated = _source_of(region, on)
            figures += [
                ContextFigure(
                    id=new_id(rng),
                    region_id=region,
                    measure=measure,
                    period="au 31 juillet 2019" if "on" in entry else str(entry["year"]),
                    counted_on=on,
                    value=entry[name],
                    source=source,
                    published_on=dated,
                )
                for name, measure in measures.items()
                if name in entry
            ]
    return figures


def _source_of(region: str | None, on: date) -> tuple[str, date | None]:
    if region is None:
        return USH, None
    return (PRESS, date(2021, 3, 25)) if on.year == 2019 else (UNION_2024, date(2024, 5, 1))


def _chases(rng: Random, built: FollowUp, people: People, running: Convention, by: User, day: date) -> None:
    for number, name in enumerate(CHASED):
        at = _at(working_day_from(max(running.starts_on, day - timedelta(days=20 + 12 * number))))
        built.chases.append(
            Chase(
                id=new_id(rng),
                convention=running,
                bailleur=people.organisations[name],
                at=at,
                by=by,
                text="Bonjour,\n\nAucun logement de votre parc n’a encore été proposé cette année.\n\nBien à vous",
                mailed_at=at,
            )
        )


def _rehousings(rng: Random, built: FollowUp, people: People, running: Convention, day: date) -> None:
    """Done by phone since the convention began, declared by the landlord, confirmed by the association."""
    month = add_months(running.starts_on.replace(day=1), 1)
    numbers: dict[tuple[object, ...], int] = {}
    references: set[str] = set()
    while add_months(month, 1) < day:
        for _ in range(rng.choice(REHOUSED_ON_REQUEST_A_MONTH)):
            built.rehousings.append(_rehousing(rng, people, month, numbers, references, day))
        month = add_months(month, 1)


def _rehousing(
    rng: Random,
    people: People,
    month: date,
    numbers: dict[tuple[object, ...], int],
    references: set[str],
    day: date,
) -> DeclaredRehousing:
    # Not those that somebody plays: what they declare is told by second_channel.
    landlord = rng.choice([name for name in BAILLEURS if name != "Vilogia"])
    departement = rng.choice(BAILLEURS[landlord])
    association = rng.choice([name for name, served in ASSOCIATIONS.items() if departement in served])
    typology = rng.choice((Typology.T2, Typology.T3, Typology.T3, Typology.T4))
    children = {Typology.T2: rng.choice((0, 1)), Typology.T3: rng.choice((1, 2)), Typology.T4: rng.choice((2, 3))}
    facts = (landlord, association, month, typology, departement, children[typology])
    numbers[facts] = numbers.get(facts, 0) + 1
    while (reference := "".join(rng.choices(REFERENCE_ALPHABET, k=7))) in references:
        pass
    references.add(reference)
    said = _at(min(working_day_from(add_months(month, 1) + timedelta(days=rng.randrange(1, 12))), day))
    return DeclaredRehousing(
        id=new_id(rng),
        reference=reference,
        bailleur=people.bailleur_of(landlord),
        association=people.association_of(association),
        month=month,
        typology=typology,
        departement=departement,
        solution_type=SolutionType.DIRECT_LEASE,
        children=children[typology],
        number=numbers[facts],
        state=DeclaredState.CONFIRMED,
        declared_for=people.organisations[landlord],
        declared_by=people.of(landlord, Role.BAILLEUR_AGENT)[0],
        declared_at=said,
        answer_by=said.date() + timedelta(days=15),
        answered_by=people.of(association, Role.ASSOCIATION_MANAGER)[0],
        answered_at=min(said + timedelta(days=2), _at(day)),
    )


def _at(day: date) -> datetime:
    return datetime.combine(day, time(8), PARIS)
