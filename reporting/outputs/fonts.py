"""The one typeface of reports, from the package that the pages take it from, and the characters that a PDF can show.

The package holds WOFF alone; typst and the charts read TrueType. A WOFF is the tables of a TrueType, each compressed
(W3C, WOFF File Format 1.0): they are unpacked once a process, in a folder of its own that goes when it ends.
"""

import atexit
import shutil
import struct
import tempfile
import unicodedata
import zlib
from functools import lru_cache
from pathlib import Path
from typing import Final

from django.conf import settings

FAMILY: Final = "Atkinson Hyperlegible"
# Carried by typst itself: letters and signs that the first has not (Greek, Cyrillic, Hebrew, Arabic, arrows).
FALLBACKS: Final = ("Libertinus Serif", "DejaVu Sans Mono")
SOURCE: Final = "node_modules/@fontsource/atkinson-hyperlegible/files"
STAND_IN: Final = "\u25a1"  # an empty square
LONGEST_WORD: Final = 24
BREAK: Final = "\u200b"  # a line may end here; it has no width

# What those fonts have, first and last code of each range; a test draws every one of them.
COVERED: Final = (
    (0x20, 0x7E), (0xA0, 0xAC), (0xAE, 0x36F), (0x374, 0x3CE), (0x400, 0x477), (0x48C, 0x4C4), (0x5D0, 0x5EA),
    (0x621, 0x63A), (0x640, 0x655), (0x660, 0x669), (0x1E00, 0x1FFE), (0x2002, 0x200A), (0x2010, 0x2027),
    (0x202F, 0x2037), (0x2039, 0x203F), (0x20A0, 0x20B5), (0x2153, 0x2184), (0x2190, 0x222E), (0x2241, 0x226B),
    (0x2460, 0x2487), (0x25A0, 0x25FF), (0x2116, 0x2117), (0x2122, 0x2122),
)  # fmt: skip

_HEAD: Final = ">4s4sLH"
_ENTRY: Final = ">4sLLLL"
_ENTRIES_AT: Final = 44


@lru_cache(maxsize=1)
def folder() -> Path:
    """Where the TrueType files of this process are."""
    place = Path(tempfile.mkdtemp(prefix="fonts-"))
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    for woff in sorted((settings.BASE_DIR / SOURCE).glob("*.woff")):
        (place / f"{woff.stem}.ttf").write_bytes(unpacked(woff.read_bytes()))
    return place


def unpacked(woff: bytes) -> bytes:
    """The TrueType font of a WOFF. Raises ValueError for anything else."""
    signature, flavour, _, count = struct.unpack_from(_HEAD, woff)
    if signature != b"wOFF":
        raise ValueError("not a WOFF")
    power = 1 << (count.bit_length() - 1)
    head = struct.pack(">4sHHHH", flavour, count, power * 16, power.bit_length() - 1, (count - power) * 16)
    directory, body = b"", b""
    starts_at = len(head) + 16 * count
    for number in range(count):
        tag, at, packed, length, checksum = struct.unpack_from(_ENTRY, woff, _ENTRIES_AT + 20 * number)
        table = woff[at : at + packed]
        if packed < length:
            table = zlib.decompress(table)
        directory += struct.pack(">4sLLL", tag, checksum, starts_at + len(body), length)
        body += table + bytes(-len(table) % 4)
    return head + directory + body


def printable(text: str) -> str:
    """What a PDF shows of a text: composed letters, no control or direction marks, an empty square for what no font
    has (a PDF/UA may not hold a letter without its drawing), and long words that may end a line anywhere."""
    return " ".join(_breakable(word) for word in "".join(map(_drawn, unicodedata.normalize("NFC", text))).split(" "))


def has_stand_in(text: str) -> bool:
    return STAND_IN in text


@lru_cache(maxsize=4096)
def _drawn(character: str) -> str:
    code = ord(character)
    if character in "\t\n\r":
        return " "
    if any(first <= code <= last for first, last in COVERED) and unicodedata.category(character) != "Cn":
        return character
    if unicodedata.category(character) in {"Cc", "Cf"} or 0xFE00 <= code <= 0xFE0F:  # noqa: PLR2004  variation marks
        return ""
    plain = unicodedata.normalize("NFKC", character)
    return "".join(map(_drawn, plain)) if plain != character else STAND_IN


def _breakable(word: str) -> str:
    if len(word) <= LONGEST_WORD:
        return word
    return BREAK.join(word[at : at + LONGEST_WORD] for at in range(0, len(word), LONGEST_WORD))
