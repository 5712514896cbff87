"""Anything typed into any form by any role: never an error of the server.

Half of what is typed is something the form takes with one field changed, half is anything at all. Small counts try a few
inputs in each form, 300 in all; the full ones 20,000.
"""

import math
import os
import re
from typing import Any
from urllib.parse import quote_from_bytes
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import resolve
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pytest_django.plugin import DjangoDbBlocker

from tests.authorisation.world import World
from tests.conftest import DATABASES
from tests.security.forms import Read, Route, client_of, fields_of, posts, routes, undone
from tests.security.sound import Sound, sounds_of

pytestmark = [
    pytest.mark.django_db(databases=list(DATABASES)),
    pytest.mark.timeout(3_600),
    pytest.mark.xdist_group("fuzz"),  # one world, and what each form reads is asked once
]
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
def anything_at_all(draw: st.DrawFn, world: World, names: list[str], body: dict[str, Any]) -> list[tuple[str, Any]]:
    """Names with their values, some twice."""
    typed: list[tuple[str, Any]] = []
    for name in draw(st.lists(st.sampled_from(names), unique=True, max_size=len(names))) if names else []:
        many = draw(st.integers(1, 5)) == 1
        one = values(world, body.get(name))
        typed += [(name, value) for value in draw(st.lists(one, min_size=1, max_size=3 if many else 1))]
    if draw(st.integers(1, 10)) == 1:
        typed.append((draw(st.text(max_size=10)), "x"))
    return typed


@st.composite
def all_right_but_one(draw: st.DrawFn, world: World, names: list[str], body: dict[str, Any]) -> list[tuple[str, Any]]:
    """What the form takes, with one field that is left out, is something else, or comes several times."""
    typed = [(name, str(one)) for name, held in body.items() for one in (held if isinstance(held, list) else [held])]
    if not names:
        return typed
    changed = draw(st.sampled_from(names))
    others = [(name, value) for name, value in typed if name != changed]
    return others + [(changed, value) for value in draw(st.lists(values(world, body.get(changed)), max_size=3))]


def encoded(typed: list[tuple[str, Any]]) -> str:
    """As a browser sends it, or as no browser would: bytes that are no text included."""

    def quoted(value: str | bytes) -> str:
        return quote_from_bytes(value if isinstance(value, bytes) else value.encode(errors="surrogatepass"))

    return "&".join(f"{quoted(name)}={quoted(value)}" for name, value in typed)


FORMS_OF_THE_PLATFORM = [str(route) for route in routes()]
BY_NAME: dict[str, Route] = {str(route): route for route in routes()}
# Forms that a sound answer does not lead further, and why.
NOT_TAKEN = {
    "POST /compte/2fa/authenticate/": "she has passed it: a form for who is half signed in",
    "POST /compte/2fa/reauthenticate/": "a code of the moment",
    "POST /compte/2fa/webauthn/add/": "a key signs what it is asked",
    "POST /compte/password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": "a link of a message, which nobody has",
}


# Whose views read forms.
APPS = {
    "accounts", "allauth", "associations", "conventions", "matching", "notifications", "offers", "reporting", "territories",
}  # fmt: skip


def app_of(route: Route) -> str:
    address = re.sub(r"\{\w+\}", str(uuid4()), route.ways[0][0].address)
    return resolve(address).func.__module__.partition(".")[0]


@pytest.fixture(scope="module")
def shares(world: World, django_db_blocker: DjangoDbBlocker) -> dict[str, int]:
    """How many inputs each form is given: more where more is typed, a tenth of them to addresses."""
    weights: dict[str, dict[str, int]] = {"GET": {}, "POST": {}}
    with django_db_blocker.unblock():
        for route in routes():
            read = fields_of(route, world)
            if read.typed or read.files:
                weights[route.method][str(route)] = 3 + min(len(read.typed) + len(read.files), 30)
    found: dict[str, int] = {}
    for method, part in (("POST", 0.9), ("GET", 0.1)):
        whole = sum(weights[method].values())
        found |= {name: math.ceil(INPUTS * part * one / whole) for name, one in weights[method].items()}
    return found


def test_all_the_inputs_are_given_out(shares: dict[str, int]) -> None:
    """To every form that reads anything; `tests.authorisation` fails on a route that has no row."""
    forms = [name for name in shares if name.startswith("POST")]

    assert sum(shares.values()) >= INPUTS
    assert len(forms) > 90
    assert {app_of(BY_NAME[name]) for name in forms} == APPS


def test_what_is_sound_is_taken(world: World, shares: dict[str, int]) -> None:
    """Each form takes what the fuzz begins from, or its inputs would all end at the first refusal."""
    refused = {}
    for route in posts():
        read = fields_of(route, world)
        if str(route) not in shares or not read.typed or str(route) in NOT_TAKEN:
            continue
        answers = [_sent(world, one) for one in sounds_of(route, world)]
        if not any(map(_is_taken, answers)):
            refused[str(route)] = [answer.status_code for answer in answers]
    assert not refused


def _sent(world: World, one: Sound) -> Any:
    with undone():
        one.put(world)
        return client_of(world, one.persona).post(one.address, one.typed)


def _is_taken(answer: Any) -> bool:
    """Led on, or a page without anything to correct."""
    return answer.status_code in (204, 302, 303) or (
        answer.status_code == 200 and "À corriger" not in answer.content.decode()
    )


@pytest.mark.parametrize("name", FORMS_OF_THE_PLATFORM)
def test_no_input_breaks_it(world: World, shares: dict[str, int], name: str) -> None:
    if name not in shares:
        return  # nothing is read of what is typed there
    route = BY_NAME[name]
    read = fields_of(route, world)
    sounds = sounds_of(route, world) if route.method == "POST" else []
    sent = 0

    @settings(
        max_examples=shares[name],
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink],
    )
    @given(st.data())
    def typed_anything(data: st.DataObject) -> None:
        nonlocal sent
        sent += 1
        with undone():
            if sounds and data.draw(st.booleans()):
                one = data.draw(st.sampled_from(sounds))
                typed = data.draw(all_right_but_one(world, sorted(read.typed | set(one.typed)), one.typed))
                one.put(world)
                address, persona = one.address, one.persona
            else:
                row, persona = data.draw(st.sampled_from(route.ways))
                body = world.body(row.body)
                typed = data.draw(anything_at_all(world, sorted(read.typed | set(body)), body))
                address = row.address.format(**world.ids)
            answer = _typed(data, client_of(world, persona), route, read, address, typed)
        assert answer.status_code < 500, (name, persona, typed)

    typed_anything()
    assert sent >= shares[name]


def _typed(
    data: st.DataObject, client: Client, route: Route, read: Read, address: str, typed: list[tuple[str, Any]]
) -> Any:
    if route.method == "GET":
        return client.get(f"{address}?{encoded(typed)}")
    if read.files and data.draw(st.booleans()):
        files = {
            file: SimpleUploadedFile(data.draw(st.sampled_from(NAMES)) or "x", data.draw(st.sampled_from(FILES)))
            for file in sorted(read.files)
        }
        text = {key: value for key, value in typed if isinstance(value, str) and key and "\ud800" not in key}
        return client.post(address, text | files)
    return client.post(address, encoded(typed), content_type=FORMS)
