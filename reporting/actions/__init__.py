"""Every write of `reporting`."""

from reporting.actions.committees import convene_committee, decide_action, write_committee

__all__ = ["convene_committee", "decide_action", "write_committee"]
