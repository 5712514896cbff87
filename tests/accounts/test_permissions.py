"""The one table from roles to permissions is complete, and roles suit kinds of organisations."""

from accounts.models import OrganisationKind, Role
from accounts.models.membership import ROLES_OF_KIND
from accounts.permissions import PERMISSIONS_OF_ROLE, Permission, permitted


def test_every_role_has_its_row_and_every_permission_a_holder() -> None:
    assert set(PERMISSIONS_OF_ROLE) == set(Role)
    assert {permission for held in PERMISSIONS_OF_ROLE.values() for permission in held} == set(Permission)


def test_every_role_belongs_to_one_kind_of_organisation() -> None:
    assert set(ROLES_OF_KIND) == set(OrganisationKind)
    roles = [role for roles in ROLES_OF_KIND.values() for role in roles]
    assert sorted(roles) == sorted(Role)


def test_nobody_without_membership_may_do_anything() -> None:
    assert not any(permitted(None, permission) for permission in Permission)


def test_a_landlord_and_an_association_share_no_permission_on_households() -> None:
    households = {Permission.OPEN_HOUSEHOLDS, Permission.OVERSEE_HOUSEHOLDS, Permission.REQUEST_DWELLINGS}
    for role in Role:
        if role not in {Role.CASEWORKER, Role.ASSOCIATION_MANAGER}:
            assert not households & PERMISSIONS_OF_ROLE[role]
