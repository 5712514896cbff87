"""The notices that matching gives: what each says, where it leads. No commune, code or typology."""

from notifications.kinds import Kind, register

REVIEW = "review_requests"

register(
    Kind(REVIEW, "Une fiche a changé : une demande au moins est à revoir.", "associations:household"),
)
