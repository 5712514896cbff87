"""Each indicator, defined once: reports print this, `manage.py write_indicators` writes docs/indicators.md from it.

`reporting.indicators` counts what they say; the recount of tests/reporting/recount says the same in another way.
"""

from dataclasses import dataclass
from typing import Final

from reporting.content import Definition

EXACT: Final = "organisations : exact"
THRESHOLD: Final = "ménages : seuil"


@dataclass(frozen=True)
class Indicator:
    """`period`: which date makes a fact enter a period. `split`: by what it is counted apart."""

    code: str
    name: str
    text: str
    unit: str
    period: str
    split: str
    sensitivity: str
    source: str

    @property
    def definition(self) -> Definition:
        """As a report prints it."""
        text = f"{self.text} Période : {self.period} Ventilation : {self.split}."
        return Definition(self.code, self.name, text, self.unit, self.sensitivity, self.source)


INDICATORS: Final[tuple[Indicator, ...]] = (
    Indicator(
        code="I1",
        name="Logements mis à disposition",
        text=(
            "Logements publiés pour la première fois sur la plateforme. Un logement seulement réservé à une demande "
            "d’association n’y est jamais. La même référence du même bailleur, retirée puis publiée de nouveau dans "
            "les douze mois de sa publication précédente, est un seul logement, compté à la première et décrit tel "
            "qu’à la dernière. À part : ceux de ces logements retirés à la fin de la période (un retrait compte dès "
            "la nuit, 3 h, qui le suit), et ceux clos sans aucune demande."
        ),
        unit="logements",
        period="date de la première publication, à Paris.",
        split="bailleur, département, typologie, financement, réservataire",
        sensitivity=EXACT,
        source="Mouvements de logements, un par geste",
    ),
    Indicator(
        code="I2",
        name="Taux de réalisation",
        text=(
            "I1 rapporté à l’engagement retenu de la voie « plateforme ». Pour une année en cours, l’engagement "
            "attendu est au prorata des jours écoulés, arrondi à l’unité inférieure. L’engagement d’un bailleur est "
            "une part de l’engagement collectif : les deux ne s’ajoutent pas. Ni les logements de la plateforme aux "
            "relogements sur demande."
        ),
        unit="logements pour un engagement",
        period="celle de I1 ; l’engagement est celui en vigueur, par an.",
        split="bailleur, convention",
        sensitivity=EXACT,
        source="I1 ; engagements de la convention, avec leur source",
    ),
    Indicator(
        code="I3",
        name="Relogements",
        text=(
            "Ménages entrés dans un logement : demandes arrivées à la remise des clés ou à l’arrivée, et relogements "
            "faits hors de la plateforme, déclarés par un côté et confirmés par l’autre. Un ménage est une femme et "
            "les enfants de moins de 18 ans qui la suivent ; un relogement déclaré dit son nombre de femmes. "
            "L’hébergement d’urgence et la mise à l’abri y sont, à leur solution : une femme mise à l’abri puis "
            "relogée est comptée à chaque entrée."
        ),
        unit="ménages, femmes, enfants",
        period=(
            "date d’entrée ; premier jour du mois pour un relogement déclaré. Ce qui est saisi ou confirmé après la "
            "construction d’un rapport entre, marqué, dans les cumuls du suivant."
        ),
        split="voie, bailleur, association, département, typologie, solution",
        sensitivity=(
            f"{THRESHOLD} ; exact au comité pour le seul total d’un bailleur dans une année de convention close"
        ),
        source="Mouvements de candidatures ; relogements déclarés et confirmés",
    ),
    Indicator(
        code="I4",
        name="Relogements sur demande",
        text=(
            "La part de I3 dont la voie est la demande adressée aux bailleurs : logement réservé à un besoin, jamais "
            "publié, ou relogement déclaré comme tel. Se compare à l’engagement retenu de cette voie."
        ),
        unit="ménages",
        period="celle de I3.",
        split="bailleur",
        sensitivity=(
            f"{THRESHOLD} ; exact au comité pour le seul total d’un bailleur dans une année de convention close"
        ),
        source="I3",
    ),
    Indicator(
        code="I5",
        name="Demandes par logement",
        text=(
            "Demandes envoyées pour les logements clos, rapportées à ces logements, et part de ceux que personne n’a "
            "demandés. Une demande préparée et jamais envoyée n’en est pas une ; annulée, elle en reste une. Les "
            "demandes comptent jusqu’à la fin de la période."
        ),
        unit="demandes, logements",
        period="date de la première clôture du logement.",
        split="typologie, département",
        sensitivity=f"logements clos, et clos sans demande : {EXACT} ; demandes : {THRESHOLD}",
        source="Mouvements de logements et de candidatures",
    ),
    Indicator(
        code="I6",
        name="Propositions par attribution",
        text=(
            "Offres notifiées pour un logement jusqu’à son bail, celle de la locataire comprise, rapportées aux baux. "
            "Un logement dont le premier bail ne s’est pas fait compte à chaque bail."
        ),
        unit="offres notifiées par bail",
        period="date du bail ; sans bail, celle de l’entrée.",
        split="bailleur",
        sensitivity=THRESHOLD,
        source="Mouvements de candidatures",
    ),
    Indicator(
        code="I7",
        name="Délais",
        text=(
            "Médiane et neuvième décile, en jours de calendrier, de quatre étapes : de la publication à la demande, "
            "de la demande à la CALEOL, de la CALEOL au bail, du besoin décrit à l’entrée. Entre deux rangs, la "
            "valeur est interpolée. Chaque demande compte, plusieurs d’un même ménage aussi ; l’effectif accompagne "
            "la valeur, qui n’est pas montrée pour moins de 5."
        ),
        unit="jours",
        period="date de la fin de l’étape.",
        split=(
            "étape, bailleur ; du besoin à l’entrée, tous bailleurs ensemble : après l’effacement d’une fiche, rien "
            "ne relie un besoin à un logement"
        ),
        sensitivity="organisations : exact, à partir de 5",
        source="Mouvements de logements, de candidatures et de besoins",
    ),
    Indicator(
        code="I8",
        name="Issues des offres notifiées",
        text=(
            "Première suite d’une offre notifiée : acceptée, refusée, sans réponse à l’échéance (refus tacite), ou "
            "terminée autrement (annulée, reprise par le bailleur). Ce qui est repris dans les trente secondes n’est "
            "pas une suite. Le motif est le motif partagé, qui ne dit ni lieu, ni prix, ni personne."
        ),
        unit="offres notifiées",
        period="date de la suite.",
        split="issue, motif partagé",
        sensitivity=THRESHOLD,
        source="Mouvements de candidatures",
    ),
    Indicator(
        code="I9",
        name="Décisions de CALEOL",
        text=(
            "Demandes passées en commission, selon les cinq décisions du code de la construction et de l’habitation "
            "(R441-3). Une décision corrigée compte telle que corrigée."
        ),
        unit="décisions",
        period="date de la CALEOL.",
        split="décision, bailleur",
        sensitivity=THRESHOLD,
        source="Décisions saisies par les bailleurs",
    ),
    Indicator(
        code="I10",
        name="Mobilité entre départements",
        text=(
            "La part de I3 dont le département d’origine n’est pas celui du logement, parmi les relogements dont "
            "l’origine est connue. L’origine n’est tenue qu’au département, et n’est pas connue d’un relogement "
            "déclaré."
        ),
        unit="ménages",
        period="celle de I3.",
        split="même département, autre, origine inconnue",
        sensitivity=THRESHOLD,
        source="I3",
    ),
    Indicator(
        code="I11",
        name="Besoins non couverts",
        text=(
            "Besoins ouverts au dernier jour de la période : décrits, sans clés ni clôture. Un besoin est couvert "
            "lorsqu’un logement publié dans la période, et non retiré à sa fin, a une de ses typologies, un de ses "
            "départements et une de ses solutions (toutes, quand il n’en nomme aucune) ; non couvert sinon. Un ménage "
            "compte une seule fois, à la plus petite typologie qu’il nomme et au premier département qu’il nomme dans "
            "le territoire. À côté : besoins décrits dans la période, terminés par des clés, clos autrement."
        ),
        unit="ménages",
        period="état au dernier jour ; pour les mouvements, leur date.",
        split="typologie, département",
        sensitivity=THRESHOLD,
        source="Mouvements de besoins, que l’effacement d’une fiche laisse sans lien avec elle",
    ),
    Indicator(
        code="I12",
        name="Adaptation des logements proposés",
        text=(
            "Réponses des associations, de 1 (pas du tout adapté) à 4 (adapté), une par demande terminée ; et motifs "
            "privés de refus ou d’annulation, en trois groupes : localisation, loyer et charges, logement. Ce sont "
            "des totaux du trimestre, sans demande, ménage ni logement."
        ),
        unit="réponses, motifs",
        period="trimestre de la réponse ; une année est la somme de ses quatre trimestres.",
        split="note, groupe de motifs",
        sensitivity=THRESHOLD,
        source="Réponses des associations, additionnées sans leur demande",
    ),
    Indicator(
        code="I13",
        name="Formation des équipes",
        text=(
            "Personnes des bailleurs formées par les associations dans la période, et dans les cinq ans qui se "
            "terminent avec elle, rapportées à l’effectif en contact avec le public (le dernier compté). Objectif : "
            "100 % en cinq ans. Une personne formée deux fois compte deux fois : la part montrée ne dépasse pas 100 %."
        ),
        unit="personnes",
        period="date de la séance. Bailleurs signataires à la fin de la période ; pour une région, ceux qui y sont.",
        split="bailleur",
        sensitivity=EXACT,
        source="Séances et effectifs saisis sur la plateforme",
    ),
    Indicator(
        code="I14",
        name="Chiffres de contexte",
        text=(
            "Demandes et attributions de logement social, dont celles pour violences, telles que leur source les "
            "publie : d’autres populations, jamais ajoutées aux résultats. De chaque source, la mesure la plus "
            "récente à la fin de la période."
        ),
        unit="demandes, attributions",
        period="dernier jour de ce que la source mesure.",
        split="mesure, territoire, source",
        sensitivity="chiffres publiés : exact",
        source="Nommée avec chaque chiffre",
    ),
    Indicator(
        code="I15",
        name="Places libérées",
        text=(
            "Ménages qui ont quitté un hébergement (CHRS, CHU, ALT) pour un logement obtenu sur la plateforme : "
            "chaque relogement y libère une place. Totaux du trimestre, sans ménage ; les relogements déclarés n’y "
            "sont pas."
        ),
        unit="places",
        period="trimestre de la saisie de la remise des clés ; une année est la somme de ses quatre trimestres.",
        split="association",
        sensitivity=THRESHOLD,
        source="Situation au moment des clés, additionnée sans le ménage",
    ),
)
DEFINITIONS: Final[tuple[Definition, ...]] = tuple(one.definition for one in INDICATORS)
