from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        from accounts import checks, sessions  # noqa: F401, PLC0415 - registered once the applications are loaded
        from accounts.api import schema  # noqa: F401, PLC0415 - the same
