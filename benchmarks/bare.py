"""What a yearly report needs, by hand over the raw tables: what its facts and indicators are measured against.

Each gives the very rows of its indicator on what benchmarks.history writes, where nothing was undone or typed late.
"""

from typing import Final

SIGNED: Final = """
JOIN conventions_signatory AS signatory
    ON signatory.organisation_id = offer.bailleur_id AND signatory.convention_id = %(convention)s
"""
THERE: Final = "departement = ANY(%(departements)s::text[])"
PUT: Final = f"""
SELECT offer.bailleur_id, offer.departement, offer.typology, offer.financing, offer.contingent, count(*),
    count(*) FILTER (WHERE gone.at < %(until)s),
    count(*) FILTER (WHERE closed.at < %(until)s AND NOT EXISTS (
        SELECT FROM matching_candidature AS candidature JOIN matching_candidaturetransition AS asked
            ON asked.candidature_id = candidature.id AND asked.to_state = 'requested' AND asked.at < %(until)s
        WHERE candidature.offer_id = offer.id
    ))
FROM offers_offertransition AS put
JOIN offers_offer AS offer ON offer.id = put.offer_id {SIGNED}
LEFT JOIN offers_offertransition AS gone ON gone.offer_id = offer.id AND gone.to_state = 'withdrawn'
LEFT JOIN offers_offertransition AS closed ON closed.offer_id = offer.id AND closed.to_state = 'closed'
WHERE put.to_state = 'published' AND put.from_state = 'draft' AND put.at >= %(from)s AND put.at < %(until)s
    AND offer.{THERE}
GROUP BY 1, 2, 3, 4, 5
"""
REHOUSED: Final = f"""
SELECT keys.channel, offer.bailleur_id, asked.organisation_id, keys.departement, keys.typology, offer.solution_type,
    keys.departement_of_origin, count(*), sum(keys.women), sum(keys.children)
FROM matching_candidature AS candidature
JOIN matching_candidaturetransition AS keys
    ON keys.candidature_id = candidature.id AND keys.to_state = 'housed' AND keys.at <= %(as_of)s
JOIN matching_candidaturetransition AS asked
    ON asked.candidature_id = candidature.id AND asked.to_state = 'requested'
JOIN offers_offer AS offer ON offer.id = candidature.offer_id {SIGNED}
WHERE candidature.entered_on BETWEEN %(starts_on)s AND %(ends_on)s AND keys.{THERE}
GROUP BY 1, 2, 3, 4, 5, 6, 7
"""
CLOSED: Final = f"""
WITH closed AS MATERIALIZED (
    SELECT offer.id, offer.typology, offer.departement, offer.bailleur_id
    FROM offers_offertransition AS closed
    JOIN offers_offer AS offer ON offer.id = closed.offer_id {SIGNED}
    WHERE closed.to_state = 'closed' AND closed.at >= %(from)s AND closed.at < %(until)s AND offer.{THERE}
), asked AS MATERIALIZED (
    SELECT closed.id, asked.organisation_id::text AS association
    FROM closed
    JOIN matching_candidature AS candidature ON candidature.offer_id = closed.id
    JOIN matching_candidaturetransition AS asked
        ON asked.candidature_id = candidature.id AND asked.to_state = 'requested' AND asked.at < %(until)s
)
SELECT typology, departement, bailleur_id, '', count(*), 0,
    count(*) FILTER (WHERE NOT EXISTS (SELECT FROM asked WHERE asked.id = closed.id))
FROM closed GROUP BY 1, 2, 3
UNION ALL
SELECT typology, departement, bailleur_id, association, 0, count(*), 0
FROM closed JOIN asked USING (id) GROUP BY 1, 2, 3, 4
"""
LET: Final = f"""
SELECT offer.bailleur_id, count(*), sum(proposed)
FROM matching_candidature AS candidature
JOIN matching_candidaturetransition AS let
    ON let.candidature_id = candidature.id AND let.to_state = 'leased' AND let.at <= %(as_of)s
JOIN offers_offer AS offer ON offer.id = candidature.offer_id {SIGNED}
CROSS JOIN LATERAL (
    SELECT count(*) AS proposed
    FROM matching_candidature AS other
    JOIN matching_candidaturetransition AS notified
        ON notified.candidature_id = other.id AND notified.to_state = 'offer_notified' AND notified.at <= let.at
    WHERE other.offer_id = offer.id
) AS propositions
WHERE candidature.lease_signed_on BETWEEN %(starts_on)s AND %(ends_on)s AND let.{THERE}
GROUP BY 1
"""
ISSUES: Final = f"""
SELECT issue.to_state, issue.reason, offer.bailleur_id, asked.organisation_id, count(*)
FROM matching_candidaturetransition AS issue
JOIN matching_candidature AS candidature ON candidature.id = issue.candidature_id
JOIN matching_candidaturetransition AS asked
    ON asked.candidature_id = candidature.id AND asked.to_state = 'requested'
JOIN offers_offer AS offer ON offer.id = candidature.offer_id {SIGNED}
WHERE issue.from_state = 'offer_notified' AND issue.to_state IN ('accepted', 'refused', 'lapsed')
    AND issue.at >= %(from)s AND issue.at < %(until)s AND issue.{THERE}
GROUP BY 1, 2, 3, 4
"""
DECISIONS: Final = f"""
SELECT candidature.decision, offer.bailleur_id, asked.organisation_id, count(*)
FROM matching_candidature AS candidature
JOIN matching_candidaturetransition AS asked
    ON asked.candidature_id = candidature.id AND asked.to_state = 'requested'
JOIN matching_candidaturetransition AS decided
    ON decided.candidature_id = candidature.id AND decided.to_state = 'decided' AND decided.at <= %(as_of)s
JOIN offers_offer AS offer ON offer.id = candidature.offer_id {SIGNED}
WHERE candidature.decided_on BETWEEN %(starts_on)s AND %(ends_on)s AND decided.{THERE}
GROUP BY 1, 2, 3
"""
_QUANTILES: Final = """
count(*), percentile_cont(0.5) WITHIN GROUP (ORDER BY days), percentile_cont(0.9) WITHIN GROUP (ORDER BY days)
"""
_BY_LANDLORD: Final = "GROUP BY GROUPING SETS ((), (bailleur_id)) ORDER BY bailleur_id NULLS FIRST"
TO_REQUEST: Final = f"""
SELECT bailleur_id, {_QUANTILES} FROM (
    SELECT offer.bailleur_id,
        (asked.at AT TIME ZONE 'Europe/Paris')::date - (put.at AT TIME ZONE 'Europe/Paris')::date AS days
    FROM matching_candidaturetransition AS asked
    JOIN matching_candidature AS candidature ON candidature.id = asked.candidature_id
    JOIN offers_offer AS offer ON offer.id = candidature.offer_id {SIGNED}
    JOIN offers_offertransition AS put ON put.offer_id = offer.id AND put.to_state = 'published'
    WHERE asked.to_state = 'requested' AND asked.at >= %(from)s AND asked.at < %(until)s AND asked.{THERE}
) AS step {_BY_LANDLORD}
"""
TO_CALEOL: Final = f"""
SELECT bailleur_id, {_QUANTILES} FROM (
    SELECT offer.bailleur_id, candidature.decided_on - (asked.at AT TIME ZONE 'Europe/Paris')::date AS days
    FROM matching_candidature AS candidature
    JOIN matching_candidaturetransition AS asked
        ON asked.candidature_id = candidature.id AND asked.to_state = 'requested'
    JOIN offers_offer AS offer ON offer.id = candidature.offer_id {SIGNED}
    WHERE candidature.decided_on BETWEEN %(starts_on)s AND %(ends_on)s AND asked.{THERE} AND EXISTS (
        SELECT FROM matching_candidaturetransition AS decided
        WHERE decided.candidature_id = candidature.id AND decided.to_state = 'decided' AND decided.at <= %(as_of)s
    )
) AS step {_BY_LANDLORD}
"""
TO_LEASE: Final = f"""
SELECT bailleur_id, {_QUANTILES} FROM (
    SELECT offer.bailleur_id, candidature.lease_signed_on - candidature.decided_on AS days
    FROM matching_candidature AS candidature
    JOIN matching_candidaturetransition AS let
        ON let.candidature_id = candidature.id AND let.to_state = 'leased' AND let.at <= %(as_of)s
    JOIN offers_offer AS offer ON offer.id = candidature.offer_id {SIGNED}
    WHERE candidature.lease_signed_on BETWEEN %(starts_on)s AND %(ends_on)s AND let.{THERE}
) AS step {_BY_LANDLORD}
"""
TO_ENTRY: Final = f"""
SELECT NULL, {_QUANTILES} FROM (
    SELECT ended."on" - opened."on" AS days
    FROM associations_needevent AS ended
    JOIN associations_needevent AS opened ON opened.need = ended.need AND opened.move = 'ouvert'
    WHERE ended.move = 'reloge' AND ended."on" BETWEEN %(starts_on)s AND %(ends_on)s AND ended.at <= %(as_of)s
        AND ended.departements::text[] && %(departements)s::text[]
) AS step
"""
NEEDS: Final = f"""
WITH put AS MATERIALIZED (
    SELECT DISTINCT offer.typology, offer.departement, offer.solution_type
    FROM offers_offertransition AS put
    JOIN offers_offer AS offer ON offer.id = put.offer_id {SIGNED}
    WHERE put.to_state = 'published' AND put.at >= %(from)s AND put.at < %(until)s AND offer.{THERE}
        AND NOT EXISTS (
            SELECT FROM offers_offertransition AS gone
            WHERE gone.offer_id = offer.id AND gone.to_state = 'withdrawn' AND gone.at < %(until)s
        )
), need AS (
    SELECT
        (SELECT min(one COLLATE "C") FROM unnest(typologies) AS one) AS typology,
        (
            SELECT one FROM unnest(departements) WITH ORDINALITY AS named (one, at)
            WHERE one = ANY(%(departements)s::text[]) ORDER BY at LIMIT 1
        ) AS departement,
        EXISTS (
            SELECT FROM put
            WHERE put.typology = ANY(opened.typologies) AND put.departement = ANY(opened.departements)
                AND (cardinality(opened.solution_types) = 0 OR put.solution_type = ANY(opened.solution_types))
        ) AS covered,
        association_id AS association
    FROM associations_needevent AS opened
    WHERE opened.move = 'ouvert' AND opened."on" <= %(ends_on)s AND opened.at <= %(as_of)s
        AND opened.departements::text[] && %(departements)s::text[]
        AND NOT EXISTS (
            SELECT FROM associations_needevent AS ended
            WHERE ended.need = opened.need AND ended.move IN ('reloge', 'clos') AND ended."on" <= %(ends_on)s
                AND ended.at <= %(as_of)s
        )
)
SELECT typology, departement, association, count(*), count(*) FILTER (WHERE covered),
    count(*) FILTER (WHERE NOT covered)
FROM need GROUP BY 1, 2, 3
"""
