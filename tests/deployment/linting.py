"""`python -m tests.deployment.linting`: every migration through django-migration-linter, on the embedded server.

It reads the SQL that PostgreSQL would be given. Apart from the suite: it is part of `make check`.
"""

import logging
import os
import sys

import django
from django.core.management import call_command

from passlogement import embedded
from passlogement.embedded import paths

if __name__ != "__main__":
    from passlogement.settings.test import *  # noqa: F403 - these are the settings of this very command

    INSTALLED_APPS = [*INSTALLED_APPS, "django_migration_linter"]  # noqa: F405 - the same

OURS = (
    "accounts", "associations", "bailleurs", "conventions", "matching", "notifications", "offers", "reporting",
    "territories",
)  # fmt: skip
# Migration (application/name) -> why it may lock, or why no version lives on both sides of it. Those of before the
# first installation found empty tables; each later one says what it does to full ones.
BEFORE = "written before the first installation: it only ever finds empty tables"
ACCEPTED = {
    "accounts/0002_access_about": BEFORE,
    "accounts/0003_access_log_by_month": BEFORE,
    "accounts/0004_decisions_of_two": BEFORE,
    "associations/0003_need_readers_and_purge": BEFORE,
    "associations/0005_households_wanting": BEFORE,
    "associations/0006_need_confirmed": BEFORE,
    "associations/0007_need_events": BEFORE,
    "conventions/0003_promises_and_follow_up": BEFORE,
    "matching/0002_purged_households": BEFORE,
    "matching/0005_from_request_to_keys": BEFORE,
    "matching/0009_declared_rehousings": BEFORE,
    "notifications/0001_initial": BEFORE,  # and every other one of that name: it makes its tables
    "notifications/0002_messages_at_slots": BEFORE,
    "offers/0002_reference_may_wait": BEFORE,
    "offers/0003_departement_of_dwellings": BEFORE,
    "offers/0005_transitions_by_software": BEFORE,
    "offers/0008_fewer_indexes": BEFORE,
    "reporting/0002_facts": BEFORE,
}


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.deployment.linting"
    with embedded.use("test"):
        django.setup()
        logging.getLogger("django_migration_linter").setLevel(logging.WARNING)
        call_command(
            "lintmigrations",
            project_root_path=str(paths.ROOT),
            include_apps=list(OURS),
            # By its own name alone, which the suite holds to be one application's (tests.deployment.test_migrations).
            ignore_name=[name.partition("/")[2] for name in ACCEPTED],
            warnings_as_errors=[],  # none named: all of them
            no_cache=True,
            quiet=["ok", "ignore"],
        )


if __name__ == "__main__":
    sys.exit(main())
