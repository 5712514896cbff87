"""What was measured and on what: printed, and kept in benchmarks/results/. No name of a machine."""

import json
import os
import platform
from dataclasses import asdict
from pathlib import Path
from typing import Any

import django
import psycopg
from django.db import connection

from benchmarks.ratios import Ratio

RESULTS = Path(__file__).parent / "results"
LATEST = RESULTS / "latest.json"


def write(ratios: list[Ratio], *, sizes: list[int], households: int, seed: int) -> dict[str, Any]:
    return keep(LATEST, ratios, {"dwellings": sizes, "households": households, "seed": seed})


def keep(path: Path, ratios: list[Ratio], asked: dict[str, Any]) -> dict[str, Any]:
    """The machine, what was asked for, what was measured."""
    content = {
        "cpu": _cpu(),
        "cores": len(os.sched_getaffinity(0)),
        "memory_gib": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30),
        "versions": {
            "python": platform.python_version(),
            "django": django.get_version(),
            "psycopg": psycopg.__version__,
            "postgresql": _postgresql(),
        },
        **asked,
        "ratios": [{**asdict(one), "value": round(one.value, 2), "holds": one.holds} for one in ratios],
    }
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n")
    return content


def _cpu() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def _postgresql() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return str(cursor.fetchone()[0])
