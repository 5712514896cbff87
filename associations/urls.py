"""Addresses of households, under /menages/, and of the income ceilings."""

from django.urls import path

from associations.views import ceilings, dossier, drafts, households, readers, team

app_name = "associations"
urlpatterns = [
    path("menages/", households.households, name="households"),
    path("menages/nouveau/", households.new_household, name="new_household"),
    path("menages/absences/", readers.absences, name="absences"),
    path("menages/absences/<uuid:absence_id>/retirer/", readers.end_absence, name="end_absence"),
    path("menages/urgence/", readers.emergency, name="emergency"),
    path("menages/<uuid:household_id>/", households.household, name="household"),
    path("menages/<uuid:household_id>/modifier/", households.edit_household, name="edit_household"),
    path("menages/<uuid:household_id>/toujours/", households.confirm_need, name="confirm_need"),
    path("menages/<uuid:household_id>/dossier/<slug:slug>/", dossier.section, name="section"),
    path("menages/<uuid:household_id>/inscriptions/", dossier.registrations, name="registrations"),
    path("menages/<uuid:household_id>/zones/", dossier.zones, name="zones"),
    path("menages/<uuid:household_id>/accords/", dossier.consents, name="consents"),
    path(
        "menages/<uuid:household_id>/accords/<slug:consent_id>/retirer/", dossier.revoke_consent, name="revoke_consent"
    ),
    path("menages/<uuid:household_id>/papier/", dossier.paper, name="paper"),
    path("menages/<uuid:household_id>/lectrices/", readers.readers, name="readers"),
    path("menages/<uuid:household_id>/suppleantes/", readers.name_deputy, name="name_deputy"),
    path(
        "menages/<uuid:household_id>/suppleantes/<uuid:deputy_id>/retirer/",
        readers.remove_deputy,
        name="remove_deputy",
    ),
    path("menages/<uuid:household_id>/confier/", readers.hand_over, name="hand_over"),
    path("menages/<uuid:household_id>/effacer/", readers.purge, name="purge"),
    path("brouillons/<slug:form>/", drafts.keep, name="keep_draft"),
    path("brouillons/<slug:form>/effacer/", drafts.forget, name="forget_draft"),
    path("quitter/", drafts.leave, name="leave"),
    path("equipe/<uuid:membership_id>/acces/", team.member_access, name="member_access"),
    path("plafonds/", ceilings.ceilings, name="ceilings"),
]
