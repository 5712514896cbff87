"""Every write of `conventions`."""

from conventions.actions.conventions import let_order_leave

__all__ = ["let_order_leave"]
