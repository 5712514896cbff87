"""Who asks: the software of an organisation, by an OAuth 2 token obtained with its client credentials (RFC 6749, 4.4).

allauth's own authentication gives the user of a token; these tokens have none, but a client and its organisation.
"""

from allauth.idp.oidc.models import Token
from django.utils import timezone
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from accounts.actions import note_use
from accounts.models import ApiClient

REFUSED = "Ce jeton n’est pas valable, ou ne l’est plus : demandez-en un autre."
MAX_TOKEN = 512


class ClientAuthentication(BaseAuthentication):
    """`request.user` is the ApiClient, `request.auth` its token, whose scopes may be fewer than the client's."""

    def authenticate(self, request: Request) -> tuple[ApiClient, Token] | None:
        """None without a Bearer token. Raises AuthenticationFailed for one that is unknown, over or revoked."""
        header = get_authorization_header(request).split()
        if not header or header[0].lower() != b"bearer":
            return None
        value = header[1].decode("ascii", errors="replace") if len(header) == 2 else ""  # noqa: PLR2004 - two words
        if not value or len(value) > MAX_TOKEN:
            raise AuthenticationFailed(REFUSED)
        token = (
            Token.objects.valid()
            .by_value(value)
            .filter(type=Token.Type.ACCESS_TOKEN, user__isnull=True, client__api_client__revoked_at__isnull=True)
            .select_related("client__api_client__organisation")
            .first()
        )
        if token is None or token.client is None:
            raise AuthenticationFailed(REFUSED)
        client: ApiClient = token.client.api_client
        note_use(client=client, now=timezone.now())
        return client, token

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="api"'
