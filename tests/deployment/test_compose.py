"""The compose file, as far as no container engine allows: it parses, its variables are the settings'."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings

from passlogement.celery import app

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="module")
def compose() -> Any:
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())


# Every service but the one that ends by itself stays up and is looked at.
ENDING = {"migrate"}
PROCESSES = ("web", "worker", "worker-imports", "worker-reports", "beat", "backup", "migrate")


def settings_variables() -> tuple[set[str], set[str]]:
    """Variables that the production settings require, and those that they may read."""
    files = ("settings/base.py", "settings/production.py", "settings/environment.py", "alive.py")
    text = "".join((ROOT / "passlogement" / name).read_text() for name in files)
    read = re.findall(r'(?:environ\.get|optional|number)\("(\w+)"', text)
    required = set(re.findall(r'required\("(\w+)"\)', text))
    needed_by_a_bucket = {name for name in required if name.startswith("PHOTOS_S3_")}
    return required - needed_by_a_bucket, set(read) | needed_by_a_bucket


def test_every_process_gets_what_the_settings_require_and_nothing_unknown(compose: Any) -> None:
    required, optional = settings_variables()
    for name in PROCESSES:
        given = {variable.removesuffix("_FILE") for variable in compose["services"][name]["environment"]}

        assert required <= given, name
        assert given <= required | optional, name


def test_every_service_is_closed_bounded_and_looked_at(compose: Any) -> None:
    for name, service in compose["services"].items():
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert service["pids_limit"], name
        assert set(service["deploy"]["resources"]["limits"]) == {"cpus", "memory"}, name
        assert set(service["logging"]["options"]) == {"max-size", "max-file"}, name
        assert any(mount.partition(":")[0].endswith("tmp") for mount in service["tmpfs"]), name
        assert ("healthcheck" in service) != (name in ENDING), name
        assert service["restart"] == ("no" if name in ENDING else "unless-stopped"), name


def test_nobody_is_root(compose: Any) -> None:
    """Our image and the proxy's say who they run as; the two others are told."""
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    assert [line for line in lines if line.startswith("USER")] == ["USER passlogement"]
    for name, service in compose["services"].items():
        build = service.get("build")
        inline = build.get("dockerfile_inline", "") if isinstance(build, dict) else ""
        assert service.get("user") not in (None, "root") or build == "." or "USER 10002" in inline, name


def test_every_folder_that_is_written_is_a_volume(compose: Any) -> None:
    """And the image made it for the platform's user: a new volume takes its owner from there."""
    made = (ROOT / "Dockerfile").read_text()
    for name in PROCESSES:
        for volume in compose["services"][name]["volumes"]:
            assert volume.split(":")[0] in compose["volumes"]
            assert volume.split(":")[1] in made


def test_every_queue_has_its_worker(compose: Any) -> None:
    """In the compose file, in the Procfile and in the units of systemd."""
    texts = [
        " ".join(str(service.get("command")) for service in compose["services"].values()),
        (ROOT / "Procfile").read_text(),
        (ROOT / "docs" / "operations.md").read_text(),
    ]
    for text in texts:
        assert set(re.findall(r"--queues=([\w,]+)", text)) == set(settings.CELERY_TASK_QUEUES)


def test_tasks_go_to_queues_that_exist() -> None:
    routed = {route["queue"] for route in settings.CELERY_TASK_ROUTES.values()}

    assert routed | {settings.CELERY_TASK_DEFAULT_QUEUE} == set(settings.CELERY_TASK_QUEUES)
    router = app.amqp.router
    assert router.route({}, "offers.tasks.carry_import")["queue"].name == "imports"
    assert router.route({}, "notifications.tasks.announce")["queue"].name == "alerts"


def test_the_servers_reach_nothing(compose: Any) -> None:
    assert compose["networks"]["data"]["internal"] is True
    for name in ("postgres", "valkey"):
        assert compose["services"][name]["networks"] == ["data"]
        assert "ports" not in compose["services"][name]


def test_every_secret_of_a_process_is_a_declared_file(compose: Any) -> None:
    for service in compose["services"].values():
        for variable, value in (service.get("environment") or {}).items():
            if variable.endswith("_FILE"):
                assert value.removeprefix("/run/secrets/") in service["secrets"]
        assert set(service.get("secrets", [])) <= set(compose["secrets"])


def test_images_are_pinned() -> None:
    images = re.findall(r"^\s*(?:image:|FROM) (\S+)$", (ROOT / "docker-compose.yml").read_text(), re.M)
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
    for name in set(PROCESSES) - ENDING:
        assert compose["services"][name]["depends_on"] == {"migrate": {"condition": "service_completed_successfully"}}


@pytest.mark.parametrize("file", [".gitignore", ".dockerignore"])
def test_secrets_enter_neither_the_repository_nor_the_image(file: str, compose: Any) -> None:
    ignored = (ROOT / file).read_text().split()

    assert {".env", "secrets", "var"} <= set(ignored)
    assert all(secret["file"].startswith("./secrets/") for secret in compose["secrets"].values())


def test_the_proxy_logs_no_request() -> None:
    """What Caddy logs of a failure would hold the visitor's address and the page asked for."""
    assert re.search(r"fields \{\s*request delete", (ROOT / "Caddyfile").read_text())


def test_the_proxy_says_what_the_page_of_a_missing_service_says() -> None:
    """No web process is there to say it."""
    proxy = (ROOT / "Caddyfile").read_text()
    page = (ROOT / "templates" / "503.html").read_text()
    said = re.findall(r"<(?:title|h1|p)>.*?</(?:title|h1|p)>", re.sub(r' class="[^"]*"', "", page))

    assert len(said) == 5
    assert [words for words in said if words not in proxy] == []
