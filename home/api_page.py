"""The description of the REST API: as OpenAPI 3.1 for software, as a page for those who write it.

The page is made here from the description: no script, no third party, readable with a keyboard and on paper.
"""

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator

from accounts.permissions import Permission, requires

METHODS = ("get", "post", "patch", "put", "delete")


@dataclass(frozen=True)
class Operation:
    """One route and method. `fields`: name, type, whether required, what it is."""

    id: str
    method: str
    path: str
    summary: str
    description: str
    scope: str
    parameters: tuple[tuple[str, str, bool, str], ...]
    fields: tuple[tuple[str, str, bool, str], ...]
    example: str
    answers: tuple[str, ...]


@lru_cache(maxsize=1)
def openapi() -> dict[str, Any]:
    """The description, the same for everybody; built once a process."""
    built: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)
    return built


@requires(Permission.MANAGE_API_CLIENTS)
@require_safe
def description(request: HttpRequest) -> JsonResponse:
    return JsonResponse(openapi(), json_dumps_params={"ensure_ascii": False, "indent": 1})


@requires(Permission.MANAGE_API_CLIENTS)
@require_safe
def documentation(request: HttpRequest) -> HttpResponse:
    return render(request, "home/api.html", {"groups": _groups(), "info": openapi()["info"]})


@lru_cache(maxsize=1)
def _groups() -> dict[str, list[Operation]]:
    groups: dict[str, list[Operation]] = {}
    for path, methods in openapi()["paths"].items():
        for method in METHODS:
            if method in methods:
                groups.setdefault(methods[method]["tags"][0], []).append(_operation(path, method, methods[method]))
    return groups


def _operation(path: str, method: str, told: dict[str, Any]) -> Operation:
    content = told.get("requestBody", {}).get("content", {}).get("application/json", {})
    schema = _resolved(content.get("schema", {}))
    required = schema.get("required", ())
    examples = [one["value"] for one in content.get("examples", {}).values()]
    scopes: list[str] = next(iter(told.get("security", [{}])[0].values()), [])
    return Operation(
        id=told["operationId"],
        method=method.upper(),
        path=path,
        summary=told.get("summary", ""),
        description=told.get("description", ""),
        scope=scopes[0] if scopes else "",
        parameters=tuple(
            (one["name"], _kind(one["schema"]), one.get("required", False), one.get("description", ""))
            for one in told.get("parameters", ())
        ),
        fields=tuple(
            (name, _kind(one), name in required, one.get("description", "").split("\n")[0])
            for name, one in schema.get("properties", {}).items()
            if not one.get("readOnly")
        ),
        example=json.dumps(examples[0], ensure_ascii=False, indent=2) if examples else "",
        answers=tuple(told["responses"]),
    )


def _resolved(schema: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in schema:
        return schema
    found: dict[str, Any] = openapi()["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return found


def _kind(schema: dict[str, Any]) -> str:
    """ "texte, 40 au plus", "PLAI, PLUS…"."""
    schema = _resolved(schema)
    for key in ("allOf", "oneOf", "anyOf"):
        if key in schema:
            return ", ".join(dict.fromkeys(filter(None, map(_kind, schema[key]))))
    if "enum" in schema:
        return ", ".join("vide" if one in ("", None) else str(one) for one in schema["enum"])
    kinds = schema.get("type", "")
    kinds = [kinds] if isinstance(kinds, str) else kinds
    words = {"string": "texte", "integer": "entier", "number": "nombre", "boolean": "true ou false", "array": "liste"}
    named = [words.get(one, one) for one in kinds if one != "null"]
    if schema.get("format") == "date":
        named = ["jour"]
    bounds = [
        f"{word} {schema[key]}"
        for key, word in (("minimum", "dès"), ("maximum", "jusqu’à"), ("maxLength", "longueur au plus"))
        if key in schema
    ]
    return ", ".join([*named, *bounds, *(["ou null"] if "null" in kinds else [])])
