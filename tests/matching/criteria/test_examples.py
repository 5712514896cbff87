"""Each criterion by its examples: the file, the dwelling, what is said. They read like the rules."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from associations.contents import Consent, Means, Proof, SneCheck, VisitedPlace
from associations.proofs import ProofKind
from associations.words import ConsentKind, ConsentTo, PlaceKind, SneCheckItem
from common.housing import Financing, SolutionType, Typology
from matching.criteria import CRITERIA, Code, DwellingFacts, Finding, HouseholdFacts, Kind, State, assess
from matching.criteria.facts import Checked, Cover
from territories.ceiling_zones import CeilingZone
from tests.matching.facts import (
    DUNKERQUE,
    GRANDE_SYNTHE,
    LENS,
    LILLE,
    ROUBAIX,
    TODAY,
    dwelling,
    file,
    household,
    place,
    said,
    zone,
)

BAILLEUR = UUID(int=7)
# PLAI dwellings are above her income in the zone of Lille and of Lens.
ABOVE_PLAI = frozenset({f"{CeilingZone.OTHER_REGIONS}:{Financing.PLUS}"})
DUNKERQUE_BY_COMMUNE = dwelling(commune=GRANDE_SYNTHE)
SEEN = dwelling(commune=GRANDE_SYNTHE, id=UUID(int=9))
MOVED = SEEN._replace(lat=51.01, lon=2.3)
POOR = Means(resources_cents=600_00, rfr_euros=7_000, own_tax_notice=True)

Example = tuple[Code, HouseholdFacts, DwellingFacts, str | None]


def one(code: Code, sentence: str | None, *, offer: DwellingFacts | None = None, **facts: Any) -> Example:
    return code, household(**facts), offer if offer is not None else dwelling(), sentence


EXAMPLES: list[Example] = [
    # A landlord that the file keeps away is never named to anybody else, and gets nothing.
    one(Code.LANDLORD, None),
    one(Code.LANDLORD, "Bailleur écarté par la fiche", file=file(excluded_organisations=(str(BAILLEUR),))),
    one(Code.LANDLORD, None, file=file(excluded_organisations=(str(UUID(int=8)),))),
    # Typologies: one of those asked for.
    one(Code.TYPOLOGY, None, typologies=frozenset({"T2", "T3"})),
    one(Code.TYPOLOGY, "T4 : la fiche demande T3", offer=dwelling(typology="T4")),
    one(
        Code.TYPOLOGY,
        "T1 bis : la fiche demande T2, T3",
        offer=dwelling(typology="T1BIS"),
        typologies=frozenset({"T3", "T2"}),
    ),
    # Départements wanted.
    one(Code.DEPARTEMENT, None, departements=frozenset({"59", "62"})),
    one(
        Code.DEPARTEMENT,
        "Pas-de-Calais : département non souhaité",
        offer=dwelling(commune=LENS, departement="62"),
    ),
    one(Code.DEPARTEMENT, "Département inconnu", offer=dwelling(commune=None, departement=None)),
    # Communes refused; a city and its arrondissements are one.
    one(Code.COMMUNE, "Commune refusée", file=file(communes_refused=(LILLE,))),
    one(Code.COMMUNE, None, file=file(communes_refused=(ROUBAIX,))),
    one(
        Code.COMMUNE,
        "Commune refusée",
        offer=dwelling(commune="75111", departement="75"),
        departements=frozenset({"75"}),
        file=file(communes_refused=("75056",)),
    ),
    # Solutions: those accepted; none named, any.
    one(Code.SOLUTION, None, solution_types=frozenset()),
    one(Code.SOLUTION, None, solution_types=frozenset({SolutionType.DIRECT_LEASE})),
    one(
        Code.SOLUTION,
        "Bail direct : la fiche accepte bail glissant",
        solution_types=frozenset({SolutionType.GLISSANT_LEASE}),
    ),
    # Income (CCH R441-1, arrêté of 29 July 1987): the ceiling of the financing in the zone of the commune.
    one(Code.INCOME, "Revenu au-dessus du plafond PLAI", eligible_financings=ABOVE_PLAI),
    one(Code.INCOME, None, offer=dwelling(financing=Financing.PLUS), eligible_financings=ABOVE_PLAI),
    one(
        Code.INCOME,
        None,
        offer=dwelling(commune="97411", departement="974"),
        departements=frozenset({"974"}),
        eligible_financings=ABOVE_PLAI,
    ),
    # Surface (CCH L822-10, R822-25): 9 m² alone, 16 for two, 9 more for each other, the unborn counted.
    one(Code.SURFACE, None, offer=dwelling(surface_m2=Decimal("25"))),
    one(Code.SURFACE, "24,5 m² : il en faut 25 pour 3 personnes", offer=dwelling(surface_m2=Decimal("24.5"))),
    one(
        Code.SURFACE,
        "25 m² : il en faut 34 pour 4 personnes",
        offer=dwelling(surface_m2=Decimal("25")),
        file=file(unborn=1),
    ),
    one(
        Code.SURFACE,
        "8 m² : il en faut 9 pour 1 personne",
        offer=dwelling(surface_m2=Decimal("8")),
        file=file(children={}),
    ),
    one(Code.SURFACE, None, offer=dwelling(surface_m2=Decimal("70")), file=file(children={"3-5": 9})),
    one(Code.SURFACE, None, offer=dwelling(surface_m2=None)),
    # Rent with charges; without a ceiling nothing is too dear.
    one(Code.RENT, None, offer=dwelling(rent_cents=650_00)),
    one(Code.RENT, "Loyer de 650,01\u202f€, au-dessus de 650,00\u202f€", offer=dwelling(rent_cents=650_01)),
    one(Code.RENT, None, offer=dwelling(rent_cents=950_00), rent_ceiling_cents=None),
    one(Code.RENT, None, offer=dwelling(rent_cents=None)),
    # Without a step, where the file asks for it.
    one(Code.STEP_FREE, "Avec des marches : la fiche demande le plain-pied", step_free=True),
    one(Code.STEP_FREE, None, offer=dwelling(step_free=True), step_free=True),
    one(Code.STEP_FREE, None, offer=dwelling(step_free=True)),
    # A place seen and judged too near, for as long as it is the place that was seen.
    one(Code.CHECKED, "Trop proche, d’après votre vérification", offer=SEEN, checked=said(SEEN, far=False)),
    one(Code.CHECKED, None, offer=SEEN, checked=said(SEEN, far=True)),
    one(Code.CHECKED, None, offer=MOVED, checked=said(SEEN, far=False)),
    # Before a transmission: a number for the département (CCH L441-2-1; one for the whole of Île-de-France).
    one(Code.NUMBER, None),
    one(Code.NUMBER, "Un numéro d’inscription valable dans : Nord (59).", registrations=()),
    one(
        Code.NUMBER,
        "Un numéro d’inscription valable dans : Nord (59).",
        registrations=(Cover("59", TODAY - timedelta(days=1)),),
    ),
    one(
        Code.NUMBER,
        None,
        offer=dwelling(commune="93066", departement="93"),
        departements=frozenset({"93"}),
        registrations=(Cover("IDF", TODAY),),
    ),
    # The verifications of the national register.
    one(Code.SNE, None),
    one(
        Code.SNE,
        "1 vérification reste à faire au SNE.",
        file=file(sne=SneCheck(tuple(SneCheckItem.values[1:]), TODAY)),
    ),
    # A proof in force that gives the priority (CCH L441-1); a handrail does not.
    one(Code.PROOF, None, file=file(proofs=(Proof(ProofKind.PROTECTION_ORDER, TODAY, TODAY),))),
    one(
        Code.PROOF,
        "Une preuve en cours qui justifie la priorité.",
        file=file(proofs=(Proof(ProofKind.PROTECTION_ORDER, TODAY, TODAY - timedelta(days=1)),)),
    ),
    one(
        Code.PROOF,
        "Une preuve en cours qui justifie la priorité.",
        file=file(proofs=(Proof(ProofKind.HANDRAIL, TODAY),)),
    ),
    # Her agreement, neither taken back nor over.
    one(Code.CONSENT, None),
    one(Code.CONSENT, "Son accord pour transmettre le dossier.", file=file(consents=())),
    one(
        Code.CONSENT,
        "Son accord pour transmettre le dossier.",
        file=file(consents=(Consent("1", ConsentKind.FILE, ConsentTo.REQUESTED, TODAY, TODAY, revoked_on=TODAY),)),
    ),
    # What is known of the place is not enough: it is looked at first.
    one(
        Code.TO_CHECK,
        "Emplacement à vérifier avant de le demander",
        offer=DUNKERQUE_BY_COMMUNE,
        zones=(zone(DUNKERQUE, 3),),
    ),
    one(Code.TO_CHECK, None, offer=SEEN, zones=(zone(DUNKERQUE, 3),), checked=said(SEEN, far=True)),
    one(
        Code.TO_CHECK,
        "Emplacement à vérifier avant de le demander",
        offer=SEEN,
        zones=(zone(DUNKERQUE, 3),),
        checked={SEEN.id: Checked(True, (LILLE, None, None))},
    ),
    one(Code.TO_CHECK, None, zones=(zone(DUNKERQUE, 3),)),
    # Taux d'effort (arrêté of 10 March 2011): (580 − 300) ÷ 800 = 35 %, against 33 % for this landlord.
    one(
        Code.EFFORT,
        "Taux d’effort de 35 %, au-dessus des 33 % de ce bailleur",
        file=file(means=Means(resources_cents=800_00, housing_aid_cents=300_00)),
    ),
    one(
        Code.EFFORT,
        None,
        offer=dwelling(max_effort_percent=35),
        file=file(means=Means(resources_cents=800_00, housing_aid_cents=300_00)),
    ),
    # Heating and water, where they are individual: (580 + 70 + 30 − 300) ÷ 1 000 = 38 %.
    one(
        Code.EFFORT,
        "Taux d’effort de 38 %, au-dessus des 33 % de ce bailleur",
        offer=dwelling(heating_cents=70_00, water_cents=30_00),
        file=file(means=Means(resources_cents=1_000_00, housing_aid_cents=300_00)),
    ),
    one(Code.EFFORT, None, file=file(means=Means())),
    # Reste à vivre: (600 − 580) ÷ 1,6 unit ÷ 30 days.
    one(Code.LEFT_TO_LIVE_ON, "Reste à vivre de 0,42\u202f€ par jour et par unité", file=file(means=POOR)),
    one(Code.LEFT_TO_LIVE_ON, None, file=file(means=Means())),
    # Under-occupation (CCH L621-2): more rooms than persons plus one.
    one(Code.UNDER_OCCUPATION, None, offer=dwelling(typology="T4"), typologies=frozenset({"T4"})),
    one(
        Code.UNDER_OCCUPATION,
        "5 pièces pour 3 personnes : sous-occupation, à expliquer",
        offer=dwelling(typology="T5"),
        typologies=frozenset({"T5"}),
    ),
    # What proves the means.
    one(Code.PAPER, None),
    one(
        Code.PAPER,
        "Le revenu fiscal de référence, pour le comparer au plafond. Son propre avis d’imposition.",
        file=file(means=Means(resources_cents=1_900_00, housing_aid_cents=300_00)),
    ),
    # Available later than she wishes; a wish that is past is for today.
    one(Code.LATE, None),
    one(
        Code.LATE,
        "Disponible le 24 mars 2027, après la date souhaitée",
        offer=dwelling(available_on=date(2027, 3, 24)),
    ),
    one(Code.LATE, None, offer=dwelling(available_on=TODAY), wanted_from=TODAY - timedelta(days=90)),
    one(Code.LATE, None, offer=dwelling(available_on=date(2028, 1, 1)), wanted_from=None),
    # Preferences: they order, nothing else.
    one(Code.WISHED_COMMUNE, "Commune souhaitée", file=file(communes_wanted=(ROUBAIX, LILLE))),
    one(Code.WISHED_COMMUNE, None, file=file(communes_wanted=(ROUBAIX,))),
    one(
        Code.PLACES,
        "env. 12 km du travail",
        offer=dwelling(commune=ROUBAIX),
        file=file(places=(VisitedPlace(PlaceKind.WORK, place(LILLE), 3),)),
    ),
    one(
        Code.PLACES,
        "env. 12 km de l’école, plus que souhaité",
        offer=dwelling(commune=ROUBAIX),
        file=file(places=(VisitedPlace(PlaceKind.SCHOOL, place(LILLE), 1, 5),)),
    ),
    one(Code.PLACES, None),
]


def _name(value: object) -> str | None:
    return str(value) if isinstance(value, Code) else None


@pytest.mark.parametrize(("code", "household", "dwelling", "sentence"), EXAMPLES, ids=_name)
def test_example(code: Code, household: HouseholdFacts, dwelling: DwellingFacts, sentence: str | None) -> None:
    (criterion,) = (one for one in CRITERIA if one.code is code)
    parts = criterion.find(household, dwelling, TODAY)
    assert (None if parts is None else Finding(criterion, parts).sentence) == sentence


def test_every_criterion_has_examples_both_ways() -> None:
    for criterion in CRITERIA:
        if criterion.kind is not Kind.HIDING:  # nothing is ever said of a zone: tested below
            ways = {sentence is None for code, _, _, sentence in EXAMPLES if code is criterion.code}
            assert ways == {True, False}, criterion.code


def test_each_criterion_is_once_and_has_its_rule() -> None:
    assert {one.code for one in CRITERIA} == set(Code)
    assert len(CRITERIA) == len(Code)
    assert all(one.rule.endswith(".") for one in CRITERIA)


class TestAssessment:
    def test_what_suits_in_everything(self) -> None:
        found = assess(household(), dwelling(), TODAY)
        assert found.state is State.SUITABLE
        assert not found.warnings
        assert not found.before_transmission

    def test_too_near_it_is_hidden_and_nothing_is_said_of_it(self) -> None:
        found = assess(household(zones=(zone(ROUBAIX, 30),)), dwelling(typology="T5"), TODAY)
        assert found.state is State.HIDDEN
        for findings in (found.blocking, found.warnings, found.preferences, found.before_transmission):
            assert findings == ()

    def test_a_check_never_opens_what_is_certainly_too_near(self) -> None:
        near = dwelling(commune=ROUBAIX)
        facts = household(zones=(zone(ROUBAIX, 30),), checked=said(near, far=True))
        assert assess(facts, near, TODAY).state is State.HIDDEN

    def test_in_doubt_it_is_checked_first_and_then_suits(self) -> None:
        facts = household(zones=(zone(DUNKERQUE, 3),))
        assert assess(facts, SEEN, TODAY).state is State.TO_CHECK
        assert assess(replace(facts, checked=said(SEEN, far=True)), SEEN, TODAY).state is State.SUITABLE
        near = assess(replace(facts, checked=said(SEEN, far=False)), SEEN, TODAY)
        assert near.only_block is not None
        assert near.only_block.code is Code.CHECKED

    def test_neither_warnings_nor_papers_set_anything_aside(self) -> None:
        bare = household(file=file(means=POOR, proofs=(), sne=SneCheck(), consents=()), registrations=())
        found = assess(bare, dwelling(), TODAY)
        assert found.state is State.SUITABLE
        assert {one.code for one in found.before_transmission} == {Code.NUMBER, Code.SNE, Code.PROOF, Code.CONSENT}

    @pytest.mark.parametrize("typology", Typology.values)
    def test_several_blocks_are_all_said(self, typology: str) -> None:
        far_dear = dwelling(typology=typology, departement="62", commune=LENS, rent_cents=2_000_00)
        codes = {one.code for one in assess(household(), far_dear, TODAY).blocking}
        assert codes >= {Code.DEPARTEMENT, Code.RENT}
        assert (Code.TYPOLOGY in codes) is (typology != "T3")
