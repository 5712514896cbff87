from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "common"

    def ready(self) -> None:
        from common import checks, migrating  # noqa: F401, PLC0415 - registered once the applications are loaded

        migrating.watch(self)
