"""The built world into the databases, and out of them."""

import hashlib
import secrets
import uuid
from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.contrib.auth.hashers import make_password
from django.db import connection, models, transaction

from accounts.models import Invitation, Membership, Organisation, Role, User
from associations.actions import load_ceilings, table_in_force
from associations.ceilings import eligible_financings
from associations.codes import code_index
from associations.files import seal_file, seal_number, seal_zones
from associations.models import Association, Household, HouseholdStatus, NeedEvent, Registration
from associations.vault import VAULT, VAULT_MODELS, create_keys
from bailleurs.models import Bailleur
from conventions.models import Commitment, Convention, ConventionDocument, PublishedResult, Signatory, SupportCount
from home.demonstration.agreements import HYPOTHESIS, RENEWED_ON
from home.demonstration.build import Demonstration, build
from home.demonstration.dossiers import draw_dossier, rent_with_charges
from home.demonstration.needs import DrawnNeed
from home.demonstration.people import ASSOCIATIONS, REGION
from home.demonstration.places import DEPARTEMENTS
from matching.ladder import Need, generalise
from matching.models import Candidature, CandidatureTransition, DwellingAgent
from matching.needs import need_of
from matching.recipients import ALIKE_SINCE
from offers.closing import closing_of
from offers.models import Offer, OfferLocation, OfferTransition
from territories.models import Region

EMPTIED_APPS = (
    "home", "reporting", "matching", "offers", "conventions", "bailleurs", "associations", "notifications",
    "accounts", "sessions",
)  # fmt: skip


class TerritoriesMissing(Exception):
    """`load_territories` was not run."""


def loaded_renewal() -> Convention | None:
    """The renewal that a demonstration wrote, or None where none is loaded."""
    return Convention.objects.filter(signed_on=RENEWED_ON, note=HYPOTHESIS).order_by("id").first()


def loaded_for(day: date) -> bool:
    """Whether what is loaded was built for that day: ids come from the day, so no other trace of it is needed."""
    renewal = loaded_renewal()
    return renewal is not None and renewal.id in {row.id for row in build(day).agreements.conventions}


@transaction.atomic
def save(world: Demonstration) -> None:
    """Writes the whole world; keys of households first, in the other database. Raises TerritoriesMissing."""
    region = Region.objects.filter(code=REGION).first()
    if region is None:
        raise TerritoriesMissing
    _save_people(world, region)
    Convention.objects.bulk_create(world.agreements.conventions)
    Signatory.objects.bulk_create(world.agreements.signatories)
    Commitment.objects.bulk_create(world.agreements.commitments)
    PublishedResult.objects.bulk_create(world.agreements.results)
    ConventionDocument.objects.bulk_create(world.agreements.documents)
    typed_at = {one.id: one.typed_at for one in world.follow_up.supports}
    for rows in world.follow_up.rows:
        if rows:
            type(rows[0]).objects.bulk_create(rows)
    for one in world.follow_up.supports:
        one.typed_at = typed_at[one.id]  # as below
    SupportCount.objects.bulk_update(world.follow_up.supports, ["typed_at"])
    _save_dwellings(world)
    _save_needs(world)
    Candidature.objects.bulk_create(world.requests.candidatures)
    DwellingAgent.objects.bulk_create(world.requests.agents.values())
    CandidatureTransition.objects.bulk_create(sorted(world.requests.transitions, key=lambda row: row.at))


def _save_people(world: Demonstration, region: Region) -> None:
    people = world.people
    Organisation.objects.bulk_create(people.organisations.values())
    Organisation.regions.through.objects.bulk_create(
        Organisation.regions.through(organisation_id=row.id, region_id=region.code)
        for row in people.organisations.values()
    )
    Bailleur.objects.bulk_create(people.bailleurs)
    Association.objects.bulk_create(people.associations)
    Association.departements.through.objects.bulk_create(
        Association.departements.through(association_id=row.pk, departement_id=code)
        for row in people.associations
        for code in ASSOCIATIONS[row.organisation.name]
    )
    for user in people.users:
        user.password = make_password(None)  # nobody signs in by password: see accounts.demonstration
    User.objects.bulk_create(people.users)
    Membership.objects.bulk_create(people.memberships)
    _invite(world)


def _invite(world: Demonstration) -> None:
    """One invitation that waits, so that a manager's page shows what it looks like."""
    manager = world.people.of("Solfa", Role.ASSOCIATION_MANAGER)[0]
    Invitation.objects.create(
        email="referente4.solfa@demonstration.invalid",
        organisation=world.people.organisations["Solfa"],
        role=Role.CASEWORKER,
        secret_digest=secrets.token_bytes(32),  # of no secret: nobody accepts it
        invited_by=manager,
        expires_at=closing_of(world.day + timedelta(days=2)),
    )


def _save_dwellings(world: Demonstration) -> None:
    offers = [dwelling.offer for dwelling in world.dwellings]
    created_at = {offer.id: offer.created_at for offer in offers}
    Offer.objects.bulk_create(offers)
    for offer in offers:
        offer.created_at = created_at[offer.id]  # auto_now_add had put the time of loading
    Offer.objects.bulk_update(offers, ["created_at"])
    OfferLocation.objects.bulk_create(dwelling.location for dwelling in world.dwellings)
    transitions = [row for dwelling in world.dwellings for row in dwelling.transitions]
    OfferTransition.objects.bulk_create(sorted(transitions, key=lambda row: row.at))


