"""``manage.py reindex``."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from glossary.indexing.refresh import reindex
from glossary.models import Term


class Command(BaseCommand):
    help = (
        "Rebuilds everything derived from the entries: names, links, search. Useful after a "
        "restore or a crash; always safe to run."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        failed = reindex(self._show if options["verbosity"] else None)
        self.stdout.write(f"{Term.objects.count() - len(failed)} entries indexed.")
        if failed:
            slugs = Term.objects.filter(pk__in=failed).values_list("slug", flat=True)
            raise CommandError(f"Not indexed, see the log: {', '.join(slugs)}.")

    def _show(self, done: int, total: int) -> None:
        """Print one line for each tenth of a long run."""
        if total > 1_000 and done * 10 // total > self._tenths:
            self._tenths = done * 10 // total
            self.stdout.write(f"{self._tenths * 10} %")
            self.stdout.flush()

    _tenths = 0
