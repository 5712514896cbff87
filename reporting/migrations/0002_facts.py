"""Facts: what indicators are plain SQL over. Views of append-only moves, so that nothing is told twice.

`known_at` is when the platform learned a fact: a report counts those known at its `as_of`, and finds the same ones when
its build starts again. Days are those of Paris.
"""

import django.contrib.postgres.fields
from django.db import migrations, models

# One row a dwelling first published. Only ever reserved, it was never put. A withdrawal shows to others from the next
# nightly release on (03:00), a report is no quicker. `again`: the landlord had put the same reference within the
# twelve months before, the last time it put it, and had withdrawn it: one dwelling.
PUT = """
CREATE VIEW reporting_put AS
SELECT
    put.offer_id,
    put.at AS known_at,
    put.at AS put_at,
    (put.at AT TIME ZONE 'Europe/Paris')::date AS put_on,
    offer.bailleur_id,
    offer.reference,
    COALESCE(offer.departement, '') AS departement,
    offer.typology,
    offer.financing,
    offer.contingent,
    offer.solution_type,
    closed.at AS closed_at,
    (closed.at AT TIME ZONE 'Europe/Paris')::date AS closed_on,
    withdrawn.at AS withdrawn_at,
    (withdrawn.at AT TIME ZONE 'Europe/Paris')::date AS withdrawn_on,
    (
        date_trunc('day', withdrawn.at AT TIME ZONE 'Europe/Paris' - interval '3 hours') + interval '1 day 3 hours'
    ) AT TIME ZONE 'Europe/Paris' AS withdrawal_known_at,
    COALESCE(
        before.withdrawn AND before.put_on >= (put.at AT TIME ZONE 'Europe/Paris')::date - interval '12 months', false
    ) AS again
FROM offers_offertransition AS put
JOIN offers_offer AS offer ON offer.id = put.offer_id
LEFT JOIN LATERAL (
    SELECT min(move.at) AS at FROM offers_offertransition AS move
    WHERE move.offer_id = put.offer_id AND move.to_state = 'closed'
) AS closed ON true
LEFT JOIN LATERAL (
    SELECT min(move.at) AS at FROM offers_offertransition AS move
    WHERE move.offer_id = put.offer_id AND move.to_state = 'withdrawn'
) AS withdrawn ON true
LEFT JOIN LATERAL (
    SELECT
        (first.at AT TIME ZONE 'Europe/Paris')::date AS put_on,
        EXISTS (
            SELECT FROM offers_offertransition AS move
            WHERE move.offer_id = other.id AND move.to_state = 'withdrawn' AND move.at < put.at
        ) AS withdrawn
    FROM offers_offer AS other
    CROSS JOIN LATERAL (
        SELECT min(move.at) AS at FROM offers_offertransition AS move
        WHERE move.offer_id = other.id AND move.to_state = 'published'
    ) AS first
    WHERE other.bailleur_id = offer.bailleur_id AND other.reference = offer.reference AND other.id <> offer.id
        AND first.at < put.at
    ORDER BY first.at DESC, other.id LIMIT 1
) AS before ON true
WHERE put.to_state = 'published' AND NOT EXISTS (
    SELECT FROM offers_offertransition AS earlier
    WHERE earlier.offer_id = put.offer_id AND earlier.to_state = 'published'
        AND (earlier.at, earlier.id) < (put.at, put.id)
)
"""

# One row a rehousing: a request that came to the keys, or one done outside that the other side confirmed.
REHOUSING = """
CREATE VIEW reporting_rehousing AS
SELECT
    housed.candidature_id AS id,
    'platform' AS source,
    housed.at AS known_at,
    COALESCE(candidature.entered_on, (housed.at AT TIME ZONE 'Europe/Paris')::date) AS entered_on,
    housed.channel,
    offer.bailleur_id,
    (
        SELECT first.organisation_id FROM matching_candidaturetransition AS first
        WHERE first.candidature_id = housed.candidature_id AND first.side = 'association'
            AND first.organisation_id IS NOT NULL
        ORDER BY first.at, first.id LIMIT 1
    ) AS association_id,
    housed.departement,
    housed.typology,
    offer.solution_type,
    housed.departement_of_origin,
    housed.women,
    housed.children
FROM matching_candidaturetransition AS housed
JOIN matching_candidature AS candidature ON candidature.id = housed.candidature_id
JOIN offers_offer AS offer ON offer.id = candidature.offer_id
WHERE housed.to_state = 'housed' AND NOT EXISTS (
    SELECT FROM matching_candidaturetransition AS earlier
    WHERE earlier.candidature_id = housed.candidature_id AND earlier.to_state = 'housed'
        AND (earlier.at, earlier.id) < (housed.at, housed.id)
)
UNION ALL
SELECT
    id, 'declared', answered_at, month, channel, bailleur_id, association_id, departement, typology, solution_type, '',
    women, children
FROM matching_declaredrehousing WHERE state = 'confirmed'
"""

