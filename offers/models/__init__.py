from offers.models.location import OfferLocation, OfferPhoto
from offers.models.offer import Offer, OfferState, WithdrawalReason
from offers.models.offer_import import ColumnMapping, ImportState, OfferImport, OfferImportPart
from offers.models.private_search import PrivateSearch
from offers.models.transition import OfferTransition

__all__ = [
    "ColumnMapping",
    "ImportState",
    "Offer",
    "OfferImport",
    "OfferImportPart",
    "OfferLocation",
    "OfferPhoto",
    "OfferState",
    "OfferTransition",
    "PrivateSearch",
    "WithdrawalReason",
]
