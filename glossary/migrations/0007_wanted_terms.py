"""What the roles may do about wanted terms and the log behind them."""

from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

ROLES = {
    "Editors": {
        # To delete: whatever a reader typed that should not have been kept.
        "asked": ("delete", "view"),
        "notwanted": ("add", "delete", "view"),
    },
}


def permit(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """A role that the site has no more is not made anew."""
    config = apps.get_app_config("glossary")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0, using=schema_editor.connection.alias)
    config.models_module = None
    for group, permissions in _granted(apps):
        group.permissions.add(*permissions)


def forbid(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for group, permissions in _granted(apps):
        group.permissions.remove(*permissions)


def _granted(apps: Apps) -> list[tuple[object, list[object]]]:
    permissions = apps.get_model("auth", "Permission").objects
    found = []
    for role, models in ROLES.items():
        codenames = [f"{verb}_{model}" for model, verbs in models.items() for verb in verbs]
        granted = permissions.filter(content_type__app_label="glossary", codename__in=codenames)
        for group in apps.get_model("auth", "Group").objects.filter(name=role):
            found.append((group, list(granted)))
    return found


class Migration(migrations.Migration):
    dependencies = [
        ("glossary", "0006_derive_anew"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(permit, forbid)]
