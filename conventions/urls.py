"""Addresses of the conventions."""

from django.urls import include, path

from conventions.views import commitments, context, conventions

app_name = "conventions"
figures = [
    path("conventions/contexte/", context.figures, name="figures"),
    path("conventions/contexte/ajouter/", context.add_figure, name="add_figure"),
    path("conventions/contexte/<uuid:figure_id>/", context.figure, name="figure"),
    path("conventions/contexte/<uuid:figure_id>/retirer/", context.remove_figure, name="remove_figure"),
]
promises = [
    path("conventions/<uuid:convention_id>/engagements/ajouter/", commitments.add_commitment, name="add_commitment"),
    path("conventions/engagements/<uuid:commitment_id>/", commitments.commitment, name="commitment"),
    path("conventions/engagements/<uuid:commitment_id>/retenir/", commitments.retain, name="retain"),
    path("conventions/engagements/<uuid:commitment_id>/ne-plus-retenir/", commitments.let_go, name="let_go"),
    path(
        "conventions/engagements/<uuid:commitment_id>/retirer/",
        commitments.remove_commitment,
        name="remove_commitment",
    ),
]
urlpatterns = [
    path("conventions/", conventions.conventions, name="conventions"),
    path("conventions/nouvelle/", conventions.create, name="create"),
    *figures,
    *promises,
    path("conventions/<uuid:convention_id>/", conventions.convention, name="convention"),
    path("conventions/<uuid:convention_id>/corriger/", conventions.correct, name="correct"),
    path("conventions/<uuid:convention_id>/ordre/", conventions.automatic_order, name="automatic_order"),
    path("conventions/<uuid:convention_id>/signataires/ajouter/", conventions.add_signatory, name="add_signatory"),
    path(
        "conventions/<uuid:convention_id>/signataires/<uuid:organisation_id>/",
        conventions.signatory,
        name="signatory",
    ),
    path(
        "conventions/<uuid:convention_id>/signataires/<uuid:organisation_id>/retirer/",
        conventions.remove_signatory,
        name="remove_signatory",
    ),
    path("conventions/<uuid:convention_id>/documents/ajouter/", conventions.add_document, name="add_document"),
    path("conventions/documents/<uuid:document_id>/retirer/", conventions.remove_document, name="remove_document"),
    path("", include("conventions.follow_up_urls")),
    path("", include("conventions.training_urls")),
]
