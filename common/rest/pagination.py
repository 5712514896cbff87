"""Pages of a list, by an opaque cursor: nothing is skipped or told twice while the list changes.

The order is that of random ids: it says nothing of what came first.
"""

from uuid import UUID

from rest_framework.exceptions import NotFound
from rest_framework.pagination import Cursor, CursorPagination
from rest_framework.request import Request


class OpaqueOrder(CursorPagination):
    page_size = 100
    cursor_query_param = "curseur"
    ordering = "id"
    cursor_query_description = "Tel que « next » ou « previous » le donnent."
    invalid_cursor_message = "Ce curseur n’est pas de cette liste."

    def decode_cursor(self, request: Request) -> Cursor | None:
        """Raises NotFound for what no list gave: its position is an id."""
        cursor: Cursor | None = super().decode_cursor(request)
        if cursor is not None and cursor.position is not None:
            try:
                UUID(str(cursor.position))
            except ValueError as error:
                raise NotFound(self.invalid_cursor_message) from error
        return cursor
