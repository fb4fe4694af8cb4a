"""What is derived changed its form. Its rows stay readable; every entry is marked, so that the end
of ``migrate`` rebuilds them."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# Compared by code point, as SQLite does.
BY_CODE_POINT = [
    ("glossary_name", "link_key"),
    ("glossary_within", "key"),
    ("glossary_spelling", "word"),
    ("glossary_unnamed", "key"),
    ("glossary_asked", "words"),
    ("glossary_notwanted", "key"),
    ("glossary_nameveto", "text"),
    ("glossary_linkveto", "context"),
]

# Where words stand in many texts, those of names are asked for alone.
NAMES_APART = """
    ALTER TABLE glossary_search ADD COLUMN IF NOT EXISTS names tsvector NOT NULL DEFAULT '';
    CREATE INDEX IF NOT EXISTS glossary_search_names ON glossary_search USING gin (names)"""


def prepare(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        for table, column in BY_CODE_POINT:
            schema_editor.execute(
                f'ALTER TABLE {table} ALTER COLUMN "{column}" TYPE varchar COLLATE "C"'
            )
        schema_editor.execute(NAMES_APART)


def mark(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("glossary", "Name").objects.filter(kind__lte=1).update(listed=True)
    marks = apps.get_model("glossary", "StaleTerm").objects
    ids = apps.get_model("glossary", "Term").objects.values_list("pk", flat=True)
    marks.bulk_create((marks.model(term_id=pk) for pk in ids.iterator()), batch_size=500)


def forget_forms(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Before, the generated forms of names were none."""
    apps.get_model("glossary", "Name").objects.filter(kind__gt=2).delete()


class Migration(migrations.Migration):
    dependencies = [("glossary", "0005_names_mentions_questions")]
    operations = [
        migrations.RunPython(prepare, migrations.RunPython.noop),
        migrations.RunPython(mark, forget_forms),
    ]
