"""A dwelling's département is that of its commune: kept by the database, so that no write can make them differ."""

import pgtrigger


def departement_of_the_commune(name: str) -> pgtrigger.Trigger:
    """On the dwelling: whatever a write says, the département is that of the location's commune."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("departement"),
        func="""
            NEW.departement := (
                SELECT commune.departement_id FROM offers_offerlocation AS location
                JOIN territories_commune AS commune ON commune.code = location.commune_id
                WHERE location.offer_id = NEW.id
            );
            RETURN NEW;
        """,
    )


def departements_of_new_dwellings(name: str) -> pgtrigger.Trigger:
    """On locations that are written together: one statement for all of them, an import writes thousands."""
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        referencing=pgtrigger.Referencing(new="added"),
        func="""
            UPDATE offers_offer AS offer SET departement = commune.departement_id
            FROM added JOIN territories_commune AS commune ON commune.code = added.commune_id
            WHERE offer.id = added.offer_id;
            RETURN NULL;
        """,
    )


def departement_of_the_dwelling(name: str) -> pgtrigger.Trigger:
    """On the location: a commune changed reaches its dwelling."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.After,
        operation=pgtrigger.UpdateOf("commune_id"),
        func="""
            UPDATE offers_offer SET departement = (
                SELECT commune.departement_id FROM territories_commune AS commune WHERE commune.code = NEW.commune_id
            ) WHERE id = NEW.offer_id;
            RETURN NULL;
        """,
    )
