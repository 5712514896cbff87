"""What leaves the association about a household, and nothing else (design.md 5).

Pages of the federation and of landlords receive these frozen values, never a model of `associations`: a template that
would print something else has nothing to print.
"""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from associations.files import HouseholdFile
from associations.models import Household
from associations.needs import BandCount, children_by_band, composition_words, typology_labels
from matching.dwellings import departement_of
from matching.models import Candidature
from offers.models import Offer
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


def transmitted_file(household: Household, file: HouseholdFile, *, reference: str) -> TransmittedFile:
    """The file of a household as a landlord reads it.

    The word that accompanied the request stays with the federation: a free text is the one place where a reason or a
    place could slip through, and the landlord has the référente's phone.
    """
    return TransmittedFile(
        reference=reference,
        adults=file.adults,
        children=children_by_band(file.children),
        composition=composition_words(file.adults, file.children),
        typologies=typology_labels(household.typologies),
        association=household.association.organisation.name,
        referente=household.referente.name,
        work_phone=household.referente.work_phone,
    )
