from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "reporting"

    def ready(self) -> None:
        from reporting import notices  # noqa: F401, PLC0415 - registers its kinds
