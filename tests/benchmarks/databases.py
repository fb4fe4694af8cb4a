"""Empty databases for benchmarks, one for each size, on SQLite and on PostgreSQL; and processes of
their own that work in them."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

import psycopg

from tests.postgres import server


class Database(NamedTuple):
    """A database by what tells a process of it."""

    vendor: str
    size: int
    environment: dict[str, str]

    def start(self, module: str, call: str) -> subprocess.Popen[str]:
        """Start ``call`` of a function of ``module`` in a process of its own."""
        code = f"import django; django.setup(); import {module} as module; module.{call}"
        command = [sys.executable, "-c", code]
        return subprocess.Popen(command, env=self.environment, stdout=subprocess.PIPE, text=True)

    def lines(self, module: str, call: str) -> list[str]:
        """Return the lines that it prints."""
        process = self.start(module, call)
        printed, _ = process.communicate()
        if process.returncode:
            sys.exit(f"Nothing was measured on {self.vendor} at {self.size:,} entries.")
        return printed.splitlines()

    def figures(self, module: str, call: str) -> list[list[float]]:
        """Return the numbers that it prints, by line."""
        return [list(map(float, line.split())) for line in self.lines(module, call)]


@contextmanager
def databases(sizes: Sequence[int]) -> Iterator[list[Database]]:
    """Give empty databases, those of one size beside one another; they are gone afterwards."""
    with server() as url, tempfile.TemporaryDirectory(prefix="termbook-benchmark-") as folder:
        with psycopg.connect(url, autocommit=True) as connection:
            for size in sizes:
                connection.execute(f"CREATE DATABASE of_{size}")
        yield [
            Database(vendor, size, _environment(f"{folder}/{vendor}-{size}", address))
            for size in sizes
            for vendor, address in (
                ("SQLite", ""),
                ("PostgreSQL", url.replace("/postgres?", f"/of_{size}?")),
            )
        ]


def filled(sizes: Sequence[int], module: str) -> Iterator[Database]:
    """Yield databases that ``fill`` of ``module`` filled, SQLite's first; those of one size are
    filled at a time, and all before the first is given: what slows the machine in the meantime
    slows all sizes alike."""
    with databases(sizes) as made:
        for size in sizes:
            same = [database for database in made if database.size == size]
            filling = [database.start(module, f"fill({size})") for database in same]
            codes = [process.wait() for process in filling]
            if any(codes):
                sys.exit(f"A database was not filled with {size:,} entries.")
        yield from sorted(made, key=lambda database: (database.vendor != "SQLite", database.size))


def _environment(folder: str, url: str) -> dict[str, str]:
    own = {"TERMBOOK_VAR": folder, "DJANGO_SETTINGS_MODULE": "config.settings"}
    database = {"DATABASE_URL": url, "SECRET_KEY": "for measuring only"} if url else {}
    inherited = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return {**inherited, **own, **database}
