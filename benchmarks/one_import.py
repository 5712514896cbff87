"""`python -m benchmarks.one_import FILE MEMBERSHIP`: one import, alone in its process, on the benchmark's database.

It prints seconds and MiB: openpyxl's bare reading of the file, then all that is done from the file sent to its last
dwelling written and shown to associations.
"""

import io
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from uuid import uuid4

import openpyxl

SMALL = "Référence;Type;Commune\nUNE-SEULE;T3;Lille (59)\n".encode()


def main(path: Path, membership: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"

    import django  # noqa: PLC0415 - its settings are named first

    from passlogement import embedded  # noqa: PLC0415 - the same

    with embedded.use("bench"):
        django.setup()
        point_at_the_benchmark()
        content = path.read_bytes()
        # In a worker that has worked before: communes and code are loaded once in its life.
        _import(SMALL, membership)
        # Before and after: a machine whose speed moves favours neither.
        before = _seconds(lambda: _read(content))
        whole = _seconds(lambda: _import(content, membership))
        after = _seconds(lambda: _read(content))
        measured = {"bare": (before + after) / 2, "whole": whole, "peak_mib": peak_mib()}
    print(json.dumps(measured))


def _seconds(work: Callable[[], object]) -> float:
    begun = perf_counter()
    work()
    return perf_counter() - begun


def point_at_the_benchmark() -> None:
    from django.db import connections  # noqa: PLC0415

    from passlogement.celery import app  # noqa: PLC0415

    for alias in connections:
        connections[alias].settings_dict["NAME"] = connections[alias].settings_dict["TEST"]["NAME"]
    # Messages go nowhere: what a worker would do is called here, what other workers would do is not measured.
    app.conf.update(task_always_eager=False, broker_url="memory://")


def _read(content: bytes) -> int:
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    return sum(len(row) for row in book.worksheets[0].iter_rows(values_only=True))


def _import(content: bytes, membership: str) -> None:
    from accounts.models import Membership  # noqa: PLC0415
    from offers.actions import apply_import, carry_on, open_import  # noqa: PLC0415
    from offers.models import ImportState, OfferImport  # noqa: PLC0415

    agent = Membership.objects.get(pk=membership)
    kept = open_import(import_id=uuid4(), content=content, by=agent)
    carry_on(import_id=kept.id)
    apply_import(offer_import=kept, publish=True, by=agent)
    carry_on(import_id=kept.id)
    kept = OfferImport.objects.get(pk=kept.pk)
    assert kept.state == ImportState.DONE, kept.problem
    assert content is SMALL or kept.published == kept.read, "some rows were not published"


def peak_mib() -> float:
    """Of this process alone: `ru_maxrss` begins at what the process that started it held."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1024


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
