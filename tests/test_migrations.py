import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection

from tests.factories import make_term


@pytest.mark.usefixtures("db")
def test_every_migration_can_be_undone_and_done_again() -> None:
    before = set(connection.introspection.table_names())
    try:
        call_command("migrate", "glossary", "zero", verbosity=0)
        left = set(connection.introspection.table_names())
        assert {name for name in left if name.startswith("glossary_")} == set()
        assert not Group.objects.exists()
    finally:
        call_command("migrate", verbosity=0)
    assert set(connection.introspection.table_names()) == before
    assert make_term("Works").names.filter(listed=True).count() == 1


@pytest.mark.usefixtures("db")
def test_new_search_rows_wait_on_no_list() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no such list.")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE reloptions = '{fastupdate=off}' ORDER BY relname"
        )
        indexes = [name for (name,) in cursor.fetchall()]
    assert indexes == ["glossary_search_document", "glossary_search_names"]


@pytest.mark.usefixtures("db")
def test_models_and_migrations_agree() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
    assert apps.is_installed("glossary")
