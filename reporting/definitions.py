"""Each indicator as docs/indicators.md defines it."""

from typing import Final

from reporting.content import Definition

DEFINITIONS: Final[tuple[Definition, ...]] = ()
