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
#: As readers type: rare and common words, several, only begun, misspelt, a question, nothing.
SEARCHES = (
    *(
        "neural graph token",
        "neural graph",
        "kernel",
        "graph neural vector data",
        "policy agent 77",
    ),
    *("alias 512", "dense 9", "bayesian prompt 345", "latent sparse la", "deep learning model 99"),
    *("keys nueral", "bayesain kernl", "what is a causal graph", "sentence said", "qqqqq", "use 2"),
    *("learning", "value", "token 1", "neural alias"),
)
SUGGESTIONS = (
    *("ne", "neu", "neural gr", "ker", "alias", "alias 51", "graph tok", "token 5", "77", "sp"),
    *("nueral", "bayesain", "learnign mo", "k", "de", "dense 99", "causal", "qqqqq", "pro", "va"),
)
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


def measure(size: int) -> None:
    """Fill a database and print, for search and suggestions, p50 and p95 of the raw query and of
    ours, and how much ours takes beyond the raw one at p95."""
    import django

    django.setup()
    from django.db import connection

    from glossary.models import Category
    from glossary.public.filters import Filters
    from glossary.public.found import facets_of, narrowed, page_of
    from glossary.search.shelves import shelves
    from glossary.search.steps import reply
    from glossary.search.suggest import suggest
    from glossary.search.tokens import stem
    from glossary.text.collation import name_key
    from tests.benchmarks.filling import fill

    if not os.environ.get("TERMBOOK_FILLED"):
        fill(size)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")

    def raw(sql: str, *parameters: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            cursor.fetchall()

    #: What is misspelt, or a question, any engine would have to ask anew.
    asked = {text: (text, reply(text, shelves()).words) for text in SEARCHES}

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
        (SEARCHES, raw_search, search),
        (SUGGESTIONS, raw_suggest, lambda text: suggest(text, shelves())),
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
    """Print a row for each database, size and kind of question."""
    print(
        "Search, ms                            raw p50     p95  ours p50     p95  over p50    p95"
    )
    with server() as url:
        for database in ("sqlite", "postgresql"):
            for size in SIZES:
                with tempfile.TemporaryDirectory(prefix="termbook-benchmark-") as folder:
                    environment = {
                        **os.environ,
                        "TERMBOOK_VAR": folder,
                        "DJANGO_SETTINGS_MODULE": "config.settings",
                    }
                    if database == "postgresql":
                        environment |= {"DATABASE_URL": url, "SECRET_KEY": "for measuring only"}
                        _empty(environment)
                    done = subprocess.run(
                        [sys.executable, "-m", "tests.benchmarks.search", str(size)],
                        env=environment,
                        stdout=subprocess.PIPE,
                        text=True,
                        check=True,
                    )
                for kind, line in zip(("search", "suggest"), done.stdout.splitlines(), strict=True):
                    numbers = "".join(f"{float(number):9.1f}" for number in line.split())
                    print(f"  {database:11}{size:8,} {kind:8}      {numbers}", flush=True)
    print()


def _empty(environment: dict[str, str]) -> None:
    """Leave nothing of the size before."""
    code = (
        "import django; django.setup(); from django.db import connection;"
        "connection.cursor().execute('DROP SCHEMA public CASCADE; CREATE SCHEMA public')"
    )
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)


if __name__ == "__main__":
    measure(int(sys.argv[1])) if sys.argv[1:] else main()
