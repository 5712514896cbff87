"""Every write of `matching`. Lock order: households by id, offer, candidatures by id."""

from matching.actions.access import (
    LocationClosed,
    OpenedLocation,
    open_location,
    open_transmitted_file,
    open_transmitted_files,
)
from matching.actions.after_keys import forget_after_keys
from matching.actions.agents import name_agents, reveal_number
from matching.actions.alerts import find_matches, forget_told
from matching.actions.answers import accept_offer, complete_file, refuse_offer, supply_papers
from matching.actions.checks import decide_location
from matching.actions.deadlines import keep_deadlines
from matching.actions.declared import (
    AlreadyKnown,
    answer_rehousing,
    declare_rehousing,
    import_rehousings,
    remind_to_confirm,
)
from matching.actions.interpellations import ask_to_widen, renew_need, send_need, withdraw_need
from matching.actions.landlord import (
    ask_for_papers,
    file_is_complete,
    hand_keys,
    offer_place,
    record_arrival,
    record_caleol,
    retract,
    sign_lease,
)
from matching.actions.need_answers import (
    answer_maybe,
    answer_not_now,
    answer_with_dwelling,
    choose_answer,
    decline_answer,
    take_back,
)
from matching.actions.ranking import bring_back, rank_requests, set_aside
from matching.actions.release import release_consequences
from matching.actions.requests import (
    cancel_candidature,
    prepare_request,
    request_dwelling,
    send_request,
    undo_move,
)
from matching.actions.sliding import hold_review, remind_of_reviews, sign_paper
from matching.actions.tallies import evaluate_dwelling
from matching.actions.thread import read_thread, write_message
from matching.actions.transmission import transmit_candidature

__all__ = [
    "AlreadyKnown",
    "LocationClosed",
    "OpenedLocation",
    "accept_offer",
    "answer_maybe",
    "answer_not_now",
    "answer_rehousing",
    "answer_with_dwelling",
    "ask_for_papers",
    "ask_to_widen",
    "bring_back",
    "cancel_candidature",
    "choose_answer",
    "complete_file",
    "decide_location",
    "declare_rehousing",
    "decline_answer",
    "evaluate_dwelling",
    "file_is_complete",
    "find_matches",
    "forget_after_keys",
    "forget_told",
    "hand_keys",
    "hold_review",
    "import_rehousings",
    "keep_deadlines",
    "name_agents",
    "offer_place",
    "open_location",
    "open_transmitted_file",
    "open_transmitted_files",
    "prepare_request",
    "rank_requests",
    "read_thread",
    "record_arrival",
    "record_caleol",
    "refuse_offer",
    "release_consequences",
    "remind_of_reviews",
    "remind_to_confirm",
    "renew_need",
    "request_dwelling",
    "retract",
    "reveal_number",
    "send_need",
    "send_request",
    "set_aside",
    "sign_lease",
    "sign_paper",
    "supply_papers",
    "take_back",
    "transmit_candidature",
    "undo_move",
    "withdraw_need",
    "write_message",
]
