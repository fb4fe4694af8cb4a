"""Times search and suggestions in a database that is filled, each beside the raw query."""

import os
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from functools import cache

from django.db import connection

from glossary.models import Term
from glossary.public.facets import facet_choices
from glossary.public.filters import Filters
from glossary.public.search_page import search_page
from glossary.search.catalogue import current_catalogue
from glossary.search.fallbacks import search_with_fallbacks
from glossary.search.suggest import suggest
from glossary.text.normalize import name_key
from tests.benchmarks.generated_texts import searches, suggestions

RUNS = 9
#: Entries that are asked for, three times each, from all over the glossary.
ASKED_FOR = 16
RAW_SEARCH = {
    "sqlite": "SELECT rowid FROM glossary_search WHERE glossary_search MATCH %s"
    " ORDER BY rank LIMIT 20",
    "postgresql": "SELECT term_id FROM glossary_search, CAST(%s AS tsquery) AS query"
    " WHERE document @@ query ORDER BY ts_rank(document, query) DESC LIMIT 20",
}
RAW_SUGGEST = "SELECT text FROM glossary_name WHERE key >= %s AND key < %s ORDER BY key LIMIT 8"


def measure() -> None:
    """Print, for search and for suggestions, p50 and p95 of the raw query, of ours, and of what
    ours takes beyond the raw one, in milliseconds; of each question the median of RUNS."""
    terms = list(Term.objects.order_by("pk")[:: Term.objects.count() // ASKED_FOR][:ASKED_FOR])
    _print_figures(searches(terms), _raw_search, _search)
    _print_figures(
        suggestions(terms), _raw_suggest, lambda text: suggest(text, current_catalogue())
    )


def _print_figures(
    texts: Iterable[str], raw: Callable[[str], object], ours: Callable[[str], object]
) -> None:
    times: tuple[list[float], list[float], list[float]] = ([], [], [])
    for text in texts:
        raw(text), ours(text)
        # In turns: what else the machine does meanwhile slows both.
        pairs = [(_milliseconds(raw, text), _milliseconds(ours, text)) for _ in range(RUNS)]
        base, own = map(statistics.median, zip(*pairs, strict=True))
        if os.environ.get("TERMBOOK_EACH"):
            print(f"{text:26} {base:7.1f} {own:7.1f}", file=sys.stderr)
        for column, value in zip(times, (base, own, own - base), strict=True):
            column.append(value)
    cuts = [statistics.quantiles(column, n=20) for column in times]
    print(*(f"{cut[place]:.2f}" for cut in cuts for place in (9, 18)))


def _milliseconds(call: Callable[[str], object], text: str) -> float:
    start = time.perf_counter()
    call(text)
    return 1_000 * (time.perf_counter() - start)


def _search(text: str) -> None:
    catalogue = current_catalogue()
    filters = Filters.read({}, catalogue).replace(q=text)
    results = search_page(filters, None, catalogue)
    facet_choices(filters, results.response.matches.found, catalogue)
    assert results.results is not None


@cache
def _asked(text: str) -> list[str]:
    """What is misspelt, or a question, any engine would have to ask anew, in other words."""
    return [
        words
        for words in (text, search_with_fallbacks(text, current_catalogue()).searched)
        if words
    ]


def _raw_search(text: str) -> None:
    joint, begun = (" ", "*") if connection.vendor == "sqlite" else (" & ", ":*")
    for words in _asked(text):
        _raw(RAW_SEARCH[connection.vendor], joint.join(name_key(words).split()) + begun)


def _raw_suggest(text: str) -> None:
    _raw(RAW_SUGGEST, name_key(text), name_key(text) + "\U0010ffff")


def _raw(sql: str, *parameters: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        cursor.fetchall()
