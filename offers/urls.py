"""Addresses of dwellings: associations search under /logements/, landlords publish under /bailleur/logements/."""

from django.urls import path

from offers.views import drafts, imports, offer, own, photos, search

app_name = "offers"
urlpatterns = [
    path("logements/", search.search, name="search"),
    path("logements/<uuid:offer_id>/", offer.offer, name="offer"),
    path("bailleur/logements/", own.own_offers, name="own_offers"),
    path("bailleur/logements/nouveau/", drafts.new_offer, name="new_offer"),
    path("bailleur/logements/import/", imports.imports, name="imports"),
    path("bailleur/logements/import/modele.xlsx", imports.template, name="import_template"),
    path("bailleur/logements/import/<uuid:import_id>/", imports.one_import, name="import"),
    path("bailleur/logements/import/<uuid:import_id>/etat/", imports.progress, name="import_progress"),
    path("bailleur/logements/import/<uuid:import_id>/enregistrer/", imports.write, name="write_import"),
    path("bailleur/logements/import/<uuid:import_id>/abandonner/", imports.abandon, name="abandon_import"),
    path("bailleur/logements/import/<uuid:import_id>/a-corriger.xlsx", imports.corrected, name="corrected_rows"),
    path("bailleur/logements/export.xlsx", imports.export, {"kind": "xlsx"}, name="export"),
    path("bailleur/logements/export.csv", imports.export, {"kind": "csv"}, name="export_csv"),
    path("bailleur/logements/brouillon/", drafts.autosave, name="autosave"),
    path("bailleur/logements/<uuid:offer_id>/", own.own_offer, name="own_offer"),
    path("bailleur/logements/<uuid:offer_id>/retirer/", own.withdraw, name="withdraw"),
    path("bailleur/logements/<uuid:offer_id>/cloture/", own.move_closing, name="move_closing"),
    path("bailleur/logements/<uuid:offer_id>/supprimer/", own.delete, name="delete_draft"),
    path("bailleur/logements/<uuid:offer_id>/dupliquer/", own.duplicate, name="duplicate"),
    path("bailleur/logements/<uuid:offer_id>/photos/", photos.add_photo, name="add_photo"),
    path("bailleur/logements/<uuid:offer_id>/photos/<uuid:photo_id>/", photos.photo, name="photo"),
    path(
        "bailleur/logements/<uuid:offer_id>/photos/<uuid:photo_id>/retirer/", photos.remove_photo, name="remove_photo"
    ),
]
