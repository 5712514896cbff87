"""Every model of the platform says how long it is kept (docs/retention.md)."""

import re
from pathlib import Path

from django.apps import apps
from django.conf import settings

TABLE = Path(settings.BASE_DIR) / "docs" / "retention.md"


def test_every_model_has_its_row_and_every_row_its_model() -> None:
    models = {
        f"{model._meta.app_label}.{model.__name__}"
        for configuration in apps.get_app_configs()
        if Path(configuration.path).parent == Path(settings.BASE_DIR)
        for model in configuration.get_models()
    }

    rows = re.findall(r"^\| (\w+\.\w+) \|", TABLE.read_text(), re.MULTILINE)

    assert len(rows) == len(set(rows))
    assert set(rows) == models
