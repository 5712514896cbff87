"""Pages of a list, by an opaque cursor: nothing is skipped or told twice while the list changes.

The order is that of random ids: it says nothing of what came first.
"""

from rest_framework.pagination import CursorPagination


class OpaqueOrder(CursorPagination):
    page_size = 100
    cursor_query_param = "curseur"
    ordering = "id"
    cursor_query_description = "Tel que « next » ou « previous » le donnent."
    invalid_cursor_message = "Ce curseur n’est pas de cette liste."
