"""Which failures pass by themselves: a service that does not answer, a disk that is full."""

import errno
from typing import Final

from django.db import InterfaceError, OperationalError
from redis.exceptions import ConnectionError as QueueGone
from redis.exceptions import TimeoutError as QueueSlow

RETRY_AFTER_SECONDS: Final = 60
MISSING_SERVICE: Final = (OperationalError, InterfaceError, QueueGone, QueueSlow)
FULL: Final = (errno.ENOSPC, errno.EDQUOT)


def is_passing(error: BaseException) -> bool:
    """Whether the same request may go through later: nothing is wrong with it, nor with our code."""
    return isinstance(error, MISSING_SERVICE) or (isinstance(error, OSError) and error.errno in FULL)
