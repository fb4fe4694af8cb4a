"""``manage.py import_glossary``."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from glossary.exchange.files import ExchangeError, close_stdout
from glossary.exchange.importing.apply import apply_plan
from glossary.exchange.importing.checks import make_plan
from glossary.exchange.importing.reader import read_fixture
from glossary.exchange.importing.report import printable, report


class Command(BaseCommand):
    help = (
        "Reads a glossary fixture and says what in it is new, changed, unchanged or wrong. If "
        "nothing is wrong, writes it in one transaction; on a terminal it asks first. An entry of "
        "the file replaces that entry here with all its parts; other entries are let alone."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="A fixture, .json or .json.gz.")
        parser.add_argument("--dry-run", action="store_true", help="Only say what would be done.")
        parser.add_argument(
            "--no-input", "--noinput", action="store_true", help="Write without asking."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if hasattr(self.stdout, "reconfigure"):
            # A glossary holds letters that a terminal may not know.
            self.stdout.reconfigure(errors="backslashreplace")
        try:
            self._import(options["file"], options["dry_run"], options["no_input"])
        except ExchangeError as error:
            raise CommandError(printable(str(error))) from error
        except BrokenPipeError as error:
            # As with ``| head``.
            close_stdout()
            raise CommandError("The report was cut off by its reader.") from error

    def _import(self, path: Path, dry_run: bool, no_input: bool) -> None:
        plan = make_plan(read_fixture(path))
        for line in report(plan):
            self.stdout.write(line)
        self.stdout.flush()
        if plan.problems:
            raise CommandError("Nothing was written. Correct the errors and try again.")
        if plan.is_empty:
            self.stdout.write("Nothing to write.")
        elif dry_run or not (no_input or _confirmed()):
            self.stdout.write("Nothing was written.")
        else:
            apply_plan(plan)
            self.stdout.write("Written.")


def _confirmed() -> bool:
    """Ask where someone is there to answer; a script has said what it wants."""
    if not sys.stdin.isatty():
        return True
    try:
        return input("Write this? [y/N] ").strip().lower() in {"y", "yes"}
    except EOFError:
        return False
