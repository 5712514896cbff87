from django.apps import AppConfig


class AssociationsConfig(AppConfig):
    name = "associations"

    def ready(self) -> None:
        from associations import departures, notices  # noqa: F401, PLC0415 - connects, registers its kinds
        from associations.reconciliation import check_reconciled  # noqa: PLC0415 - once the applications are loaded
        from common.views import CHECKS  # noqa: PLC0415 - the same

        CHECKS["reconciliation"] = check_reconciled
