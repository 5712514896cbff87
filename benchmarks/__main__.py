"""`python -m benchmarks`: every ratio in one run, on databases of its own that it creates and drops."""

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO

SIZES = [5_000, 50_000, 200_000]
HOUSEHOLDS = 20_000
SEED = 2026


def main() -> int:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES, help="dwellings, the smallest first")
    parser.add_argument("--households", type=int, default=HOUSEHOLDS)
    parser.add_argument("--seed", type=int, default=SEED)
    asked = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"

    import django  # noqa: PLC0415 - its settings are named first

    from passlogement import embedded  # noqa: PLC0415 - the same

    with embedded.use("bench"):
        django.setup()
        with databases():
            return _run(sorted(asked.sizes), asked.households, asked.seed)


@contextmanager
def databases() -> Iterator[None]:
    """New ones with the reference data, dropped at the end."""
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connections  # noqa: PLC0415

    for alias in connections:
        connections[alias].creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        call_command("load_territories", stdout=StringIO())
        yield
    finally:
        for alias in connections:
            connections[alias].creation.destroy_test_db(alias, verbosity=0)


def _run(sizes: list[int], households: int, seed: int) -> int:
    from associations.models import Household  # noqa: PLC0415
    from benchmarks import alerts, boards, imports, report, reports, search, tightness  # noqa: PLC0415
    from benchmarks.ratios import Ratio  # noqa: PLC0415
    from benchmarks.seeding import Country  # noqa: PLC0415

    found: list[Ratio] = []

    def say(ratios: Iterator[Ratio]) -> None:
        for one in ratios:
            print(one.line, flush=True)
            found.append(one)

    country = Country(seed)
    print(
        f"{households:,} households, then {', '.join(f'{size:,}' for size in sizes)} dwellings (seed {seed})",
        flush=True,
    )
    country.households(households)
    measured = Household.objects.order_by("id")[0]
    times = {}
    for size in sizes:
        country.dwellings(size)
        times[size] = boards.measure(measured)
        if size != sizes[0]:
            say(search.ratios(size))
    say(boards.ratios(times))
    say(alerts.ratios())
    say(tightness.ratios(seed))
    say(imports.ratios(country, min(imports.ROWS, sizes[-1])))
    say(reports.ratios(seed, min(reports.MOVES, 5 * sizes[-1])))
    report.write(found, sizes=sizes, households=households, seed=seed)
    over = [one for one in found if not one.holds]
    print(f"{len(found)} ratios, {len(over)} over their limits; kept in benchmarks/results/latest.json")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
