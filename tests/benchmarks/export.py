"""Exporting: ours beside Django's ``dumpdata``, at two sizes. Memory is the whole process's."""

import os
import subprocess
import sys
import tempfile
import time

SIZES = (1_000, 20_000)
COMMANDS = {
    "export_glossary": ["export_glossary"],
    "dumpdata": ["dumpdata", "glossary", "--natural-foreign", "--natural-primary"],
}


def fill_database(size: int) -> None:
    """Fill the database of this process."""
    import django

    django.setup()
    from tests.benchmarks.filling import fill

    fill(size)


def measure(command: list[str], environment: dict[str, str]) -> tuple[float, float]:
    """Return seconds and peak megabytes of a ``manage.py`` command."""
    code = (
        "import resource, sys; from django.core.management import execute_from_command_line;"
        "execute_from_command_line(sys.argv);"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)"
    )
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", code, *command],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=True,
    )
    return time.perf_counter() - start, int(done.stderr.split()[-1]) / 1024


def main() -> None:
    """Print a row for each size and command."""
    print("Export                      seconds   peak memory")
    for size in SIZES:
        with tempfile.TemporaryDirectory(prefix="termbook-benchmark-") as folder:
            environment = {
                **os.environ,
                "TERMBOOK_VAR": folder,
                "DJANGO_SETTINGS_MODULE": "config.settings",
            }
            subprocess.run(
                [sys.executable, "-m", "tests.benchmarks.export", str(size)],
                env=environment,
                check=True,
            )
            for name, command in COMMANDS.items():
                seconds, megabytes = measure(command, environment)
                print(f"  {size:7,} {name:17} {seconds:7.1f} {megabytes:9.0f} MB", flush=True)
    print()


if __name__ == "__main__":
    fill_database(int(sys.argv[1])) if sys.argv[1:] else main()
