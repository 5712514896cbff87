"""What each route does around its one call into the domain."""

from collections.abc import Callable
from typing import Any, TypeVar

from rest_framework import serializers

from common.rest.problems import Conflict
from common.transitions import WrongState

Done = TypeVar("Done")


def checked(serializer: serializers.Serializer[Any]) -> dict[str, Any]:
    """What was sent, once it holds. Raises ValidationError: 400."""
    serializer.is_valid(raise_exception=True)
    return dict(serializer.validated_data)


def moved(action: Callable[[], Done]) -> Done:
    """What the state does not allow is a conflict (409), in the words of the page."""
    try:
        return action()
    except WrongState as error:
        raise Conflict(str(error)) from error
