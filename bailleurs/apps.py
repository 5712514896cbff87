from django.apps import AppConfig


class BailleursConfig(AppConfig):
    name = "bailleurs"

    def ready(self) -> None:
        from bailleurs import signals  # noqa: F401, PLC0415 - connected once the applications are loaded
