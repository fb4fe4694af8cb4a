"""The search table, which is no model: FTS5 in SQLite, two tsvectors in PostgreSQL."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SQLITE = """
    CREATE VIRTUAL TABLE glossary_search USING fts5(
        names, definition, applications, text,
        tokenize = "unicode61 remove_diacritics 0 categories 'L* M* N* Co' tokenchars '+#'"
    )"""
# No foreign key: TRUNCATE, as in manage.py flush, refuses a table that another one refers to.
# ``names`` repeats the words of names, so that they can be searched alone. Without ``fastupdate``
# a new row is in the index at once: else each search reads a list of up to 4 MB of new rows.
POSTGRESQL = """
    CREATE TABLE glossary_search (
        term_id bigint PRIMARY KEY,
        document tsvector NOT NULL,
        names tsvector NOT NULL DEFAULT ''
    );
    CREATE INDEX glossary_search_document ON glossary_search
        USING gin (document) WITH (fastupdate = off);
    CREATE INDEX glossary_search_names ON glossary_search
        USING gin (names) WITH (fastupdate = off)"""


def create(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    on_postgresql = schema_editor.connection.vendor == "postgresql"
    schema_editor.execute(POSTGRESQL if on_postgresql else SQLITE)


def drop(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    schema_editor.execute("DROP TABLE IF EXISTS glossary_search")


class Migration(migrations.Migration):
    dependencies = [("glossary", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
