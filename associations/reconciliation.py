"""The web does not start on databases that do not agree: one was restored, and what was purged may be back."""

from associations.actions.purge import generations


class NotReconciled(Exception):
    """One database was restored and `manage.py reconcile_vault` has not run since."""


def check_reconciled() -> None:
    """Raises NotReconciled when the main database and the vault have not known the same purges."""
    main, vault = generations()
    if main != vault:
        raise NotReconciled(
            f"The main database knows {main} purges, the vault {vault}: one of them was restored. "
            "Run `manage.py reconcile_vault` before the web starts."
        )
