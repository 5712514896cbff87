"""Personas: who acts in a test reads at a glance. Association A, B, bailleur A, B, federation, union, partner."""

import time
from collections.abc import Callable

import pytest
from allauth.account.internal.userkit import user_id_to_str
from django.contrib.auth import SESSION_KEY
from django.test import Client

from accounts.middleware import SECOND_FACTOR
from accounts.models import Membership, OrganisationKind, Role, User
from associations.models import Association
from bailleurs.models import Bailleur
from tests import factories

SignIn = Callable[[Membership], Client]


@pytest.fixture
def association(db: None) -> Association:
    return factories.AssociationFactory(organisation__name="Association A")


@pytest.fixture
def other_association(db: None) -> Association:
    return factories.AssociationFactory(organisation__name="Association B")


@pytest.fixture
def bailleur(db: None) -> Bailleur:
    return factories.BailleurFactory(organisation__name="Bailleur A")


@pytest.fixture
def other_bailleur(db: None) -> Bailleur:
    return factories.BailleurFactory(organisation__name="Bailleur B")


@pytest.fixture
def caseworker(association: Association) -> Membership:
    return factories.MembershipFactory(organisation=association.organisation, role=Role.CASEWORKER)


@pytest.fixture
def colleague(association: Association) -> Membership:
    """Another caseworker of the same association, named on no file of the first."""
    return factories.MembershipFactory(organisation=association.organisation, role=Role.CASEWORKER)


@pytest.fixture
def other_caseworker(other_association: Association) -> Membership:
    return factories.MembershipFactory(organisation=other_association.organisation, role=Role.CASEWORKER)


@pytest.fixture
def association_manager(association: Association) -> Membership:
    return factories.MembershipFactory(organisation=association.organisation, role=Role.ASSOCIATION_MANAGER)


@pytest.fixture
def agent(bailleur: Bailleur) -> Membership:
    return factories.MembershipFactory(organisation=bailleur.organisation, role=Role.BAILLEUR_AGENT)


@pytest.fixture
def other_agent(other_bailleur: Bailleur) -> Membership:
    return factories.MembershipFactory(organisation=other_bailleur.organisation, role=Role.BAILLEUR_AGENT)


@pytest.fixture
def bailleur_manager(bailleur: Bailleur) -> Membership:
    return factories.MembershipFactory(organisation=bailleur.organisation, role=Role.BAILLEUR_MANAGER)


@pytest.fixture
def federation_member(db: None) -> Membership:
    organisation = factories.OrganisationFactory(kind=OrganisationKind.FEDERATION, name="Fédération")
    return factories.MembershipFactory(organisation=organisation, role=Role.FEDERATION)


@pytest.fixture
def coordinator(db: None) -> Membership:
    organisation = factories.OrganisationFactory(kind=OrganisationKind.UNION, name="Union régionale")
    return factories.MembershipFactory(organisation=organisation, role=Role.COORDINATOR)


@pytest.fixture
def partner(db: None) -> Membership:
    organisation = factories.OrganisationFactory(kind=OrganisationKind.PARTNER, name="Partenaire")
    return factories.MembershipFactory(organisation=organisation, role=Role.PARTNER)


@pytest.fixture
def sign_in() -> SignIn:
    """A client signed in as this member, second factor passed."""

    def as_member(member: Membership) -> Client:
        client = Client()
        client.force_login(member.user)
        session = client.session
        session[SECOND_FACTOR] = True
        session.save()
        return client

    return as_member


def confirm(client: Client, *, seconds_ago: float = 0) -> None:
    """She typed her password again, so many seconds ago."""
    session = client.session
    user = User.objects.get(pk=session[SESSION_KEY])
    session["account_authentication_methods"] = [
        {"method": "password", "at": time.time() - seconds_ago, "reauthenticated": True}
    ]
    session["account_authentication_methods_user"] = user_id_to_str(user)
    session.save()
