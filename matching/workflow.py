"""The moves of a candidature, as data: from where, to where, by whom, and who holds each state until when.

`docs/workflow.svg` is drawn from these tables (manage.py draw_workflow); tests/matching/workflow/ plays each cell.
"""

from common.transitions import Move, TransitionTable, Wait
from matching.models import ACTIVE_STATES, CandidatureState, Side
from matching.models.candidature import ENDED_STATES, WAITING_STATES

REQUEST = "request"
SHORTLIST = "shortlist"
SET_ASIDE = "set_aside"
BRING_BACK = "bring_back"
HOLD = "hold"
RESUME = "resume"
TRANSMIT = "transmit"
ASK_FOR_PAPERS = "ask_for_papers"
SUPPLY = "supply"
COMPLETE = "complete"
DECIDE = "decide"
NOTIFY = "notify"
OFFER_PLACE = "offer_place"
ACCEPT = "accept"
REFUSE = "refuse"
LAPSE = "lapse"
LEASE = "lease"
HAND_KEYS = "hand_keys"
ARRIVE = "arrive"
RETRACT = "retract"
CANCEL = "cancel"
SUSPEND = "suspend"
RESTORE = "restore"
END = "end"

_S = CandidatureState
_ASSOCIATION = frozenset({Side.ASSOCIATION.value})
_FEDERATION = frozenset({Side.FEDERATION.value})
_LANDLORD = frozenset({Side.BAILLEUR.value})
_PLATFORM = frozenset({Side.SYSTEM.value})
_WAITING = frozenset(WAITING_STATES)
_BEFORE_DECISION = frozenset({_S.TRANSMITTED, _S.FILE_INCOMPLETE, _S.FILE_COMPLETE})
# What an acceptance elsewhere suspends, and what ends with its dwelling.
_BEFORE_LEASE = frozenset(ACTIVE_STATES) - {_S.LEASED}
_RUNNING = _BEFORE_LEASE - {_S.ACCEPTED, _S.SUSPENDED}

CANDIDATURE_MOVES = TransitionTable(
    name="candidature",
    states=_S,
    initial=_S.PREPARED,
    moves={
        REQUEST: Move(frozenset({_S.PREPARED}), _S.REQUESTED, _ASSOCIATION, "Demander ce logement"),
        SHORTLIST: Move(_WAITING, _S.SHORTLISTED, _FEDERATION, "Enregistrer l’ordre"),
        SET_ASIDE: Move(_WAITING | {_S.HELD}, _S.NOT_SHORTLISTED, _FEDERATION, "Écarter", undo=True),
        BRING_BACK: Move(frozenset({_S.NOT_SHORTLISTED}), _S.REQUESTED, _FEDERATION, "Remettre dans l’ordre"),
        HOLD: Move(_WAITING, _S.HELD, _PLATFORM, "Dossier à compléter"),
        RESUME: Move(frozenset({_S.HELD}), _S.REQUESTED, _ASSOCIATION, "Le dossier est complet"),
        TRANSMIT: Move(_WAITING, _S.TRANSMITTED, _FEDERATION | _PLATFORM, "Transmettre"),
        ASK_FOR_PAPERS: Move(
            frozenset({_S.TRANSMITTED, _S.FILE_COMPLETE, _S.FILE_INCOMPLETE}),
            _S.FILE_INCOMPLETE,
            _LANDLORD,
            "Demander des pièces",
        ),
        SUPPLY: Move(frozenset({_S.FILE_INCOMPLETE}), _S.TRANSMITTED, _ASSOCIATION, "Les pièces sont envoyées"),
        COMPLETE: Move(
            frozenset({_S.TRANSMITTED, _S.FILE_INCOMPLETE}), _S.FILE_COMPLETE, _LANDLORD, "Le dossier est complet"
        ),
        DECIDE: Move(_BEFORE_DECISION | {_S.DECIDED}, _S.DECIDED, _LANDLORD, "Enregistrer la décision"),
        # Again from the same state: a date mistyped is corrected, and its clock with it.
        NOTIFY: Move(
            frozenset({_S.DECIDED, _S.OFFER_NOTIFIED}), _S.OFFER_NOTIFIED, _LANDLORD, "Enregistrer la notification"
        ),
        # Emergency places have no committee: the place is offered as soon as the file is read.
        OFFER_PLACE: Move(_BEFORE_DECISION, _S.OFFER_NOTIFIED, _LANDLORD, "Proposer la place"),
        ACCEPT: Move(frozenset({_S.OFFER_NOTIFIED}), _S.ACCEPTED, _ASSOCIATION, "Elle accepte"),
        # Suspended by an acceptance elsewhere, a notified offer still runs: it may still be refused.
        REFUSE: Move(frozenset({_S.OFFER_NOTIFIED, _S.SUSPENDED}), _S.REFUSED, _ASSOCIATION, "Elle refuse"),
        LAPSE: Move(frozenset({_S.HELD, _S.OFFER_NOTIFIED, _S.SUSPENDED}), _S.LAPSED, _PLATFORM, "Délai échu"),
        LEASE: Move(frozenset({_S.ACCEPTED}), _S.LEASED, _LANDLORD, "Enregistrer le bail"),
        HAND_KEYS: Move(frozenset({_S.LEASED}), _S.HOUSED, _LANDLORD, "Enregistrer la remise des clés"),
        ARRIVE: Move(frozenset({_S.ACCEPTED}), _S.HOUSED, _LANDLORD, "Enregistrer l’arrivée"),
        RETRACT: Move(
            frozenset({_S.DECIDED, _S.OFFER_NOTIFIED, _S.ACCEPTED, _S.LEASED}),
            _S.CANCELLED,
            _LANDLORD,
            "Le bail ne se fait pas",
        ),
        CANCEL: Move(
            frozenset(ACTIVE_STATES) - {_S.LEASED}, _S.CANCELLED, _ASSOCIATION, "Annuler la demande", undo=True
        ),
        SUSPEND: Move(_RUNNING, _S.SUSPENDED, _PLATFORM, "Une autre offre est acceptée"),
        RESTORE: Move(frozenset({_S.SUSPENDED}), None, _PLATFORM, "L’autre offre n’aboutit pas"),
        # The dwelling is no longer to be had: by the nightly release, nobody's decision.
        END: Move(_BEFORE_LEASE, _S.CANCELLED, _PLATFORM, "Le logement n’est plus à prendre"),
    },
    waits={
        _S.PREPARED: Wait("l’association", "la clôture du logement"),
        _S.REQUESTED: Wait("la FNSF", "un jour ouvré après la clôture"),
        _S.SHORTLISTED: Wait("la FNSF", "un jour ouvré après la clôture"),
        _S.HELD: Wait("l’association", "un jour ouvré après la clôture"),
        _S.TRANSMITTED: Wait("le bailleur", "7 jours avant la CALEOL"),
        _S.FILE_INCOMPLETE: Wait("l’association", "7 jours avant la CALEOL"),
        _S.FILE_COMPLETE: Wait("le bailleur", "2 jours après la CALEOL"),
        _S.DECIDED: Wait("le bailleur", "3 jours ouvrés après la décision"),
        _S.OFFER_NOTIFIED: Wait("l’association", "10 jours après la notification"),
        _S.ACCEPTED: Wait("le bailleur", "15 jours après l’acceptation"),
        _S.SUSPENDED: Wait("l’association", "la signature de l’autre bail"),
        _S.LEASED: Wait("le bailleur", "30 jours après la signature"),
    },
    finals=frozenset(ENDED_STATES),
)
