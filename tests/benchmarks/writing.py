"""What editors wait for: one save, a bulk change, and indexing everything anew."""

import resource
import time
from collections.abc import Callable

from tests.benchmarks.databases import Database
from tests.benchmarks.report import line

BULK = 1_000


def measure() -> None:
    """Print, one a line: median milliseconds and number of queries of one save, milliseconds an
    entry of publishing many, of reindexing all, and the memory by which that grew, in MB."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from glossary.indexing.refresh import reindex
    from glossary.models import Status, Term

    terms = list(Term.objects.order_by("pk")[:21])
    times, queries = [], 0
    for term in terms:
        term.definition += " A sentence is added."
        with CaptureQueriesContext(connection) as captured:
            times.append(_milliseconds(term.save))
        queries = max(queries, len(captured))
    print(sorted(times)[len(times) // 2])
    print(queries)
    chosen = Term.objects.filter(pk__in=list(Term.objects.values_list("pk", flat=True)[:BULK]))
    count = chosen.update(status=Status.DRAFT)
    print(_milliseconds(lambda: chosen.update(status=Status.PUBLISHED)) / count)
    before = _megabytes()
    print(_milliseconds(reindex) / Term.objects.count())
    print(_megabytes() - before)


def report(database: Database) -> None:
    """Measure in a process of the database, and print the figures."""
    figures = database.figures("tests.benchmarks.writing", "measure()")
    milliseconds, queries, bulk, index, grown = (figure for (figure,) in figures)
    line("one save", milliseconds, "ms", most=100)
    line("one save, queries", queries, "", most=40)
    line(f"publishing {BULK:,}, an entry", bulk, "ms", most=10)
    line("reindex, an entry", index, "ms", most=3)
    line("reindex, memory grows by", grown, "MB")


def _milliseconds(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return 1_000 * (time.perf_counter() - start)


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024
