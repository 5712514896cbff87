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
    later.closed_at,
    (later.closed_at AT TIME ZONE 'Europe/Paris')::date AS closed_on,
    later.withdrawn_at,
    (later.withdrawn_at AT TIME ZONE 'Europe/Paris')::date AS withdrawn_on,
    (
        date_trunc('day', later.withdrawn_at AT TIME ZONE 'Europe/Paris' - interval '3 hours') + interval '1 day 3 hours'
    ) AT TIME ZONE 'Europe/Paris' AS withdrawal_known_at,
    COALESCE((
        SELECT
            (first.at AT TIME ZONE 'Europe/Paris')::date
                >= (put.at AT TIME ZONE 'Europe/Paris')::date - interval '12 months'
            AND EXISTS (
                SELECT FROM offers_offertransition AS move
                WHERE move.offer_id = other.id AND move.to_state = 'withdrawn' AND move.at < put.at
            )
        FROM offers_offer AS other
        CROSS JOIN LATERAL (
            SELECT min(move.at) AS at FROM offers_offertransition AS move
            WHERE move.offer_id = other.id AND move.to_state = 'published'
        ) AS first
        WHERE other.bailleur_id = offer.bailleur_id AND other.reference = offer.reference AND other.id <> offer.id
            AND first.at < put.at
        ORDER BY first.at DESC, other.id LIMIT 1
    ), false) AS again
FROM offers_offertransition AS put
JOIN offers_offer AS offer ON offer.id = put.offer_id
CROSS JOIN LATERAL (
    SELECT
        min(move.at) FILTER (WHERE move.to_state = 'closed') AS closed_at,
        min(move.at) FILTER (WHERE move.to_state = 'withdrawn') AS withdrawn_at
    FROM offers_offertransition AS move WHERE move.offer_id = put.offer_id
) AS later
WHERE put.to_state = 'published' AND NOT EXISTS (
    SELECT FROM offers_offertransition AS earlier
    WHERE earlier.offer_id = put.offer_id AND earlier.to_state = 'published'
        AND (earlier.at, earlier.id) < (put.at, put.id)
)
"""

# One row a dwelling that closed, when it first did.
CLOSING = """
CREATE VIEW reporting_closing AS
SELECT
    closed.offer_id,
    closed.at AS known_at,
    (closed.at AT TIME ZONE 'Europe/Paris')::date AS closed_on,
    offer.bailleur_id,
    COALESCE(offer.departement, '') AS departement,
    offer.typology
