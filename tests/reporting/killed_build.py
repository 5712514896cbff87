"""A worker that builds a report and is killed, run by tests as `python -m tests.reporting.killed_build ID`.

On the databases that TEST_DATABASES names. It writes « building » once it begins. What it counts takes SECONDS more
than it would, in small steps; with both editions written, it holds its transaction open until it is killed.
"""

import os
import sys
import time
from collections.abc import Callable
from typing import Any
from uuid import UUID

os.environ["DJANGO_SETTINGS_MODULE"] = "passlogement.settings.test"
SECONDS = 0.6
STEPS = 30


def main(report_id: str) -> None:
    import django  # noqa: PLC0415 - its databases are named first
    from django.conf import settings  # noqa: PLC0415

    for alias, name in zip(settings.DATABASES, os.environ["TEST_DATABASES"].split(","), strict=True):
        settings.DATABASES[alias]["NAME"] = name
    django.setup()
    _slow_down()
    from reporting.tasks import build_report  # noqa: PLC0415

    sys.stdout.write("building\n")
    sys.stdout.flush()
    build_report(report_id=str(UUID(report_id)))


def _slow_down() -> None:
    from reporting.actions import building  # noqa: PLC0415

    counted = building.assemble

    def assemble(report: Any, on_step: Callable[[str, int], None]) -> Any:
        for step in range(STEPS):
            on_step(f"Essai {step}", step)
            time.sleep(SECONDS / STEPS)
        return counted(report, on_step)

    def notify(**told: Any) -> None:
        time.sleep(60)

    building.assemble = assemble
    building.notify = notify


if __name__ == "__main__":
    main(*sys.argv[1:])
