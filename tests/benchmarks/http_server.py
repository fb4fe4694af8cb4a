"""Starts the site's server, or a bare Django view under the same server, for measuring."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.http_client import Connection

#: As README and docs/production.md start it, with two processes.
SERVER = (
    "granian --interface wsgi {application}:application --host 127.0.0.1 --port {port}"
    " --workers 2 --blocking-threads 4 --no-ws --log-level warning"
)
SITE, BARE = "config.wsgi", "tests.benchmarks.bare"
_START_SECONDS = 60


class Server(NamedTuple):
    """A server that answers, and how long it took until it did, in seconds."""

    port: int
    process: subprocess.Popen[bytes]
    start_seconds: float

    def worker_megabytes(self) -> float:
        """Return the resident memory of the largest of its processes (Linux only)."""
        pids = [self.process.pid, *_descendants(self.process.pid)]
        return max(_resident_megabytes(pid) for pid in pids)


@contextmanager
def serving(
    application: str, environment: Mapping[str, str], command: str = SERVER
) -> Iterator[Server]:
    """Start ``application``, and stop it afterwards."""
    port = _free_port()
    words = command.format(application=application, port=port).split()
    start = time.perf_counter()
    with subprocess.Popen(
        [Path(sys.executable).with_name(words[0]), *words[1:]],
        env={**os.environ, **environment, "SITE_URL": f"http://localhost:{port}"},
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            _wait(port, process)
            yield Server(port, process, time.perf_counter() - start)
        finally:
            process.terminate()


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            Connection(port).get("/status.json")
        except OSError:
            time.sleep(0.01)
        else:
            return
    sys.exit("The server did not start.")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _descendants(pid: int) -> Sequence[int]:
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            found += [child, *_descendants(child)]
    return found


def _resident_megabytes(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    (line,) = (line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1_024
