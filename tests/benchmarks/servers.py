"""Compares the servers that are installed, for the table in docs/production.md.

``python -m tests.benchmarks.servers``; it is no part of ``make benchmark``.
"""

import contextlib
import os
import select
import shutil
import signal
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple

from tests.benchmarks.databases import Database
from tests.benchmarks.http_client import Connection, median_milliseconds, requests_per_second
from tests.benchmarks.http_server import SERVER, Server, serving

SERVERS = {
    "granian": SERVER,
    "gunicorn": (
        "gunicorn {application} --bind 127.0.0.1:{port} --workers 2 --threads 4 --log-level warning"
    ),
    "waitress-serve": (
        "waitress-serve --listen 127.0.0.1:{port} --threads 8 {application}:application"
    ),
    "uvicorn": (
        "uvicorn config.asgi:application --host 127.0.0.1 --port {port} --workers 2"
        " --log-level warning"
    ),
}
ENTRY = "/glossary/generative-ai/"
_ROUNDS, _SECONDS = 3, 2.0
_SLOW_CLIENTS = 100
_UPLOAD_BYTES = 200_000_000


class Figures(NamedTuple):
    """What is measured of a server."""

    warm: float
    cold: float
    slow: float
    failed: int
    memory: float
    head: str
    upload: str


def measure(command: str, environment: dict[str, str]) -> Figures:
    """Measure one server."""
    with serving("config.wsgi", environment, command) as server:
        requests_per_second(server.port, ENTRY, 1)
        warm = median(requests_per_second(server.port, ENTRY, _SECONDS) for _ in range(_ROUNDS))
        head = _head(server.port)
        with _slow_clients(server.port):
            slow = _milliseconds(server.port)
        upload = _upload(server)
        memory = server.worker_megabytes()
        failed = _failures_during_restart(server)
    with serving("config.wsgi", {**environment, "GLOSSARY_PAGE_CACHE_BYTES": "0"}, command) as cold:
        median_milliseconds(cold.port, [ENTRY] * 10)
        made = median_milliseconds(cold.port, [ENTRY] * 40)
    return Figures(warm, made, slow, failed, memory, head, upload)


def _head(port: int) -> str:
    """Return "ok" if HEAD gives the length of the body, and no body."""
    with socket.create_connection(("127.0.0.1", port), timeout=5) as client:
        client.sendall(f"HEAD {ENTRY} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        time.sleep(0.5)
        head, _, body = client.recv(100_000).partition(b"\r\n\r\n")
    has_length = b"content-length:" in head.lower()
    return "ok" if has_length and not body else f"length {has_length}, body {len(body)}"


@contextlib.contextmanager
def _slow_clients(port: int) -> Iterator[None]:
    """Keep connections open that never finish their request."""
    clients = [socket.create_connection(("127.0.0.1", port)) for _ in range(_SLOW_CLIENTS)]
    for client in clients:
        client.sendall(f"GET {ENTRY} HTTP/1.1\r\nHost: loc".encode())
    time.sleep(0.5)
    yield
    for client in clients:
        client.close()


def _milliseconds(port: int) -> float:
    """Return the milliseconds of one request; infinity if there is no answer in ten seconds."""
    start = time.perf_counter()
    try:
        connection = Connection(port)
        connection.socket.settimeout(10)
        connection.get(ENTRY)
    except OSError:
        return float("inf")
    return 1_000 * (time.perf_counter() - start)


def _upload(server: Server) -> str:
    """Return what answers a large form, how many megabytes were taken, by how many memory grew."""
    before = server.worker_megabytes()
    head = (
        f"POST /contact/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: {_UPLOAD_BYTES}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
    )
    sent, answer, chunk = 0, b"", b"a" * 100_000
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as client:
        client.sendall(head.encode())
        try:
            while sent < _UPLOAD_BYTES and not select.select([client], [], [], 0)[0]:
                sent += client.send(chunk)
        except OSError:
            pass  # it was refused, and the connection closed
        with contextlib.suppress(OSError):
            answer = client.recv(1_000)
    status = [*answer.split(None, 2), b"-", b"no answer"][1].decode()
    grown = server.worker_megabytes() - before
    return f"{status}, {sent / 1e6:.0f} MB taken, +{grown:.0f} MB"


def _failures_during_restart(server: Server) -> int:
    """Return how many requests fail while the processes are replaced on SIGHUP."""
    failed, stop = 0, threading.Event()

    def ask() -> None:
        nonlocal failed
        while not stop.is_set():
            failed += _milliseconds(server.port) == float("inf")

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    time.sleep(0.5)
    os.kill(server.process.pid, signal.SIGHUP)
    time.sleep(5)
    stop.set()
    for thread in threads:
        thread.join()
    return failed if server.process.poll() is None else -1


def main() -> None:
    """Print a row for each server."""
    print("server          warm/s  cold ms  slow ms  failed  MB   HEAD  upload")
    with tempfile.TemporaryDirectory(prefix="termbook-benchmark-") as folder:
        environment = {"TERMBOOK_VAR": folder, "DJANGO_SETTINGS_MODULE": "config.settings"}
        sample = Database("SQLite", 0, {**os.environ, **environment})
        call = "call_command('quickstart', verbosity=0)"
        sample.lines("django.core.management", call)
        for name, command in SERVERS.items():
            if not shutil.which(name, path=str(Path(sys.executable).parent)):
                continue
            found = measure(command, environment)
            print(
                f"{name:15}{found.warm:7,.0f}{found.cold:9.1f}{found.slow:9.1f}{found.failed:8}"
                f"{found.memory:5.0f}  {found.head:5} {found.upload}",
                flush=True,
            )


if __name__ == "__main__":
    main()
