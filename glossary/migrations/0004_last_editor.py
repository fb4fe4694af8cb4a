"""A dump does not name the last editor: it must load where that user is unknown."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("glossary", "0003_roles_and_cache"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.SeparateDatabaseAndState(
            # Nothing for the database to do.
            state_operations=[
                migrations.AlterField(
                    model_name="term",
                    name="updated_by",
                    field=models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="last editor",
                    ),
                )
            ]
        )
    ]
