"""What orders the dwellings that fit: her places with their weights, the communes she wished for."""

from dataclasses import dataclass
from datetime import date

from associations.words import PlaceKind
from matching.criteria.facts import DwellingFacts, HouseholdFacts
from matching.criteria.findings import Code, Criterion, Kind, Parts
from territories.distance import display_km, is_named, kilometres_between

WORDS = {PlaceKind.WORK: "du travail", PlaceKind.SCHOOL: "de l’école", PlaceKind.CARE: "des soins"}


@dataclass(frozen=True, slots=True)
class Way:
    """To one of her places: whole km, rounded up, as shown; `weight` 1 to 3; `too_far` beyond the most she said."""

    kind: str
    km: int
    weight: int
    too_far: bool

    @property
    def words(self) -> str:
        """ "env. 4 km du travail"."""
        return f"env. {self.km} km {WORDS[PlaceKind(self.kind)]}" + (", plus que souhaité" if self.too_far else "")


def ways(household: HouseholdFacts, dwelling: DwellingFacts) -> tuple[Way, ...]:
    """The way to each place whose position is known. From cells and communes, never from the door."""
    if not household.file.places:
        return ()
    site = dwelling.site
    found = []
    for place in household.file.places:
        km = kilometres_between(site, place.place.site)
        if km is not None:
            shown = display_km(km)
            found.append(Way(place.kind, shown, place.weight, place.max_km is not None and shown > place.max_km))
    return tuple(found)


def _places(household: HouseholdFacts, dwelling: DwellingFacts, today: date) -> Parts:
    found = ways(household, dwelling)
    return (found,) if found else None


def _wished(household: HouseholdFacts, dwelling: DwellingFacts, today: date) -> Parts:
    return () if any(is_named(dwelling.commune, code) for code in household.file.communes_wanted) else None


def _say_ways(found: tuple[Way, ...]) -> str:
    return ", ".join(way.words for way in found)


PREFERENCES = (
    Criterion(
        Code.WISHED_COMMUNE,
        Kind.PREFERENCE,
        "Sa commune est souhaitée : il passe devant.",
        _wished,
        lambda: "Commune souhaitée",
    ),
    Criterion(
        Code.PLACES,
        Kind.PREFERENCE,
        "Le plus proche de ses lieux passe devant, selon leur importance.",
        _places,
        _say_ways,
    ),
)
