"""The words of landlords' software for financings and contingents, and the codes they stand for."""

from typing import Any, Final

from common.housing import Contingent, Financing


def labels(*kinds: Any) -> dict[str, str]:
    """Codes and labels of the platform itself: what an export wrote is read back."""
    return {str(word): one.value for kind in kinds for one in kind for word in (one.value, one.label)}


# Products as RPLS names them. Where a product of before 1977 has no ceiling of its own any more, « Autre »: the
# committee says which one applies (RPLS, dictionnaire des variables, « financement initial »).
FINANCINGS: Final = {
    **labels(Financing),
    "PLA-I": "PLAI", "PLA Intégration": "PLAI", "PLA d’intégration": "PLAI", "PLATS": "PLAI", "PLA-TS": "PLAI",
    "PLA LM": "PLAI", "PLALM": "PLAI", "PLA insertion": "PLAI",
    "PLAI-A": "PLAI_ADAPTE", "PLAIA": "PLAI_ADAPTE", "PLAI ADAPT": "PLAI_ADAPTE", "PLAI A": "PLAI_ADAPTE",
    "PLUS CD": "PLUS", "PLUSCD": "PLUS", "PLA": "PLUS", "PLA social": "PLUS", "PLA ordinaire": "PLUS",
    "PLA CDC": "PLUS", "HLM": "PLUS", "HLMO": "PLUS", "HLM/O": "PLUS", "HLM ordinaire": "PLUS", "HBM": "PLUS",
    "PALULOS": "PLUS", "PAM": "PLUS",
    "PPLS": "PLS", "PLS CDC": "PLS",
    "LLI": "PLI", "PLI CDC": "PLI",
    "PLR": "AUTRE", "PSR": "AUTRE", "PLR/PSR": "AUTRE", "ILM": "AUTRE", "ILN": "AUTRE", "PCL": "AUTRE",
    "PCLS": "AUTRE", "PAP": "AUTRE", "PAP locatif": "AUTRE", "CFF": "AUTRE", "Prêt CFF": "AUTRE", "PLA CFF": "AUTRE",
    "Autres": "AUTRE", "Non conventionné": "AUTRE", "Libre": "AUTRE", "PSLA": "AUTRE", "ANAH": "AUTRE",
}  # fmt: skip

CONTINGENTS: Final = {
    **labels(Contingent),
    "État": "ETAT_PRIORITAIRE", "Préfecture": "ETAT_PRIORITAIRE", "Préfet": "ETAT_PRIORITAIRE",
    "Préfectoral": "ETAT_PRIORITAIRE", "Contingent préfectoral": "ETAT_PRIORITAIRE", "État prioritaires":
    "ETAT_PRIORITAIRE", "État mal logés": "ETAT_PRIORITAIRE", "Prioritaires": "ETAT_PRIORITAIRE", "DDETS":
    "ETAT_PRIORITAIRE", "DDCS": "ETAT_PRIORITAIRE", "Préfecture 25 %": "ETAT_PRIORITAIRE", "DALO": "ETAT_PRIORITAIRE",
    "État fonctionnaires": "ETAT_FONCTIONNAIRE", "Fonctionnaires": "ETAT_FONCTIONNAIRE", "Préfecture 5 %":
    "ETAT_FONCTIONNAIRE", "SRIAS": "ETAT_FONCTIONNAIRE", "Agents de l’État": "ETAT_FONCTIONNAIRE",
    "AL": "ACTION_LOGEMENT", "ALS": "ACTION_LOGEMENT", "1 %": "ACTION_LOGEMENT", "1 % logement": "ACTION_LOGEMENT",
    "CIL": "ACTION_LOGEMENT", "Collecteur": "ACTION_LOGEMENT", "Action Logement Services": "ACTION_LOGEMENT",
    "Employeurs": "ACTION_LOGEMENT", "Cilgere": "ACTION_LOGEMENT",
    "Mairie": "COMMUNE", "Ville": "COMMUNE", "Municipalité": "COMMUNE", "Collectivité": "COMMUNE",
    "Métropole": "EPCI", "MEL": "EPCI", "CUD": "EPCI", "Agglomération": "EPCI", "Communauté urbaine": "EPCI",
    "Communauté d’agglomération": "EPCI", "Communauté de communes": "EPCI", "Agglo": "EPCI",
    "Conseil départemental": "DEPARTEMENT", "CD": "DEPARTEMENT", "CD59": "DEPARTEMENT", "CD62": "DEPARTEMENT",
    "Conseil général": "DEPARTEMENT",
    "Conseil régional": "REGION",
    "Bailleur": "BAILLEUR_NON_RESERVE", "Non réservé": "BAILLEUR_NON_RESERVE", "Organisme": "BAILLEUR_NON_RESERVE",
    "Sans": "BAILLEUR_NON_RESERVE", "Aucun": "BAILLEUR_NON_RESERVE", "Hors contingent": "BAILLEUR_NON_RESERVE",
    "Libre": "BAILLEUR_NON_RESERVE", "Propre": "BAILLEUR_NON_RESERVE", "Sans réservation": "BAILLEUR_NON_RESERVE",
    "Logement non réservé": "BAILLEUR_NON_RESERVE", "Autres": "AUTRE", "Armée": "AUTRE", "Défense": "AUTRE",
    "Hôpital": "AUTRE", "La Poste": "AUTRE", "SNCF": "AUTRE",
}  # fmt: skip
