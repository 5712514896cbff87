"""What the federation decides of a convention."""

from django.db import transaction

from accounts.models import Membership
from conventions.models import Convention, SwitchChange


@transaction.atomic
def let_order_leave(*, convention: Convention, automatic: bool, by: Membership) -> Convention:
    """Whether the proposed order leaves by itself one working day after a closing that nobody ranked.

    A row says who changed it; what is already so changes nothing.
    """
    convention = Convention.objects.select_for_update().get(id=convention.id)
    if convention.automatic_order == automatic:
        return convention
    convention.automatic_order = automatic
    convention.save(update_fields=["automatic_order"])
    SwitchChange.objects.create(convention=convention, automatic_order=automatic, by=by.user)
    return convention