FROM offers_offertransition AS closed
JOIN offers_offer AS offer ON offer.id = closed.offer_id
WHERE closed.to_state = 'closed' AND NOT EXISTS (
    SELECT FROM offers_offertransition AS earlier
    WHERE earlier.offer_id = closed.offer_id AND earlier.to_state = 'closed'
        AND (earlier.at, earlier.id) < (closed.at, closed.id)
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

# One row a request, when it was first sent.
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
    (request.at AT TIME ZONE 'Europe/Paris')::date AS requested_on,
    (
        SELECT min(move.at) FROM offers_offertransition AS move
        WHERE move.offer_id = candidature.offer_id AND move.to_state = 'published'
    ) AS put_at
FROM matching_candidaturetransition AS request
JOIN matching_candidature AS candidature ON candidature.id = request.candidature_id
JOIN offers_offer AS offer ON offer.id = candidature.offer_id
WHERE request.to_state = 'requested' AND NOT EXISTS (
    SELECT FROM matching_candidaturetransition AS earlier
    WHERE earlier.candidature_id = request.candidature_id AND earlier.to_state = 'requested'
        AND (earlier.at, earlier.id) < (request.at, request.id)
)
"""

# One row a request that a committee decided on, when that was first told; as it was corrected since.
DECISION = """
CREATE VIEW reporting_decision AS
SELECT
    decided.candidature_id AS id,
    candidature.offer_id,
    offer.bailleur_id,
    (
        SELECT first.organisation_id FROM matching_candidaturetransition AS first
        WHERE first.candidature_id = decided.candidature_id AND first.side = 'association'
            AND first.organisation_id IS NOT NULL
        ORDER BY first.at, first.id LIMIT 1
    ) AS association_id,
    decided.departement,
    decided.typology,
    decided.at AS known_at,
    candidature.decision,
    candidature.decided_on,
    (
        SELECT (min(move.at) AT TIME ZONE 'Europe/Paris')::date FROM matching_candidaturetransition AS move
        WHERE move.candidature_id = decided.candidature_id AND move.to_state = 'requested'
    ) AS requested_on
FROM matching_candidaturetransition AS decided
JOIN matching_candidature AS candidature ON candidature.id = decided.candidature_id
JOIN offers_offer AS offer ON offer.id = candidature.offer_id
WHERE decided.to_state = 'decided' AND NOT EXISTS (
    SELECT FROM matching_candidaturetransition AS earlier
    WHERE earlier.candidature_id = decided.candidature_id AND earlier.to_state = 'decided'
        AND (earlier.at, earlier.id) < (decided.at, decided.id)
)
"""

# One row a dwelling let to a request: by its lease, or the keys where there is none.
LETTING = """
CREATE VIEW reporting_letting AS
SELECT
    let.candidature_id AS id,
    candidature.offer_id,
    offer.bailleur_id,
    let.departement,
    let.typology,
    let.at AS known_at,
    COALESCE(
        candidature.lease_signed_on, candidature.entered_on, (let.at AT TIME ZONE 'Europe/Paris')::date
    ) AS let_on,
    candidature.lease_signed_on,
    candidature.decided_on
FROM matching_candidaturetransition AS let
JOIN matching_candidature AS candidature ON candidature.id = let.candidature_id
JOIN offers_offer AS offer ON offer.id = candidature.offer_id
WHERE let.to_state IN ('leased', 'housed') AND NOT EXISTS (
    SELECT FROM matching_candidaturetransition AS earlier
    WHERE earlier.candidature_id = let.candidature_id AND earlier.to_state IN ('leased', 'housed')
        AND (earlier.at, earlier.id) < (let.at, let.id)
)
"""

# One row a move of a request.
STEP = """
CREATE VIEW reporting_step AS
SELECT move.id, move.candidature_id AS request_id, candidature.offer_id, move.to_state AS step, move.at AS known_at
FROM matching_candidaturetransition AS move
JOIN matching_candidature AS candidature ON candidature.id = move.candidature_id
"""

# What the undo of the next half-minute took back did not happen.
_UNDONE = """
EXISTS (
    SELECT FROM matching_candidaturetransition AS undone
    WHERE undone.candidature_id = {move}.candidature_id AND undone.reason = 'geste_repris'
        AND undone.from_state = {move}.to_state AND undone.at BETWEEN {move}.at AND {move}.at + interval '1 minute'
)
"""
_NOTIFIED = """
EXISTS (
    SELECT FROM matching_candidaturetransition AS notified
    WHERE notified.candidature_id = {move}.candidature_id AND notified.to_state = 'offer_notified'
        AND (notified.at, notified.id) < ({move}.at, {move}.id)
)
"""
# One row a notified offer that had an issue: the first end after its notification.
ISSUE = f"""
CREATE VIEW reporting_issue AS
SELECT
    move.candidature_id AS id,
    candidature.offer_id,
    offer.bailleur_id,
    (
        SELECT first.organisation_id FROM matching_candidaturetransition AS first
        WHERE first.candidature_id = move.candidature_id AND first.side = 'association'
            AND first.organisation_id IS NOT NULL
        ORDER BY first.at, first.id LIMIT 1
    ) AS association_id,
    move.departement,
    move.typology,
    CASE WHEN move.to_state = 'cancelled' THEN 'ended' ELSE move.to_state END AS issue,
    CASE WHEN move.to_state IN ('refused', 'lapsed') THEN move.reason ELSE '' END AS reason,
    move.at AS known_at,
    (move.at AT TIME ZONE 'Europe/Paris')::date AS issue_on
FROM matching_candidaturetransition AS move
JOIN matching_candidature AS candidature ON candidature.id = move.candidature_id
JOIN offers_offer AS offer ON offer.id = candidature.offer_id
WHERE move.to_state IN ('accepted', 'refused', 'lapsed', 'cancelled')
    AND {_NOTIFIED.format(move="move")}
    AND NOT {_UNDONE.format(move="move")}
    AND NOT EXISTS (
        SELECT FROM matching_candidaturetransition AS earlier
        WHERE earlier.candidature_id = move.candidature_id
            AND earlier.to_state IN ('accepted', 'refused', 'lapsed', 'cancelled')
            AND (earlier.at, earlier.id) < (move.at, move.id)
            AND {_NOTIFIED.format(move="earlier")}
            AND NOT {_UNDONE.format(move="earlier")}
    )
"""  # noqa: S608 - our own words

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


# What EXPLAIN asks for, of a year of moves among a million: on tables of other apps, whose own queries need none.
INDEXES = """
CREATE INDEX reporting_same_reference ON offers_offer (bailleur_id, reference);
"""
DROPPED = """
DROP INDEX reporting_same_reference;
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
        migrations.RunSQL(INDEXES, DROPPED),
        view(PUT, "reporting_put"),
        view(CLOSING, "reporting_closing"),
        view(REHOUSING, "reporting_rehousing"),
        view(REQUEST, "reporting_request"),
        view(DECISION, "reporting_decision"),
        view(LETTING, "reporting_letting"),
        view(STEP, "reporting_step"),
        view(ISSUE, "reporting_issue"),
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
                ("requested_on", models.DateField()),
                ("put_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "demande de logement",
                "verbose_name_plural": "demandes de logements",
                "db_table": "reporting_request",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="DwellingClosing",
            fields=[
                ("offer_id", models.UUIDField(primary_key=True, serialize=False)),
                ("known_at", models.DateTimeField()),
                ("closed_on", models.DateField()),
                ("bailleur_id", models.UUIDField()),
                ("departement", models.CharField(max_length=3)),
                ("typology", models.CharField(max_length=5)),
            ],
            options={
                "verbose_name": "logement clos",
                "verbose_name_plural": "logements clos",
                "db_table": "reporting_closing",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="CommitteeDecision",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("offer_id", models.UUIDField()),
                ("bailleur_id", models.UUIDField()),
                ("association_id", models.UUIDField(null=True)),
                ("departement", models.CharField(max_length=3)),
                ("typology", models.CharField(max_length=5)),
                ("known_at", models.DateTimeField()),
                ("decision", models.CharField(max_length=24)),
                ("decided_on", models.DateField(null=True)),
                ("requested_on", models.DateField(null=True)),
            ],
            options={
                "verbose_name": "décision de CALEOL",
                "verbose_name_plural": "décisions de CALEOL",
                "db_table": "reporting_decision",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="Letting",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("offer_id", models.UUIDField()),
                ("bailleur_id", models.UUIDField()),
                ("departement", models.CharField(max_length=3)),
                ("typology", models.CharField(max_length=5)),
                ("known_at", models.DateTimeField()),
                ("let_on", models.DateField()),
                ("lease_signed_on", models.DateField(null=True)),
                ("decided_on", models.DateField(null=True)),
            ],
            options={
                "verbose_name": "attribution suivie d’un bail",
                "verbose_name_plural": "attributions suivies d’un bail",
                "db_table": "reporting_letting",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="RequestStep",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("request_id", models.UUIDField()),
                ("offer_id", models.UUIDField()),
                ("step", models.CharField(max_length=16)),
                ("known_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "étape de demande",
                "verbose_name_plural": "étapes de demandes",
                "db_table": "reporting_step",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="OfferIssue",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("offer_id", models.UUIDField()),
                ("bailleur_id", models.UUIDField()),
                ("association_id", models.UUIDField(null=True)),
                ("departement", models.CharField(max_length=3)),
                ("typology", models.CharField(max_length=5)),
                ("issue", models.CharField(max_length=16)),
                ("reason", models.CharField(max_length=28)),
                ("known_at", models.DateTimeField()),
                ("issue_on", models.DateField()),
            ],
            options={
                "verbose_name": "issue d’offre notifiée",
                "verbose_name_plural": "issues d’offres notifiées",
                "db_table": "reporting_issue",
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
