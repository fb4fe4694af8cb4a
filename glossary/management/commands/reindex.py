"""``manage.py reindex``."""

from typing import Any

from django.core.management.base import BaseCommand

from glossary.indexing.refresh import reindex


class Command(BaseCommand):
    help = "Rebuilds all that is derived from the entries: names and search rows."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{reindex()} entries indexed.")