# One row a request, from its first sending on. `issue` is the first end of a notified offer: what the undo of the
# next half-minute took back is none.
REQUEST = """
CREATE VIEW reporting_request AS
SELECT
    request.candidature_id AS id,
    candidature.offer_id,
    offer.bailleur_id,
    (
        SELECT first.organisation_id FROM matching_candidaturetransition AS first
        WHERE first.candidature_id = request.candidature_id AND first.side = 'association'
            AND first.organisation_id IS NOT NULL
        ORDER BY first.at, first.id LIMIT 1
    ) AS association_id,
    request.departement,
    request.typology,
    request.channel,
    request.at AS known_at,
    request.at AS requested_at,
    (request.at AT TIME ZONE 'Europe/Paris')::date AS requested_on,
    (
        SELECT min(move.at) FROM offers_offertransition AS move
        WHERE move.offer_id = candidature.offer_id AND move.to_state = 'published'
    ) AS put_at,
    (
        SELECT min(move.at) FROM matching_candidaturetransition AS move
        WHERE move.candidature_id = request.candidature_id AND move.to_state = 'transmitted'
    ) AS transmitted_at,
    candidature.decision,
    candidature.decided_on,
    (
        SELECT min(move.at) FROM matching_candidaturetransition AS move
        WHERE move.candidature_id = request.candidature_id AND move.to_state = 'decided'
    ) AS decision_known_at,
    COALESCE(candidature.notified_on, (notified.at AT TIME ZONE 'Europe/Paris')::date) AS notified_on,
    notified.at AS notification_known_at,
    COALESCE(issue.issue, '') AS issue,
    COALESCE(CASE WHEN issue.issue IN ('refused', 'lapsed') THEN issue.reason END, '') AS issue_reason,
    issue.at AS issue_known_at,
    (issue.at AT TIME ZONE 'Europe/Paris')::date AS issue_on,
    candidature.lease_signed_on,
    candidature.entered_on,
    let.at AS let_known_at,
    COALESCE(
        candidature.lease_signed_on, candidature.entered_on, (let.at AT TIME ZONE 'Europe/Paris')::date
    ) AS let_on
FROM matching_candidaturetransition AS request
JOIN matching_candidature AS candidature ON candidature.id = request.candidature_id
JOIN offers_offer AS offer ON offer.id = candidature.offer_id
LEFT JOIN LATERAL (
    SELECT move.at, move.id FROM matching_candidaturetransition AS move
    WHERE move.candidature_id = request.candidature_id AND move.to_state = 'offer_notified'
    ORDER BY move.at, move.id LIMIT 1
) AS notified ON true
LEFT JOIN LATERAL (
    SELECT
        CASE WHEN move.to_state IN ('accepted', 'refused', 'lapsed') THEN move.to_state ELSE 'ended' END AS issue,
        move.at,
        move.reason
    FROM matching_candidaturetransition AS move
    WHERE move.candidature_id = request.candidature_id
        AND move.to_state IN ('accepted', 'refused', 'lapsed', 'cancelled')
        AND (move.at, move.id) > (notified.at, notified.id)
        AND NOT EXISTS (
            SELECT FROM matching_candidaturetransition AS undone
            WHERE undone.candidature_id = move.candidature_id AND undone.reason = 'geste_repris'
                AND undone.from_state = move.to_state
                AND undone.at BETWEEN move.at AND move.at + interval '1 minute'
        )
    ORDER BY move.at, move.id LIMIT 1
) AS issue ON true
LEFT JOIN LATERAL (
    SELECT min(move.at) AS at FROM matching_candidaturetransition AS move
    WHERE move.candidature_id = request.candidature_id AND move.to_state IN ('leased', 'housed')
) AS let ON true
WHERE request.to_state = 'requested' AND NOT EXISTS (
    SELECT FROM matching_candidaturetransition AS earlier
    WHERE earlier.candidature_id = request.candidature_id AND earlier.to_state = 'requested'
        AND (earlier.at, earlier.id) < (request.at, request.id)
)
"""

# One row an event of a need. `typology`: the smallest that it names.
NEED = """
CREATE VIEW reporting_need AS
SELECT
    id, need, move, "on", at AS known_at, association_id, typologies::text[], departements::text[],
    solution_types::text[], people,
    COALESCE((SELECT min(one COLLATE "C") FROM unnest(typologies) AS one), '') AS typology
FROM associations_needevent
"""

# One row a beginning or an end of a bail glissant.
SLIDING = """
CREATE VIEW reporting_sliding AS
SELECT
    event.id, event.lease_id, event.move, event."end", event."on", event.at AS known_at,
    offer.bailleur_id, COALESCE(offer.departement, '') AS departement, offer.typology,
    (
        SELECT first.organisation_id FROM matching_candidaturetransition AS first
        WHERE first.candidature_id = lease.candidature_id AND first.side = 'association'
            AND first.organisation_id IS NOT NULL
        ORDER BY first.at, first.id LIMIT 1
    ) AS association_id
FROM matching_slidingevent AS event
JOIN matching_slidinglease AS lease ON lease.id = event.lease_id
JOIN matching_candidature AS candidature ON candidature.id = lease.candidature_id
JOIN offers_offer AS offer ON offer.id = candidature.offer_id
WHERE event.move IN ('commence', 'fin')
"""


