"""The REST API played from its own description: every route, valid and invalid, alone and one after the other."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import override_settings

from accounts.models import Membership, Scope
from home.api_page import openapi
from tests import factories
from tests.api.parts import Software

CONFIG = Path(__file__).parent / "schemathesis.toml"
FULL = bool(os.environ.get("FULL_COUNTS"))
EXAMPLES = 150 if FULL else 5  # of each route and phase
# The coverage of each bound of each field, some 1,300 requests, waits for the full counts.
PHASES = "examples,coverage,fuzzing,stateful" if FULL else "examples,fuzzing,stateful"


# Each route by the software that has its scope.
OF_OBSERVATORIES = "^/api/v1/(rapports|chiffres)/"


@pytest.mark.timeout(3000)
@pytest.mark.django_db(transaction=True)
def test_description_and_answers_agree(live_server: object, bailleur_manager: Membership, tmp_path: Path) -> None:
    factories.commune("59512")
    play(live_server, Software(bailleur_manager), f"--exclude-path-regex={OF_OBSERVATORIES}", tmp_path)


@pytest.mark.timeout(3000)
@pytest.mark.django_db(transaction=True)
def test_they_agree_for_an_observatory(
    live_server: object, partner: Membership, federation_member: Membership, tmp_path: Path
) -> None:
    software = Software(federation_member, [Scope.READ_FIGURES], partner.organisation)
    play(live_server, software, f"--include-path-regex={OF_OBSERVATORIES}", tmp_path)


def play(live_server: object, software: Software, routes: str, folder: Path) -> None:
    described = folder / "openapi.json"
    described.write_text(json.dumps(openapi()))
    command = [
        str(Path(sys.executable).parent / "schemathesis"), f"--config-file={CONFIG}", "run", str(described),
        f"--url={live_server}", f"--header=Authorization: Bearer {software.token}", routes,
        "--checks=all", f"--phases={PHASES}", "--mode=all", f"--max-examples={EXAMPLES}",
        "--no-color", "--continue-on-failure", "--generation-database=none", "--suppress-health-check=all",
    ]  # fmt: skip
    with override_settings(API_RATE="1000000/min"):
        played = subprocess.run(command, capture_output=True, text=True, cwd=folder, check=False)
    assert played.returncode == 0, played.stdout[-15_000:] + played.stderr[-2_000:]
