"""What accounts tell the apps above, which know notices and what an association or a landlord is."""

from django.dispatch import Signal

# Sent with `decision`, in the transaction that moves it.
decision_moved = Signal()
# Sent with `organisation`, in the transaction that makes it.
organisation_made = Signal()
# Sent with `membership`, in the transaction that makes it.
membership_started = Signal()
# Sent with `membership`, in the transaction that ends it.
membership_ended = Signal()
