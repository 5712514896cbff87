from django.apps import AppConfig
from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce, Now


class NotificationsConfig(AppConfig):
    name = "notifications"

    def ready(self) -> None:
        """A page knows how many notices wait by the query that knows its reader: it costs none of its own."""
        from accounts.models.membership import CONTEXT  # noqa: PLC0415 - once the applications are loaded
        from notifications import arrivals, decisions  # noqa: F401, PLC0415 - connected once the applications are loaded
        from notifications.models import Notice  # noqa: PLC0415 - the same

        unread = (
            Notice.objects.unread()
            .filter(recipient=OuterRef("user"), organisation=OuterRef("organisation"), due_at__lte=Now())
            .order_by()
            .values("recipient")
            .annotate(count=Count("id"))
            .values("count")
        )
        CONTEXT["unread_notices"] = Coalesce(Subquery(unread, output_field=IntegerField()), 0)
