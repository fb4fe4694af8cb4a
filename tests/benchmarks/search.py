"""Search and suggestions beside the raw query of the database in the same run: what any engine
would have to ask. At three sizes, on SQLite and on PostgreSQL."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable

from tests.postgres import server

SIZES = (1_000, 10_000, 100_000)
RUNS = 5
#: Entries that are asked for, three times each, from all over the glossary.
ASKED_FOR = 16
RAW_SEARCH = {
    "sqlite": "SELECT rowid FROM glossary_search WHERE glossary_search MATCH %s"
    " ORDER BY rank LIMIT 20",
    "postgresql": "SELECT term_id FROM glossary_search, CAST(%s AS tsquery) AS query"
    " WHERE document @@ query ORDER BY ts_rank(document, query) DESC LIMIT 20",
}
RAW_SUGGEST = "SELECT text FROM glossary_name WHERE key >= %s AND key < %s ORDER BY key LIMIT 8"


def milliseconds(call: Callable[[str], object], text: str) -> list[float]:
    """Return how long each of RUNS calls with ``text`` took, after one that is not counted."""
    call(text)
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        call(text)
        times.append(1_000 * (time.perf_counter() - start))
    return times


def measure() -> None:
    """Print, for search and suggestions, p50 and p95 of the raw query and of
    ours, and how much ours takes beyond the raw one at p95."""
    import django

    django.setup()
    from django.db import connection

    from glossary.models import Category, Term
    from glossary.public.filters import Filters
    from glossary.public.found import facets_of, narrowed, page_of
    from glossary.search.shelves import shelves
    from glossary.search.steps import reply
    from glossary.search.suggest import suggest
    from glossary.search.tokens import stem
    from glossary.text.collation import name_key
    from tests.benchmarks.natural import searches, suggestions

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    terms = list(Term.objects.order_by("pk")[:: Term.objects.count() // ASKED_FOR][:ASKED_FOR])

    def raw(sql: str, *parameters: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            cursor.fetchall()

    #: What is misspelt, or a question, any engine would have to ask anew.
    asked = {text: (text, reply(text, shelves()).words) for text in searches(terms)}

    def raw_search(text: str) -> None:
        joint, begun = (" ", "*") if connection.vendor == "sqlite" else (" & ", ":*")
        for words in filter(None, asked[text]):
            stems = [stem(word) for word in name_key(words).split()]
            raw(RAW_SEARCH[connection.vendor], joint.join(stems) + begun)

    def search(text: str) -> None:
        stock, filters = shelves(), Filters(asked=text)
        answered = reply(text, stock)
        page_of(answered, narrowed(answered, filters, stock), None)
        facets_of(answered, filters, stock, list(Category.objects.all()))

    def raw_suggest(text: str) -> None:
        raw(RAW_SUGGEST, name_key(text), name_key(text) + "\U0010ffff")

    for queries, bare, ours in (
        (list(asked), raw_search, search),
        (suggestions(terms), raw_suggest, lambda text: suggest(text, shelves())),
    ):
        times: tuple[list[float], list[float], list[float]] = ([], [], [])
        for text in queries:
            base = milliseconds(bare, text)
            own = milliseconds(ours, text)
            over = statistics.median(own) - statistics.median(base)
            if os.environ.get("TERMBOOK_EACH"):
                line = f"{text:26} {statistics.median(base):7.1f} {statistics.median(own):7.1f}"
                print(line, file=sys.stderr)
            for column, values in zip(times, (base, own, [over]), strict=True):
                column += values
        cuts = [statistics.quantiles(column, n=20) for column in times]
        print(*(f"{cut[place]:.2f}" for cut in cuts for place in (9, 18)))


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
                filling = [_run(_FILL.format(size=size), own) for own in databases.values()]
                if any(process.wait() for process in filling):
                    sys.exit("A database was not filled.")
                for name, environment in databases.items():
                    _print(name, size, environment)
    print()


_EMPTY = (
    "import django; django.setup(); from django.db import connection;"
    "connection.cursor().execute('DROP SCHEMA public CASCADE; CREATE SCHEMA public')"
)
_FILL = "import django; django.setup(); from tests.benchmarks.natural import fill; fill({size})"


def _environment(folder: str, url: str = "") -> dict[str, str]:
    own = {"TERMBOOK_VAR": folder, "DJANGO_SETTINGS_MODULE": "config.settings"}
    database = {"DATABASE_URL": url, "SECRET_KEY": "for measuring only"} if url else {}
    return {**os.environ, **own, **database}


def _run(code: str, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", code], env=environment)


def _print(name: str, size: int, environment: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.search", "measure"],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    for kind, line in zip(("search", "suggest"), done.stdout.splitlines(), strict=True):
        numbers = "".join(f"{float(number):9.1f}" for number in line.split())
        print(f"  {name:11}{size:8,} {kind:8}      {numbers}", flush=True)


if __name__ == "__main__":
    measure() if sys.argv[1:] else main()
