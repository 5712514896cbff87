"""Questions and answers ready to send: what is asked again and again needs no typing."""

from matching.models.message import Channel
from matching.models.transition import Side

# By channel and side, in the order in which they are proposed.
CANNED: dict[tuple[str, str], tuple[str, ...]] = {
    (Channel.LANDLORD, Side.BAILLEUR): (
        "Le dossier est-il toujours d’actualité ?",
        "La visite peut-elle avoir lieu cette semaine ?",
        "Quand les pièces manquantes arrivent-elles ?",
        "Pouvez-vous me rappeler ?",
        "C’est noté, merci.",
    ),
    (Channel.LANDLORD, Side.ASSOCIATION): (
        "Le dossier est toujours d’actualité.",
        "La visite est possible cette semaine.",
        "La visite est possible la semaine prochaine.",
        "Les pièces arrivent d’ici deux jours ouvrés.",
        "Quelles pièces manquent encore ?",
        "Quand la CALEOL se réunit-elle ?",
        "Je vous rappelle aujourd’hui.",
    ),
    (Channel.FEDERATION, Side.FEDERATION): (
        "La demande est-elle toujours d’actualité ?",
        "Le dossier sera-t-il complet avant la clôture ?",
        "Merci d’appeler la fédération.",
        "C’est noté, merci.",
    ),
    (Channel.FEDERATION, Side.ASSOCIATION): (
        "La demande est toujours d’actualité.",
        "Le dossier sera complet avant la clôture.",
        "La situation est plus urgente qu’à la demande : merci de m’appeler.",
        "C’est noté, merci.",
    ),
}
