"""The guide (docs/guide/) read as a person at her screen reads it: each word it quotes is there, each picture is true.

A page is played section by section. What stands between « » or in bold must be read on the pages that its section went
through. A picture keeps, in its file, the headings, buttons and labels of the page it was drawn from: one that is
changed since then fails. GUIDE_IMAGES=1 draws them again.
"""

import io
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image
from PIL.PngImagePlugin import PngImageFile, PngInfo
from playwright.sync_api import Locator, Page

from tests.browser.conftest import Visitor
from tests.deployment.parts import ROOT

GUIDE = ROOT / "docs" / "guide"
IMAGES = GUIDE / "images"
DRAW = os.environ.get("GUIDE_IMAGES") == "1"
COLOURS = 48
MARKS = "marks"  # of the file
QUOTED = re.compile(r"\*\*(.+?)\*\*|« ?(.+?) ?»", re.DOTALL)
SHOWN = re.compile(r"!\[[^\]]+\]\(images/([\w-]+)\.png\)")
# What a page says to those who read it: text, but also names of fields, choices of lists, words of buttons.
READ = """() => [
  document.body.innerText,
  ...[...document.querySelectorAll('[aria-label], [placeholder], input[type=submit]')].flatMap(
    one => [one.getAttribute('aria-label'), one.getAttribute('placeholder'), one.value]),
  ...[...document.querySelectorAll('option')].map(one => one.textContent),
].filter(Boolean).join(' \\n ')"""
# The bones of a page: what is not data.
BONES = """() => [...document.querySelectorAll('main h1, main h2, main label, main button, main a.btn, nav a')]
  .filter(one => one.checkVisibility()).map(one => one.innerText)"""
# Codes of households, references, figures: data, which a demonstration draws.
DATA = re.compile(r"\b[A-ZÀ-Ý][a-zß-ÿœ]+ \d+\b|\b[A-HJ-NP-Z2-9]{7}\b|\d+")


def plain(text: str) -> str:
    """As it is compared: spaces, apostrophes and capitals are the look of a page."""
    return re.sub(r"\s+", " ", text.replace("’", "'").replace("\u202f", " ")).strip().casefold()


@dataclass(frozen=True)
class Section:
    title: str
    words: tuple[str, ...]
    images: tuple[str, ...]


def sections(page: str) -> dict[str, Section]:
    """Those of a page of the guide: each `##` is a task."""
    text = (GUIDE / f"{page}.md").read_text(encoding="utf-8")
    found = {}
    for part in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        title, _, body = part.partition("\n")
        words = tuple((bold or quoted).strip() for bold, quoted in QUOTED.findall(body))
        found[title.strip()] = Section(title.strip(), words, tuple(SHOWN.findall(body)))
    return found


@dataclass
class Reading:
    """One page of the guide, beside the browser of whom it is for."""

    name: str
    visitor: Visitor
    drawn: set[str] = field(default_factory=set)
    played: set[str] = field(default_factory=set)
    seen: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.sections = sections(self.name)
        self.page.set_default_timeout(90_000)  # a report is built while the page waits

    @property
    def page(self) -> Page:
        return self.visitor.page

    @contextmanager
    def task(self, title: str) -> Iterator[Page]:
        """Plays one section: all it quotes was read, all its pictures were compared."""
        section = self.sections[title]
        self.seen, self.drawn = [], set()
        yield self.page
        self.see()
        read = plain(" ".join(self.seen))
        missing = [word for word in section.words if plain(word) not in read]
        assert not missing, f"docs/guide/{self.name}.md, « {title} »: {missing} is not on the screen"
        assert self.drawn == set(section.images), (self.name, title)
        self.played.add(title)

    def end(self) -> None:
        assert self.played == set(self.sections), (self.name, self.played ^ set(self.sections))

    def see(self) -> None:
        self.seen.append(self.page.evaluate(READ))

    def go(self, path: str) -> None:
        self.visitor.go(path)
        self.see()

    def press(self, words: str, within: Locator | None = None) -> None:
        """A link or a button that begins with these words, then what it leads to."""
        place = within or self.page.locator("body")
        named = re.compile("^" + re.escape(words).replace("'", "['’]"))
        link = place.get_by_role("link", name=named)
        (link.or_(place.get_by_role("button", name=named))).first.click()
        self.page.wait_for_load_state()
        self.see()

    def open(self, words: str) -> None:
        """What is folded."""
        self.page.locator("summary", has_text=words).first.click()
        self.see()

    def image(self, name: str, *, height: int = 900, at: Locator | None = None) -> None:
        """Compares a picture with the page as it stands, or draws it."""
        self.see()
        self.drawn.add(name)
        marks = "\n".join(sorted({plain(DATA.sub("…", one)) for one in self.page.evaluate(BONES) if one.strip()}))
        file = IMAGES / f"{name}.png"
        if DRAW:
            self._draw(file, marks, height, at)
        assert file.exists(), f"{file.name} is missing: GUIDE_IMAGES=1 draws it"
        with Image.open(file) as kept:
            assert isinstance(kept, PngImageFile)
            known = set(kept.text.get(MARKS, "").splitlines())
        changed = known ^ set(marks.splitlines())
        assert not changed, f"{file.name} is of a page that changed ({sorted(changed)}): GUIDE_IMAGES=1 draws it again"

    def _draw(self, file: Path, marks: str, height: int, at: Locator | None) -> None:
        self.page.mouse.move(0, 0)
        before = self.page.viewport_size
        self.page.set_viewport_size({"width": 1280, "height": height})
        if at:
            at.evaluate("one => scrollTo({top: one.getBoundingClientRect().top + scrollY - 64, behavior: 'instant'})")
        else:
            self.page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
        self.page.wait_for_timeout(400)
        drawn = (
            Image.open(io.BytesIO(self.page.screenshot())).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        )
        about = PngInfo()
        about.add_text(MARKS, marks, zip=True)
        IMAGES.mkdir(exist_ok=True)
        drawn.save(file, optimize=True, pnginfo=about)
        if before:
            self.page.set_viewport_size(before)
