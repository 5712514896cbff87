"""The compose file, as far as no container engine allows: it parses, its variables are the settings'."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="module")
def compose() -> Any:
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())


def settings_variables() -> tuple[set[str], set[str]]:
    """Variables that the production settings require, and those that they may read."""
    text = "".join((ROOT / "passlogement" / "settings" / name).read_text() for name in ("base.py", "production.py"))
    return set(re.findall(r'required\("(\w+)"\)', text)), set(re.findall(r'environ\.get\("(\w+)"', text))


def test_every_process_gets_what_the_settings_require_and_nothing_unknown(compose: Any) -> None:
    required, optional = settings_variables()
    for name in ("web", "worker", "beat", "migrate"):
        given = {variable.removesuffix("_FILE") for variable in compose["services"][name]["environment"]}

        assert required <= given, name
        assert given <= required | optional, name


def test_every_secret_of_a_process_is_a_declared_file(compose: Any) -> None:
    for service in compose["services"].values():
        for variable, value in (service.get("environment") or {}).items():
            if variable.endswith("_FILE"):
                assert value.removeprefix("/run/secrets/") in service["secrets"]
        assert set(service.get("secrets", [])) <= set(compose["secrets"])


def test_images_are_pinned() -> None:
    images = re.findall(r"^\s*image: (\S+)$", (ROOT / "docker-compose.yml").read_text(), re.M)
    images += re.findall(r"^FROM (\S+)", (ROOT / "Dockerfile").read_text(), re.M)

    assert images
    for image in images:
        assert re.search(r":\d+\.\d+(\.\d+)?", image), image


def test_postgresql_has_its_two_databases(compose: Any) -> None:
    assert compose["services"]["postgres"]["environment"]["POSTGRES_DB"] == "passlogement"
    assert "CREATE DATABASE vault" in compose["configs"]["vault_database"]["content"]
    assert compose["services"]["postgres"]["image"].startswith("postgres:18.")


def test_production_logs_no_statement(compose: Any) -> None:
    command = " ".join(compose["services"]["postgres"]["command"])

    assert "log_statement=none" in command
    assert "log_min_error_statement=panic" in command


def test_no_process_starts_before_the_migrations_ended(compose: Any) -> None:
    for name in ("web", "worker", "beat"):
        assert compose["services"][name]["depends_on"] == {"migrate": {"condition": "service_completed_successfully"}}


@pytest.mark.parametrize("file", [".gitignore", ".dockerignore"])
def test_secrets_enter_neither_the_repository_nor_the_image(file: str, compose: Any) -> None:
    ignored = (ROOT / file).read_text().split()

    assert {".env", "secrets", "var"} <= set(ignored)
    assert all(secret["file"].startswith("./secrets/") for secret in compose["secrets"].values())


def test_the_proxy_logs_no_request() -> None:
    """What Caddy logs of a failure would hold the visitor's address and the page asked for."""
    assert re.search(r"fields \{\s*request delete", (ROOT / "Caddyfile").read_text())
