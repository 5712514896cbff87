"""`python -m benchmarks.one_report CONVENTION`: what a yearly report counts of moves, alone in its process.

It prints the MiB that the process held at the most.
"""

import json
import os
import sys


def main(convention: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"

    import django  # noqa: PLC0415 - its settings are named first

    from benchmarks.one_import import peak_mib, point_at_the_benchmark  # noqa: PLC0415 - the same
    from passlogement import embedded  # noqa: PLC0415 - the same

    with embedded.use("bench"):
        django.setup()
        point_at_the_benchmark()
        from benchmarks.reports import Asked  # noqa: PLC0415
        from conventions.models import Convention  # noqa: PLC0415

        Asked.of(Convention.objects.get(pk=convention)).whole()
        print(json.dumps({"peak_mib": peak_mib()}))


if __name__ == "__main__":
    main(sys.argv[1])
