"""Rehousings declared, staff trained, figures of the context."""

from dataclasses import dataclass
from datetime import timedelta

from common.housing import SolutionType, Typology
from common.months import add_months
from conventions.models import Channel, ContextFigure, Measure, StaffCount, Training
from conventions.models.training import Public
from matching.models import DeclaredRehousing, DeclaredState, Tally, TallyKind
from matching.reasons import Group
from tests.reporting.histories.draws import DEPARTEMENTS
from tests.reporting.histories.rows import Rows


@dataclass
class Others:
    rows: Rows

    def declared(self, number_of: int = 60) -> None:
        rng, draw = self.rows.draw.rng, self.rows.draw
        rows = []
        for number in range(number_of):
            declared_at = draw.moment()
            state = rng.choice((*[DeclaredState.CONFIRMED] * 3, DeclaredState.DECLARED, DeclaredState.DENIED))
            landlord, association = rng.choice(self.rows.landlords), rng.choice(self.rows.associations)
            rows.append(
                DeclaredRehousing(
                    id=draw.id(),
                    bailleur_id=landlord.id,
                    association_id=association.id,
                    month=(declared_at.date() - timedelta(days=rng.randrange(60))).replace(day=1),
                    channel=rng.choice(Channel.values),
                    typology=rng.choice(Typology.values[2:5]),
                    departement=rng.choice(DEPARTEMENTS),
                    solution_type=SolutionType.DIRECT_LEASE,
                    women=rng.choice((1, 1, 1, 3)),
                    children=rng.randrange(5),
                    number=number + 1,
                    state=state,
                    declared_for=landlord,
                    declared_at=declared_at,
                    answer_by=declared_at.date() + timedelta(days=15),
                    answered_at=None if state == DeclaredState.DECLARED else draw.after(declared_at, 60),
                )
            )
        DeclaredRehousing.objects.bulk_create(rows)

    def tallies(self) -> None:
        """Of each quarter of the convention; most often few."""
        rng, convention = self.rows.draw.rng, self.rows.history.convention
        groups = {
            TallyKind.REASON: (*Group.values, "autre"),
            TallyKind.ADAPTATION: ("1", "2", "3", "4"),
            TallyKind.PLACE_FREED: ("",),
        }
        rows = []
        for at in range(8):
            quarter, most = add_months(convention.starts_on, 3 * at), rng.choice((2, 5, 9))
            rows += [
                Tally(
                    convention=convention,
                    quarter=quarter,
                    kind=kind,
                    association_id=association.id,
                    group=group,
                    count=rng.randrange(most),
                )
                for kind, ones in groups.items()
                for group in ones
                for association in self.rows.associations
                if self.rows.draw.maybe(0.7)
            ]
        Tally.objects.bulk_create(rows)

    def organisations(self) -> None:
        rng, draw = self.rows.draw.rng, self.rows.draw
        associations, landlords = self.rows.associations, self.rows.landlords
        sessions = dict.fromkeys(
            (draw.day(), rng.choice(associations).id, rng.choice(landlords).id, rng.choice(Public.values))
            for _ in range(60)
        )
        names = ("held_on", "association_id", "bailleur_id", "public")
        trainings = [
            Training(**dict(zip(names, session, strict=True)), attendees=rng.randrange(1, 20)) for session in sessions
        ]
        staff = [
            StaffCount(bailleur=landlord, counted_on=on, staff=rng.randrange(20, 200))
            for landlord in landlords[:5]
            for on in sorted({draw.day() for _ in range(3)})
        ]
        figures = {
            (measure, place, draw.day(), source): rng.randrange(1, 4_000)
            for measure in Measure.values[:2]
            for place in ("", "region", "59", "75")
            for source in ("SNE", "Enquête")
            for _ in range(3)
        }
        context = [
            ContextFigure(
                measure=measure,
                region=self.rows.history.region if place == "region" else None,
                departement_id=place if place.isdigit() else None,
                period=f"au {on:%d/%m/%Y}",
                counted_on=on,
                value=value,
                source=source,
            )
            for (measure, place, on, source), value in figures.items()
        ]
        typed = (
            (Training, trainings, "held_on"),
            (StaffCount, staff, "counted_on"),
            (ContextFigure, context, "counted_on"),
        )
        for model, rows, day in typed:
            model.objects.bulk_create(rows)
            for row in rows:  # its own moment, which auto_now_add leaves to nobody
                row.typed_at = draw.after(draw.on(getattr(row, day)), 60)
            model.objects.bulk_update(rows, ["typed_at"])
