"""The notices that matching gives: what each says, where it leads. No commune, code or typology."""

from notifications.kinds import Kind, register

NEW_DWELLINGS = "new_dwellings"
REVIEW = "review_requests"

register(
    Kind(
        NEW_DWELLINGS,
        "Un logement peut convenir à un de vos ménages.",
        "matching:household_dwellings",
        can_wait=True,
        gathered="logement peut convenir à un de vos ménages,logements peuvent convenir à un de vos ménages",
    ),
    Kind(REVIEW, "Une fiche a changé : une demande au moins est à revoir.", "associations:household"),
)
