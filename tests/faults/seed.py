"""Households of the traffic, and offers whose legal delay ends during each fault, on the platform's databases.

`python -m tests.faults.seed` writes JSON: `households` by département; candidatures: `reminders`,
whose delay is to end, and `closing`, whose dwelling closes in 50 minutes; a household `leaving`.
"""

import json
import os
import sys
from datetime import timedelta

HOUSEHOLDS_EACH = 8
REMINDERS = 45
CLOSING = 4
LEAVING = "Mésange 4242"
CLOSES_IN = timedelta(minutes=50)


def main() -> None:
    import django  # noqa: PLC0415 - run as a program of its own

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.faults.settings")
    django.setup()
    from django.utils import timezone  # noqa: PLC0415

    from accounts.models import Membership  # noqa: PLC0415
    from matching import actions  # noqa: PLC0415
    from matching.models import CandidatureState  # noqa: PLC0415
    from offers.models import OfferState  # noqa: PLC0415
    from tests import factories  # noqa: PLC0415
    from tests.faults.traffic import COMMUNES  # noqa: PLC0415

    caseworker = Membership.objects.get(user__email="caseworker.solfa@demonstration.invalid")
    landlord = Membership.objects.get(user__email="agent.vilogia@demonstration.invalid").organisation.bailleur
    made: dict[str, list[str]] = {}
    for code in COMMUNES:
        for number in range(HOUSEHOLDS_EACH):
            household = factories.HouseholdFactory(
                member=caseworker, code=f"Essai {code}{number}", departement=code, departements=[code]
            )
            made.setdefault(code, []).append(str(factories.make_ready(household).id))
    now = timezone.now()
    waiting = []
    for number in range(REMINDERS):
        offer = factories.OfferFactory(bailleur=landlord, reference=f"DELAI-{number}", state=OfferState.CLOSED)
        # Elsewhere than the dwellings of the traffic, whose page shows a hundred households at most.
        household = factories.HouseholdFactory(member=caseworker, code=f"Délai {number}", departements=["75"])
        candidature = factories.CandidatureFactory(
            household=household,
            offer=offer,
            state=CandidatureState.OFFER_NOTIFIED,
            transmitted_at=now,
            notified_on=timezone.localdate(now),
            answer_due_at=now + timedelta(days=10),
            due_at=now + timedelta(days=10),
        )
        waiting.append(str(candidature.id))
    closing = []
    for number in range(CLOSING):
        offer = factories.OfferFactory(bailleur=landlord, reference=f"CLOTURE-{number}", closes_at=now + CLOSES_IN)
        household = factories.HouseholdFactory(member=caseworker, code=f"Clôture {number}")
        closing.append(str(actions.request_dwelling(household=household, offer=offer, by=caseworker).id))
    leaving = factories.HouseholdFactory(member=caseworker, code=LEAVING)
    json.dump({"leaving": str(leaving.id), "households": made, "reminders": waiting, "closing": closing}, sys.stdout)


if __name__ == "__main__":
    main()
