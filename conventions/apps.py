from django.apps import AppConfig


class ConventionsConfig(AppConfig):
    name = "conventions"

    def ready(self) -> None:
        """Its notices are known from the start."""
        from conventions import notices  # noqa: F401, PLC0415 - once the applications are loaded
