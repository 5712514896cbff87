"""Addresses of requests: from an association, through the federation, to a landlord."""

from django.urls import include, path

from matching.views import (
    anonymous_card,
    candidatures,
    declared,
    dwelling_files,
    federation,
    federation_needs,
    followed,
    household_dwellings,
    location,
    location_decision,
    needs,
    received,
    received_needs,
    requests,
    sliding,
    threads,
)

app_name = "matching"
households = [
    path("menages/<uuid:household_id>/fiche-anonyme/", anonymous_card.anonymous_card, name="anonymous_card"),
    path(
        "menages/<uuid:household_id>/logements/", household_dwellings.household_dwellings, name="household_dwellings"
    ),
    path(
        "menages/<uuid:household_id>/logements/<uuid:offer_id>/",
        household_dwellings.household_dwelling,
        name="household_dwelling",
    ),
    path(
        "menages/<uuid:household_id>/logements/<uuid:offer_id>/emplacement/",
        location_decision.decide_location,
        name="decide_location",
    ),
    path("menages/<uuid:household_id>/besoin/", needs.household_need, name="household_need"),
    path("logements/<uuid:offer_id>/demander/", requests.request_dwelling, name="request_dwelling"),
    path("logements/<uuid:offer_id>/emplacement/", location.check_location, name="check_location"),
    path("logements/<uuid:offer_id>/emplacement/<uuid:photo_id>/", location.photo, name="location_photo"),
]
of_a_candidature = [
    path("", candidatures.candidature, name="candidature"),
    path("messages/", threads.write, name="write"),
    # Its référente.
    path("envoyer/", followed.send, name="send"),
    path("annuler/", followed.cancel, name="cancel"),
    path("adaptation/", followed.evaluate, name="evaluate"),
    path("reprendre/", followed.undo, name="undo"),
    path("dossier-complet/", followed.complete_file, name="complete_file"),
    path("pieces-envoyees/", followed.supply, name="supply"),
    path("accepter/", followed.accept, name="accept"),
    path("refuser/", followed.refuse, name="refuse"),
    path("bail-glissant/", sliding.sliding_lease, name="sliding_lease"),
    path("bail-glissant/papier/", sliding.sign_paper, name="sign_paper"),
    path("bail-glissant/revision/", sliding.hold_review, name="hold_review"),
    # The landlord it was transmitted to.
    path("pieces/", received.ask_for_papers, name="ask_for_papers"),
    path("complet/", received.file_is_complete, name="file_is_complete"),
    path("numero/", received.reveal_number, name="reveal_number"),
    path("place/", received.offer_place, name="offer_place"),
    path("bail/", received.sign_lease, name="sign_lease"),
    path("cles/", received.hand_keys, name="hand_keys"),
    path("arrivee/", received.record_arrival, name="record_arrival"),
    path("arreter/", received.retract, name="retract"),
]
of_a_landlord = [
    path("bailleur/logements/<uuid:offer_id>/dossiers/", dwelling_files.dwelling_files, name="dwelling_files"),
    path("bailleur/logements/<uuid:offer_id>/numeros/", dwelling_files.reveal_numbers, name="reveal_numbers"),
    path("bailleur/logements/<uuid:offer_id>/agents/", dwelling_files.name_agents, name="name_agents"),
    path("bailleur/logements/<uuid:offer_id>/caleol/", dwelling_files.caleol, name="caleol"),
]
needs_of_a_landlord = [
    path("", received_needs.received_needs, name="received_needs"),
    path("<uuid:card_id>/", received_needs.received_need, name="received_need"),
    path("<uuid:card_id>/reserver/", received_needs.keep_dwelling, name="keep_dwelling"),
    path("<uuid:card_id>/decrire/", received_needs.describe_dwelling, name="describe_dwelling"),
    path("<uuid:card_id>/pas-maintenant/", received_needs.not_now, name="not_now"),
    path("<uuid:card_id>/peut-etre/", received_needs.maybe, name="maybe"),
    path("reponses/<uuid:answer_id>/reprendre/", received_needs.take_back, name="take_back_dwelling"),
]
needs_of_an_association = [
    path("", needs.needs, name="needs"),
    path("<uuid:need_id>/renouveler/", needs.renew, name="renew_need"),
    path("<uuid:need_id>/retirer/", needs.withdraw, name="withdraw_need"),
    path("reponses/<uuid:answer_id>/choisir/", needs.choose, name="choose_answer"),
    path("reponses/<uuid:answer_id>/ecarter/", needs.decline, name="decline_answer"),
]
declared_rehousings = [
    path("", declared.rehousings, name="rehousings"),
    path("declarer/", declared.declare, name="declare_rehousing"),
    path("importer/", declared.import_file, name="import_rehousings"),
    path("importer/modele.xlsx", declared.import_template, name="rehousings_template"),
    path("<uuid:rehousing_id>/repondre/", declared.answer, name="answer_rehousing"),
]
of_the_federation = [
    path("", federation.federation, name="federation"),
    path("besoins/", federation_needs.federation_needs, name="federation_needs"),
    path("besoins/<uuid:need_id>/elargir/", federation_needs.ask_to_widen, name="ask_to_widen"),
    path("logements/<uuid:offer_id>/", federation.offer, name="federation_offer"),
    path("logements/<uuid:offer_id>/classer/", federation.rank, name="rank"),
    path("candidatures/<uuid:candidature_id>/transmettre/", federation.transmit, name="transmit"),
    path("candidatures/<uuid:candidature_id>/messages/", threads.federation_thread, name="federation_thread"),
    path("candidatures/<uuid:candidature_id>/ecarter/", federation.set_aside, name="set_aside"),
    path("candidatures/<uuid:candidature_id>/remettre/", federation.bring_back, name="bring_back"),
    path("candidatures/<uuid:candidature_id>/reprendre/", federation.undo, name="undo_set_aside"),
]
urlpatterns = [
    *households,
    path("candidatures/", candidatures.candidatures, name="candidatures"),
    path("candidatures/<uuid:candidature_id>/", include(of_a_candidature)),
    *of_a_landlord,
    path("besoins/", include(needs_of_an_association)),
    path("relogements/", include(declared_rehousings)),
    path("bailleur/besoins/", include(needs_of_a_landlord)),
    path("federation/", include(of_the_federation)),
]
