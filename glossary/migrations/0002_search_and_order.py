"""The search table, which is no model, and an order of names that no server's locale changes."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# No foreign key: TRUNCATE, as in manage.py flush, would be refused for tables it refers to.
SQLITE = """
    CREATE VIRTUAL TABLE glossary_search USING fts5(
        names, definition, applications, text,
        tokenize = "unicode61 remove_diacritics 0 categories 'L* M* N* Co' tokenchars '+#'"
    )"""
# No foreign key: TRUNCATE, as in manage.py flush, refuses a table that one refers to.
POSTGRESQL = """
    CREATE TABLE glossary_search (
        term_id bigint PRIMARY KEY,
        document tsvector NOT NULL
    );
    CREATE INDEX glossary_search_document ON glossary_search USING gin (document)"""

# Compared and sorted by code point, as SQLite does: A–Z, prefixes and exports are then the same.
BY_CODE_POINT = [
    ("glossary_term", "slug"),
    ("glossary_term", "sort_key"),
    ("glossary_category", "slug"),
    ("glossary_tag", "slug"),
    ("glossary_tag", "key"),
    ("glossary_page", "slug"),
    ("glossary_formerslug", "slug"),
    ("glossary_navigationlink", "label"),
    ("glossary_name", "key"),
    ("glossary_name", "slug"),
    ("glossary_name", "sort_key"),
    ("glossary_name", "initial"),
]


def create(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    on_postgresql = schema_editor.connection.vendor == "postgresql"
    schema_editor.execute(POSTGRESQL if on_postgresql else SQLITE)
    if on_postgresql:
        for table, column in BY_CODE_POINT:
            schema_editor.execute(
                f'ALTER TABLE {table} ALTER COLUMN "{column}" TYPE varchar COLLATE "C"'
            )


def drop(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    schema_editor.execute("DROP TABLE IF EXISTS glossary_search")


class Migration(migrations.Migration):
    dependencies = [("glossary", "0001_glossary")]
    operations = [migrations.RunPython(create, drop)]
