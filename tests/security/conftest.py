"""The world of the authorisation table: every role, and something of everybody's in every state."""

from tests.authorisation.conftest import world

__all__ = ["world"]
