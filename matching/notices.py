"""The notices that matching gives: what each says, where it leads. No commune, code or typology."""

from notifications.kinds import Kind, register

NEW_DWELLINGS = "new_dwellings"
REVIEW = "review_requests"
HELD = "held"
PAPERS = "papers"
ANSWER_DUE = "answer_due"
ANSWER_REMINDER = "answer_reminder"
SILENCE = "silence"
WAIT = "wait"
RETRACTED = "retracted"
MESSAGE = "message"
TEAM_ANSWER = "team_answer"
NUMBER_SEEN = "number_seen"
REVIEW_DUE = "review_due"
TEAM_REVIEW = "team_review"
NEED_RECEIVED = "need_received"
NEED_ANSWERED = "need_answered"
NEED_WIDEN = "need_widen"
NEED_OVER = "need_over"
ANSWER_OVER = "answer_over"
TO_CONFIRM = "to_confirm"

register(
    Kind(
        NEW_DWELLINGS,
        "Un logement peut convenir à un de vos ménages.",
        "matching:household_dwellings",
        can_wait=True,
        gathered="logement peut convenir à un de vos ménages,logements peuvent convenir à un de vos ménages",
    ),
    Kind(HELD, "Un dossier est à compléter avant sa transmission.", "matching:candidature"),
    Kind(PAPERS, "Des pièces sont demandées pour un dossier.", "matching:candidature"),
    Kind(ANSWER_DUE, "Une offre attend une réponse.", "matching:candidature"),
    Kind(ANSWER_REMINDER, "Une offre attend toujours une réponse.", "matching:candidature"),
    Kind(
        TEAM_ANSWER,
        "Un délai légal se termine demain pour une fiche de l’équipe.",
        "associations:households",
        takes_reference=False,
    ),
    Kind(SILENCE, "Un délai est passé sans réponse.", "matching:candidature"),
    Kind(WAIT, "Un dossier attend une action de votre part.", "matching:candidature"),
    Kind(NUMBER_SEEN, "Un bailleur a ouvert le numéro d’inscription d’un dossier transmis.", "matching:candidature"),
    Kind(REVIEW_DUE, "Une révision de bail approche.", "matching:sliding_lease"),
    Kind(
        TEAM_REVIEW,
        "Une révision de bail approche pour une fiche de l’équipe.",
        "associations:households",
        takes_reference=False,
    ),
    Kind(MESSAGE, "Un message vous attend.", "matching:candidature", can_wait=True),
    Kind(RETRACTED, "Un bailleur ne donne pas suite à un dossier.", "matching:candidature"),
    Kind(NEED_RECEIVED, "Une demande vous est adressée.", "matching:received_need", can_wait=True),
    Kind(NEED_ANSWERED, "Un bailleur a répondu à une demande.", "matching:household_need"),
    Kind(NEED_WIDEN, "La fédération propose d’élargir une demande.", "matching:household_need", can_wait=True),
    Kind(NEED_OVER, "Une demande adressée aux bailleurs est arrivée à son terme.", "matching:household_need"),
    Kind(ANSWER_OVER, "Un logement réservé est de nouveau libre.", "offers:own_offer"),
    Kind(TO_CONFIRM, "Un relogement est à confirmer.", "matching:rehousings", takes_reference=False, can_wait=True),
    Kind(REVIEW, "Une fiche a changé : une demande au moins est à revoir.", "associations:household"),
)
