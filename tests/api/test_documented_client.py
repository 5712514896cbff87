"""The client of docs/api.md, run as it stands there; and its curl."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from accounts.models import Membership
from offers.models import Offer
from tests import factories
from tests.api.parts import Software
from tests.api.test_dwellings import dwelling

pytestmark = pytest.mark.django_db(transaction=True)
DOCUMENTED = Path(__file__).resolve().parents[2] / "docs" / "api.md"
MOST_LINES = 30


def block(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", DOCUMENTED.read_text(), re.DOTALL)
    assert found
    return found[1]


@pytest.fixture
def environment(live_server: Any, bailleur_manager: Membership) -> dict[str, str]:
    factories.commune("59512")
    software = Software(bailleur_manager)
    return {
        **os.environ,
        "SITE": str(live_server),
        "CLIENT_ID": str(software.client.credentials_id),
        "CLIENT_SECRET": software.secret,
    }


def test_it_sends_dwellings_and_says_what_was_refused(environment: dict[str, str], tmp_path: Path) -> None:
    code = block("python")
    assert sum(1 for line in code.splitlines() if line.strip()) <= MOST_LINES
    file = tmp_path / "dwellings.json"
    file.write_text(json.dumps([dwelling("UG-1"), dwelling("UG-2", etage=900)]))
    told = {**environment, "DWELLINGS": str(file)}
    done = subprocess.run([sys.executable, "-c", code], env=told, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[0].split() == ["UG-1", "cree"]
    assert "UG-2 refuse [{'champ': 'etage'" in done.stdout
    assert Offer.objects.get().state == "published"


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_its_curl(environment: dict[str, str]) -> None:
    done = subprocess.run(["bash", "-ec", block("sh")], env=environment, capture_output=True, text=True, check=True)
    assert '"resultat":"cree"' in done.stdout
    assert Offer.objects.get().reference == "UG-1042"
