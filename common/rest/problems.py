"""Errors of the REST API as problem details (RFC 9457), their sentences in French."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.views import set_rollback

CONTENT_TYPE = "application/problem+json"
TITLES = {
    400: "Requête mal formée",
    401: "Jeton demandé",
    403: "Droit manquant",
    404: "Introuvable",
    405: "Méthode refusée",
    406: "Format indisponible",
    409: "Conflit",
    412: "Version dépassée",
    413: "Requête trop longue",
    415: "Format refusé",
    422: "Règle non respectée",
    429: "Trop de requêtes",
    500: "Défaut du serveur",
    503: "Service momentanément indisponible",
}
SENTENCES = {
    404: "Cet objet n’existe pas, ou n’est pas à vous.",
    405: "Cette adresse ne s’emploie pas ainsi.",
    406: "Seul application/json est servi.",
    500: "L’incident est enregistré : ce n’est pas votre requête.",
    503: "Attendez une minute, puis recommencez : la même requête envoyée deux fois ne compte qu’une fois.",
    415: "Envoyez du JSON : « Content-Type: application/json ».",
}


class RuleBroken(exceptions.APIException):
    """What is well formed, and cannot be: 422, with the field when there is one."""

    status_code = status.HTTP_422_UNPROCESSABLE_ENTITY

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__("Une règle n’est pas respectée.")
        self.errors = errors


class Conflict(exceptions.APIException):
    """The state of the object does not allow it: 409."""

    status_code = status.HTTP_409_CONFLICT


class Stale(exceptions.APIException):
    """`If-Match` names a version that is not the last: 412."""

    status_code = status.HTTP_412_PRECONDITION_FAILED
    default_detail = "L’objet a changé depuis votre lecture : relisez-le."


def problem(code: int, sentence: str = "") -> dict[str, Any]:
    """The content of a problem; without a sentence, the usual one of its status."""
    title = TITLES.get(code, "")
    return {"type": "about:blank", "title": title, "status": code, "detail": sentence or SENTENCES.get(code, title)}


def problem_of(error: Exception, context: dict[str, Any]) -> Response | None:
    """The answer to an error of a view; None for a defect of ours, which is a 500 and is logged as one."""
    if isinstance(error, Http404):
        error = exceptions.NotFound()
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    if not isinstance(error, exceptions.APIException):
        return None
    set_rollback()
    code = error.status_code
    headers = {}
    wait: float | None = getattr(error, "wait", None)
    if isinstance(error, exceptions.Throttled) and wait is not None:
        headers["Retry-After"] = f"{wait:.0f}"
        sentence = f"Trop de requêtes : attendez {wait:.0f} s."
    elif isinstance(error, exceptions.NotAuthenticated):
        sentence = "Donnez un jeton : « Authorization: Bearer … »."
    elif isinstance(error, exceptions.ParseError):
        sentence = "Le contenu n’est pas du JSON lisible."
    elif isinstance(error, exceptions.ValidationError):
        sentence = "Corrigez ce que « errors » énumère."
    else:
        sentence = SENTENCES.get(code, str(error.detail))
    if code == status.HTTP_401_UNAUTHORIZED:
        headers["WWW-Authenticate"] = getattr(error, "auth_header", "Bearer")
    told = problem(code, sentence)
    found = error.errors if isinstance(error, RuleBroken) else None
    if isinstance(error, exceptions.ValidationError):
        found = dict(_flat(error.detail))
    if found:
        told["errors"] = [{"field": field, "message": message} for field, message in found.items()]
    return Response(told, status=code, headers=headers, content_type=CONTENT_TYPE)


def _flat(detail: Any, at: str = "") -> list[tuple[str, str]]:
    """ "lines.3.rent" -> sentence, from the nested messages of a serializer."""
    if isinstance(detail, dict):
        return [one for name, inner in detail.items() for one in _flat(inner, f"{at}.{name}" if at else str(name))]
    if isinstance(detail, list):
        if all(isinstance(one, str) for one in detail):
            return [(at, " ".join(str(one) for one in detail))]
        return [one for number, inner in enumerate(detail) for one in _flat(inner, f"{at}.{number}")]
    return [(at, str(detail))]
