"""Fields where a commune or a place is typed. They work as plain text; `commune-field.js` adds suggestions.

Nothing typed here reaches SQL: it is resolved in the memory of the process.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.forms.widgets import Script
from django.http import QueryDict

from territories.communes import CommuneRecord, index
from territories.places import MAX_TEXT, Place, UnclearPlaceError, find_commune, find_place

CODE_SUFFIX: Final = "_code"
CODES_SUFFIX: Final = "_codes"
NEIGHBOURS_SUFFIX: Final = "_voisines"


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the box, and the INSEE code of the suggestion that was chosen, if any."""

    text: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class TypedList:
    """What stands in the box of a list of communes, the boxes ticked, and whether neighbours are asked for."""

    text: str = ""
    codes: tuple[str, ...] = ()
    with_neighbours: bool = False


class _TextWidget(forms.Widget):
    """A text box that suggests communes."""

    class Media:
        css = {"all": ("css/commune-field.css",)}
        js = (Script("js/commune-field.js", defer=True),)

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "form-control", "maxlength": MAX_TEXT, **(attrs or {})})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["list_id"] = f"{context['widget']['attrs'].get('id') or name}_list"
        return context

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return name not in data


class CommuneWidget(_TextWidget):
    """One commune or place: the box named like the field, the chosen code hidden under the same name + "_code"."""

    template_name = "territories/commune_widget.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        shown = _shown(value)
        context["widget"].update(text=shown.text, code=shown.code, code_name=name + CODE_SUFFIX)
        return context

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Typed:
        return Typed(data.get(name) or "", data.get(name + CODE_SUFFIX) or "")


class CommuneField(forms.Field):
    """Gives a CommuneRecord, or None when left empty. Initial: a CommuneRecord or an INSEE code."""

    widget = CommuneWidget
    default_error_messages = {"required": "Indiquez une commune."}

    def to_python(self, value: Any) -> CommuneRecord | Place | None:
        typed = _shown(value)
        if not typed.text.strip():
            return None
        try:
            return self.find(typed)
        except UnclearPlaceError as error:
            raise ValidationError(str(error), code="unclear") from error

    def find(self, typed: Typed) -> CommuneRecord | Place:
        """What the text means. Raises UnclearPlaceError."""
        return find_commune(typed.text, typed.code)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return _shown(initial).text.strip() != _shown(data).text.strip()


class PlaceField(CommuneField):
    """Gives a Place: a commune, or a point typed as coordinates. Initial: a Place or its label."""

    default_error_messages = {"required": "Indiquez un lieu : une commune, ou des coordonnées."}

    def find(self, typed: Typed) -> Place:
        return find_place(typed.text, typed.code)


class CommuneListWidget(_TextWidget):
    """Several communes: a box to add some (separated by commas), those chosen as ticked boxes, neighbours proposed.

    Its button posts the form to propose neighbours (see `wants_neighbours`). As Enter posts by the first button of a
    form, a form with such a field starts with its own button, or with a visually hidden copy of it.
    """

    template_name = "territories/commune_list_widget.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        shown = _shown_list(value)
        chosen = _records(shown.codes)
        context["widget"].update(
            text=shown.text,
            codes_name=name + CODES_SUFFIX,
            neighbours_name=name + NEIGHBOURS_SUFFIX,
            chosen=chosen,
            with_neighbours=shown.with_neighbours,
            neighbours=neighbours_of(chosen) if shown.with_neighbours else [],
        )
        return context

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> TypedList:
        codes_name = name + CODES_SUFFIX
        ticked = data.getlist(codes_name) if isinstance(data, QueryDict) else data.get(codes_name, ())
        asked = name + NEIGHBOURS_SUFFIX in data
        text, codes = data.get(name) or "", tuple(dict.fromkeys(ticked))
        if asked:  # the neighbours of what has just been typed are wanted too
            found, text = _split_resolved(text)
            codes = tuple(dict.fromkeys((*codes, *(record.code for record in found))))
        return TypedList(text, codes, asked)

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return name not in data and name + CODES_SUFFIX not in data

    def use_required_attribute(self, initial: Any) -> bool:
        return False  # a ticked box is enough


class CommuneListField(forms.Field):
    """Gives a tuple of CommuneRecords, in the order chosen. Initial: CommuneRecords or INSEE codes."""

    widget = CommuneListWidget
    default_error_messages = {
        "required": "Indiquez au moins une commune.",
        "too_many": "Au plus %(most)d communes dans une liste.",
    }
    most = 300

    def to_python(self, value: Any) -> tuple[CommuneRecord, ...]:
        typed = _shown_list(value)
        found = _records(typed.codes)
        errors = []
        if len(typed.text) > MAX_TEXT:
            errors.append(
                f"Ce texte est trop long : {MAX_TEXT} caractères au plus. Ajoutez les communes en plusieurs fois."
            )
        else:
            for part in _parts(typed.text):
                try:
                    found.append(find_commune(part))
                except UnclearPlaceError as error:
                    errors.append(f"« {part} » : {error}")
        if len(found) > self.most:
            errors.append(self.error_messages["too_many"] % {"most": self.most})
        if errors:
            raise ValidationError(errors)
        return tuple({record.code: record for record in found}.values())

    def has_changed(self, initial: Any, data: Any) -> bool:
        before, now = _shown_list(initial), _shown_list(data)
        return bool(now.text.strip()) or set(before.codes) != set(now.codes)


def wants_neighbours(data: Mapping[str, Any]) -> bool:
    """True when a form was posted by the button that proposes neighbours: show it again, do not act on it."""
    return any(name.endswith(NEIGHBOURS_SUFFIX) for name in data)


def neighbours_of(communes: Iterable[CommuneRecord]) -> list[CommuneRecord]:
    """The neighbours of several communes, each once, without those communes: the nearest of each first."""
    chosen = [commune.code for commune in communes]
    rounds = zip_longest(*(index().neighbours(code) for code in chosen))
    found = {one.code: one for nearest in rounds for one in nearest if one}
    return [one for code, one in found.items() if code not in chosen]


def _shown(value: Any) -> Typed:
    if isinstance(value, Typed):
        return value
    if isinstance(value, CommuneRecord):
        return Typed(value.label, value.code)
    if isinstance(value, Place):
        return Typed(value.label, value.site.commune or "")
    record = index().get(str(value)) if value else None
    return _shown(record) if record else Typed(str(value or ""))


def _shown_list(value: Any) -> TypedList:
    if isinstance(value, TypedList):
        return value
    return TypedList(codes=tuple(one.code if isinstance(one, CommuneRecord) else str(one) for one in value or ()))


def _records(codes: Iterable[str]) -> list[CommuneRecord]:
    """The communes of these codes; a code that is none was not written by our pages and is left out."""
    return [record for code in codes if (record := index().get(code))]


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.replace(";", ",").replace("\n", ",").split(",") if part.strip()]


def _split_resolved(text: str) -> tuple[list[CommuneRecord], str]:
    """The communes that a text names without doubt, and what is left of it."""
    found, left = [], []
    for part in _parts(text[:MAX_TEXT]):
        try:
            found.append(find_commune(part))
        except UnclearPlaceError:
            left.append(part)
    return found, ", ".join(left) + text[MAX_TEXT:]
