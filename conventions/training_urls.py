"""Addresses of training, awareness and accompaniments, and of the lists to import."""

from django.urls import path

from conventions.views import imports, posters, support, trainings

# Included in `conventions.urls`, whose names they share.
urlpatterns = [
    path("formations/", trainings.trainings, name="trainings"),
    path("formations/nouvelle/", trainings.new_training, name="new_training"),
    path("formations/equipes/", trainings.teams, name="teams"),
    path("formations/effectif/", trainings.staff, name="staff"),
    path("formations/affiches/", posters.posters, name="posters"),
    path("formations/affiches/<uuid:landlord_id>/", posters.poster_sites, name="poster_sites"),
    path("formations/affiches/sites/<uuid:site_id>/poser/", posters.equip, name="equip_site"),
    path("formations/affiches/sites/<uuid:site_id>/annuler/", posters.unequip, name="unequip_site"),
    path("formations/affiches/sites/<uuid:site_id>/retirer/", posters.remove, name="remove_site"),
    path("formations/accompagnements/", support.support, name="support"),
    path("formations/accompagnements/<uuid:count_id>/", support.support_count, name="support_count"),
    path("formations/accompagnements/<uuid:count_id>/retirer/", support.remove_support, name="remove_support"),
    path("formations/<uuid:training_id>/", trainings.training, name="training"),
    path("formations/<uuid:training_id>/retirer/", trainings.remove_training, name="remove_training"),
    path("formations/importer/", imports.import_trainings, name="import_trainings"),
    path("formations/importer/modele/", imports.trainings_template, name="trainings_template"),
    path("conventions/contexte/importer/", imports.import_context, name="import_context"),
    path("conventions/contexte/importer/modele/", imports.context_template, name="context_template"),
    path(
        "conventions/<uuid:convention_id>/engagements/importer/",
        imports.import_commitments,
        name="import_commitments",
    ),
    path(
        "conventions/<uuid:convention_id>/engagements/importer/modele/",
        imports.commitments_template,
        name="commitments_template",
    ),
]
