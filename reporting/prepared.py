"""What somebody prepares reports of: the conventions she follows, the regions that have one."""

from django.db.models import Min, QuerySet

from accounts.models import Membership, Role
from conventions.models import Convention
from reporting.scopes import Scope
from territories.models import Region


def scopes_prepared_by(member: Membership) -> list[Scope]:
    """Her conventions, the latest first, then her regions. Two queries."""
    conventions = Convention.objects.followed_by(member).order_by("-starts_on", "name", "id")
    return [*(Scope(convention=one) for one in conventions), *region_scopes(_regions_of(member))]


def prepares(member: Membership, scope: Scope) -> bool:
    if scope.convention:
        return Convention.objects.followed_by(member).filter(pk=scope.convention.pk).exists()
    return _regions_of(member).filter(pk=scope.region and scope.region.pk).exists()


def region_scopes(regions: QuerySet[Region]) -> list[Scope]:
    """Regions that have a convention, in one query: when their first one began is read with them."""
    found = []
    for region in regions.annotate(first=Min("convention__starts_on")).filter(first__isnull=False).order_by("code"):
        scope = Scope(region=region)
        vars(scope)["starts_on"] = region.first.replace(month=1, day=1)  # as Scope.starts_on, already known
        found.append(scope)
    return found


def _regions_of(member: Membership) -> QuerySet[Region]:
    if member.role == Role.FEDERATION:
        return Region.objects.all()
    if member.role != Role.COORDINATOR:
        return Region.objects.none()
    return Region.objects.filter(organisation=member.organisation_id)
