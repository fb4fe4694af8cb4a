"""``manage.py export_glossary``."""

import difflib
import sys
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from glossary.exchange.files import replace_file, write_to
from glossary.exchange.fixture import write_fixture
from glossary.exchange.selection import select_terms
from glossary.models import Category, Status, Tag, Term


class Command(BaseCommand):
    help = (
        "Writes what editors wrote as one Django fixture, the same bytes for the same content. "
        "Without filters: everything, pages and navigation too."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        for name, what in (
            ("status", "in this status"),
            ("category", "in this category (its slug)"),
            ("tag", "with this tag (its slug)"),
            ("slug", "of this slug"),
        ):
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
        filters = {name: options[name] for name in ("status", "category", "tag", "slug")}
        for name, values in filters.items():
            _refuse_unknown(name, values)
        terms = select_terms(**filters) if any(filters.values()) else None
        write = partial(write_fixture, terms=terms)
        path: Path | None = options["output"]
        compress = options["gzip"] or (path is not None and path.suffix == ".gz")
        if path is None:
            if compress:
                count = write_to(sys.stdout.buffer, write, compress=True)
            else:
                count = write(self.stdout._out)  # type: ignore[attr-defined]
        else:
            try:
                count = replace_file(path, write, compress=compress)
            except OSError as error:
                raise CommandError(f"{path} cannot be written: {error.strerror}.") from error
        self.stderr.write(f"{count} entries exported.")


def _refuse_unknown(name: str, values: list[str]) -> None:
    known = {
        "status": lambda: Status.values,
        "category": lambda: Category.objects.values_list("slug", flat=True),
        "tag": lambda: Tag.objects.values_list("slug", flat=True),
        "slug": lambda: Term.objects.values_list("slug", flat=True),
    }
    if not values:
        return
    all_known = set(known[name]())
    for value in values:
        if value not in all_known:
            near = difflib.get_close_matches(value, all_known, n=3)
            hint = f" Did you mean {' or '.join(near)}?" if near else ""
            raise CommandError(f"There is no {name} “{value}”.{hint}")
