"""A report as a committee reads one: the name is that of the real convention, every figure is fictitious."""

from datetime import date

from reporting.content import Chart, Column, Content, Definition, Row, Section, Table, Value
from reporting.outputs import CommitteeAction, Texts

PLATFORM = "Pass’Logement, publications de la période"
MOVES = "Pass’Logement, entrées dans les lieux de la période"
LETTERS = "ABCDEFGHIJKLMNOPQ"

KEY_FIGURES = Section(
    "essentiel",
    "L’essentiel",
    (
        Table(
            "voies",
            "I2",
            "Les deux engagements, jamais additionnés",
            "Voie",
            (
                Column("done", "Réalisé", ""),
                Column("target", "Engagement de l’année", ""),
                Column("due", "Attendu à ce jour", ""),
                Column("before", "Même période un an avant", ""),
            ),
            (
                Row("platform", "Logements mis sur la plateforme", (18, 27, 20, 14)),
                Row("on_request", "Relogements sur demande adressée aux bailleurs", (61, 75, 56, 47)),
            ),
            PLATFORM,
            chart=Chart("done", "target", "due"),
        ),
        Table(
            "personnes",
            "I3",
            "Femmes et enfants relogés",
            "Personnes",
            (
                Column("period", "Dans la période", "personnes"),
                Column("before", "Période précédente", "personnes"),
                Column("since", "Depuis le début", "personnes"),
            ),
            (Row("women", "Femmes", (79, 64, 1203)), Row("children", "Enfants", (118, None, 2333))),
            MOVES,
        ),
        Table(
            "ecarts",
            "I11",
            "Les trois plus grands écarts",
            "Département",
            (
                Column("typology", "Typologie", ""),
                Column("needs", "Besoins", "ménages"),
                Column("dwellings", "Logements", "logements"),
            ),
            (
                Row("59", "Nord", ("T3", 34, 6)),
                Row("62", "Pas-de-Calais", ("T2", 21, 5)),
                Row("80", "Somme", ("T4", None, 1)),
            ),
            PLATFORM,
        ),
    ),
)

MIRROR: dict[str, tuple[Value, ...]] = {
    "T1": (31, 12, 38.7),
    "T2": (58, 9, 15.5),
    "T3": (64, 14, 21.9),
    "T4": (27, 4, 14.8),
    "T5": (None, 1, None),
    "T6 et plus": (None, 1, None),
}
NEEDS = Section(
    "besoins",
    "Besoins et logements",
    (
        Table(
            "miroir",
            "I11",
            "Miroir des besoins et des logements par typologie",
            "Typologie",
            (
                Column("needs", "Besoins actifs", "ménages"),
                Column("dwellings", "Logements proposés", "logements"),
                Column("rate", "Part couverte", "%"),
            ),
            (
                *(Row(name, name, cells) for name, cells in MIRROR.items()),
                Row("all", "Ensemble", (191, 41, 21.5), total=True),
            ),
            PLATFORM,
            note="Un besoin qui accepte plusieurs typologies compte dans la plus petite.",
            chart=Chart("needs"),
        ),
        Table(
            "delais",
            "I7",
            "Délais médians",
            "Étape",
            (Column("median", "Médiane", "jours"), Column("p90", "9 sur 10 en moins de", "jours")),
            (
                Row("a", "De la publication à la demande", (4, 11.5)),
                Row("b", "De la demande à la CALEOL", (19, 41)),
                Row("c", "De la CALEOL au bail", (23, 56)),
                Row("d", "Du besoin à l’entrée dans les lieux", (97, 214)),
            ),
            MOVES,
            chart=Chart("median"),
        ),
    ),
    note="Photographie au dernier jour de la période.",
)

