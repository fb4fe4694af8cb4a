"""Public pages at a hundred thousand entries, beside the same pages at a thousand."""

import os
import statistics
import subprocess
import sys
import tempfile
import time

SIZES = (1_000, 100_000)
RUNS = 5
#: The first is asked for anew each time, as after a change of the glossary.
PAGES = {
    "index, counted anew": "/glossary/",
    "index": "/glossary/?",
    "a letter": "/glossary/?letter=D",
    "two filters": "/glossary/?level=beginner&category=category-1",
    "a tag": "/glossary/?tag=tag-7",
    "the last page": "/glossary/?page=99999999",
    "an entry": "{entry}",
    "search": "/search/?q=neural+graph",
    "search, nothing found": "/search/?q=qqqqq",
    "applications": "/applications/",
    "tags": "/tags/",
    "feed": "/feed/",
    "status": "/status.json",
}


def serve(size: int) -> None:
    """Fill a database and print the median milliseconds of each page."""
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client

    from glossary import process_memory
    from glossary.models import Term
    from tests.benchmarks.filling import fill

    settings.GLOSSARY_PAGE_CACHE_BYTES = 0  # each page is made
    fill(size)
    call_command("collectstatic", interactive=False, verbosity=0)
    entry = Term.objects.order_by("sort_key")[size // 2].get_absolute_url()
    client = Client(headers={"host": "localhost"})
    for name, address in PAGES.items():
        times = []
        for _ in range(RUNS):
            if name.endswith("anew"):
                process_memory.reset()
            start = time.perf_counter()
            assert client.get(address.format(entry=entry)).status_code == 200
            times.append(1_000 * (time.perf_counter() - start))
        print(statistics.median(times))


def main() -> None:
    """Print a row for each page."""
    columns = []
    for size in SIZES:
        with tempfile.TemporaryDirectory(prefix="termbook-benchmark-") as folder:
            done = subprocess.run(
                [sys.executable, "-m", "tests.benchmarks.pages", str(size)],
                env={
                    **os.environ,
                    "TERMBOOK_VAR": folder,
                    "DJANGO_SETTINGS_MODULE": "config.settings",
                },
                stdout=subprocess.PIPE,
                text=True,
                check=True,
            )
        columns.append([float(line) for line in done.stdout.split()])
    print("Pages, median ms         " + "".join(f"{size:>10,} entries" for size in SIZES))
    for name, *times in zip(PAGES, *columns, strict=True):
        print(f"  {name:23}" + "".join(f"{milliseconds:14.0f} ms " for milliseconds in times))


if __name__ == "__main__":
    serve(int(sys.argv[1])) if sys.argv[1:] else main()
