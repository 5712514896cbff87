"""The base of every route of the REST API."""

from typing import Any, ClassVar

from django.contrib.auth.decorators import login_not_required
from rest_framework.exceptions import NotAuthenticated
from rest_framework.renderers import JSONRenderer
from rest_framework.views import APIView

from accounts.api.authentication import ClientAuthentication
from accounts.api.permissions import ScopePermission
from accounts.api.throttling import ClientThrottle
from accounts.models import ApiClient, Scope
from common.rest.etags import ETagMixin
from common.rest.parsers import BoundedJSONParser
from common.rest.problems import problem_of


class ClientView(ETagMixin, APIView):
    """A route for software: JSON in and out, problems by RFC 9457. Subclasses say `scopes` (accounts.api.permissions).

    Sessions of the pages open nothing here: a page of another site could use them.
    """

    authentication_classes = (ClientAuthentication,)
    permission_classes = (ScopePermission,)
    throttle_classes = (ClientThrottle,)
    parser_classes = (BoundedJSONParser,)
    renderer_classes = (JSONRenderer,)
    scopes: ClassVar[dict[str, Scope | None]] = {}

    @property
    def caller(self) -> ApiClient:
        """Whose token it is; nobody else passes ScopePermission."""
        user = self.request.user
        if not isinstance(user, ApiClient):
            raise NotAuthenticated
        return user

    def get_exception_handler(self) -> Any:
        return problem_of

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Any:
        return login_not_required(super().as_view(**initkwargs))