def _save_needs(world: Demonstration) -> None:
    keys = create_keys(need.household.id for need in world.needs)
    load_ceilings()  # emptied with the rest when another day is loaded
    table = table_in_force()
    places = {dwelling.offer.id: (dwelling.offer, dwelling.location) for dwelling in world.dwellings}
    asked = defaultdict(list)
    for candidature in world.requests.candidatures:
        asked[candidature.household_id].append(places[candidature.offer_id])
    registrations = []
    unlucky = _unlucky(world, asked)
    for need in world.needs:
        household, key = need.household, keys[need.household.id]
        dossier = draw_dossier(household, need.file, day=world.day, asked=asked[household.id])
        if household.id == unlucky:
            household.rent_ceiling_cents = _below_all(world, need)
        household.sealed = seal_file(household, dossier.file, key)
        household.sealed_zones = seal_zones(household, dossier.zones, key)
        household.eligible_financings = eligible_financings(dossier.file, table)
        household.code_index = code_index(need.file.code)
        for number, territory, expires_on in dossier.numbers:
            one = Registration(household=household, territory=territory, expires_on=expires_on)
            one.sealed = seal_number(one, number, key)
            registrations.append(one)
    _share_cards(world, unlucky)
    Household.objects.bulk_create(need.household for need in world.needs)
    Registration.objects.bulk_create(registrations)
    NeedEvent.objects.bulk_create(event for need in world.needs for event in need.events())


def _share_cards(world: Demonstration, unlucky: uuid.UUID | None) -> None:
    """Gives each idle household the rent at which most others would have its card, so that it may go to landlords."""
    since = world.day - ALIKE_SINCE
    recent = [need.household for need in world.needs if need.household.created_on >= since]
    for one in (need.household for need in world.needs if need.household.id in world.requests.idle):
        if one.id == unlucky:
            continue
        one.step_free = False
        others = [need_of(other) for other in recent if other.association is not one.association]
        rents = sorted({other.rent_ceiling_cents or 0 for other in others} - {0})

        def shared(rent: int, others: list[Need] = others, one: Household = one) -> int:
            one.rent_ceiling_cents = rent
            return generalise(need_of(one), [need_of(one), *others], frozenset(DEPARTEMENTS)).households

        one.rent_ceiling_cents = max(rents, key=shared)


def _unlucky(world: Demonstration, asked: Mapping[uuid.UUID | None, object]) -> uuid.UUID | None:
    """A household of somebody one plays that nothing on offer suits: its page shows what one change would open."""
    played = world.requests.played[0]
    for need in world.needs:
        household = need.household
        looks = household.status == HouseholdStatus.ACTIVE and household.referente == played
        if looks and not asked.get(household.id) and _rents(world, need):
            return household.id
    return None


def _below_all(world: Demonstration, need: DrawnNeed) -> int:
    """Whole tens of euros under the least rent of what it looks for."""
    return (min(_rents(world, need)) // 1000 - 1) * 1000


def _rents(world: Demonstration, need: DrawnNeed) -> list[int]:
    """Rents with charges, in cents, of the open dwellings of its typologies and départements."""
    return [
        rent_with_charges(dwelling.offer)
        for dwelling in world.dwellings
        if dwelling.offer.listed and need.fits(dwelling.offer.typology, dwelling.departement)
    ]


def erase() -> None:
    """Empties every table but the territories, append-only ones included, and the vault. Demonstration only."""
    tables = [
        model._meta.db_table
        for label in EMPTIED_APPS
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
        if model._meta.managed and model not in VAULT_MODELS  # what is not managed is a view of the others
    ]
    quoted = ", ".join(connection.ops.quote_name(table) for table in tables)
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {quoted} CASCADE")
    for model in VAULT_MODELS:
        model._default_manager.using(VAULT).all().delete()


def digest(world: Demonstration) -> str:
    """SHA-256 of every row, what is sealed under random keys apart: two builds of a day have the same."""
    rows: list[models.Model] = [
        *world.people.organisations.values(),
        *world.people.users,
        *world.people.memberships,
        *world.agreements.conventions,
        *world.agreements.signatories,
        *world.agreements.commitments,
        *world.agreements.results,
        *world.agreements.documents,
        *(row for rows in world.follow_up.rows for row in rows),
        *(dwelling.offer for dwelling in world.dwellings),
        *(dwelling.location for dwelling in world.dwellings),
        *(row for dwelling in world.dwellings for row in dwelling.transitions),
        *(need.household for need in world.needs),
        *(event for need in world.needs for event in need.events()),
        *world.requests.candidatures,
        *world.requests.transitions,
    ]
    total = hashlib.sha256()
    for row in rows:
        total.update(repr([type(row).__name__, *_values(row)]).encode())
    for need in world.needs:
        total.update(repr(need.file).encode())
    return total.hexdigest()


def _values(row: models.Model) -> list[Any]:
    left_out = {"sealed", "code_index", "password", "total_rent_cents", "started_at"}
    values = [getattr(row, field.attname) for field in row._meta.concrete_fields if field.name not in left_out]
    return [str(value) if isinstance(value, uuid.UUID) else value for value in values]
