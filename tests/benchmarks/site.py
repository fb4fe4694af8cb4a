"""Pages and writing at several sizes, on SQLite and on PostgreSQL."""

from tests.benchmarks import admin_list, pages, writing
from tests.benchmarks.databases import filled
from tests.benchmarks.report import SIZES

ENTRIES = 50


def main() -> None:
    """Print the figures of each database."""
    smallest: dict[str, pages.Times] = {}
    for database in filled(SIZES, "tests.benchmarks.filling"):
        print(f"{database.vendor}, {database.size:,} entries")
        paths = database.lines("tests.benchmarks.pages", f"entry_paths({ENTRIES})")
        times = pages.measure(database, paths, smallest.get(database.vendor))
        smallest.setdefault(database.vendor, times)
        admin_list.report(database)
        writing.report(database)
        print()


if __name__ == "__main__":
    main()
