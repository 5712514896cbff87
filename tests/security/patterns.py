"""`python -m tests.security.patterns`: every pattern and parser of typed text, on long hostile texts.

A process of its own, which the test ends when it does not end by itself: a pattern that backtracks holds its thread.
What takes a line or a page of text takes a moment; what would take hours takes more than any limit.
"""

import importlib
import os
import pkgutil
import re
import sys
from collections.abc import Callable, Iterator
from types import ModuleType

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "passlogement.settings.test")
APPS = (
    "accounts", "associations", "bailleurs", "common", "conventions", "home", "matching", "notifications", "offers",
    "passlogement", "reporting", "territories",
)  # fmt: skip
# Repeated many times, then followed by an end that fits nothing.
PUMPS = (
    "a", "A", "0", "1", " ", "\t", "\n", "-", ".", "@", "<", "(", "[", "/", "+", ",", ";", "_", "é", "²", "١", "€", "'",
    "a ", "1 ", "1-", "1.", "0 ", "a.", "a-", "a@", "@a", "1a", "a1", "at ", "rue ", "1 bis ", "zero un ", "( ", "[(",
    " cedex", "r+", "lettre ", "classe ", "place de ", "n° ", "12/03/2027 ", "14:30 ", "1 234,56 ", "o0", "Il", "=", "\u0301",
)  # fmt: skip
ENDS = ("!", "\0x")
# A line of a form, and the longest free text: a pattern may look back at most, never try every way.
PATTERN_LENGTH = 2_000
# What a form may hold before anything has measured it: the whole of what may be posted.
TEXT_LENGTH = 1_000_000


def modules() -> Iterator[ModuleType]:
    for app in APPS:
        package = importlib.import_module(app)
        yield package
        for found in pkgutil.walk_packages(package.__path__, f"{app}."):
            if not re.search(
                r"\.(migrations|demonstration|demo|asgi|wsgi|management|settings|embedded)\b", found.name
            ):
                yield importlib.import_module(found.name)


def patterns() -> dict[str, re.Pattern[str]]:
    """Name -> pattern, of every module."""
    return {
        f"{module.__name__}.{name}": value
        for module in modules()
        for name, value in vars(module).items()
        if isinstance(value, re.Pattern) and isinstance(value.pattern, str)
    }


def parsers() -> dict[str, Callable[[str], object]]:
    """What takes a text before its length was looked at: validators run beside the one that measures."""
    from matching.forms import requests  # noqa: PLC0415 - once Django is set up
    from territories.places import find_place  # noqa: PLC0415

    return {"matching.check_no_contact": requests.check_no_contact, "territories.find_place": find_place}


def main() -> None:
    import django  # noqa: PLC0415

    django.setup()
    for name, pattern in patterns().items():
        sys.stdout.write(f"{name}\n")
        sys.stdout.flush()
        for pump in PUMPS:
            for end in ENDS:
                text = (pump * PATTERN_LENGTH)[:PATTERN_LENGTH] + end
                for way in (pattern.search, pattern.fullmatch):
                    way(text)
    for name, parse in parsers().items():
        sys.stdout.write(f"{name}\n")
        sys.stdout.flush()
        for pump in PUMPS:
            try:
                parse((pump * TEXT_LENGTH)[:TEXT_LENGTH] + "!")
            except Exception as error:
                if not type(error).__module__.startswith(("django", "territories")):
                    raise
    sys.stdout.write("end\n")


if __name__ == "__main__":
    sys.exit(main())
