"""`Idempotency-Key`: the same request sent twice has one effect, and the same answer (draft-ietf-httpapi-idempotency).

The answer is written in the transaction of the effect, under a lock on the key: a second request that comes while the
first is under way waits for it, then reads its answer.
"""

import hashlib
import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import connection, transaction
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.encoders import JSONEncoder

from accounts.models import ApiClient, IdempotencyRecord
from common.encryption import Place, keyring

HEADER = "Idempotency-Key"
MAX_KEY = 100
SUCCESS = range(200, 300)
Handler = Callable[..., Response]
KEY = OpenApiParameter(
    HEADER,
    {"type": "string", "maxLength": MAX_KEY},
    OpenApiParameter.HEADER,
    description="La même clé, envoyée deux fois en 24 heures, n’a qu’un effet.",
)


class KeyOfAnotherRequest(APIException):
    status_code = 409
    default_detail = "Cette clé d’idempotence a déjà servi pour une autre requête : donnez-en une nouvelle."
    default_code = "idempotency_key_reused"


def _place(client: ApiClient, key_digest: bytes) -> Place:
    return Place("accounts_idempotencyrecord", f"{client.id}:{key_digest.hex()}", "sealed")


def idempotent(handler: Handler) -> Handler:
    """A POST that keeps its answer for the key it carries; without a key, an ordinary POST.

    Only what was done is kept: a refusal changed nothing, and the same key may try again.
    """

    @wraps(handler)
    def once(view: Any, request: Request, *args: Any, **kwargs: Any) -> Response:
        key = request.headers.get(HEADER, "")
        if not key:
            return handler(view, request, *args, **kwargs)
        if len(key) > MAX_KEY:
            raise serializers.ValidationError({HEADER: f"Au plus {MAX_KEY} caractères."})
        client: ApiClient = view.caller
        digest = hashlib.sha256(key.encode()).digest()
        content = json.dumps(request.data, sort_keys=True, cls=JSONEncoder)
        asked = hashlib.sha256(f"{request.method} {request.path}\n{content}".encode()).digest()
        with transaction.atomic():
            _lock(client, digest)
            kept = IdempotencyRecord.objects.filter(client=client, key_digest=digest).first()
            if kept is not None:
                if bytes(kept.asked) != asked:
                    raise KeyOfAnotherRequest
                data = json.loads(keyring().open(bytes(kept.sealed), _place(client, digest)))
                return Response(data, status=kept.status, headers={"Idempotent-Replayed": "true"})
            response = handler(view, request, *args, **kwargs)
            if response.status_code in SUCCESS:
                answer = json.dumps(response.data, cls=JSONEncoder).encode()
                IdempotencyRecord.objects.create(
                    client=client,
                    key_digest=digest,
                    asked=asked,
                    status=response.status_code,
                    sealed=keyring().seal(answer, _place(client, digest)),
                )
            return response

    return once


def _lock(client: ApiClient, digest: bytes) -> None:
    """Held until the transaction ends: one request at a time for a key."""
    number = int.from_bytes(hashlib.sha256(client.id.bytes + digest).digest()[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])
