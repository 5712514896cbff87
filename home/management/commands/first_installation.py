"""The first installation: tables, public reference data, the federation and its first person; then what is missing."""

import sys
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import run_checks
from django.core.checks.messages import WARNING
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error, connections

from accounts.actions import MailNotSent, found_federation
from accounts.models import Membership, Role
from accounts.policies import NotAllowed


class Command(BaseCommand):
    help = (
        "Prepares both databases, loads the public reference data, invites the first person of the federation, and "
        "says what is missing. It may be run again. Without --no-input it asks for what is not given."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--federation", help="name of the federation")
        parser.add_argument("--email", help="address of its first person, who receives the invitation")
        parser.add_argument("--no-input", action="store_true", help="asks nothing: what is not given is missing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Fails, having done what it could, when something is missing."""
        for alias in settings.DATABASES:
            self._check_answers(alias)
        self.stdout.write("1. Tables")
        for alias in settings.DATABASES:
            call_command("migrate", database=alias, verbosity=0)
        self.stdout.write("2. Territories and income ceilings")
        call_command("load_territories", stdout=self.stdout)
        call_command("load_ceilings", stdout=self.stdout)
        self.stdout.write("3. The federation")
        missing = self._found(options)
        self.stdout.write("4. What is missing")
        missing += [
            f"{message.msg} {message.hint or ''}".strip()
            for message in run_checks(include_deployment_checks=True)
            if message.level >= WARNING and not message.is_silenced()
        ]
        for sentence in missing:
            self.stdout.write(f"   - {sentence}")
        if missing:
            raise CommandError(f"{len(missing)} things are missing: mend them and run this again.")
        self.stdout.write(
            "   Nothing. A second person of the federation should be invited soon: some decisions take two."
        )

    def _check_answers(self, alias: str) -> None:
        try:
            connections[alias].ensure_connection()
        except (Error, OSError) as error:
            raise CommandError(
                f"The database « {alias} » does not answer ({type(error).__name__}): start it, create it, or mend its "
                "address; then run this again."
            ) from None  # without its cause, which holds the address

    def _found(self, options: dict[str, Any]) -> list[str]:
        """What is missing for the federation to have its first person."""
        if Membership.objects.active().filter(role=Role.FEDERATION).exists():
            self.stdout.write("   It has its first person.")
            return []
        name, email = (self._given(options, key) for key in ("federation", "email"))
        if not name or not email:
            return ["The federation has nobody yet: give --federation NAME and --email ADDRESS."]
        address = urlsplit(settings.SITE_ADDRESS)
        try:
            found_federation(name=name, email=email, site=f"{address.scheme}://{address.netloc}")
        except NotAllowed as error:
            return [str(error)]
        except MailNotSent:
            return ["The invitation did not leave: mend the mail server, and run this again."]
        self.stdout.write(f"   Invited, for {settings.INVITATION_HOURS} hours.")
        return []

    def _given(self, options: dict[str, Any], key: str) -> str:
        if options[key] or options["no_input"] or not sys.stdin.isatty():
            return options[key] or ""
        questions = {"federation": "   Name of the federation: ", "email": "   Address of its first person: "}
        return input(questions[key]).strip()
