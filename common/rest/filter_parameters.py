"""The query parameters of a FilterSet, bounds included, as its own form will check them."""

from collections.abc import Iterable
from typing import Any

import django_filters
from django import forms
from django.http import QueryDict
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import ValidationError


def filter_parameters(filterset: type[django_filters.FilterSet]) -> list[OpenApiParameter]:
    """One for each filter, named and described by its label."""
    fields = filterset().form.fields
    return [
        OpenApiParameter(name, _schema(field), description=str(field.label), explode=True, style="form")
        for name, field in fields.items()
    ]


def check_filled(query: QueryDict, names: Iterable[str]) -> None:
    """Raises ValidationError for a parameter given without a value: a page sends those that nobody filled, software
    that does has lost what it looked for."""
    empty = [name for name in names if "" in query.getlist(name)]
    if empty:
        raise ValidationError(dict.fromkeys(empty, "Donnez une valeur, ou retirez ce paramètre."))


def _schema(field: forms.Field) -> dict[str, Any]:
    if isinstance(field, forms.MultipleChoiceField):
        return {"type": "array", "items": {"type": "string", "enum": _codes(field)}}
    if isinstance(field, forms.ChoiceField):
        return {"type": "string", "enum": _codes(field)}
    if isinstance(field, forms.DateField):
        return {"type": "string", "format": "date"}
    if isinstance(field, forms.NullBooleanField):
        return {"type": "boolean"}
    if isinstance(field, forms.IntegerField):  # and decimals, which are one
        bounds = {"minimum": field.min_value, "maximum": field.max_value}
        return {"type": "number", **{name: bound for name, bound in bounds.items() if bound is not None}}
    return {"type": "string", "minLength": 1, "maxLength": getattr(field, "max_length", None) or 100}


def _codes(field: forms.ChoiceField) -> list[str]:
    return [str(code) for code, _ in list(field.choices) if code != ""]  # type: ignore[arg-type]
