"""Which scope a route asks of its caller's token."""

from typing import Any

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from accounts.models import ApiClient, Scope


class ScopePermission(BasePermission):
    """The view says `scopes`: HTTP method -> Scope, None for any client. A method that it does not name is refused."""

    def has_permission(self, request: Request, view: Any) -> bool:
        if not isinstance(request.user, ApiClient):
            return False
        scope: Scope | None = view.scopes.get("GET" if request.method in {"HEAD", "OPTIONS"} else request.method)
        if scope is None:
            return True
        # For the answer of a refusal (common.rest.problems): which scope it takes is no secret.
        self.message = f"Ce jeton n’a pas le droit « {scope.value} »."
        return scope.value in request.auth.get_scopes()
