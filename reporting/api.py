"""Published reports for an observatory's software: their public edition alone, of what its organisation signed or of
its regions. What the committee reads is handed out by people."""

import uuid
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.views import ClientView
from accounts.models import Scope
from common.rest.pagination import OpaqueOrder
from reporting.content import Table
from reporting.models import Audience, Report, ReportEdition, ReportKind
from reporting.models.report import ReportQuerySet

TAG = ["Rapports publiés"]
HIDDEN = "null : non communiqué, un effectif trop petit ou qui permettrait d’en retrouver un."


@extend_schema_field({"type": ["number", "string", "null"], "description": HIDDEN})
class ValueField(serializers.Field[Any, Any, Any, Any]):
    """A figure, a text, or null for what is not shown."""

    def to_representation(self, value: Any) -> Any:
        return value


class ColumnSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    libelle = serializers.CharField(source="label")
    unite = serializers.CharField(source="unit", allow_blank=True)


class RowSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    libelle = serializers.CharField(source="label")
    total = serializers.BooleanField()
    valeurs = serializers.SerializerMethodField(help_text=f"Une par colonne. {HIDDEN}")

    @extend_schema_field({"type": "array", "items": {"type": ["number", "string", "null"]}})
    def get_valeurs(self, row: Any) -> list[Any]:
        return list(row.cells)


class TableSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    indicateur = serializers.CharField(source="indicator", allow_blank=True)
    titre = serializers.CharField(source="title")
    source = serializers.CharField()  # type: ignore[assignment]  # a field's name, no attribute
    note = serializers.CharField(allow_blank=True)
    colonnes = ColumnSerializer(many=True, source="columns")
    lignes = RowSerializer(many=True, source="rows")


class DefinitionSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    nom = serializers.CharField(source="name")
    texte = serializers.CharField(source="text")
    unite = serializers.CharField(source="unit", allow_blank=True)
    source = serializers.CharField()  # type: ignore[assignment]  # a field's name, no attribute


class ReportSerializer(serializers.Serializer[ReportEdition]):
    """Un rapport publié. Il ne change plus ; une correction est une autre version."""

    id = serializers.UUIDField(source="report_id")
    perimetre = serializers.SerializerMethodField()
    nature = serializers.ChoiceField(choices=ReportKind.choices, source="report.kind")
    debut = serializers.DateField(source="report.starts_on")
    fin = serializers.DateField(source="report.ends_on")
    version = serializers.IntegerField(source="report.version")
    raison = serializers.CharField(source="report.reason", allow_blank=True, help_text="D’une correction.")
    publie_le = serializers.SerializerMethodField()
    sha256 = serializers.CharField(help_text="De « contenu_canonique ».")

    def get_perimetre(self, edition: ReportEdition) -> str:
        return edition.report.scope_name

    @extend_schema_field({"type": "string", "format": "date"})
    def get_publie_le(self, edition: ReportEdition) -> str:
        return timezone.localdate(edition.report.published_at).isoformat()


class WholeReportSerializer(ReportSerializer):
    periode = serializers.CharField(source="opened.period")
    seuil = serializers.IntegerField(
        source="opened.threshold", help_text="Un effectif de ménages plus petit n’est pas communiqué."
    )
    tableaux = TableSerializer(many=True, source="opened.tables")
    definitions = DefinitionSerializer(many=True, source="opened.definitions")
    contenu_canonique = serializers.CharField(source="content", help_text="Le texte figé, en JSON.")


class FigureSerializer(serializers.Serializer[Any]):
    """Un chiffre public."""

    rapport = serializers.UUIDField()
    perimetre = serializers.CharField()
    nature = serializers.ChoiceField(choices=ReportKind.choices)
    debut = serializers.DateField()
    fin = serializers.DateField()
    indicateur = serializers.CharField(allow_blank=True)
    tableau = serializers.CharField()
    ligne = serializers.CharField()
    ligne_libelle = serializers.CharField()
    colonne = serializers.CharField()
    colonne_libelle = serializers.CharField()
    unite = serializers.CharField(allow_blank=True)
    valeur = ValueField(allow_null=True)


class ReportView(ClientView):
    scopes = {"GET": Scope.READ_FIGURES}

    def reports(self) -> ReportQuerySet:
        return Report.objects.told_to(self.caller.organisation_id)

    def editions(self) -> QuerySet[ReportEdition]:
        """Ordered by their own random ids: no list tells which came first."""
        told = ReportEdition.objects.filter(audience=Audience.PUBLIC, report__in=self.reports())
        return told.select_related("report__convention", "report__region")


class Reports(ReportView):
    problems = {"GET": (400, 404)}
    pagination_class = OpaqueOrder

    @extend_schema(
        operation_id="rapports_lister",
        summary="Les rapports publiés",
        description="Ceux des conventions que votre organisation a signées, et de ses régions.",
        tags=TAG,
        responses=ReportSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        pages = OpaqueOrder()
        page: Any = pages.paginate_queryset(self.editions().defer("content"), request, view=self)
        return pages.get_paginated_response(ReportSerializer(page, many=True).data)


class OneReport(ReportView):
    @extend_schema(
        operation_id="rapports_lire",
        summary="Un rapport publié, dans son édition publique",
        tags=TAG,
        responses=WholeReportSerializer,
    )
    def get(self, request: Request, report_id: uuid.UUID) -> Response:
        edition = get_object_or_404(self.editions(), report=report_id)
        return Response(WholeReportSerializer(edition).data)


class Figures(ReportView):
    @extend_schema(
        operation_id="chiffres_lister",
        summary="Les chiffres publics",
        description="Du dernier rapport publié de chaque nature, pour chaque périmètre, dans sa dernière version.",
        tags=TAG,
        responses={200: serializers.ListSerializer(child=FigureSerializer())},
    )
    def get(self, request: Request) -> Response:
        figures = [one for edition in self._latest() for one in _figures(edition)]
        return Response(FigureSerializer(figures, many=True).data)

    def _latest(self) -> list[ReportEdition]:
        """One of each scope and kind."""
        ids: dict[tuple[Any, Any, str], uuid.UUID] = {}
        for report in self.reports().by_scope():
            ids.setdefault((report.convention_id, report.region_id, report.kind), report.pk)
        found = {edition.report_id: edition for edition in self.editions().filter(report__in=ids.values())}
        return [found[report_id] for report_id in ids.values()]


def _figures(edition: ReportEdition) -> list[dict[str, Any]]:
    report = edition.report
    about = {
        "rapport": report.pk,
        "perimetre": report.scope_name,
        "nature": report.kind,
        "debut": report.starts_on,
        "fin": report.ends_on,
    }
    return [{**about, **one} for table in edition.opened.tables for one in _cells(table)]


def _cells(table: Table) -> list[dict[str, Any]]:
    return [
        {
            "indicateur": table.indicator,
            "tableau": table.code,
            "ligne": row.code,
            "ligne_libelle": row.label,
            "colonne": column.code,
            "colonne_libelle": column.label,
            "unite": column.unit,
            "valeur": cell,
        }
        for row in table.rows
        for column, cell in zip(table.columns, row.cells, strict=True)
        if cell != ""
    ]
