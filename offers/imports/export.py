"""A landlord's own dwellings as a workbook of the same columns as the import: sent back, it changes nothing."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from django.utils import timezone

from common.spreadsheets import Cell, write_csv, write_workbook
from offers import rules
from offers.closing import PARIS
from offers.imports.columns import COLUMNS
from offers.models import Offer
from territories.communes import index

SHEET: Final = "Logements"
# Read by nobody but the landlord's own software, or said by another column: the export leaves them out.
LEFT_OUT: Final = frozenset({"street_number", "lat", "lon"})
EXPORTED: Final = tuple(column for column in COLUMNS if column.name not in LEFT_OUT)
HEADERS: Final = tuple(column.label for column in EXPORTED)


def write_export(offers: Iterable[Offer]) -> bytes:
    """An XLSX. Needs each offer with its location."""
    return write_workbook(HEADERS, _rows(offers), sheet=SHEET)


def write_export_csv(offers: Iterable[Offer]) -> bytes:
    return write_csv(HEADERS, _rows(offers))


def _rows(offers: Iterable[Offer]) -> Iterator[list[Cell]]:
    for offer in offers:
        yield [_CELLS[column.name](offer) for column in EXPORTED]


def _fact(name: str) -> Callable[[Offer], Cell]:
    return lambda offer: getattr(offer, name)


def _where(name: str) -> Callable[[Offer], Cell]:
    return lambda offer: getattr(offer.location, name) or None


def _euros(name: str) -> Callable[[Offer], Cell]:
    def euros(offer: Offer) -> Cell:
        value = getattr(offer, name)
        return None if value is None else value / 100

    return euros


def _word(name: str) -> Callable[[Offer], Cell]:
    """The word of a code. Labels are looked up once: there are many rows."""
    words = {str(code): str(label) for code, label in getattr(Offer._meta.get_field(name), "flatchoices", ())}
    return lambda offer: words.get(str(getattr(offer, name))) or None


def _yes(name: str) -> Callable[[Offer], Cell]:
    return lambda offer: "oui" if getattr(offer, name) else "non"


def _commune(offer: Offer) -> Any:
    return index().get(offer.location.commune_id) if offer.location.commune_id else None


def _postal_code(offer: Offer) -> Cell:
    """The only one of the commune; where it has several, its code says which commune it is."""
    commune = _commune(offer)
    return commune.postal_codes[0] if commune and len(commune.postal_codes) == 1 else None


def _commune_name(offer: Offer) -> Cell:
    commune = _commune(offer)
    return commune.name if commune else None


def _surface(offer: Offer) -> Cell:
    return None if offer.surface_m2 is None else float(offer.surface_m2)


def _closing(offer: Offer) -> Cell:
    """A date that is over is left out, here and below: the import refuses it, and an empty cell changes nothing."""
    now = timezone.now()
    return timezone.localdate(offer.closes_at, PARIS) if offer.closes_at and offer.closes_at > now else None


def _caleol(offer: Offer) -> Cell:
    return offer.caleol_on if offer.caleol_on and offer.caleol_on >= timezone.localdate() else None


def _available(offer: Offer) -> Cell:
    since = timezone.localdate() - rules.AVAILABLE_SINCE_AT_MOST
    return offer.available_on if offer.available_on and offer.available_on >= since else None


_CELLS: Final[dict[str, Callable[[Offer], Cell]]] = {
    "reference": _fact("reference"),
    "residence": _where("residence"),
    "address": _where("address"),
    "postal_code": _postal_code,
    "commune": _commune_name,
    "insee": _where("commune_id"),
    "quarter": _where("quarter"),
    "door": _where("door"),
    "floor": _fact("floor"),
    "typology": _word("typology"),
    "surface_m2": _surface,
    "lift": _yes("lift"),
    "step_free": _yes("step_free"),
    "rent_cents": _euros("rent_cents"),
    "annex_rent_cents": _euros("annex_rent_cents"),
    "charges_cents": _euros("charges_cents"),
    "heating": _word("heating"),
    "heating_cost_cents": _euros("heating_cost_cents"),
    "water_cost_cents": _euros("water_cost_cents"),
    "dpe": _word("dpe"),
    "financing": _word("financing"),
    "contingent": _word("contingent"),
    "available_on": _available,
    "closes_at": _closing,
    "in_qpv": _yes("in_qpv"),
    "occupancy": _word("occupancy"),
    "solution_type": _word("solution_type"),
    "wanted_candidatures": _fact("wanted_candidatures"),
    "caleol_on": _caleol,
    "visit_contact": _fact("visit_contact"),
    "visit_slots": _fact("visit_slots"),
}
