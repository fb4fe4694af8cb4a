"""``manage.py export_glossary``."""

import difflib
from functools import partial
from pathlib import Path
from typing import Any, TextIO, cast

from django.core.management.base import BaseCommand, CommandError, CommandParser

from glossary.exchange.files import ExchangeError, close_stdout, replace_file, write_to
from glossary.exchange.fixture.writer import write_fixture
from glossary.exchange.selection import select_terms
from glossary.models import Category, Status, Tag, Term

_FILTERS = {
    "status": "in this status: " + ", ".join(Status.values),
    "category": "in the category of this slug",
    "tag": "with the tag of this slug",
    "slug": "of this slug",
}
_MODELS: dict[str, Any] = {"category": Category, "tag": Tag, "slug": Term}


class Command(BaseCommand):
    help = (
        "Writes what editors wrote as one Django fixture: the same bytes for the same content. "
        "Without filters it holds everything, pages and navigation too."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        for name, what in _FILTERS.items():
            parser.add_argument(
                f"--{name}", action="append", default=[], help=f"Only entries {what}. Repeatable."
            )
        parser.add_argument(
            "-o", "--output", type=Path, help="The file to replace once it is whole; else stdout."
        )
        parser.add_argument(
            "--gzip", action="store_true", help="Compress. Implied by an output ending in .gz."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        filters = {name: options[name] for name in _FILTERS}
        for name, values in filters.items():
            _refuse_unknown(name, values)
        terms = select_terms(**filters) if any(filters.values()) else None
        write = partial(write_fixture, terms=terms)
        path: Path | None = options["output"] and Path(options["output"])
        compress = options["gzip"] or (path is not None and path.suffix == ".gz")
        if path is None:
            count = self._print(write, compress)
        else:
            try:
                count = replace_file(path, write, compress=compress)
            except OSError as error:
                raise CommandError(f"{path} cannot be written: {error.strerror}.") from error
            except ExchangeError as error:
                raise CommandError(str(error)) from error
        self.stderr.write(f"{count} {'entry' if count == 1 else 'entries'} exported.")

    def _print(self, write: Any, compress: bool) -> int:
        """Write bytes where there is something that takes them, so that no terminal's encoding and
        no line ending of Django's comes in between."""
        if compress and self.stdout.isatty():
            raise CommandError("Compressed bytes are not for a terminal. Add --output FILE.")
        stream = getattr(self.stdout, "buffer", None)
        if stream is None:
            self.stdout.ending = ""
            return int(write(cast("TextIO", self.stdout)))
        try:
            count = write_to(stream, write, compress=compress)
            stream.flush()
        except OSError as error:
            close_stdout()
            if isinstance(error, BrokenPipeError):
                raise CommandError("The export was cut off by its reader.") from error
            raise CommandError(f"The output cannot be written: {error.strerror}.") from error
        return count


def _refuse_unknown(name: str, values: list[str]) -> None:
    """Raise CommandError for the first value that no entry can have, naming the nearest that is."""
    model = _MODELS.get(name)
    existing: Any = model.objects.values_list("slug", flat=True) if model else Status.values
    found = existing.filter(slug__in=values) if model else existing
    for value in values:
        if value not in found:
            near = difflib.get_close_matches(value, existing, n=3, cutoff=0.3 if model else 0)
            hint = f" Did you mean {' or '.join(f'“{match}”' for match in near)}?" if near else ""
            raise CommandError(f"There is no {name} “{value}”.{hint}")
