"""The three roles, as groups, and the table of the cache that all processes share."""

from django.apps.registry import Apps
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.core.management import call_command
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

PARTS = ("alias", "application", "relation", "source")
ROLES = {
    "Writers": {
        "term": ("add", "change", "view"),
        "category": ("view",),
        "tag": ("view",),
        **dict.fromkeys(PARTS, ("add", "change", "delete", "view")),
    },
    "Editors": {
        "term": ("add", "change", "delete", "view", "publish"),
        **dict.fromkeys(
            (*PARTS, "category", "tag", "page", "navigationlink", "redirect"),
            ("add", "change", "delete", "view"),
        ),
        # To delete: whatever a reader typed that should not have been kept.
        "searchlogentry": ("delete", "view"),
        "rejectedterm": ("add", "delete", "view"),
    },
    "Staff": {
        "term": ("view", "export", "import"),
        "category": ("view",),
        "tag": ("view",),
        **dict.fromkeys(PARTS, ("view",)),
    },
}


def create_roles(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Permissions are made after the last migration; the groups need them now."""
    config = apps.get_app_config("glossary")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0, using=schema_editor.connection.alias)
    config.models_module = None
    permissions = apps.get_model("auth", "Permission").objects
    groups = apps.get_model("auth", "Group").objects
    for role, models in ROLES.items():
        codenames = [f"{verb}_{model}" for model, verbs in models.items() for verb in verbs]
        group, _ = groups.get_or_create(name=role)
        group.permissions.add(
            *permissions.filter(content_type__app_label="glossary", codename__in=codenames)
        )


def drop_roles(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("auth", "Group").objects.filter(name__in=ROLES).delete()


def create_cache(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


def drop_cache(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    backend = settings.CACHES["default"]
    if backend["BACKEND"].endswith("DatabaseCache"):
        schema_editor.execute(f"DROP TABLE IF EXISTS {backend['LOCATION']}")


class Migration(migrations.Migration):
    dependencies = [
        ("glossary", "0002_search_index"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [
        migrations.RunPython(create_roles, drop_roles),
        migrations.RunPython(create_cache, drop_cache),
    ]
