"""Run in a version's tree, on its databases: `households.py NUMBER` makes households that may request a dwelling at
once, of a référente of Solfa, and writes their ids as JSON.
"""

import json
import sys

import django


def main(number: int) -> None:
    django.setup()
    from accounts.models import Membership  # noqa: PLC0415 - of the version's tree, after Django's setup
    from tests import factories  # noqa: PLC0415

    solfa = Membership.objects.get(user__email="caseworker.solfa@demonstration.invalid")
    made = [factories.HouseholdFactory(member=solfa, code=f"Essai {place}") for place in range(number)]
    for one in made:
        factories.make_ready(one)
    json.dump([str(one.id) for one in made], sys.stdout)


if __name__ == "__main__":
    main(int(sys.argv[1]))
