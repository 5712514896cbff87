"""Where beat says when it last sent what falls due: it writes it, the operator's pages read it."""

from typing import Final

LAST_BEAT: Final = "last-beat"  # a key of the cache: seconds since 1970
