"""Search and suggestions beside the raw query of the database in the same run: what any engine
would have to ask. At three sizes, on SQLite and on PostgreSQL."""

from tests.benchmarks.databases import filled
from tests.benchmarks.report import SIZES


def main() -> None:
    """Print a row for each database, size and kind of question."""
    print(
        "Search, ms                            raw p50     p95  ours p50     p95  over p50    p95"
    )
    for database in filled(SIZES, "tests.benchmarks.generated_texts"):
        figures = database.figures("tests.benchmarks.searching", "measure()")
        for kind, line in zip(("search", "suggest"), figures, strict=True):
            numbers = "".join(f"{number:9.1f}" for number in line)
            print(f"  {database.vendor:11}{database.size:8,} {kind:8}      {numbers}", flush=True)
    print()


if __name__ == "__main__":
    main()
