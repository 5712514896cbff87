"""What the OpenAPI description says of every route: its problems, its versions, its scopes."""

from typing import Any

from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from drf_spectacular.openapi import AutoSchema
from rest_framework import serializers

from common.rest.fields import TextField
from common.rest.problems import CONTENT_TYPE

PREFIX = "/api/v1/"
SUCCESS = range(200, 300)
WRITES = {"POST", "PUT", "PATCH", "DELETE"}


def only_api_routes(endpoints: list[Any], **options: Any) -> list[Any]:
    """The health pages are REST routes too, but nobody's interface."""
    return [one for one in endpoints if one[0].startswith(PREFIX)]


class ProblemErrorSerializer(serializers.Serializer[Any]):
    field = serializers.CharField(help_text="Le champ, « logements.3.commune » dans une liste.")
    message = serializers.CharField(help_text="Ce qu’il faut corriger, en français.")


class ProblemSerializer(serializers.Serializer[Any]):
    """RFC 9457. `detail` se lit ; `errors` se parcourt."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    errors = ProblemErrorSerializer(many=True, required=False)  # type: ignore[assignment]


class TextFieldSchema(OpenApiSerializerFieldExtension):
    """A text and its pattern in one piece: an empty text is one that the pattern takes, no case of its own."""

    target_class = "common.rest.fields.TextField"

    def map_serializer_field(self, auto_schema: Any, direction: Any) -> dict[str, Any]:
        field = self.target
        schema: dict[str, Any] = {"type": "string", "pattern": field.whole.pattern}
        if field.max_length:
            schema["maxLength"] = field.max_length
        if not field.allow_blank:
            schema["minLength"] = 1
        return schema


class ProblemSchema(AutoSchema):
    """The problems that a route may answer are derived from what it takes; a view adds its own in `problems`:
    HTTP method -> status codes. In `links`, HTTP method -> operations that take the `id` it answers."""

    def get_description(self) -> str:  # type: ignore[override]
        """What `extend_schema` says and nothing else: the docstring of a view is for its developers."""
        return ""

    def _insert_field_validators(self, field: Any, schema: dict[str, Any]) -> None:
        # TextFieldSchema said it all, the empty text included.
        if not isinstance(field, TextField):
            super()._insert_field_validators(field, schema)

    def _get_response_bodies(self, direction: Any = "response") -> dict[str, Any]:
        responses: dict[str, Any] = super()._get_response_bodies(direction)
        if direction == "response":
            for code, told in responses.items():
                links = getattr(self.view, "links", {}).get(self.method, {})
                if links and int(code) in SUCCESS:
                    told["links"] = {
                        operation: {"operationId": operation, "parameters": {parameter: "$response.body#/id"}}
                        for operation, parameter in links.items()
                    }
            for problem in sorted(self._problems()):
                responses[str(problem)] = self._get_response_for_code(ProblemSerializer, str(problem), [CONTENT_TYPE])
        return dict(sorted(responses.items()))

    def _problems(self) -> set[int]:
        found = {401, 403, 406, 429, *getattr(self.view, "problems", {}).get(self.method, ())}
        if "{" in self.path or self._is_list_view():
            found.add(404)
        if self.method in WRITES:
            found |= {400, 413, 415} if self.get_request_serializer() else {400}
        elif self._is_list_view():
            found.add(400)
        return found
