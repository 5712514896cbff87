from associations.models.association import Association
from associations.models.ceiling import IncomeCeiling
from associations.models.draft import FormDraft
from associations.models.household import MOST_DEPUTIES, Household, HouseholdDeputy, HouseholdStatus
from associations.models.key import HouseholdKey, PurgedKey, VaultGeneration
from associations.models.need_event import NeedEvent, NeedMove
from associations.models.purged import MainGeneration, PurgedHousehold
from associations.models.readers import Absence, EmergencyOpening
from associations.models.registration import Registration

__all__ = [
    "MOST_DEPUTIES",
    "Absence",
    "Association",
    "EmergencyOpening",
    "FormDraft",
    "Household",
    "HouseholdDeputy",
    "HouseholdKey",
    "HouseholdStatus",
    "IncomeCeiling",
    "MainGeneration",
    "NeedEvent",
    "NeedMove",
    "PurgedHousehold",
    "PurgedKey",
    "Registration",
    "VaultGeneration",
]
