"""Organisations of the demonstration and those who work there. No person has a name: a trade and a house instead."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from random import Random

from accounts.demonstration.personas import FEDERATION, PARTNER, PERSONAS, UNION
from accounts.models import Membership, Organisation, OrganisationKind, Role, User
from associations.models import Association
from bailleurs.models import Bailleur
from home.demonstration.draws import new_id

REGION = "32"
# Where each works; the first two are those of the personas.
ASSOCIATIONS: dict[str, tuple[str, ...]] = {
    "Solfa": ("59", "62"),
    "Louise Michel": ("59", "62"),
    "Voix de nanas": ("02", "59", "60"),
    "Havre": ("59", "62", "80"),
}
# Départements in which each landlord offers, the one it offers most in first.
BAILLEURS: dict[str, tuple[str, ...]] = {
    "3F Notre Logis": ("59",),
    "Clésence": ("02", "60", "80", "59", "62"),
    "Flandre Opale Habitat": ("59", "62"),
    "Fourmies Habitat": ("59",),
    "ICF Habitat Nord-Est": ("59", "62", "02", "60", "80"),
    "Le Groupe Sambre Avesnois Immobilier": ("59",),
    "LMH": ("59",),
    "Logifim": ("59", "62"),
    "Logis Métropole": ("59",),
    "Maisons & Cités": ("62", "59"),
    "Norévie": ("59", "62"),
    "Partenord": ("59",),
    "Pas-de-Calais Habitat": ("62",),
    "SA Hlm de l'Oise": ("60", "80"),
    "SIA Habitat": ("62", "59", "80"),
    "SIGH": ("59",),
    "Vilogia": ("59", "62", "60"),
}
# How many active households each caseworker follows, the persona of the association first.
CASELOADS: dict[str, tuple[int, ...]] = {
    "Solfa": (12, 8, 6),
    "Louise Michel": (9, 7),
    "Voix de nanas": (6, 4),
    "Havre": (5, 3),
}


@dataclass
class People:
    """Rows of organisations and staff, not saved yet."""

    organisations: dict[str, Organisation] = field(default_factory=dict)
    bailleurs: list[Bailleur] = field(default_factory=list)
    associations: list[Association] = field(default_factory=list)
    memberships: list[Membership] = field(default_factory=list)

    @property
    def users(self) -> list[User]:
        return [membership.user for membership in self.memberships]

    def of(self, organisation: str, *roles: Role) -> list[User]:
        """The people of an organisation who hold one of the roles, its persona first."""
        return [
            membership.user
            for membership in self.memberships
            if membership.organisation.name == organisation and membership.role in roles
        ]

    def association_of(self, name: str) -> Association:
        return next(row for row in self.associations if row.organisation.name == name)

    def bailleur_of(self, name: str) -> Bailleur:
        return next(row for row in self.bailleurs if row.organisation.name == name)


def build_people(rng: Random) -> People:
    people = People()
    for kind, names in (
        (OrganisationKind.BAILLEUR, BAILLEURS),
        (OrganisationKind.ASSOCIATION, ASSOCIATIONS),
        (OrganisationKind.FEDERATION, [FEDERATION]),
        (OrganisationKind.UNION, [UNION]),
        (OrganisationKind.PARTNER, [PARTNER]),
    ):
        for name in names:
            people.organisations[name] = Organisation(id=new_id(rng), kind=kind, name=name)
    people.bailleurs = [Bailleur(organisation=people.organisations[name]) for name in BAILLEURS]
    people.associations = [Association(organisation=people.organisations[name]) for name in ASSOCIATIONS]
    for persona in PERSONAS:
        organisation = people.organisations[persona.organisation]
        _hire(people, rng, organisation, persona.role, persona.name, persona.email)
    for organisation, role, name, email in _colleagues(people):
        _hire(people, rng, organisation, role, name, email)
    return people


def _colleagues(people: People) -> Iterable[tuple[Organisation, Role, str, str]]:
    """Everybody that no persona plays."""
    domain = "demonstration.invalid"
    for name, loads in CASELOADS.items():
        slug = _slug(name)
        house = people.organisations[name]
        for number in range(len(people.of(name, Role.CASEWORKER)) + 1, len(loads) + 1):
            yield house, Role.CASEWORKER, f"Référente {number}, {name}", f"referente{number}.{slug}@{domain}"
        if not people.of(name, Role.ASSOCIATION_MANAGER):
            yield house, Role.ASSOCIATION_MANAGER, f"Responsable, {name}", f"responsable.{slug}@{domain}"
    for name in BAILLEURS:
        if not people.of(name, Role.BAILLEUR_AGENT):
            slug = _slug(name)
            yield people.organisations[name], Role.BAILLEUR_AGENT, f"Agent, {name}", f"agent.{slug}@{domain}"


def _slug(name: str) -> str:
    plain = name.lower().translate(str.maketrans("éè", "ee"))
    return "".join(letter for letter in plain if letter.isalnum())


def _hire(people: People, rng: Random, organisation: Organisation, role: Role, name: str, email: str) -> None:
    # 03 53 01 is a range that the regulator (ARCEP) keeps for fiction.
    phone = f"03 53 01 00 {len(people.memberships) + 1:02}"
    user = User(id=new_id(rng), email=email, name=name, work_phone=phone)
    people.memberships.append(Membership(id=new_id(rng), user=user, organisation=organisation, role=role))
