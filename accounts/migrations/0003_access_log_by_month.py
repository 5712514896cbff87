"""The access log by month: what is older than 12 months goes by dropping its partition (accounts.partitions)."""

from django.db import migrations

from accounts.partitions import create_ahead


def _partition(apps, schema_editor):
    create_ahead(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_access_about")]

    operations = [
        migrations.RunSQL(
            sql="""
                ALTER TABLE accounts_accessevent RENAME TO accounts_accessevent_before;
                CREATE TABLE accounts_accessevent (LIKE accounts_accessevent_before INCLUDING DEFAULTS)
                    PARTITION BY RANGE (at);
                CREATE TABLE accounts_accessevent_default PARTITION OF accounts_accessevent DEFAULT;
                INSERT INTO accounts_accessevent SELECT * FROM accounts_accessevent_before;
                DROP TABLE accounts_accessevent_before;
                ALTER TABLE accounts_accessevent ADD PRIMARY KEY (id, at);
                ALTER TABLE accounts_accessevent
                    ADD CONSTRAINT access_user FOREIGN KEY (user_id) REFERENCES accounts_user (id)
                        DEFERRABLE INITIALLY DEFERRED,
                    ADD CONSTRAINT access_organisation FOREIGN KEY (organisation_id)
                        REFERENCES accounts_organisation (id) DEFERRABLE INITIALLY DEFERRED;
                CREATE INDEX access_subject ON accounts_accessevent (kind, subject, at);
                CREATE INDEX access_about ON accounts_accessevent (about, at);
                CREATE INDEX access_user_of_day ON accounts_accessevent (user_id, kind, at);
                CREATE TRIGGER pgtrigger_access_append_only_f40b4 BEFORE UPDATE OR DELETE ON accounts_accessevent
                    FOR EACH ROW EXECUTE FUNCTION pgtrigger_access_append_only_f40b4();
            """,
            reverse_sql=migrations.RunSQL.noop,
        ),
        migrations.RunPython(_partition, migrations.RunPython.noop),
    ]
