from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """What the federation and the sweeps of each minute begin at, among all requests ever made."""

    atomic = False

    dependencies = [("matching", "0010_totals_without_households")]

    operations = [
        AddIndexConcurrently(
            "candidature",
            models.Index(
                condition=models.Q(("state__in", ("requested", "shortlisted"))),
                fields=["offer"],
                name="candidature_waiting",
            ),
        ),
    ]
