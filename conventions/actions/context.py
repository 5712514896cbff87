"""Writes of the context: figures that others published of other populations, with their source."""

from datetime import date

from django.db import transaction

from accounts.models import Membership
from conventions.actions.writing import refusing
from conventions.models import ContextFigure
from conventions.policies import WrongFact, check_figure
from conventions.territory import Place

KNOWN = "Ce chiffre, de cette source et à cette date, est déjà saisi : corrigez-le."


@transaction.atomic
def add_figure(
    *,
    place: Place,
    measure: str,
    period: str,
    counted_on: date,
    value: int,
    source: str,
    published_on: date | None = None,
    by: Membership,
) -> ContextFigure:
    """`period`: how the source calls it; `counted_on`: its last day. Raises WrongFact."""
    return _save(ContextFigure(), place, (measure, period, counted_on, value), (source, published_on), by)


@transaction.atomic
def correct_figure(
    *,
    figure: ContextFigure,
    place: Place,
    measure: str,
    period: str,
    counted_on: date,
    value: int,
    source: str,
    published_on: date | None = None,
    by: Membership,
) -> ContextFigure:
    """Raises WrongFact, ContextFigure.DoesNotExist for one that is not of the regions of `by`."""
    found = ContextFigure.objects.written_by(by).select_for_update(of=("self",)).get(id=figure.id)
    return _save(found, place, (measure, period, counted_on, value), (source, published_on), by)


def _save(
    figure: ContextFigure,
    place: Place,
    counted: tuple[str, str, date, int],
    published: tuple[str, date | None],
    by: Membership,
) -> ContextFigure:
    figure.region_id, figure.departement_id = place.region_id, place.departement_id
    figure.measure, figure.period, figure.counted_on, figure.value = counted
    figure.source, figure.published_on = published
    figure.typed_by = by.user
    check_figure(figure, by)
    with refusing({"context_figure_once": WrongFact("source", KNOWN)}):
        figure.save()
    return figure


@transaction.atomic
def remove_figure(*, figure: ContextFigure, by: Membership) -> None:
    """Raises ContextFigure.DoesNotExist for one that is not of the regions of `by`."""
    ContextFigure.objects.written_by(by).select_for_update(of=("self",)).get(id=figure.id).delete()
