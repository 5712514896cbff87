from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "matching"

    def ready(self) -> None:
        from matching import notices, signals  # noqa: F401, PLC0415 - registers its kinds, connects
