"""Loads the fictitious data of the demonstration, once."""

import os
import time
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from associations.vault import VAULT
from home.demonstration import second_channel
from home.demonstration.build import Demonstration, TooEarly, build
from home.demonstration.reports import publish_reports
from home.demonstration.save import TerritoriesMissing, erase, loaded_for, loaded_renewal, save


class Command(BaseCommand):
    help = "Loads the demonstration of a day. What is already loaded is kept, unless --reload."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--today",
            metavar="YYYY-MM-DD",
            default=os.environ.get("DEMO_TODAY") or None,
            help="the day of the demonstration; DEMO_TODAY, or the present day, by default",
        )
        parser.add_argument(
            "--without-reports", action="store_true", help="leave out the committee’s published reports"
        )
        parser.add_argument("--reload", action="store_true", help="erase everything but the territories first")

    def handle(self, *args: Any, today: str | None, reload: bool, without_reports: bool, **options: Any) -> None:
        if not settings.DEMONSTRATION:
            raise CommandError("The demonstration is loaded in demonstration mode only.")
        started = time.monotonic()
        try:
            day = date.fromisoformat(today) if today else timezone.localdate()
        except ValueError as error:
            raise CommandError(f"{today}: not a day, as 2026-11-23 is.") from error
        try:
            if not reload and loaded_renewal() is not None:
                self._keep(day)
                return
            world = build(day)
            with transaction.atomic(), transaction.atomic(using=VAULT):
                if reload:
                    erase()
                save(world)
                second_channel.play()
            # Once all is there to see: a build tells its progress on a connection of its own.
            if not without_reports:
                publish_reports(day)
        except TooEarly as error:
            raise CommandError(str(error)) from error
        except TerritoriesMissing as error:
            raise CommandError("Load the territories first: manage.py load_territories") from error
        self._tell(world, time.monotonic() - started)

    def _keep(self, day: date) -> None:
        if loaded_for(day):
            self.stdout.write(f"Demonstration of {day}: already loaded.")
        else:
            self.stdout.write(
                f"A demonstration of another day than {day} is loaded: kept as it is. "
                "To replace it: manage.py load_demo --reload"
            )

    def _tell(self, world: Demonstration, seconds: float) -> None:
        active = sum(need.housed_on is None for need in world.needs)
        self.stdout.write(
            f"Demonstration of {world.day} loaded in {seconds:.1f} s: {len(world.people.bailleurs)} bailleurs, "
            f"{len(world.people.associations)} associations, {len(world.dwellings)} dwellings, "
            f"{active} households in search, {len(world.needs) - active} rehoused."
        )
