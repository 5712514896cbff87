"""Traps that the suite sets for silent defects."""

from typing import Any

from django.db.models import OrderBy
from django.db.models.functions import Random
from django.db.models.sql.compiler import SQLCompiler

_get_order_by = SQLCompiler.get_order_by


def _get_order_by_or_random(self: SQLCompiler) -> list[Any]:
    order = _get_order_by(self)
    query = self.query
    if order or query.distinct or query.combinator or query.combined_queries or query.group_by is not None:
        return order
    # The database promises no order where none is asked: code that counts on one fails here, not in production.
    expression = OrderBy(Random())
    sql, params = self.compile(expression)
    return [(expression, (sql, params, False))]


def shuffle_unordered_querysets() -> None:
    """Makes every unordered SELECT come back in random order."""
    SQLCompiler.get_order_by = _get_order_by_or_random  # type: ignore[method-assign]
