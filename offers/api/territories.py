"""The codes that a dwelling is sent with: public data, for any client."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.views import ClientView
from common.rest.problems import RuleBroken
from territories.communes import index
from territories.departements import departements

TAG = ["Territoires"]
POSTAL_CODE = r"^[0-9]{5}$"
DEPARTEMENT = r"^[0-9][0-9AB][0-9]?$"


class DepartementSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    nom = serializers.CharField(source="name")
    region = serializers.CharField()


class CommuneSerializer(serializers.Serializer[Any]):
    code = serializers.CharField(help_text="Code INSEE.")
    nom = serializers.CharField(source="name")
    departement = serializers.CharField()
    codes_postaux = serializers.ListField(child=serializers.CharField(), source="postal_codes")


class CommuneQuery(serializers.Serializer[Any]):
    code_postal = serializers.RegexField(POSTAL_CODE, required=False)
    departement = serializers.RegexField(DEPARTEMENT, required=False)

    def validate(self, data: dict[str, Any]) -> dict[str, Any]:
        if not data:
            raise RuleBroken({"departement": "Donnez « code_postal » ou « departement »."})
        return data


class Departements(ClientView):
    scopes = {"GET": None}

    @extend_schema(
        operation_id="departements_lister",
        summary="Les départements",
        tags=TAG,
        responses={200: serializers.ListSerializer(child=DepartementSerializer())},
    )
    def get(self, request: Request) -> Response:
        return Response(DepartementSerializer(departements().values(), many=True).data)


class Communes(ClientView):
    scopes = {"GET": None}
    problems = {"GET": (400, 422)}

    @extend_schema(
        operation_id="communes_lister",
        summary="Les communes d’un code postal ou d’un département",
        description="L’un des deux au moins.",
        tags=TAG,
        responses={200: serializers.ListSerializer(child=CommuneSerializer())},
        parameters=[
            OpenApiParameter("code_postal", {"type": "string", "pattern": POSTAL_CODE}),
            OpenApiParameter("departement", {"type": "string", "pattern": DEPARTEMENT}),
        ],
    )
    def get(self, request: Request) -> Response:
        # As a plain dictionary: in a form, an empty value is one that nobody gave.
        asked = CommuneQuery(data=request.query_params.dict())
        asked.is_valid(raise_exception=True)
        postal, departement = asked.validated_data.get("code_postal"), asked.validated_data.get("departement")
        found = [
            one
            for one in index().all()
            if (not postal or postal in one.postal_codes) and (not departement or departement == one.departement)
        ]
        return Response(CommuneSerializer(found, many=True).data)
