"""Indicators I1 to I15 (docs/indicators.md), each plain SQL over the facts known at a moment."""

from reporting.indicators.delays import Delay, Segment, delays
from reporting.indicators.dwellings import ListedDwelling, dwellings_listed, dwellings_put, requests_per_dwelling
from reporting.indicators.needs import needs, needs_moved
from reporting.indicators.organisations import context, trained
from reporting.indicators.rehousings import late_rehousings, rehousings
from reporting.indicators.requests import decisions, issues, propositions
from reporting.indicators.sliding import sliding_leases
from reporting.indicators.tallies import evaluations, places_freed, private_reasons

__all__ = [
    "Delay",
    "ListedDwelling",
    "Segment",
    "context",
    "decisions",
    "delays",
    "dwellings_listed",
    "dwellings_put",
    "evaluations",
    "issues",
    "late_rehousings",
    "needs",
    "needs_moved",
    "places_freed",
    "private_reasons",
    "propositions",
    "rehousings",
    "requests_per_dwelling",
    "sliding_leases",
    "trained",
]
