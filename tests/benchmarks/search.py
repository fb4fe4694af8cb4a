"""Search and suggestions beside the raw query of the database in the same run: what any engine
would have to ask. At three sizes, on SQLite and on PostgreSQL."""

import os
import subprocess
import sys
import tempfile

from tests.postgres import server

SIZES = (1_000, 10_000, 100_000)
_SET_UP = "import django; django.setup();"
_EMPTY = (
    f"{_SET_UP} from django.db import connection;"
    "connection.cursor().execute('DROP SCHEMA public CASCADE; CREATE SCHEMA public')"
)
_FILL = f"{_SET_UP} from tests.benchmarks.natural import fill; fill(%s)"
_MEASURE = f"{_SET_UP} from tests.benchmarks.asking import measure; measure()"


def main() -> None:
    """Print a row for each database, size and kind of question. Both databases are filled at a
    time, and measured one after the other."""
    print(
        "Search, ms                            raw p50     p95  ours p50     p95  over p50    p95"
    )
    with server() as url:
        for size in SIZES:
            with tempfile.TemporaryDirectory(prefix="termbook-benchmark-") as folder:
                databases = {
                    "sqlite": _environment(f"{folder}/sqlite"),
                    "postgresql": _environment(f"{folder}/postgresql", url),
                }
                _run(_EMPTY, databases["postgresql"]).wait()
                filling = [_run(_FILL % size, own) for own in databases.values()]
                if any(process.wait() for process in filling):
                    sys.exit("A database was not filled.")
                for name, environment in databases.items():
                    _print(name, size, environment)
    print()


def _environment(folder: str, url: str = "") -> dict[str, str]:
    own = {"TERMBOOK_VAR": folder, "DJANGO_SETTINGS_MODULE": "config.settings"}
    database = {"DATABASE_URL": url, "SECRET_KEY": "for measuring only"} if url else {}
    return {**os.environ, **own, **database}


def _run(code: str, environment: dict[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE, text=True
    )


def _print(name: str, size: int, environment: dict[str, str]) -> None:
    measuring = _run(_MEASURE, environment)
    found, _ = measuring.communicate()
    if measuring.returncode:
        sys.exit("Nothing was measured.")
    for kind, line in zip(("search", "suggest"), found.splitlines(), strict=True):
        numbers = "".join(f"{float(number):9.1f}" for number in line.split())
        print(f"  {name:11}{size:8,} {kind:8}      {numbers}", flush=True)


if __name__ == "__main__":
    main()
