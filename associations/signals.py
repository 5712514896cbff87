"""What households tell the apps above, which know candidatures."""

from django.dispatch import Signal

# Sent with `household_id`, inside the transaction that purges it, before its row goes.
household_purged = Signal()
