"""What reports count and nobody may read household by household: added to totals of a whole quarter."""

from collections.abc import Iterator
from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import Membership
from associations.files import open_files
from associations.models import Household
from associations.situations import Situation
from common.transitions import WrongState
from conventions.models import Convention
from conventions.years import civil_quarter, quarter_of
from matching.actions.moves import lock
from matching.dwellings import departement_of
from matching.models import Candidature, Tally, TallyKind
from matching.policies import check_can_evaluate
from matching.private_reasons import drop_reason
from matching.reasons import GROUPS, PrivateReason
from offers.models import Offer
from territories.models import Departement

OTHER_GROUP = "autre"
# Those whose leaving gives a place to somebody else (domain.md 6, I15).
SHELTERS = frozenset({Situation.CHRS, Situation.CHU, Situation.ALT})


def count_reason(candidature: Candidature, household: Household, reason: str, *, times: int = 1) -> None:
    """A private reason enters the totals of its quarter, by its group alone."""
    group = GROUPS.get(PrivateReason(reason))
    _add(TallyKind.REASON, candidature.offer, household, group.value if group else OTHER_GROUP, times)


def take_back_reason(candidature: Candidature, household: Household) -> None:
    """The gesture that gave it is undone: it leaves the totals, and the file."""
    if reason := drop_reason(candidature, household):
        count_reason(candidature, household, reason, times=-1)


def count_place_freed(candidature: Candidature, household: Household) -> None:
    """She leaves a shelter for the dwelling. A file that no longer opens counts nothing."""
    file = open_files([household]).get(household)
    if file is not None and file.situation in SHELTERS:
        _add(TallyKind.PLACE_FREED, candidature.offer, household, "", 1)


@transaction.atomic
def evaluate_dwelling(*, candidature: Candidature, grade: int, by: Membership) -> Candidature:
    """How the dwelling suited, from 1 to 4, said once a request; nothing ties the grade to the request.

    Raises WrongState, Candidature.DoesNotExist for whoever is not named on the household.
    """
    Candidature.objects.followed_by(by).get(id=candidature.id)
    candidature = lock(candidature.id)
    check_can_evaluate(candidature)
    if candidature.evaluated:
        raise WrongState("Votre réponse est déjà comptée.")
    candidature.evaluated = True
    candidature.save(update_fields=["evaluated"])
    _add(TallyKind.ADAPTATION, candidature.offer, candidature.household_or_gone(), str(grade), 1)
    return candidature


def _add(kind: TallyKind, offer: Offer, household: Household, group: str, times: int) -> None:
    for scope in _scopes(offer, timezone.localdate()):
        row, _ = Tally.objects.get_or_create(
            **scope, kind=kind, association_id=household.association_id, group=group, defaults={"count": 0}
        )
        # One undone across the end of a quarter cannot be told from another's: never below 0.
        Tally.objects.filter(pk=row.pk, count__gte=-times).update(count=F("count") + times)


def _scopes(offer: Offer, today: date) -> Iterator[dict[str, object]]:
    """The quarters in which a dwelling counts today: of its landlord's conventions there, of its region."""
    departement = Departement.objects.filter(code=departement_of(offer) or "").first()
    if departement is None:
        return
    for convention in Convention.objects.of_landlord(offer.bailleur_id, today).order_by("id"):
        if convention.covers(departement):
            yield {"convention": convention, "region": None, "quarter": quarter_of(convention, today)}
    yield {"convention": None, "region_id": departement.region_id, "quarter": civil_quarter(today)}
