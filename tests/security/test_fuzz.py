"""Anything typed into any form by any role: never an error of the server.

Small counts try a few inputs in each form, about 300 in all; the full ones 20,000.
"""

import os
from typing import Any
from urllib.parse import quote_from_bytes

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.authorisation.world import World
from tests.conftest import DATABASES
from tests.security.forms import Read, Route, ask, client_of, fields_of, routes, undone

pytestmark = [pytest.mark.django_db(databases=list(DATABASES)), pytest.mark.timeout(3_600)]
INPUTS = 20_000 if os.environ.get("FULL_COUNTS") else 300
FORMS = "application/x-www-form-urlencoded"
HOSTILE: list[str | bytes] = [
    "", " ", "\0", "a\0b", "\t\r\n", "0", "-1", "1", "2", "3", "9" * 400, "-" + "9" * 30, "1e999", "NaN", "Infinity",
    "-0", "0x10", "1_000", "²", "١٢", "½", "1,5", "1.5.5", "2147483648", "9223372036854775808", "3,4028236e38", "x" * 5_000,
    "é" * 3_000, "🏠" * 200, "\u202e\u0000", "İ", "ß", "ﬁ", "\ufeff", "2026-02-30", "0001-01-01", "9999-12-31",
    "99999-01-01", "2026-13", "0000-00", "25:61", "on", "true", "null", "[]", "{}", '{"a":' * 200, "<script>alert(1)</script>",
    "{{ 7*7 }}{% debug %}", "${7*7}", "' OR 1=1--", "\r\nSet-Cookie: a=b", "../../etc/passwd",
    "https://ailleurs.invalid/", "//ailleurs.invalid", "javascript:alert(1)", "=HYPERLINK(1)", "%s%n%x", "00000000-0000-0000-0000-000000000000",
    "50.6;3.06", "91;181", "-91 -181", "NaN;NaN", "59183", "2A004", "Lille (59)", b"\xed\xa0\x80",
    b"\xff\xfe", b"\xc3\x28",
]  # fmt: skip
FILES = [
    b"", b"\0", b"\xff\xd8\xff\xe0" + b"\0" * 40, b"GIF89a", b"\x89PNG\r\n\x1a\n" + b"\0" * 60,
    b"PK\x03\x04" + b"\0" * 60,
    b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", b"%PDF-1.7", b"a;b\n1;2\n" * 50,
    b"\xff\xfea\0;\0", b"Reference;Type\nUG-1;T3\n", b"\"" * 3_000, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
]  # fmt: skip
NAMES = ["liste.csv", "x" * 400, "../../x.csv", "a\0b.jpg", "é🏠.xlsx", "con", "..x", "a.svg"]


def values(world: World, sound: Any) -> st.SearchStrategy[str | bytes]:
    """Of a field: what fits, what somebody else's id is, what breaks parsers, anything at all."""
    fits = [str(one) for one in (sound if isinstance(sound, (list, tuple)) else [sound])]
    anything = st.one_of(
        st.sampled_from(HOSTILE),
        st.sampled_from(sorted(world.ids.values())),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
        st.binary(max_size=20),
        st.integers().map(str),
        st.floats().map(str),
        st.dates().map(str),
    )
    return st.one_of(st.sampled_from(fits), anything) if sound not in (None, "") else anything


@st.composite
def contents(draw: st.DrawFn, world: World, read: Read, body: dict[str, Any]) -> tuple[list[tuple[str, Any]], bool]:
    """Names with their values, some twice, and whether files go along."""
    names = sorted(read.typed | set(body))
    typed: list[tuple[str, Any]] = []
    for name in draw(st.lists(st.sampled_from(names), unique=True, max_size=len(names))) if names else []:
        many = draw(st.integers(1, 5)) == 1
        one = values(world, body.get(name))
        typed += [(name, value) for value in draw(st.lists(one, min_size=1, max_size=3 if many else 1))]
    if draw(st.integers(1, 10)) == 1:
        typed.append((draw(st.text(max_size=10)), "x"))
    with_files = bool(read.files) and draw(st.booleans())
    return typed, with_files


def encoded(typed: list[tuple[str, Any]]) -> str:
    """As a browser sends it, or as no browser would: bytes that are no text included."""

    def quoted(value: str | bytes) -> str:
        return quote_from_bytes(value if isinstance(value, bytes) else value.encode(errors="surrogatepass"))

    return "&".join(f"{quoted(name)}={quoted(value)}" for name, value in typed)


FORMS_OF_THE_PLATFORM = [str(route) for route in routes()]
BY_NAME: dict[str, Route] = {str(route): route for route in routes()}


@pytest.mark.parametrize("name", FORMS_OF_THE_PLATFORM)
def test_no_input_breaks_it(world: World, name: str) -> None:
    route = BY_NAME[name]
    read = fields_of(route, world)
    if not (read.typed or read.files):
        return  # nothing is read of what is typed there

    @settings(
        max_examples=max(1, INPUTS // len(FORMS_OF_THE_PLATFORM)),
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink],
    )
    @given(st.data())
    def typed_anything(data: st.DataObject) -> None:
        row, persona = data.draw(st.sampled_from(route.ways))
        typed, with_files = data.draw(contents(world, read, world.body(row.body)))
        with undone():
            client = client_of(world, persona)
            if row.method == "GET":
                address = row.address.format(**world.ids)
                answer = client.get(f"{address}?{encoded(typed)}")
            elif with_files:
                files = {
                    file: SimpleUploadedFile(
                        data.draw(st.sampled_from(NAMES)) or "x", data.draw(st.sampled_from(FILES))
                    )
                    for file in sorted(read.files)
                }
                text = {key: value for key, value in typed if isinstance(value, str) and key and "\ud800" not in key}
                answer = ask(client, row, world, text | files)
            else:
                answer = ask(client, row, world, encoded(typed), content_type=FORMS)
        assert answer.status_code < 500, (name, persona, typed)

    typed_anything()
