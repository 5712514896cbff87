"""JSON as it comes from outside: bounded, and never a reason to fail."""

from typing import IO, Any

from django.conf import settings
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import JSONParser


class TooLong(APIException):
    status_code = 413
    default_detail = "Ce contenu dépasse 2 Mo : envoyez-le en plusieurs fois."


class BoundedJSONParser(JSONParser):
    """At most settings.DATA_UPLOAD_MAX_MEMORY_SIZE bytes, which Django does not count for a stream.

    Raises TooLong, and ParseError for what is no JSON, is nested without end, or holds halves of characters.
    """

    def parse(self, stream: IO[Any], media_type: str | None = None, parser_context: Any = None) -> Any:
        length = parser_context["request"].META.get("CONTENT_LENGTH") or 0
        if int(length) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise TooLong
        try:
            content = super().parse(stream, media_type, parser_context)
            check_characters(content)
        except (RecursionError, UnicodeEncodeError) as error:
            raise ParseError from error
        return content


def check_characters(content: Any) -> None:
    """Raises UnicodeEncodeError for half of a character ("\\ud800"), which no answer, table or log could hold."""
    if isinstance(content, str):
        content.encode()
    elif isinstance(content, dict):
        for name, value in content.items():
            name.encode()
            check_characters(value)
    elif isinstance(content, list):
        for one in content:
            check_characters(one)
