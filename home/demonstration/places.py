"""Where the dwellings of the demonstration stand: real communes, invented streets and residences."""

from dataclasses import dataclass
from functools import lru_cache
from math import cos, pi, radians, sin, sqrt
from random import Random

from territories.communes import index
from territories.records import CommuneRecord

DEPARTEMENTS = ("02", "59", "60", "62", "80")
SMALLEST_COMMUNE = 2_000  # inhabitants: below, social dwellings are rare
KM_PER_DEGREE = 111.2
FURTHEST_DOOR_KM = 3.0  # from the centre: doors stand in towns, not in the fields around

# Well-known quarters of the larger towns, by INSEE code. Elsewhere the quarter stays empty.
QUARTERS: dict[str, tuple[str, ...]] = {
    "59350": ("Wazemmes", "Fives", "Moulins", "Lille-Sud", "Vauban", "Bois-Blancs", "Saint-Maurice", "Centre"),
    "59512": ("Le Pile", "L’Épeule", "Trois-Ponts", "Hommelet", "Barbieux", "Centre"),
    "59599": ("La Bourgogne", "Belencontre", "Pont-Rompu", "Gambetta", "Centre"),
    "59009": ("Pont-de-Bois", "Annappes", "Flers-Bourg", "Triolo", "Résidence"),
    "59183": ("Rosendaël", "Petite-Synthe", "Malo-les-Bains", "Jeu-de-Mail", "Centre"),
    "59606": ("Faubourg-de-Cambrai", "Dutemple", "La Briquette", "Centre"),
    "59178": ("Frais-Marais", "Dorignies", "Faubourg-de-Béthune", "Centre"),
    "59122": ("Saint-Roch", "Cantimpré", "Centre"),
    "59392": ("Sous-le-Bois", "Les Provinces", "Centre"),
    "62193": ("Beau-Marais", "Fort-Nieulay", "Saint-Pierre", "Calais-Nord"),
    "62041": ("Saint-Michel", "Les Blancs-Monts", "Centre"),
    "62160": ("Chemin-Vert", "Capécure", "Haute-Ville", "Centre"),
    "62498": ("Grande-Résidence", "Cité 12-14", "Centre"),
    "62510": ("Calonne", "Les Marichelles", "Centre"),
    "80021": ("Étouvie", "Saint-Leu", "Saint-Pierre", "Henriville", "Amiens-Nord", "Saint-Acheul"),
    "80001": ("Provinces", "Soleil-Levant", "Centre"),
    "02691": ("Quartier Europe", "Faubourg-d’Isle", "Vermandois", "Centre"),
    "02722": ("Presles", "Saint-Crépin", "Centre"),
    "02408": ("Champagne", "Ile-de-France", "Ville haute"),
    "60057": ("Argentine", "Saint-Jean", "Notre-Dame-du-Thil", "Centre"),
    "60159": ("Clos-des-Roses", "Bellicart", "Centre"),
    "60175": ("Rouher", "Moulin", "Centre"),
}
STREETS = (
    "rue des Tilleuls", "rue des Acacias", "rue des Lilas", "rue du Moulin", "rue des Tisserands", "rue de la Gare",
    "allée des Érables", "avenue des Saules", "rue du Marché", "rue des Jardins", "allée des Peupliers",
    "rue des Glycines", "rue du Canal", "rue des Écoles", "boulevard des Marronniers", "rue de la Fontaine",
    "rue des Filatures", "rue des Bouleaux", "place du Beffroi", "rue des Mineurs",
)  # fmt: skip
RESIDENCES = (
    "Les Tilleuls", "Les Acacias", "Le Clos fleuri", "Les Hirondelles", "Le Parc", "Les Aubépines", "Les Saules",
    "La Roseraie", "Le Beffroi", "Les Coquelicots", "Le Grand Large", "Les Peupliers", "La Filature", "Le Belvédère",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """Fields of an OfferLocation; `lat` and `lon`, in degrees, are the door's, when it is known."""

    commune: CommuneRecord
    quarter: str
    residence: str
    address: str
    door: str
    lat: float | None
    lon: float | None


@lru_cache(maxsize=1)
def populations() -> dict[str, int]:
    """Inhabitants of each of the five départements."""
    totals = dict.fromkeys(DEPARTEMENTS, 0)
    for record in index().all():
        if record.departement in totals:
            totals[record.departement] += record.population
    return totals


@lru_cache(maxsize=8)
def towns(departement: str) -> dict[CommuneRecord, float]:
    """Its communes of 2,000 inhabitants and more, each with its population as weight."""
    return {
        record: float(record.population)
        for record in index().all()
        if record.departement == departement
        and record.population >= SMALLEST_COMMUNE
        and record.position is not None
        and not record.is_arrondissement
    }


def draw_place(rng: Random, commune: CommuneRecord, *, floor: int, with_door: bool) -> Place:
    quarters = QUARTERS.get(commune.code)
    is_house = floor == 0 and rng.random() < 0.5
    lat, lon = _door(rng, commune) if with_door else (None, None)
    return Place(
        commune=commune,
        quarter=rng.choice(quarters) if quarters else "",
        residence="" if is_house else f"Résidence {rng.choice(RESIDENCES)}",
        address=f"{rng.randrange(1, 140)} {rng.choice(STREETS)}",
        door="" if is_house else f"Bâtiment {rng.choice('ABCD')}, porte {floor}{rng.randrange(1, 9)}",
        lat=lat,
        lon=lon,
    )


def _door(rng: Random, commune: CommuneRecord) -> tuple[float, float]:
    """A point of the commune, well within its radius."""
    position = commune.position
    if position is None:
        raise ValueError(f"{commune.code} has no position")
    reach = min(position.precision_km * 0.6, FURTHEST_DOOR_KM)
    distance, bearing = reach * sqrt(rng.random()), 2 * pi * rng.random()
    lat = position.lat + distance * cos(bearing) / KM_PER_DEGREE
    lon = position.lon + distance * sin(bearing) / (KM_PER_DEGREE * cos(radians(position.lat)))
    return round(lat, 5), round(lon, 5)
