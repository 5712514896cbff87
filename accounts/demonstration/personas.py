"""The personas of the demonstration: one button each under /demo/. No person has a name."""

from dataclasses import dataclass

from accounts.models import Role


@dataclass(frozen=True)
class Persona:
    """Somebody to sign in as: `organisation` is the name of hers in the demonstration's data."""

    slug: str
    role: Role
    organisation: str

    @property
    def name(self) -> str:
        return f"{self.role.label}, {self.organisation}"

    @property
    def email(self) -> str:
        return f"{self.slug.replace('_', '.')}@demonstration.invalid"


FEDERATION = "Fédération nationale Solidarité Femmes"
UNION = "Union régionale pour l’habitat des Hauts-de-France"
PARTNER = "Département du Nord (partenaire de démonstration)"

PERSONAS: tuple[Persona, ...] = (
    Persona("caseworker_solfa", Role.CASEWORKER, "Solfa"),
    Persona("manager_solfa", Role.ASSOCIATION_MANAGER, "Solfa"),
    Persona("caseworker_louise_michel", Role.CASEWORKER, "Louise Michel"),
    Persona("agent_vilogia", Role.BAILLEUR_AGENT, "Vilogia"),
    Persona("manager_vilogia", Role.BAILLEUR_MANAGER, "Vilogia"),
    Persona("agent_partenord", Role.BAILLEUR_AGENT, "Partenord"),
    Persona("federation", Role.FEDERATION, FEDERATION),
    Persona("coordinator_hdf", Role.COORDINATOR, UNION),
    Persona("partner", Role.PARTNER, PARTNER),
)
PERSONAS_BY_SLUG = {persona.slug: persona for persona in PERSONAS}
