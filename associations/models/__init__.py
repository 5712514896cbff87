from associations.models.association import Association
from associations.models.ceiling import IncomeCeiling
from associations.models.household import Household, HouseholdStatus
from associations.models.key import HouseholdKey

__all__ = ["Association", "Household", "HouseholdKey", "HouseholdStatus", "IncomeCeiling"]
