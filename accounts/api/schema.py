"""How a client signs in, as the OpenAPI description says it."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension

from accounts.models import Scope

TOKEN_ADDRESS = "/api/oauth/token"  # noqa: S105 - an address


class ClientAuthenticationScheme(OpenApiAuthenticationExtension):
    target_class = "accounts.api.authentication.ClientAuthentication"
    name = "client"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        scopes = {scope.value: str(scope.label) for scope in Scope}
        return {"type": "oauth2", "flows": {"clientCredentials": {"tokenUrl": TOKEN_ADDRESS, "scopes": scopes}}}

    def get_security_requirement(self, auto_schema: Any) -> dict[str, list[str]]:
        scope = auto_schema.view.scopes.get(auto_schema.method)
        return {self.name: [scope.value] if scope else []}
