"""Public pages as readers get them: over HTTP, from two processes of the server, beside a bare
Django view that returns the same bytes under the same server."""

import tempfile
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from typing import NamedTuple

from tests.benchmarks.databases import Database
from tests.benchmarks.http_client import Connection, median_milliseconds, requests_per_second
from tests.benchmarks.http_server import BARE, SITE, serving
from tests.benchmarks.report import line

_ROUNDS, _SECONDS = 3, 2.0
#: Least requests of a page from memory, as a part of those of the bare view.
_LEAST_RATIO = {"SQLite": 0.7, "PostgreSQL": 0.5}
_INDEX, _LETTER = "/glossary/", "/glossary/?letter=D"
_SEARCHES = [f"/search/?q={word}" for word in ("neural+graph", "kernel", "deep+value", "qqqqq")]


class Times(NamedTuple):
    """Median milliseconds of pages that are made anew."""

    letter: float


def entry_paths(count: int) -> None:
    """Print the addresses of ``count`` entries from all over the glossary. Called in a process of
    the database."""
    from glossary.models import Term

    terms = Term.objects.order_by("pk")
    for term in terms[:: max(1, terms.count() // count)][:count]:
        print(term.get_absolute_url())


def measure(database: Database, entries: list[str], smallest: Times | None) -> Times:
    """Print the figures of one database; ``smallest`` are those of the smallest of its kind."""
    with serving(SITE, database.environment) as site:
        for label, path in (("entry", entries[0]), ("index", _INDEX)):
            _print_ratio(label, path, site.port, _LEAST_RATIO[database.vendor])
        etag = _header(Connection(site.port).get(entries[0]).head, "etag")
        rate = requests_per_second(site.port, entries[0], _SECONDS, if_none_match=etag)
        line("entry, 304", rate, "req/s")
        median_milliseconds(site.port, [*entries, *_SEARCHES])
        line("memory of a worker", site.worker_megabytes(), "MB", most=150)
        line("start until the first answer", site.start_seconds, "s", most=2)
    with serving(SITE, {**database.environment, "GLOSSARY_PAGE_CACHE_BYTES": "0"}) as site:
        median_milliseconds(site.port, [entries[0], _LETTER] * 10)  # both processes are warm
        line("entry, made anew", median_milliseconds(site.port, entries), "ms", most=15)
        letter = median_milliseconds(site.port, [_LETTER] * 15)
        line("letter, made anew", letter, "ms")
        if smallest:
            line("letter, beside the smallest", letter / smallest.letter, "times", most=1.5)
        line("index, made anew", median_milliseconds(site.port, [_INDEX] * 15), "ms")
        line("search, made anew", median_milliseconds(site.port, _SEARCHES * 5), "ms")
    return Times(letter)


def _print_ratio(label: str, path: str, port: int, least: float) -> None:
    """Print the requests a second of a page and of the bare view, measured in turns."""
    requests_per_second(port, path, 0.5)  # now both processes have the page
    body = Connection(port).get(path).body
    with tempfile.NamedTemporaryFile() as file:
        Path(file.name).write_bytes(body)
        with serving(BARE, _bare_environment(file.name)) as bare:
            rounds = [
                (
                    requests_per_second(port, path, _SECONDS),
                    requests_per_second(bare.port, path, _SECONDS),
                )
                for _ in range(_ROUNDS)
            ]
    line(f"{label}, from memory", median(own for own, _ in rounds), "req/s")
    line(f"{label}, bare view", median(bare for _, bare in rounds), "req/s")
    ratio = median(own / bare for own, bare in rounds)
    line(f"{label}, part of the bare view", ratio, "", least=least)


def _bare_environment(body: str) -> Mapping[str, str]:
    return {"BARE_BODY": body, "DJANGO_SETTINGS_MODULE": ""}


def _header(head: bytes, name: str) -> str:
    (value,) = (
        value.strip()
        for key, _, value in (row.partition(":") for row in head.decode("latin-1").split("\r\n"))
        if key.lower() == name
    )
    return value
