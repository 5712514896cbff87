"""A page's forms as a browser would send them unchanged: what is typed there already, what is ticked, what is chosen."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

Attributes = list[tuple[str, str | None]]
NOT_SENT = {"submit", "button", "image", "reset", "file"}
TICKED = {"checkbox", "radio"}


@dataclass
class PageForm:
    action: str
    method: str
    fields: dict[str, list[str]] = field(default_factory=dict)

    def add(self, name: str | None, *values: str) -> None:
        if name:
            self.fields.setdefault(name, []).extend(values)


class Forms(HTMLParser):
    """Fed with a page, holds its forms in their order. Buttons are not pressed; what is not ticked has a name alone."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[PageForm] = []
        self._select: str | None = None
        self._area: str | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: Attributes) -> None:
        given = dict(attributes)
        if tag == "form":
            self.found.append(PageForm(given.get("action") or "", (given.get("method") or "get").lower()))
        elif self.found:
            self._field(tag, given)

    def _field(self, tag: str, given: dict[str, str | None]) -> None:
        form, name = self.found[-1], given.get("name")
        if tag == "input" and (kind := given.get("type") or "text") not in NOT_SENT:
            sent = kind not in TICKED or "checked" in given
            form.add(name, *([given.get("value") or ("on" if kind in TICKED else "")] if sent else []))
        elif tag == "select":
            self._select = name
            form.add(name)
        elif tag == "option" and self._select and "selected" in given:
            form.add(self._select, given.get("value") or "")
        elif tag == "textarea":
            self._area = name
            form.add(name)

    def handle_data(self, data: str) -> None:
        if self._area and self.found:
            self.found[-1].add(self._area, data.removeprefix("\r\n"))

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = None
        elif tag == "textarea":
            self._area = None


def form_of(page: str, address: str) -> dict[str, list[str]]:
    """The form of a page that is posted to an address; {} when it has none."""
    posted = [form for form in Forms(page).found if form.method == "post" and form.action in ("", address)]
    return posted[0].fields if posted else {}
