"""Composes the app: connects what keeps derived rows true, and the system checks."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GlossaryConfig(AppConfig):
    name = "glossary"
    verbose_name = _("Glossary")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from glossary import checks, sqlite_file
        from glossary.indexing import bulk_writes, signals

        signals.connect()
        bulk_writes.connect()
        checks.connect()
        sqlite_file.connect()
