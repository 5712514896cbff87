"""What leaves the association about a household, and nothing else (design.md 5).

Pages of the federation and of landlords receive these frozen values, never a model of `associations`: a template that
would print something else has nothing to print.
"""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from associations.ceilings import category_of
from associations.files import HouseholdFile
from associations.models import Household
from associations.needs import BandCount, children_by_band, composition_words, typology_labels
from associations.proofs import UNLOCKS, ProofKind, is_over
from common.housing import Financing
from matching.dwellings import departement_of
from matching.models import Candidature
from offers.models import Offer
from territories.ceiling_zones import zone_of
from territories.departements import departements

SIZE_BANDS = ((2, "1 ou 2 personnes"), (3, "3 personnes"), (4, "4 personnes"))
LARGEST_BAND = "5 personnes et plus"
REFERENCE_TO_COME = "donnée à la demande"


@dataclass(frozen=True)
class AnonymousCard:
    """The card (fiche anonyme) that the federation sees before the transmission."""

    reference: str
    size: str
    typology: str
    departements: tuple[str, ...]
    solution: str
    association: str
    note: str
    requested_on: date


@dataclass(frozen=True)
class TransmittedFile:
    """What the landlord of one dwelling reads of one household, from its transmission on."""

    reference: str
    adults: int
    children: tuple[BandCount, ...]
    composition: str
    typologies: tuple[str, ...]
    ceiling: str
    priority: str
    association: str
    referente: str
    work_phone: str


def size_band(people: int) -> str:
    """The band in which a household's size is shown before the transmission."""
    return next((label for most, label in SIZE_BANDS if people <= most), LARGEST_BAND)


def preview_card(household: Household, offer: Offer, *, note: str = "") -> AnonymousCard:
    """The card as the federation would see it if this household asked for this dwelling today."""
    return _card(household, offer, reference=REFERENCE_TO_COME, note=note, requested_on=timezone.localdate())


def anonymous_card(candidature: Candidature) -> AnonymousCard:
    """The card of a request."""
    return _card(
        candidature.household_or_gone(),
        candidature.offer,
        reference=candidature.reference,
        note=candidature.note,
        requested_on=timezone.localdate(candidature.requested_at),
    )


def _card(household: Household, offer: Offer, *, reference: str, note: str, requested_on: date) -> AnonymousCard:
    departement = departement_of(offer)
    # Only those wanted that this landlord serves: for now the dwelling's own.
    served = [code for code in household.departements if code == departement]
    return AnonymousCard(
        reference=reference,
        size=size_band(household.people),
        typology=next(iter(typology_labels(household.typologies)), ""),
        departements=tuple(departements()[code].label for code in served),
        solution=offer.get_solution_type_display(),
        association=household.association.organisation.name,
        note=note,
        requested_on=requested_on,
    )


def transmitted_file(household: Household, file: HouseholdFile, offer: Offer, *, reference: str) -> TransmittedFile:
    """The file of a household as the landlord of one dwelling reads it: its income against that ceiling, no amount.

    The word that accompanied the request stays with the federation: a free text is the one place where a reason or a
    place could slip through, and the landlord has the référente's phone.
    """
    return TransmittedFile(
        reference=reference,
        adults=file.adults,
        children=children_by_band(file.children),
        composition=composition_words(file.adults, file.children),
        typologies=typology_labels(household.typologies),
        ceiling=_ceiling_words(household, file, offer),
        priority=_priority_words(file),
        association=household.association.organisation.name,
        referente=household.referente.name,
        work_phone=household.referente.work_phone,
    )


def _ceiling_words(household: Household, file: HouseholdFile, offer: Offer) -> str:
    """Where her income stands, in the category of her household (CCH R441-1); never the amount."""
    label = offer.get_financing_display()
    words = f"catégorie {category_of(file)}"
    if file.means.rfr_euros is None:
        return f"Revenu fiscal à confirmer, {words}"
    zone = zone_of(offer.location.commune_id) if offer.location.commune_id else None
    if zone is None or offer.financing == Financing.OTHER:
        return f"Plafond {label} à vérifier, {words}"
    within = f"{zone}:{offer.financing}" in household.eligible_financings
    return f"{'Sous le' if within else 'Au-dessus du'} plafond {label}, {words}"


def _priority_words(file: HouseholdFile) -> str:
    """The proof by which the law gives her priority (CCH L441-1), when one is in force."""
    today = timezone.localdate()
    kinds = [proof.kind for proof in file.proofs if UNLOCKS[proof.kind].priority and not is_over(proof, today)]
    return f"Attestée : {str(ProofKind(kinds[0]).label).lower()}" if kinds else "À confirmer avec la référente"
