"""What the tests of conventions share: one of the region of a coordinator, one of another region, commitments."""

from datetime import date
from typing import Any

from accounts.models import Membership, Organisation
from conventions.models import Channel, Commitment, Convention, Level, Signatory, Unit
from territories.models import Departement, Region

STARTS, ENDS = date(2021, 3, 25), date(2024, 3, 24)
HERS, ANOTHER = "32", "11"


def region(code: str = HERS) -> Region:
    return Region.objects.get_or_create(code=code, defaults={"name": {"32": "Hauts-de-France"}.get(code, code)})[0]


def departement(code: str = "59", of: str = HERS) -> Departement:
    return Departement.objects.get_or_create(code=code, defaults={"name": f"D{code}", "region": region(of)})[0]


def make_convention(follower: Membership | None = None, of: str = HERS, **fields: Any) -> Convention:
    """That of 2021, regional; `follower`: a coordinator whose union then works in that region."""
    if follower is not None:
        follower.organisation.regions.add(region(of))
    facts: dict[str, Any] = {
        "name": f"Convention {of}",
        "level": Level.REGIONAL,
        "region": region(of),
        "signed_on": STARTS,
        "starts_on": STARTS,
        "ends_on": ENDS,
    }
    return Convention.objects.create(**facts | fields)


def sign(convention: Convention, organisation: Organisation, signed_on: date = STARTS) -> Signatory:
    return Signatory.objects.create(convention=convention, organisation=organisation, signed_on=signed_on)


def promise(convention: Convention, quantity: int, **fields: Any) -> Commitment:
    """A collective one of dwellings, for the whole of its convention, not retained."""
    facts: dict[str, Any] = {
        "channel": Channel.PLATFORM,
        "unit": Unit.DWELLINGS,
        "starts_on": convention.starts_on,
        "ends_on": convention.ends_on,
        "source": f"texte {quantity}",
    }
    return Commitment.objects.create(convention=convention, quantity=quantity, **facts | fields)