LANDLORDS = Section(
    "bailleurs",
    "Les bailleurs un par un",
    (
        Table(
            "bailleurs",
            "I2",
            "Engagements et résultats de chaque bailleur",
            "Bailleur",
            (
                Column("put", "Logements mis sur la plateforme", "logements"),
                Column("promised", "Engagement", "logements"),
                Column("rehoused", "Relogements", "ménages"),
                Column("trained", "Équipes formées", "%"),
            ),
            (
                *(
                    Row(
                        letter,
                        f"Bailleur {letter}",
                        (at % 4, (at % 3) + 1, None if at % 5 == 0 else 5 + at, round(100 * at / 17, 1)),
                    )
                    for at, letter in enumerate(LETTERS)
                ),
                Row("all", "Ensemble", (23, 34, 190, 47.1), total=True),
            ),
            f"{PLATFORM} ; bilans de formation des bailleurs",
        ),
    ),
)

CONTEXT = Section(
    "contexte",
    "Contexte",
    (
        Table(
            "contexte",
            "I14",
            "Demandes et attributions pour violences familiales",
            "Année",
            (Column("asked", "Demandes", "demandes"), Column("let", "Attributions", "attributions")),
            (Row("2019", "2019", (1291, 552)), Row("2023", "2023", (3544, 1236))),
            "SNE, publié par l’Union régionale pour l’habitat",
        ),
    ),
    note="Chiffres de toute la région, jamais ajoutés aux résultats de la convention.",
)

DEFINITIONS = (
    Definition(
        "I2",
        "Taux de réalisation",
        "Logements mis sur la plateforme dans la période, rapportés à l’engagement retenu de la convention, au "
        "prorata des jours écoulés quand l’année est incomplète.",
        "%",
        "organisations : exact",
        "publications de la plateforme ; engagements signés",
    ),
    Definition(
        "I3",
        "Relogements",
        "Demandes qui aboutissent à une entrée dans les lieux dont la date est dans la période ; femmes et enfants "
        "comptés à cette date.",
        "ménages",
        "ménages : masqué sous le seuil",
        "mouvements des demandes ; relogements déclarés et confirmés",
    ),
    Definition(
        "I7", "Délais", "Médiane et neuvième décile, en jours du calendrier.", "jours", "organisations : exact", MOVES
    ),
    Definition(
        "I11",
        "Besoins non couverts",
        "Besoins actifs au dernier jour de la période sans logement publié qui leur convienne.",
        "ménages",
        "ménages : masqué sous le seuil",
        "besoins décrits par les associations",
    ),
    Definition("I14", "Contexte", "Chiffres publiés ailleurs, saisis avec leur source.", "", "publics", "SNE"),
)

CONTENT = Content(
    title="Rapport annuel au comité de suivi (chiffres fictifs)",
    scope="Convention de partenariat pour l’accès au logement locatif social dans les Hauts-de-France pour les femmes "
    "victimes de violences",
    kind="annuel",
    audience="comite",
    threshold=5,
    starts_on=date(2026, 3, 25),
    ends_on=date(2027, 3, 24),
    period="année 3, du 25 mars 2026 au 24 mars 2027",
    version=2,
    reason="Deux relogements de février saisis après la publication",
    sections=(KEY_FIGURES, NEEDS, LANDLORDS, CONTEXT),
    definitions=DEFINITIONS,
)

TEXTS = Texts(
    freins=[
        "Peu de T2 hors de la métropole lilloise : 21 besoins pour 5 logements dans le Pas-de-Calais.",
        "Des pièces arrivent après la CALEOL : 9 dossiers présentés deux fois.",
        "Le délai entre la CALEOL et le bail s’allonge dans les immeubles en travaux.",
    ],
    leviers=[
        "Un bail glissant proposé d’emblée par quatre bailleurs.",
        "Une personne joignable dans chaque agence : la réponse passe de 6 à 3 jours.",
        "Les demandes adressées aux bailleurs aboutissent deux fois sur trois.",
    ],
    comment="L’année tient l’engagement sur demande et approche celui de la plateforme.\n\nLe comité demande un point "
    "sur les T2 au prochain trimestre.",
    actions=[
        CommitteeAction("Recenser les T2 libérés d’ici juin", "Bailleur C", date(2027, 5, 31), "À faire"),
        CommitteeAction("Former les équipes d’accueil de deux agences", "Bailleur K", date(2027, 3, 1), "En cours"),
    ],
)