def view(sql: str, name: str) -> migrations.RunSQL:
    return migrations.RunSQL(sql, f"DROP VIEW {name}")


class Migration(migrations.Migration):
    dependencies = [
        ("reporting", "0001_reports"),
        ("associations", "0007_need_events"),
        ("matching", "0009_declared_rehousings"),
        ("offers", "0010_transitions_without_three_indexes"),
    ]

    operations = [
        view(PUT, "reporting_put"),
        view(REHOUSING, "reporting_rehousing"),
        view(REQUEST, "reporting_request"),
        view(NEED, "reporting_need"),
        view(SLIDING, "reporting_sliding"),
        migrations.CreateModel(
            name="NeedFact",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("need", models.UUIDField()),
                ("move", models.CharField(max_length=6)),
                ("on", models.DateField()),
                ("known_at", models.DateTimeField()),
                ("association_id", models.UUIDField()),
                (
                    "typologies",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=5), size=None),
                ),
                (
                    "departements",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=3), size=None),
                ),
                (
                    "solution_types",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), size=None),
                ),
                ("people", models.PositiveSmallIntegerField()),
                ("typology", models.CharField(max_length=5)),
            ],
            options={
                "verbose_name": "besoin",
                "verbose_name_plural": "besoins",
                "db_table": "reporting_need",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="PutDwelling",
            fields=[
                ("offer_id", models.UUIDField(primary_key=True, serialize=False)),
                ("known_at", models.DateTimeField()),
                ("put_at", models.DateTimeField()),
                ("put_on", models.DateField()),
                ("bailleur_id", models.UUIDField()),
                ("reference", models.CharField(max_length=40)),
                ("departement", models.CharField(max_length=3)),
                ("typology", models.CharField(max_length=5)),
                ("financing", models.CharField(max_length=12)),
                ("contingent", models.CharField(max_length=22)),
                ("solution_type", models.CharField(max_length=20)),
                ("closed_at", models.DateTimeField(null=True)),
                ("closed_on", models.DateField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_on", models.DateField(null=True)),
                ("withdrawal_known_at", models.DateTimeField(null=True)),
                ("again", models.BooleanField()),
            ],
            options={
                "verbose_name": "logement mis à disposition",
                "verbose_name_plural": "logements mis à disposition",
                "db_table": "reporting_put",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="Rehousing",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("source", models.CharField(max_length=8)),
                ("known_at", models.DateTimeField()),
                ("entered_on", models.DateField()),
                ("channel", models.CharField(max_length=15)),
                ("bailleur_id", models.UUIDField()),
                ("association_id", models.UUIDField(null=True)),
                ("departement", models.CharField(max_length=3)),
                ("typology", models.CharField(max_length=5)),
                ("solution_type", models.CharField(max_length=20)),
                ("departement_of_origin", models.CharField(max_length=3)),
                ("women", models.PositiveSmallIntegerField()),
                ("children", models.PositiveSmallIntegerField()),
            ],
            options={
                "verbose_name": "relogement",
                "verbose_name_plural": "relogements",
                "db_table": "reporting_rehousing",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="SentRequest",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("offer_id", models.UUIDField()),
                ("bailleur_id", models.UUIDField()),
                ("association_id", models.UUIDField(null=True)),
                ("departement", models.CharField(max_length=3)),
                ("typology", models.CharField(max_length=5)),
                ("channel", models.CharField(max_length=15)),
                ("known_at", models.DateTimeField()),
                ("requested_at", models.DateTimeField()),
                ("requested_on", models.DateField()),
                ("put_at", models.DateTimeField(null=True)),
                ("transmitted_at", models.DateTimeField(null=True)),
                ("decision", models.CharField(max_length=24)),
                ("decided_on", models.DateField(null=True)),
                ("decision_known_at", models.DateTimeField(null=True)),
                ("notified_on", models.DateField(null=True)),
                ("notification_known_at", models.DateTimeField(null=True)),
                ("issue", models.CharField(max_length=8)),
                ("issue_reason", models.CharField(max_length=28)),
                ("issue_known_at", models.DateTimeField(null=True)),
                ("issue_on", models.DateField(null=True)),
                ("lease_signed_on", models.DateField(null=True)),
                ("entered_on", models.DateField(null=True)),
                ("let_known_at", models.DateTimeField(null=True)),
                ("let_on", models.DateField(null=True)),
            ],
            options={
                "verbose_name": "demande de logement",
                "verbose_name_plural": "demandes de logements",
                "db_table": "reporting_request",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="SlidingFact",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("lease_id", models.UUIDField()),
                ("move", models.CharField(max_length=10)),
                ("end", models.CharField(max_length=10)),
                ("on", models.DateField()),
                ("known_at", models.DateTimeField()),
                ("bailleur_id", models.UUIDField()),
                ("departement", models.CharField(max_length=3)),
                ("typology", models.CharField(max_length=5)),
                ("association_id", models.UUIDField(null=True)),
            ],
            options={
                "verbose_name": "début ou fin de bail glissant",
                "verbose_name_plural": "débuts et fins de baux glissants",
                "db_table": "reporting_sliding",
                "managed": False,
            },
        ),
    ]
