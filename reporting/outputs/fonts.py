"""The one typeface of reports, from the package that the pages take it from, and the characters that a PDF can show.

The package holds WOFF alone; typst and the charts read TrueType. A WOFF is the tables of a TrueType, each compressed
(W3C, WOFF File Format 1.0): they are unpacked once a process, in a folder of its own that goes when it ends.
"""

import atexit
import os
import shutil
import struct
import tempfile
import unicodedata
import zlib
from functools import lru_cache
from pathlib import Path
from typing import Final

from django.conf import settings

from common.templatetags.formats import NARROW, NO_BREAK

FAMILY: Final = "Atkinson Hyperlegible"
# Then those that typst carries itself, for the rest of Latin, Greek, Cyrillic, Hebrew, Arabic, arrows. The package has
# a file of its own for other Latin letters, left out: typst does not find a second file of a family within a chart.
FAMILIES: Final = (FAMILY, "Libertinus Serif", "DejaVu Sans Mono")
SOURCE: Final = "@fontsource/atkinson-hyperlegible/files"
# Letters between those of Western Europe and the signs: a chart that holds one is drawn in the other families alone,
# for typst loses an accented letter of a chart whose accent alone is in the first.
ELSEWHERE: Final = (0x100, 0x1FFF)
WESTERN: Final = "Œœ"
LEFT_OUT: Final = {"Cc", "Cf", "Mn", "Me"}  # control, direction, accents that no letter holds
STAND_IN: Final = "\u25a1"  # an empty square
LONGEST_WORD: Final = 24
BREAK: Final = "\u200b"  # a line may end here; it has no width

# What those fonts have, first and last code of each range; a test draws every one of them.
COVERED: Final = (
    (0x20, 0x7E), (0xA0, 0xAC), (0xAE, 0x36F), (0x374, 0x3CE), (0x400, 0x477), (0x48C, 0x4C4), (0x5D0, 0x5EA),
    (0x621, 0x63A), (0x640, 0x655), (0x660, 0x669), (0x1E00, 0x1FFE), (0x2002, 0x200A), (0x2010, 0x2027),
    (0x2030, 0x2037), (0x2039, 0x203F), (0x20A0, 0x20B5), (0x2153, 0x2184), (0x2190, 0x222E), (0x2241, 0x2246),
    (0x2248, 0x226B), (0x2460, 0x2487), (0x25A0, 0x25FF), (0x2116, 0x2117), (0x2122, 0x2122),
)  # fmt: skip

_HEAD: Final = ">4s4sLH"
_ENTRY: Final = ">4sLLLL"
_ENTRIES_AT: Final = 44


def folder() -> Path:
    """Where the TrueType files of this process are: upright, regular and bold."""
    return _folder(os.getpid())


@lru_cache(maxsize=1)
def _folder(process: int) -> Path:
    place = Path(tempfile.mkdtemp(prefix="fonts-"))
    atexit.register(_forget, place, process)
    for woff in sorted((settings.NODE_MODULES / SOURCE).glob("*-latin-[47]00-normal.woff")):
        (place / f"{woff.stem}.ttf").write_bytes(unpacked(woff.read_bytes()))
    return place


def _forget(place: Path, process: int) -> None:
    """A process that was forked from another leaves the other's folder alone."""
    if os.getpid() == process:
        shutil.rmtree(place, ignore_errors=True)


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


def families_of_chart(text: str) -> tuple[str, ...]:
    """Those that draw all the letters of a chart."""
    first, last = ELSEWHERE
    elsewhere = any(first <= ord(one) <= last and one not in WESTERN for one in text)
    return FAMILIES[1:] if elsewhere else FAMILIES


@lru_cache(maxsize=4096)
def _drawn(character: str) -> str:
    code = ord(character)
    if character in "\t\n\r":
        return " "
    if character == NARROW:  # the typeface has none, and what stands for it is hardly seen
        return NO_BREAK
    if unicodedata.category(character) in LEFT_OUT:
        return ""
    if any(first <= code <= last for first, last in COVERED) and unicodedata.category(character) != "Cn":
        return character
    plain = unicodedata.normalize("NFKC", character)
    return "".join(map(_drawn, plain)) if plain != character else STAND_IN


def _breakable(word: str) -> str:
    if len(word) <= LONGEST_WORD:
        return word
    return BREAK.join(word[at : at + LONGEST_WORD] for at in range(0, len(word), LONGEST_WORD))
