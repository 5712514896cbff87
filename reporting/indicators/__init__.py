"""Indicators I1 to I15 (docs/indicators.md), each plain SQL over the facts known at a moment."""

from reporting.indicators.dwellings import dwellings_put
from reporting.indicators.rehousings import late_rehousings, rehousings

__all__ = ["dwellings_put", "late_rehousings", "rehousings"]
