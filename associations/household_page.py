"""A household's file in the words of its page. Frozen values: the template has nothing else to print."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from accounts.models import Organisation, OrganisationKind, User
from associations.budget import Budget, budget
from associations.ceilings import CeilingTable, HouseholdCeilings, ceilings_of
from associations.contents import HouseholdFile, Means, VisitedPlace
from associations.forms.dossier import DANGERS, WEIGHTS
from associations.missing import Missing, missing_for_transmission
from associations.models import Household, Registration
from associations.models.household import NEED_HOLDS
from associations.models.registration import ILE_DE_FRANCE, is_usual_nur
from associations.needs import (
    composition_words,
    departement_names,
    expected_words,
    solution_labels,
    typology_labels,
)
from associations.policies import can_update
from associations.proofs import ProofWords, proof_words
from associations.situations import Situation
from associations.sizes import minimum_surface_m2, suitable_typologies
from associations.words import ConsentKind, ConsentTo, Debts, Label, PlaceKind, ResidenceRight, SneCheckItem, Tie
from common.templatetags.formats import euros, thousands
from territories.departements import departements
from territories.places import labels

EXPIRES_SOON_DAYS = 60


@dataclass(frozen=True)
class RegistrationWords:
    """A registration as the file shows it. Its number stays in the form, behind "Modifier"."""

    territory: str
    expires_on: date
    over: bool
    soon: bool
    usual: bool


@dataclass(frozen=True)
class ConsentWords:
    id: str
    what: str
    to_whom: str
    given_on: date
    until: date
    revoked_on: date | None
    holds: bool


@dataclass(frozen=True)
class HouseholdPage:
    """A file as those named on it read it; zones and numbers are not part of it."""

    id: UUID
    code: str
    mark: str
    composition: str
    expected: tuple[str, ...]
    minimum_surface_m2: int
    suitable: tuple[str, ...]
    situation: str
    origin: str
    typologies: tuple[str, ...]
    departements: tuple[str, ...]
    communes_wanted: str
    communes_refused: str
    solutions: tuple[str, ...]
    rent_ceiling_cents: int | None
    step_free: bool
    wanted_from: date | None
    means: tuple[tuple[str, str], ...]
    proofs: tuple[ProofWords, ...]
    registrations: tuple[RegistrationWords, ...]
    places: tuple[str, ...]
    danger: str
    danger_set_by: str
    danger_set_on: date | None
    excluded: tuple[str, ...]
    sne_done: tuple[str, ...]
    sne_left: tuple[str, ...]
    sne_on: date | None
    consents: tuple[ConsentWords, ...]
    missing: tuple[Missing, ...]
    budget: Budget | None
    ceilings: HouseholdCeilings | None
    status: str
    active: bool
    created_on: date
    need_confirmed_on: date
    need_is_old: bool


def household_page(
    household: Household,
    file: HouseholdFile,
    *,
    numbers: Iterable[tuple[Registration, str]],
    table: CeilingTable | None,
    today: date,
) -> HouseholdPage:
    """The page of a file; two queries when the danger was set or organisations are excluded."""
    numbers = list(numbers)
    registrations = [one for one, _ in numbers]
    origin = departements().get(file.departement)
    children = sum(file.children.values())
    setter = User.objects.filter(id=file.danger.by).first() if file.danger else None
    suitable = suitable_typologies(adults=file.adults, children=children, unborn=file.unborn)
    return HouseholdPage(
        id=household.id,
        code=file.code,
        mark=file.mark,
        composition=composition_words(file.adults, file.children),
        expected=expected_words(file.unborn, shared_custody=file.shared_custody),
        minimum_surface_m2=minimum_surface_m2(file.people + file.unborn, today),
        suitable=tuple(str(one.label) for one in suitable),
        situation=Situation(file.situation).label if file.situation in Situation.values else "",
        origin=origin.label if origin else "",
        typologies=typology_labels(household.typologies),
        departements=departement_names(household.departements),
        communes_wanted=labels(file.communes_wanted),
        communes_refused=labels(file.communes_refused),
        solutions=solution_labels(household.solution_types),
        rent_ceiling_cents=household.rent_ceiling_cents,
        step_free=household.step_free,
        wanted_from=household.wanted_from,
        means=means_words(file.means),
        proofs=tuple(proof_words(proof, today) for proof in file.proofs),
        registrations=tuple(_registration(one, number, today) for one, number in numbers),
        places=tuple(map(_visited, file.places)),
        danger=dict(DANGERS)[str(file.danger.level)] if file.danger else "",
        danger_set_by=setter.name if setter else "",
        danger_set_on=file.danger.on if file.danger else None,
        excluded=_organisations(file.excluded_organisations),
        sne_done=tuple(str(item.label) for item in SneCheckItem if item in file.sne.done),
        sne_left=tuple(str(item.label) for item in SneCheckItem if item not in file.sne.done),
        sne_on=file.sne.on,
        consents=tuple(
            ConsentWords(
                one.id,
                str(ConsentKind(one.what).label),
                str(ConsentTo(one.to_whom).label),
                one.given_on,
                one.until,
                one.revoked_on,
                one.holds(today),
            )
            for one in file.consents
        ),
        missing=missing_for_transmission(household, file, registrations, today),
        budget=budget(file.means, rent_cents=household.rent_ceiling_cents, adults=file.adults, children=file.children),
        ceilings=ceilings_of(file, household.departements, table),
        status=household.get_status_display(),
        active=can_update(household),
        created_on=household.created_on,
        need_confirmed_on=household.need_confirmed_on,
        need_is_old=household.need_confirmed_on <= today - NEED_HOLDS,
    )


def means_words(means: Means) -> tuple[tuple[str, str], ...]:
    """(what, its words) of all that was typed of the means, in the order of the form."""
    rows = [
        ("Ressources", _a_month(means.resources_cents)),
        ("Revenu fiscal de référence", _a_year(means.rfr_euros)),
        ("Aide au logement estimée", _a_month(means.housing_aid_cents)),
        ("Charges fixes", _a_month(means.fixed_costs_cents)),
        ("Logement qui la lie à lui", _label(Tie, means.tie)),
        ("Dettes locatives", _label(Debts, means.debts)),
        ("Droit au séjour", _label(ResidenceRight, means.residence_right)),
        ("Reconnue prioritaire", ", ".join(_label(Label, one) for one in means.labels)),
        ("Avis d’imposition", "le sien" if means.own_tax_notice else ""),
        ("CMI « invalidité »", "oui" if means.disability else ""),
        ("Premier quartile", "oui" if means.first_quartile else ""),
        ("Action Logement", "oui" if means.action_logement else ""),
    ]
    return tuple((what, words) for what, words in rows if words)


def _a_month(cents: int | None) -> str:
    return f"{euros(cents)} par mois" if cents is not None else ""


def _a_year(whole_euros: int | None) -> str:
    return f"{thousands(whole_euros)} € par an" if whole_euros is not None else ""


def _label(choices: type[Tie] | type[Debts] | type[ResidenceRight] | type[Label], value: str) -> str:
    return str(choices(value).label) if value in choices.values else ""


def _registration(one: Registration, number: str, today: date) -> RegistrationWords:
    left = (one.expires_on - today).days
    return RegistrationWords(
        territory="Île-de-France" if one.territory == ILE_DE_FRANCE else departement_names([one.territory])[0],
        expires_on=one.expires_on,
        over=left < 0,
        soon=0 <= left <= EXPIRES_SOON_DAYS,
        usual=is_usual_nur(number),
    )


def _visited(one: VisitedPlace) -> str:
    distance = f", à moins de {one.max_km} km" if one.max_km else ""
    weight = dict(WEIGHTS)[str(one.weight)].casefold()
    return f"{PlaceKind(one.kind).label} : {one.place.label}{distance} ({weight})"


def _organisations(ids: tuple[str, ...]) -> tuple[str, ...]:
    """Their names. All landlords are read, so that no statement names those that a file keeps away."""
    if not ids:
        return ()
    landlords = Organisation.objects.filter(kind=OrganisationKind.BAILLEUR).order_by("name", "id")
    return tuple(one.name for one in landlords if str(one.id) in ids)
