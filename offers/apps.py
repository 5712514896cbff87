from django.apps import AppConfig


class OffersConfig(AppConfig):
    name = "offers"

    def ready(self) -> None:
        from offers import signals  # noqa: F401, PLC0415 - connected once the applications are loaded
