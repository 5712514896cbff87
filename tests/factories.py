"""Factories: the smallest valid thing, every field overridable."""

from copy import copy
from dataclasses import replace
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import factory
from django.utils import timezone

from accounts.models import Membership, Organisation, OrganisationKind, Role, User
from associations.actions.need_events import need_event
from associations.ceilings import eligible_financings
from associations.contents import AvoidedZones, Consent, HouseholdFile, Proof, SneCheck
from associations.files import key_of, open_file, reseal_file, seal_file, seal_number, seal_zones
from associations.models import Association, Household, NeedMove, Registration
from associations.proofs import ProofKind
from associations.vault import create_key
from associations.words import ConsentKind, ConsentTo, SneCheckItem
from bailleurs.models import Bailleur
from common.encryption import keyring
from common.housing import Contingent, Financing, Typology
from matching.models import Candidature
from offers.models import Offer, OfferLocation, OfferState
from territories.communes import index
from territories.models import Commune, Departement, Region

LILLE = "59350"
PARIS = ZoneInfo("Europe/Paris")


def commune(code: str = LILLE) -> Commune:
    """The row of a real commune, with its département and region, read from the reference data."""
    record = index().get(code)
    region, _ = Region.objects.get_or_create(code=record.region, defaults={"name": record.region})
    departement, _ = Departement.objects.get_or_create(
        code=record.departement, defaults={"name": record.departement, "region": region}
    )
    row, _ = Commune.objects.get_or_create(
        code=code,
        defaults={
            "name": record.name,
            "departement": departement,
            "lat": record.lat,
            "lon": record.lon,
            "radius_km": record.radius_km,
        },
    )
    return row


class UserFactory(factory.django.DjangoModelFactory[User]):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"agent{n}@exemple.invalid")
    name = factory.Sequence(lambda n: f"Agent {n}")
    work_phone = "03 20 00 00 00"
    password = factory.django.Password("Une phrase de passe 14")


class OrganisationFactory(factory.django.DjangoModelFactory[Organisation]):
    class Meta:
        model = Organisation

    kind = OrganisationKind.ASSOCIATION
    name = factory.Sequence(lambda n: f"Organisation {n}")


class AssociationFactory(factory.django.DjangoModelFactory[Association]):
    class Meta:
        model = Association
        skip_postgeneration_save = True

    organisation = factory.SubFactory(OrganisationFactory, kind=OrganisationKind.ASSOCIATION)

    @factory.post_generation
    def departements(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        self.departements.set(extracted or [commune(LILLE).departement])  # type: ignore[attr-defined]


class BailleurFactory(factory.django.DjangoModelFactory[Bailleur]):
    class Meta:
        model = Bailleur

    organisation = factory.SubFactory(OrganisationFactory, kind=OrganisationKind.BAILLEUR)


class MembershipFactory(factory.django.DjangoModelFactory[Membership]):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = Role.CASEWORKER


class OfferFactory(factory.django.DjangoModelFactory[Offer]):
    """A dwelling published yesterday, open for a week, in Lille, known by its commune only."""

    class Meta:
        model = Offer
        skip_postgeneration_save = True

    bailleur = factory.SubFactory(BailleurFactory)
    reference = factory.Sequence(lambda n: f"UG-{n:05}")
    state = OfferState.PUBLISHED
    listed = True
    typology = Typology.T3
    surface_m2 = Decimal("62.0")
    floor = 2
    financing = Financing.PLAI
    contingent = Contingent.STATE_PRIORITY
    rent_cents = 45_000
    charges_cents = 8_000
    available_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=20))
    closes_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))
    published_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=1))

    @factory.post_generation
    def location(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        """`location__commune="59350"`, `location__lat=...`, any field of OfferLocation."""
        kwargs["commune"] = commune(kwargs.get("commune", LILLE))
        OfferLocation.objects.create(offer=self, **kwargs)


def many_offers(count: int, **fields: Any) -> None:
    """So many dwellings equal in all but their reference, in three statements: one at a time takes ten seconds."""
    first = OfferFactory(**fields)
    offers = [copy(first) for _ in range(count - 1)]
    for number, offer in enumerate(offers):
        offer.id, offer.reference = uuid4(), f"{first.reference}-{number}"
        offer._state = copy(first._state)
    Offer.objects.bulk_create(offers)
    places = [copy(first.location) for _ in offers]
    for place, offer in zip(places, offers, strict=True):
        place.offer_id = offer.id
    OfferLocation.objects.bulk_create(places)


class HouseholdFactory(factory.django.DjangoModelFactory[Household]):
    """One adult, two children, wanting a T3 in the Nord. `code=`, `adults=`, `children=` go into the sealed file."""

    class Meta:
        model = Household

    class Params:
        member = None  # the membership of the référente

    association = factory.LazyAttribute(lambda o: o.member.organisation.association)
    referente = factory.LazyAttribute(lambda o: o.member.user)
    typologies = [Typology.T3]
    departements = ["59"]
    created_on = factory.LazyFunction(timezone.localdate)

    @classmethod
    def _create(cls, model_class: type[Household], *args: Any, **kwargs: Any) -> Household:
        file = HouseholdFile(
            code=kwargs.pop("code", f"Mésange {Household.objects.count() + 10}"),
            adults=kwargs.pop("adults", 1),
            children=kwargs.pop("children", {"3-5": 1, "6-10": 1}),
            situation=kwargs.pop("situation", "chrs"),
            departement=kwargs.pop("departement", "59"),
            **kwargs.pop("file", {}),
        )
        zones = kwargs.pop("zones", AvoidedZones())
        household = model_class(people=file.people, **kwargs)
        if "eligible_financings" not in kwargs:
            household.eligible_financings = eligible_financings(file, None)
        key = create_key(household.id)
        household.sealed = seal_file(household, file, key)
        household.sealed_zones = seal_zones(household, zones, key)
        household.code_index = keyring().blind_index(file.code, "household-code")
        household.save()
        described_at = min(datetime.combine(household.created_on, time(9), PARIS), timezone.now())
        need_event(household, NeedMove.OPENED, at=described_at, on=household.created_on).save(force_insert=True)
        return household


def make_ready(household: Household) -> Household:
    """Nothing is missing before a transmission: a number, the SNE check, a proof, her consent."""
    today = timezone.localdate()
    household.refresh_from_db()
    known = open_file(household)
    file = replace(
        known,
        sne=SneCheck(done=tuple(SneCheckItem.values), on=today),
        proofs=(*known.proofs, Proof(kind=ProofKind.PROTECTION_ORDER, on=today, until=today + timedelta(days=300))),
        consents=(
            Consent(
                id=uuid4().hex,
                what=ConsentKind.FILE,
                to_whom=ConsentTo.REQUESTED,
                given_on=today,
                until=today + timedelta(days=300),
            ),
        ),
    )
    household.sealed = reseal_file(household, file)
    household.save(update_fields=["sealed"])
    covered = set(household.registrations.values_list("territory", flat=True))
    for territory in set(household.departements) - covered:
        registration = Registration(household=household, territory=territory, expires_on=today + timedelta(days=200))
        registration.sealed = seal_number(registration, f"{territory:0<3}0424000123GDPUB", key_of(household))
        registration.save()
    return household


class CandidatureFactory(factory.django.DjangoModelFactory[Candidature]):
    class Meta:
        model = Candidature

    offer = factory.SubFactory(OfferFactory)
    requested_by = factory.LazyAttribute(lambda o: o.household.referente)
    requested_at = factory.LazyFunction(timezone.now)
